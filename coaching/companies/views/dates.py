"""The year wheel of a company: a picture, the list under it, what is not known, dates of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.companies import actions, rules
from coaching.companies.exports import YEAR
from coaching.companies.forms.dates import PRESETS, DoneForm, OwnDateForm
from coaching.companies.lists_dates import YEAR_COLUMNS, year_cells
from coaching.companies.models import Company, DateDone, OwnDate, RoleHolder
from coaching.companies.reports_dates import YEAR_WHEEL
from coaching.companies.wheel import kinds, shown
from coaching.companies.wheel.files import facts_of
from coaching.companies.wheel.saying import what_of
from coaching.companies.wheel.triggers import WORK_RULES, triggers
from coaching.companies.wheel.whole import Wheel, wheel_of
from coaching.core.ground import clock
from coaching.core.ground.wheel import KINDS, Line
from coaching.core.paper import exports
from coaching.core.paper.asking import ask_for
from coaching.core.screen.columns import drawn
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place


def _wheel(request: PlaceRequest, today: date) -> Wheel:
    return wheel_of(request.place.id, today=today, until=shown.last_day(today))


@requires(rules.VIEW_DATES)
@require_GET
def year(request: PlaceRequest, company: str) -> HttpResponse:
    """One service year; `?year=` is its first day. What is late of other years stands above."""
    today, place = clock.today(), request.place
    wheel = _wheel(request, today)
    years = shown.years_of(wheel, today)
    asked = shown.chosen(years, request.GET.get("year", ""), today)
    lines = shown.within(wheel.lines, asked)
    if taken := exports.file(request, _("Year wheel"), YEAR, lambda: lines):
        return taken
    before = set(map(id, wheel.before_opening))
    elsewhere = [line for line in wheel.lines if line.is_late and line.day not in asked]
    facts, may_keep = facts_of([place.id])[place.id], request.actor.may(rules.KEEP_DATES)
    own = [one for one in facts.own if one.ended_on is None]
    numbered = list(enumerate(lines, 1))
    context = {
        "asked": asked,
        "picture": shown.picture(lines, asked, today, _("Year wheel %(year)s") % {"year": asked.label}),
        "body": _body(request, numbered, may_keep) if lines else "",
        "before": sum(id(line) in before for line in (*elsewhere, *lines)),
        "opened_on": wheel.file.opened_on,
        "late": _body(request, [(0, line) for line in elsewhere], may_keep) if elsewhere else "",
        "years": [(one.label, f"?year={one.first.isoformat()}", one == asked) for one in years],
        "asks": [(KINDS[ask.kind].title, ask.words, place.url(ask.page)) for ask in wheel.asks],
        "triggers": [
            (one, place.url("companies:date_done_of", WORK_RULES, one.since.isoformat(), one.cause_id))
            for one in triggers(wheel.file, facts, wheel.begins)
        ],
        "own": [(one, place.url("companies:own_date", one.id)) for one in own],
        "done": _written_down(place.id) if may_keep else [],
        "may_keep": may_keep,
        "may_edit": request.actor.may(rules.EDIT),
        "presets": _presets(place, {one.title for one in own}) if may_keep else [],
        "add": place.url("companies:add_own_date"),
        "pdf": place.url("companies:year_pdf"),
        "may_print": request.actor.may(rules.PRINT_PREVENTION),
    }
    return render(request, "companies/year.html", context)


def _body(request: PlaceRequest, lines: Sequence[tuple[int, Line]], may_keep: bool) -> Any:
    columns = YEAR_COLUMNS if may_keep else YEAR_COLUMNS[:-1]
    return drawn(request, columns, lines, year_cells(request.place, request.actor))


def _presets(place: Place, there: set[str]) -> list[tuple[Any, str]]:
    """What many companies add and this one has not yet."""
    named = [(words, place.url("companies:add_own_date", preset=key)) for key, (words, _months) in PRESETS.items()]
    return [(words, address) for words, address in named if str(words) not in there]


def _written_down(company_id: UUID) -> list[tuple[DateDone, Any]]:
    """What was written down by hand lately, so that a mistake can be taken back."""
    found = DateDone.objects.filter(company_id=company_id, withdrawn_at=None)
    rows = found.select_related("own").order_by("-recorded_at", "id")[:10]
    named = {key: kind.title for key, kind in KINDS.items()} | {WORK_RULES: _("Put it in the work rules")}
    return [(row, row.own.title if row.own else named[row.kind]) for row in rows]


def _form(request: PlaceRequest, form: Any, title: str, submit: str, lead: str = "") -> HttpResponse:
    back = request.place.url("companies:year")
    return form_page(request, form, title=title, back=back, submit=submit, lead=lead, crumb=_("Year wheel"))


# -- Dates of one's own ------------------------------------------------------------------------------------------------
@requires(rules.KEEP_DATES)
@require_http_methods(["GET", "POST"])
def add_own_date(request: PlaceRequest, company: str) -> HttpResponse:
    """`?preset=` fills in what many companies add."""
    initial: dict[str, Any] = {"every_months": 12, "first_on": None}
    if preset := PRESETS.get(request.GET.get("preset", "")):
        initial |= {"title": str(preset[0]), "every_months": preset[1]}
    form = OwnDateForm(posted(request), initial=initial)
    if form.is_valid() and attempt(form, actions.add_own_date, by=request.actor, **form.columns()):
        messages.success(request, _("The date stands on the year wheel."))
        return to(request, "companies:year")
    return _form(
        request, form, _("Add a date of our own"), _("Add"), _("Once, or again and again. You are reminded before.")
    )


@requires(rules.KEEP_DATES)
@require_http_methods(["GET", "POST"])
def own_date(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    own = get_or_404(OwnDate.objects.filter(ended_on=None), pk=pk)
    form = OwnDateForm(posted(request), instance=own)
    if form.is_valid() and attempt(
        form, actions.change_own_date, own_id=own.pk, opened_with=form.opened_with, by=request.actor, **form.columns()
    ):
        messages.success(request, _("Saved."))
        return to(request, "companies:year")
    back = request.place.url("companies:year")
    return form_page(
        request,
        form,
        title=own.title,
        back=back,
        submit=_("Save"),
        crumb=_("Year wheel"),
        delete_url=request.place.url("companies:end_own_date", own.pk),
    )


@requires(rules.KEEP_DATES)
@require_http_methods(["GET", "POST"])
def end_own_date(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """It comes no more; what was done stays."""
    own = get_or_404(OwnDate.objects.all(), pk=pk)
    if request.method == "POST":
        said = _("The date comes no more. What was done on it stays on record.")
        attempt_or_message(request, actions.end_own_date, said, own_id=own.pk, by=request.actor)
        return to(request, "companies:year")
    context = {
        "title": _("End “%(title)s”?") % {"title": own.title},
        "lead": _("It comes no more from today on."),
        "consequences": [_("What was done on its days stays on record.")],
        "submit": _("End"),
        "cancel": request.place.url("companies:own_date", own.pk),
        "calm": True,
    }
    return render(request, "components/confirm_page.html", context)


# -- What was done -----------------------------------------------------------------------------------------------------
def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


@requires(rules.KEEP_DATES)
@require_http_methods(["GET", "POST"])
def date_done(request: PlaceRequest, company: str, kind: str, day: str) -> HttpResponse:
    """That what was due on a day was done."""
    due = _day_of(day)
    found = [line for line in _wheel(request, clock.today()).lines if (line.kind.key, line.day) == (kind, due)]
    if kind not in kinds.RECORDED or kind == kinds.OWN.key:
        raise Http404
    if not found:
        return _moved(request)
    return _record(request, what_of(found[0]), kind=kind, due_on=due)


@requires(rules.KEEP_DATES)
@require_http_methods(["GET", "POST"])
def date_done_of(request: PlaceRequest, company: str, kind: str, day: str, pk: UUID) -> HttpResponse:
    """The same of a date of one's own, or of what a counsellor or a service set off."""
    due, today = _day_of(day), clock.today()
    wheel = _wheel(request, today)
    if kind == kinds.OWN.key:
        found = [line for line in wheel.lines if (line.kind.key, line.day, line.deed.ref) == (kind, due, pk)]
        if found:
            return _record(request, found[0].about, kind=kind, due_on=due, own_id=pk)
    if kind == WORK_RULES:
        facts = facts_of([request.place.id])[request.place.id]
        for one in triggers(wheel.file, facts, wheel.begins):
            if (one.since, one.cause_id) == (due, pk):
                return _record(request, f"{one.words}: {one.cause}", kind=kind, due_on=due, cause_id=pk)
    there = {kinds.OWN.key: OwnDate.objects.filter(pk=pk), WORK_RULES: RoleHolder.objects.filter(pk=pk)}
    if kind not in there or not (there[kind].exists() or pk == request.place.id):
        raise Http404
    return _moved(request)


def _moved(request: PlaceRequest) -> HttpResponse:
    """A link of yesterday to a date that has moved since, because a fact changed or something was done."""
    messages.info(request, _("This date is no longer there: it moved. Below stands how it is now."))
    return to(request, "companies:year")


def _record(request: PlaceRequest, title: str, **key: Any) -> HttpResponse:
    form = DoneForm(posted(request), initial={"done_on": clock.today()})
    if form.is_valid() and attempt(form, actions.record_done, by=request.actor, **key, **form.cleaned_data):
        messages.success(request, _("It is on record."))
        return to(request, "companies:year")
    return _form(request, form, title, _("Write it down"), _("When was it done? Then it waits for nobody."))


@requires(rules.KEEP_DATES)
@require_POST
def withdraw_done(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """Written down by mistake."""
    found = get_or_404(DateDone.objects.all(), pk=pk)
    said = _("Taken back. The date is open again.")
    attempt_or_message(request, actions.withdraw_done, said, done_id=found.pk, by=request.actor)
    return to(request, "companies:year")


@requires(rules.PRINT_PREVENTION)
@require_POST
def year_pdf(request: PlaceRequest, company: str) -> HttpResponse:
    return ask_for(request, YEAR_WHEEL, get_or_404(Company.objects.all(), pk=request.place.id))

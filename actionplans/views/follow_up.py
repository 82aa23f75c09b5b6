"""The carrying-out: list and board of measures, one measure with its trace, and what people do with it."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actionplans import lists, rules
from actionplans import rules_consultation as consulting
from actionplans.actions import follow_up as actions
from actionplans.enums import MEASURE, MeasureState, PlanState
from actionplans.exports import MEASURES
from actionplans.forms import follow_up as forms
from actionplans.forms.consultation import ReasonForm
from actionplans.models import MeasureNote, PreventionMeasure
from actionplans.queries import follow_up as queries
from actionplans.queries.plans import plain
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.people import Reachable, to_reach
from coaching.core.ground.roles import Actor, Hat
from coaching.core.paper import exports, uploads
from coaching.core.screen import ui
from coaching.core.screen.columns import needed, shown
from coaching.core.screen.lists import Counted, page_of
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest

PAGES = (
    "start_measure",
    "report_progress",
    "finish_measure",
    "verify_measure",
    "block_measure",
    "unblock_measure",
    "cancel_measure",
)


def measure_or_404(request: PlaceRequest, pk: Any) -> PreventionMeasure:
    """A measure that this person may see: an owner only finds own ones."""
    return get_or_404(queries.all_measures_for(request.actor), pk=pk)


@require_GET
@requires(rules.VIEW_MEASURES)
def measures(request: PlaceRequest, company: str) -> HttpResponse:
    """Every measure of the plans in force; filters, search, sort, pages."""
    actor, today = request.actor, clock.today()
    base = queries.measures_for(actor)
    choices = queries.choices_for(base)
    form = forms.FilterForm(request.GET or None, choices=choices, only_own=consulting.is_only_owner(actor))
    chosen = form.chosen()
    found = queries.narrowed(base, chosen, today, actor)
    order = queries.SORTS.get(request.GET.get("sort", ""), queries.SORTS["due"])
    if kind := exports.wanted(request):
        company_row = Company.objects.only("id").get(pk=request.place.id)
        every = queries.with_owners(exports.capped(found.order_by(*order)), today)
        return exports.answer(kind, _("Measures"), MEASURES, every, by=actor, about=company_row)
    company_row = Company.objects.only("headcount").get(pk=request.place.id)
    totals = queries.totals(found, company_row.headcount)
    known = Counted(totals.measures, str(totals.measures))  # counted with the workers reached, in one query
    shown_as = shown(request, lists.KIND, form)
    listed = queries.listed(found, needed(shown_as.columns)).order_by(*order)
    page = page_of(request, listed, shown_as.per_page, known=known)
    rows = queries.with_owners(page.object_list, today, known=choices["owner"])
    here = request.place.url("actionplans:measures")
    return render(
        request,
        "actionplans/follow_up/list.html",
        {
            "page": page,
            "rows": rows,
            "shown": shown_as,
            "body": lists.measures(request, rows, shown_as.columns, here, today, _contacts(request)),
            "form": form,
            "filtered": bool(chosen),
            "reached": totals,
            "only_own": consulting.is_only_owner(actor),
            "views": _views(request, "measures"),
        },
    )


def _contacts(request: PlaceRequest) -> list[Reachable]:
    company = request.place.id
    return to_reach(companies=[company]).get(company, [])


def _views(request: PlaceRequest, current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": request.place.url(f"actionplans:{name}"), "current": name == current}
        for name, label in (("measures", _("List")), ("measures_board", _("Board")))
    ]


@require_GET
@requires(rules.VIEW_MEASURES)
def board(request: PlaceRequest, company: str) -> HttpResponse:
    """The year board: a column per status."""
    actor, today = request.actor, clock.today()
    year = int(request.GET["year"]) if re.fullmatch("[12][0-9]{3}", request.GET.get("year", "")) else today.year
    found = queries.measures_for(actor).filter(plan__year=year)
    rows = queries.with_owners(list(found.order_by("due_on", "id")[:500]), today)
    columns = [_column(request, state, [row for row in rows if row.measure.state == state]) for state in queries.BOARD]
    return render(
        request,
        "actionplans/follow_up/board.html",
        {
            "columns": columns,
            "year": year,
            "today": today,
            "views": _views(request, "measures_board"),
            "count": len(rows),
            "earlier": request.place.url("actionplans:measures_board", year=str(year - 1)),
            "later": request.place.url("actionplans:measures_board", year=str(year + 1)),
        },
    )


def _column(request: PlaceRequest, state: MeasureState, rows: list[queries.Followed]) -> ui.Column:
    cards = [
        ui.BoardCard(
            f"{row.measure.code} {row.measure.what}",
            url=request.place.url("actionplans:measure", row.measure.pk),
            note=f"{row.owner_name} · {row.measure.progress} %" if row.owner_name else f"{row.measure.progress} %",
            due=None if row.finished else row.measure.due_on,
        )
        for row in rows[: queries.BOARD_CARDS]
    ]
    return ui.Column(state.label, cards, len(rows))


@require_GET
@requires(rules.VIEW_MEASURES)
def measure(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Finding → objective → measure, six W's, progress, evidence, and what can be done now."""
    subject = measure_or_404(request, pk)
    actor, today = request.actor, clock.today()
    followed = queries.with_owners([subject], today)[0]
    notes = queries.notes_of(subject, actor, lambda note: request.place.url("actionplans:evidence", pk, note))
    member = actor.hat == Hat.CPBW
    return render(
        request,
        "actionplans/follow_up/measure.html",
        {
            "measure": subject,
            "late": followed.late,
            "owner_name": followed.owner_name,
            "trace": queries.trace_of(subject, actor),
            "notes": notes,
            "today": today,
            "may": _may(subject, actor),
            "reason": queries.reason_of(subject, actor),
            "member": member,
            "old_score": "" if member else plain(queries.old_score(subject)),
            "new_score": plain(subject.new_kinney_score),
            "back": request.place.url("actionplans:measures"),
            **{f"{name}_url": request.place.url(f"actionplans:{name}", pk) for name in PAGES},
        },
    )


def _may(measure: PreventionMeasure, actor: Actor) -> dict[str, bool]:
    """Which buttons show. The actions check again."""
    mine = actor.may(rules.CARRY_OUT) and (not consulting.is_only_owner(actor) or measure.owner_id == actor.user_id)
    running = mine and measure.plan.state == PlanState.ACTIVE
    found = {verb: mine and MEASURE.allows(verb, measure.state, actor) for verb in MEASURE.transitions}
    found["start"] = found["start"] and running
    found["finish"] = found["finish"] and running
    found["report"] = running and measure.state not in {MeasureState.PROPOSED, MeasureState.CANCELLED}
    return found


@require_POST
@requires(rules.CARRY_OUT)
def start(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Begin."""
    subject = measure_or_404(request, pk)
    attempt_or_message(request, actions.start_measure, measure=subject, by=request.actor)
    return to(request, "actionplans:measure", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.CARRY_OUT)
def progress(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Say how far it is, with a file if there is one."""
    subject = measure_or_404(request, pk)
    form = forms.ProgressForm(posted(request), request.FILES or None, initial={"progress": subject.progress})
    by = request.actor
    if form.is_valid() and attempt(form, actions.report_progress, measure=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:measure", pk)
    return form_page(
        request, form, title=_("How far is it?"), back=request.place.url("actionplans:measure", pk), lead=str(subject)
    )


@require_http_methods(["GET", "POST"])
@requires(rules.CARRY_OUT)
def finish(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """It is done."""
    subject = measure_or_404(request, pk)
    form = forms.FinishForm(posted(request), request.FILES or None)
    by = request.actor
    if form.is_valid() and attempt(form, actions.finish_measure, measure=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:measure", pk)
    return form_page(
        request,
        form,
        title=_("The measure is done"),
        back=request.place.url("actionplans:measure", pk),
        lead=str(subject),
        submit=_("Record as done"),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.VERIFY)
def verify(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Does it work?"""
    subject = measure_or_404(request, pk)
    old = queries.old_score(subject)
    form = forms.VerifyForm(posted(request), kinney=old is not None)
    by = request.actor
    if form.is_valid():
        common: dict[str, Any] = {"measure": subject, "by": by, "factors": form.factors()}
        if form.cleaned_data["works"] == "yes":
            done = attempt(form, actions.verify_measure, **common)
        else:
            done = attempt(form, actions.find_ineffective, reason=form.cleaned_data["reason"], **common)
        if done:
            return to(request, "actionplans:measure", pk)
    lead = _("Kinney score before the measure: %(score)s.") % {"score": plain(old)} if old is not None else str(subject)
    return form_page(
        request,
        form,
        title=_("Does the measure work?"),
        back=request.place.url("actionplans:measure", pk),
        lead=lead,
        submit=_("Record"),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.CARRY_OUT)
def block(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """It cannot go on for now."""
    subject = measure_or_404(request, pk)
    form = forms.BlockForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, actions.block_measure, measure=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:measure", pk)
    return form_page(
        request,
        form,
        title=_("What holds it up?"),
        back=request.place.url("actionplans:measure", pk),
        lead=str(subject),
    )


@require_POST
@requires(rules.CARRY_OUT)
def unblock(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """It goes on again."""
    subject = measure_or_404(request, pk)
    attempt_or_message(request, actions.unblock_measure, measure=subject, by=request.actor)
    return to(request, "actionplans:measure", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.ADOPT)
def cancel(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Drop the measure."""
    subject = measure_or_404(request, pk)
    form = ReasonForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, actions.cancel_measure, measure=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:measure", pk)
    return form_page(
        request,
        form,
        title=_("Cancel this measure?"),
        back=request.place.url("actionplans:measure", pk),
        submit=_("Cancel the measure"),
        kind="danger",
        lead=_("The consultation body is told why."),
    )


@require_GET
@requires(rules.CARRY_OUT)
def evidence(request: PlaceRequest, company: str, pk: Any, note_pk: Any) -> HttpResponse:
    """A file, as a download."""
    subject = measure_or_404(request, pk)
    note = get_or_404(MeasureNote.objects.all(), pk=note_pk, measure_id=subject.pk)
    return uploads.download(note.file, note.file_name)

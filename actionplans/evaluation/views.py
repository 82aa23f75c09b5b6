"""The evaluation of one service year on one page; what is asked of it; its priorities; its paper."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actionplans import rules
from actionplans.enums import PlanState
from actionplans.evaluation import actions, reading
from actionplans.evaluation.forms import PsychosocialForm, YearForm
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.priorities import proposals_of
from actionplans.evaluation.reading import Gathered
from actionplans.evaluation.reports import KIND
from actionplans.values import charts
from coaching.companies import guests
from coaching.companies.models import AdviserDiscipline, Company, RoleHolder
from coaching.companies.service_years import ServiceYear, service_year
from coaching.companies.wheel import kinds
from coaching.companies.wheel.saying import what_of
from coaching.companies.wheel.shown import TONE_OF
from coaching.core.ground import clock
from coaching.core.ground.figures import figure
from coaching.core.ground.roles import Hat
from coaching.core.paper import documents
from coaching.core.screen.pages import (
    attempt,
    attempt_or_message,
    carry_on,
    form_page,
    get_or_404,
    posted,
    requires,
    to,
)
from coaching.core.screen.ui import Task
from coaching.core.tenancy.requests import PlaceRequest

PAGE = "actionplans:year_evaluation"


def _company(request: PlaceRequest) -> Company:
    return get_or_404(Company.objects.all(), pk=request.place.id)


def _year(company: Company, day: str) -> ServiceYear:
    """The year that begins on this day and has come, or 404."""
    try:
        year = reading.year_of(company, date.fromisoformat(day), clock.today())
    except ValueError as error:
        raise Http404 from error
    if year is None:
        raise Http404
    return year


def gathered(request: PlaceRequest, day: str) -> Gathered:
    """What is known of the year of the address; to the body without what it may not read. 404 where there is none."""
    company = _company(request)
    return reading.gather(company, _year(company, day), clock.today(), inside=request.actor.hat != Hat.CPBW)


def writes_here(request: PlaceRequest, known: Gathered) -> bool:
    """Whoever writes in the file; from outside only where what is there already may be written."""
    if not request.actor.may(rules.EDIT):
        return False
    if request.actor.hat != Hat.COACH or known.told is None:
        return True
    return guests.still_written(YearEvaluation.objects.filter(pk=known.told.pk)).exists()


@require_GET
@requires(rules.VIEW_ADVICE)
def evaluations(request: PlaceRequest, company: str) -> HttpResponse:
    """To the year to speak about now."""
    year = reading.year_to_evaluate(_company(request), clock.today())
    return to(request, PAGE, year.first.isoformat())


@require_GET
@requires(rules.VIEW_ADVICE)
def evaluation_of(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """From a record to the page of its year."""
    found = get_or_404(YearEvaluation.objects.all(), pk=pk)
    return to(request, PAGE, found.first_day.isoformat())


@require_GET
@requires(rules.EDIT)
def psychosocial_now(request: PlaceRequest, company: str) -> HttpResponse:
    """From the year wheel and from what waits: to the form of the year that is due."""
    year = reading.year_to_evaluate(_company(request), clock.today())
    return to(request, "actionplans:psychosocial", year.first.isoformat())


@require_GET
@requires(rules.VIEW_ADVICE)
def year_evaluation(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """One service year: what is known of it, what is asked, what it proposes for the next."""
    known = gathered(request, day)
    url, may_write = partial(request.place.url), writes_here(request, known)
    may_take = may_write and known.after is not None and rules.is_editable(known.after)
    inside = request.actor.hat != Hat.CPBW
    page = partial(url, "actionplans:annual_plan") if inside else None
    return render(
        request,
        "actionplans/evaluation/year.html",
        {
            "known": known,
            "year": known.year,
            "plan": known.plan,
            "told": known.told,
            "today": known.today,
            "pictures": charts.pictures([row.measured for row in known.standings], known.year.last),
            "may_write": may_write,
            "years": _years(request, known),
            "tasks": _tasks(request, known) if may_write else [],
            "plan_url": page(known.plan.pk) if page and known.plan else "",
            "after_url": page(known.after.pk) if page and known.after else "",
            "plans_url": url("actionplans:plans"),
            "dates": [(row, what_of(row.line), TONE_OF[row.line.state]) for row in known.dates],
            "advice": [(name_of_plan(one), one, url("actionplans:advice_request", one.pk)) for one in known.advice],
            "made": [(one, url(one.page, one.key)) for one in known.made],
            "proposals": (proposals := proposals_of(known) if inside else []),
            "may_take": may_take,
            "shows_taking": may_take or any(one.taken for one in proposals),
            "take_url": url("actionplans:take_priority", day),
            "is_psychosocial_late": _is_late_here(known),
            "withdrawn": _withdrawn(known),
            "noted_on": _noted_on(known),
            "absence": f"{figure(known.told.absence_percent)}\u00a0%" if known.told else "",
            "psychosocial_url": url("actionplans:psychosocial", day),
            "take_back_url": url("actionplans:take_back_psychosocial", day),
            "word_url": url("actionplans:year_evaluation_word", day) if known.told else "",
            "pdf_url": url("actionplans:year_evaluation_pdf", day) if may_write or known.told else "",
            "wheel_url": url("companies:year", year=known.year.first.isoformat()),
            "files": _files(request, known),
        },
    )


def _noted_on(known: Gathered) -> date | None:
    """When the psychosocial measures were evaluated as the wheel alone says, noted there by hand before this page was used."""
    days = [row.line.deed.done_on for row in known.dates if row.line.kind is kinds.EVALUATION and row.line.is_done]
    return days[-1] if days else None


def name_of_plan(one: Any) -> str:
    """What was advised on."""
    if one.annual_plan is not None:
        return _("Yearly plan %(year)s") % {"year": one.annual_plan}
    return _("Five-year plan %(plan)s") % {"plan": one.global_plan} if one.global_plan else _("A plan")


def _years(request: PlaceRequest, known: Gathered) -> list[tuple[str, str, bool]]:
    found = reading.years_to_leaf(known)
    return [(one.label, request.place.url(PAGE, one.first.isoformat()), one == known.year) for one in found]


def _is_late_here(known: Gathered) -> bool:
    """Said on the year that it was due in and on the running one, from the first day."""
    due = known.psychosocial.due
    return due is not None and due.is_late and (due.day in known.year or known.today in known.year)


def _withdrawn(known: Gathered) -> bool:
    """On record here, and taken back on the wheel: both say so."""
    told = known.told
    return bool(told and told.is_told and told.date_done and told.date_done.withdrawn_at)


def _tasks(request: PlaceRequest, known: Gathered) -> list[Task]:
    """What is asked, in the order in which it is best done."""
    url, day = request.place.url, known.year.first.isoformat()
    return [
        *_task_of_plan(request, known),
        Task(
            _("Say why dates were missed, and what nothing else tells"),
            url("actionplans:year_facts", day),
            "done" if known.told and not known.unexplained else "todo",
            hint=_("Optional. The body and an inspector ask it too."),
        ),
        _task_of_psychosocial(request, known, day),
    ]


def _task_of_plan(request: PlaceRequest, known: Gathered) -> list[Task]:
    plan = known.plan
    if plan is None or plan.state not in (PlanState.ACTIVE, PlanState.EVALUATED, PlanState.CLOSED):
        return []
    return [
        Task(
            _("Say what the year brought, and what becomes of each measure"),
            "" if plan.is_closed else request.place.url("actionplans:evaluation", plan.pk),
            "todo" if plan.is_active else "done",
            hint=_("Begun whenever you like, whole when the year is over."),
            status=_("late") if known.is_late else "",
            tone="bad" if known.is_late else "",
        )
    ]


def _task_of_psychosocial(request: PlaceRequest, known: Gathered, day: str) -> Task:
    told = known.told is not None and known.told.is_told
    due = known.psychosocial.due
    here = due is not None and min(due.day, known.today) in known.year
    return Task(
        _("Evaluate the psychosocial measures"),
        "" if told else request.place.url("actionplans:psychosocial", day),
        "done" if told else "todo",
        hint=_(
            "A duty of every year (Codex I.3-6). Best before the next yearly plan goes to the body: then it goes along."
        ),
        due=due.day if due and here and not told else None,
    )


def _files(request: PlaceRequest, known: Gathered) -> list[documents.Linked]:
    if known.told is None:
        return []
    return documents.linked(request.place, documents.about(known.told, KIND).defer("data")[:6])


# ---- What is asked. ----


def _instance(known: Gathered) -> YearEvaluation:
    """The row that is there, or a first one: nothing is written by looking."""
    return known.told or YearEvaluation(
        company_id=known.company.pk, first_day=known.year.first, last_day=known.year.last
    )


def _stored(known: Gathered) -> Any:
    return YearEvaluation.objects.filter(company_id=known.company.pk, first_day=known.year.first)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def year_facts(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """Why dates were missed; accidents and absence; the texts of a year without a plan."""
    known = gathered(request, day)
    form = YearForm(posted(request), instance=_instance(known), known=known)
    if form.is_valid() and attempt(
        form,
        actions.save_year,
        first_day=known.year.first,
        opened_with=form.opened_with,
        reasons=form.reasons,
        by=request.actor,
        **form.columns,
    ):
        messages.success(request, _("Saved."))
        return to(request, PAGE, day)
    conflict = carry_on(form, _stored(known))
    return form_page(
        request,
        form,
        title=_("What nothing else tells of %(year)s") % {"year": known.year.label},
        back=request.place.url(PAGE, day),
        submit=_("Save"),
        lead=_("All of it is optional: leave open what you do not know."),
        note="" if known.asks_figures else reading.FEW,
        crumb=_("Evaluation %(year)s") % {"year": known.year.label},
        conflict=_as_stored(known) if conflict else None,
        impossible=""
        if len(form.fields) > 1
        else _("Nothing is asked: no date was missed, and the plan tells the rest."),
    )


def _as_stored(known: Gathered) -> str:
    now = _stored(known).first()
    return "\n\n".join(filter(None, (now.results, now.lessons, *now.reasons.values()))) if now else ""


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def psychosocial(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """The yearly evaluation of the psychosocial measures: saved as it grows, then put on record in one act."""
    known = gathered(request, day)
    if known.told and known.told.is_told and request.method == "GET":
        messages.info(request, _("It is on record already. Take it back to change it."))
        return to(request, PAGE, day)
    form = PsychosocialForm(
        posted(request), instance=_instance(known), initial=_proposed(known), lines=known.psychosocial.lines
    )
    whole = bool(form.is_valid() and form.cleaned_data["whole"])
    if form.is_valid() and attempt(
        form,
        actions.save_psychosocial,
        first_day=known.year.first,
        opened_with=form.opened_with,
        sources=form.sources,
        evaluated_on=form.cleaned_data["evaluated_on"],
        adviser=form.cleaned_data["adviser"],
        without_adviser=form.cleaned_data["without_adviser"],
        works=form.cleaned_data["works"],
        changes=form.cleaned_data["changes"],
        whole=whole,
        by=request.actor,
    ):
        said = (
            _("The evaluation is on record, and the consultation body is told.")
            if whole
            else _("The evaluation is saved.")
        )
        messages.success(request, said)
        return to(request, PAGE, day)
    conflict = carry_on(form, _stored(known))
    return render(
        request,
        "actionplans/evaluation/psychosocial.html",
        {
            "form": form,
            "known": known,
            "due": known.psychosocial.due,
            "today": known.today,
            "back": request.place.url(PAGE, day),
            "submission": _submission(known),
            "elsewhere_url": _elsewhere(request, known),
            "conflict": _psychosocial_stored(known) if conflict else None,
        },
    )


def _proposed(known: Gathered) -> dict[str, Any]:
    """The adviser of the role map and today, where nothing was saved yet."""
    if known.told and (known.told.adviser or known.told.without_adviser or known.told.evaluated_on):
        return {}
    found = (
        RoleHolder.objects.filter(company_id=known.company.pk, discipline=AdviserDiscipline.PSYCHOSOCIAL, ended_at=None)
        .order_by("begins_on", "name")
        .first()
    )
    name = ", ".join(filter(None, (found.name, found.organisation))) if found else ""
    return {"adviser": name, "evaluated_on": known.today}


def _submission(known: Gathered) -> date | None:
    """By when the next plan goes to the body, while that day is still to come."""
    after = service_year(known.company, known.year.last + timedelta(days=1))
    return after.submission if after.submission >= known.today else None


def _elsewhere(request: PlaceRequest, known: Gathered) -> str:
    due = known.psychosocial.due
    return request.place.url("companies:date_done", kinds.EVALUATION.key, due.day.isoformat()) if due else ""


def _psychosocial_stored(known: Gathered) -> str:
    now = _stored(known).first()
    return "\n\n".join(filter(None, (now.works, now.changes, now.adviser, now.without_adviser))) if now else ""


@require_POST
@requires(rules.EDIT)
def take_back_psychosocial(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    year = _year(_company(request), day)
    said = _("Taken back: it can be changed, and its date is open again.")
    done = attempt_or_message(request, actions.take_back_psychosocial, said, first_day=year.first, by=request.actor)
    return to(request, "actionplans:psychosocial" if done else PAGE, day)


@require_POST
@requires(rules.EDIT)
def take_priority(request: PlaceRequest, company: str, day: str) -> HttpResponse:
    """One proposal in the draft of the next year, with its reason."""
    year = _year(_company(request), day)
    said = _("It stands in the draft of the next year, with its reason.")
    key = request.POST.get("key", "")
    attempt_or_message(request, actions.take_over, said, first_day=year.first, key=key, by=request.actor)
    return to(request, PAGE, day)

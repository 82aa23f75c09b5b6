"""Overview of the plans; the five-year plan as a whole, with its findings and versions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from actionplans import lists, rules
from actionplans.actions import plans as actions
from actionplans.actions import renewal
from actionplans.enums import GLOBAL_PLAN, PlanState
from actionplans.forms.plans import AmendForm, CreateGlobalPlanForm
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from actionplans.queries import annual as years
from actionplans.queries import made
from actionplans.queries import plans as reading
from actionplans.queries import years as turning
from actionplans.queries.renewal import outcomes_of
from actionplans.templatetags.plan_charts import road_map
from actionplans.values import charts
from actionplans.values.lists import money as money_rows
from actionplans.values.lists import standings as standing_rows
from actionplans.values.money import money_of_five_years
from actionplans.values.queries import ObjectiveStanding, objectives_standing
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import Machine
from coaching.core.paper import documents, word
from coaching.core.paper.asking import ask_for
from coaching.core.screen.charts import RoadMap
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import (
    attempt,
    attempt_or_message,
    form_page,
    get_or_404,
    posted,
    requires,
    to,
)
from coaching.core.screen.ui import Task
from coaching.core.tenancy.requests import PlaceRequest

P = TypeVar("P", GlobalPreventionPlan, AnnualActionPlan)
MOST = 60  # plans shown in the overview: more than a company makes in a lifetime


def plan_or_404(pk: Any) -> GlobalPreventionPlan:
    return get_or_404(GlobalPreventionPlan.objects.all(), pk=pk)


def next_step(plan: rules.Plan) -> str:
    """What is to be done now, in one sentence."""
    return {
        PlanState.DRAFT: _("Complete the plan. Then let the line and the prevention service read it."),
        PlanState.INTERNAL_REVIEW: _("Work in what the readers said. Then send the plan to the consultation body."),
        PlanState.SUBMITTED: _("The consultation body reads the plan. You wait for its advice."),
        PlanState.ADVISED: _("Answer the remarks, change the plan where you follow them, and adopt it."),
        PlanState.ADOPTED: _("The plan is adopted and comes in force on its first day."),
        PlanState.ACTIVE: _("The plan is in force. Carry out the measures and follow them up."),
        PlanState.EVALUATED: _("The year has been evaluated. Close the plan."),
        PlanState.CLOSED: _("The year is closed. What goes on stands in the next plan."),
        PlanState.EXPIRED: _("The five years are over. The next plan goes on from what they brought."),
    }.get(PlanState(plan.state), "")


@dataclass(frozen=True)
class PlanLine(Generic[P]):
    """A plan in the overview: where it stands and what is to be done now."""

    plan: P
    url: str
    step: str
    waits: bool

    @classmethod
    def of(cls, request: PlaceRequest, page: str, plan: P) -> PlanLine[P]:
        url = request.place.url(f"actionplans:{page}", plan.pk)
        return cls(plan, url, next_step(plan), plan.state in rules.BEFORE_BODY)


@require_GET
@requires(rules.VIEW)
def plans(request: PlaceRequest, company: str) -> HttpResponse:
    """Both plans, their state, the deadline and the next step."""
    all_globals = [PlanLine.of(request, "global_plan", plan) for plan in reading.global_plans()[:MOST]]
    all_years = [PlanLine.of(request, "annual_plan", plan) for plan in years.annual_plans()[:MOST]]
    current = next((line.plan for line in all_globals if line.plan.state not in rules.ENDED), None)
    may_edit = request.actor.may(rules.EDIT)
    own = get_or_404(Company.objects.all(), pk=request.place.id)
    wanted = turning.wanted_year(own, clock.today()) if all_globals else None
    late = None if all_globals else turning.late_for_body(own, clock.today())
    # A guest of what is new does not read every plan; that a year has one they are told without a word of it.
    there = made.years_made(own.pk) if request.actor.hat == Hat.COACH and (wanted or late) else set()
    wanted, late = (
        (wanted if wanted and wanted.period.first not in there else None),
        (late if late and late.first not in there else None),
    )
    can_start = may_edit and current is None and reading.analyses_to_plan_from().exists()
    return render(
        request,
        "actionplans/plans/overview.html",
        {
            "globals": all_globals,
            "years": all_years,
            "today": clock.today(),
            "can_start": can_start,
            "wanted": wanted,
            "late": late,
            "late_law": turning.what_holds(late) if late else "",
            "next_year_url": request.place.url("actionplans:next_year") if may_edit and wanted and wanted.above else "",
            "year": service_year(own, clock.today()),
            "service_year_url": request.place.url("companies:service_year"),
            "new_url": request.place.url("actionplans:new_global_plan"),
            "import_url": request.place.url("actionplans:import_page") if request.actor.may(rules.IMPORT) else "",
            "analyses_url": request.place.url("riskanalysis:analyses"),
            "evaluations_url": request.place.url("actionplans:evaluations"),
            "new_year_url": request.place.url("actionplans:new_annual_plan", current.pk)
            if current and may_edit and years.years_without_plan(current)
            else "",
        },
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_global_plan(request: PlaceRequest, company: str) -> HttpResponse:
    """Begin a five-year plan from a final risk analysis."""
    form = CreateGlobalPlanForm(posted(request))
    if form.is_valid():
        made = attempt(form, actions.create_global_plan, by=request.actor, **form.cleaned_data)
        if made:
            return to(request, "actionplans:global_plan", made.result.pk)
    return form_page(
        request,
        form,
        title=_("New five-year plan"),
        back=request.place.url("actionplans:plans"),
        submit=_("Begin the plan"),
        lead=_("The plan takes over the results of your risk analysis. You write it section by section."),
        impossible=""
        if reading.analyses_to_plan_from().exists()
        else _("There is no final risk analysis yet. The plan starts from one."),
    )


@require_GET
@requires(rules.VIEW)
def global_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The five-year plan: sections as tasks, objectives, road map, findings."""
    plan = plan_or_404(pk)
    editable = rules.is_editable(plan) and request.actor.may(rules.EDIT)
    page_of_one = partial(request.place.url, "actionplans:objective") if editable else None
    objectives = reading.objectives_of(plan.pk, page_of_one, briefly=True)
    lines = reading.section_lines(plan)
    return render(
        request,
        "actionplans/plans/global_plan.html",
        {
            "plan": plan,
            "editable": editable,
            "step": next_step(plan),
            "time": time_of(plan) if plan.is_brought or plan.start_month != 1 else "",
            "objectives": objectives,
            "objectives_body": lists.objectives(objectives),
            "sections": lines,
            "tasks": _tasks(request, plan, lines),
            "done": sum(line.done for line in lines),
            **_findings(request, plan, objectives, editable=editable),
            "missing": rules.missing_in_global_plan(plan) if plan.state in rules.BEFORE_BODY else [],
            "chart": road_map_chart(plan, objectives),
            "outcomes": outcomes_of(plan),
            **values_of(request, objectives_standing(plan.pk)),
            "money": money_rows(money_of_five_years(plan.pk)),
            **_ending(request, plan),
            "years": list(years.annual_plans().filter(global_plan_id=pk)[:MOST]),
            "files": files_of(request, plan, "global-plan"),
            "reason": reading.reason_of_amendment(plan),
            **_addresses(request, plan),
            **allowed(GLOBAL_PLAN, plan, request.actor),
        },
    )


def _ending(request: PlaceRequest, plan: GlobalPreventionPlan) -> dict[str, Any]:
    """What may be done towards the end of its time; ends: it comes near, or has passed."""
    renewable = plan.state in renewal.RENEWABLE
    may = request.actor.may(rules.EDIT) and renewable
    ending = turning.ending_plans(turning.renewal_from(clock.today())).filter(pk=plan.pk)
    page = request.place.url
    return {
        "ends": renewable and ending.exists(),
        "conclusion_url": page("actionplans:conclusion", plan.pk) if may and not plan.is_brought else "",
        "renew_url": page("actionplans:renew_global_plan", plan.pk) if may else "",
        "may_renew_early": may
        and plan.state == PlanState.ACTIVE
        and turning.ending_plans(clock.today()).filter(pk=plan.pk).exists(),
        "plan_end": plan.end,
    }


def values_of(request: PlaceRequest, stood: list[ObjectiveStanding]) -> dict[str, Any]:
    """How the objectives stand, as table and pictures; a value is entered from there."""
    measured = [row for row in stood if row.is_measured]
    page = partial(request.place.url, "actionplans:indicator")
    enter = partial(request.place.url, "actionplans:new_value") if request.actor.may(rules.EDIT) else None
    return {
        "standings": standing_rows(measured, page, enter) if measured else "",
        "pictures": charts.pictures(measured, clock.today()),
    }


def _findings(
    request: PlaceRequest, plan: GlobalPreventionPlan, objectives: list[reading.ObjectiveLine], *, editable: bool
) -> dict[str, Any]:
    """The page of the findings that is asked for, the most serious first."""
    page = page_of(request, reading.findings_of(plan).only(*reading.LISTED))
    lines = reading.finding_lines(plan, objectives, page)
    reason = partial(request.place.url, "actionplans:finding_reason", plan.pk) if editable else None
    return {"findings": page, "findings_body": lists.findings(lines, reason)}


def time_of(plan: GlobalPreventionPlan) -> str:
    """Its first and its last day, in words."""
    return _("The plan covers five years: from %(first)s to %(last)s.") % {
        "first": long_day(plan.first_day),
        "last": long_day(plan.end),
    }


def _tasks(request: PlaceRequest, plan: GlobalPreventionPlan, lines: list[reading.SectionLine]) -> list[Task]:
    return [
        Task(
            label=f"{line.definition.number}. {line.definition.title}",
            state="done" if line.done else "todo",
            url=request.place.url("actionplans:plan_section", plan.pk, line.definition.number),
            status="" if line.done else _("to be written"),
        )
        for line in lines
    ]


def _addresses(request: PlaceRequest, plan: GlobalPreventionPlan) -> dict[str, str]:
    names = (
        "new_objective",
        "new_annual_plan",
        "review_global_plan",
        "return_global_plan",
        "amend_global_plan",
        "global_plan_pdf",
        "global_plan_word",
    )
    return {f"{name}_url": request.place.url(f"actionplans:{name}", plan.pk) for name in names} | {
        "plans_url": request.place.url("actionplans:plans"),
        "advice_url": request.place.url("actionplans:advice"),
        "submit_url": request.place.url("actionplans:submit_global_plan", plan.pk),
    }


def allowed(machine: Machine, plan: rules.Plan, actor: Actor) -> dict[str, Any]:
    """Which buttons show."""
    return {
        "may": {verb: machine.allows(verb, plan.state, actor) for verb in machine.transitions},
        "may_amend": plan.state == PlanState.ACTIVE and actor.may(rules.EDIT),
        "reads_only": not actor.may(rules.EDIT),
    }


def road_map_chart(plan: GlobalPreventionPlan, objectives: list[reading.ObjectiveLine]) -> RoadMap:
    """Five years with one bar per objective; the table beside it says the same in words."""
    rows = [line.mark for line in objectives]
    return road_map(plan, plan.start_year, plan.end_year - plan.start_year + 1, rows, clock.today())


def files_of(request: PlaceRequest, plan: rules.Plan, kind: str) -> list[documents.Linked]:
    return documents.linked(request.place, documents.about(plan, kind).defer("data")[:6])


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def amend_global_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Make an amended version of a plan in force."""
    plan = plan_or_404(pk)
    form = AmendForm(posted(request))
    if form.is_valid():
        made = attempt(form, actions.amend_global_plan, plan=plan, by=request.actor, **form.cleaned_data)
        if made:
            return to(request, "actionplans:global_plan", made.result.pk)
    return form_page(
        request,
        form,
        title=_("Amend the five-year plan"),
        back=request.place.url("actionplans:global_plan", pk),
        submit=_("Make a new version"),
        lead=AMENDING,
    )


AMENDING = gettext_lazy(
    "The plan in force stays as it is. You get a new version to work on. It goes to the consultation body first: "
    "the law asks its advice before any change."
)


@require_POST
@requires(rules.EDIT)
def review_global_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    by = request.actor
    done = _("The plan is open for reading by the line and the prevention service.")
    attempt_or_message(request, actions.start_internal_review, done, plan=plan_or_404(pk), by=by)
    return to(request, "actionplans:global_plan", pk)


@require_POST
@requires(rules.EDIT)
def return_global_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    by = request.actor
    attempt_or_message(request, actions.return_to_draft, _("The plan is a draft again."), plan=plan_or_404(pk), by=by)
    return to(request, "actionplans:global_plan", pk)


@require_safe
@requires(rules.VIEW)
def global_plan_word(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The plan as a DOCX, to go on writing in."""
    return word.answer(request, "global-plan", plan_or_404(pk))


@require_POST
@requires(rules.VIEW)
def global_plan_pdf(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask for the plan as a PDF; one that was made elsewhere has no text here to print."""
    plan = plan_or_404(pk)
    if plan.is_brought:
        raise Http404
    return ask_for(request, "global-plan", plan)

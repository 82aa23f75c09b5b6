"""The yearly plan: its page, texts, what comes over from last year, versions."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from actionplans import lists, rules
from actionplans.actions import annual as actions
from actionplans.actions import plans as both
from actionplans.enums import ANNUAL_PLAN, MeasureState
from actionplans.forms.annual import CarryOverForm, MeasureFilterForm, NewYearForm, TextsForm
from actionplans.forms.plans import AmendForm
from actionplans.models import AnnualActionPlan, Objective, YearEvaluation
from actionplans.queries import annual as reading
from actionplans.queries import plans as plan_reading
from actionplans.queries import years as turning
from actionplans.values.lists import money as money_rows
from actionplans.values.money import AGREED, money_of
from actionplans.values.queries import standing_of_year
from actionplans.views.plans import AMENDING, allowed, files_of, next_step, plan_or_404, values_of
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.core.ground import clock
from coaching.core.ground.days import day_and_month, long_day
from coaching.core.mail import reminders
from coaching.core.paper import word
from coaching.core.paper.asking import ask_for
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
from coaching.core.screen.ui import BoardCard, Column, Event
from coaching.core.tenancy.requests import PlaceRequest


def annual_or_404(pk: Any) -> AnnualActionPlan:
    return get_or_404(AnnualActionPlan.objects.select_related("global_plan"), pk=pk)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_annual_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Begin the plan for a year."""
    above = plan_or_404(pk)
    form = NewYearForm(posted(request), global_plan=above)
    if form.is_valid():
        by = request.actor
        made = attempt(form, actions.create_annual_plan, global_plan=above, first_day=form.first_day, by=by)
        if made:
            return to(request, "actionplans:annual_plan", made.result.pk)
    return form_page(
        request,
        form,
        title=_("New yearly plan"),
        back=request.place.url("actionplans:plans"),
        submit=_("Begin the plan"),
        lead=_("The yearly plan says what you do in one year: who, how, where, when and with which money."),
        impossible="" if form.years else _("Every year of this five-year plan has its plan."),
    )


@require_GET
@requires(rules.VIEW)
def annual_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Texts, measures by objective, the year by quarter, totals, deadline."""
    plan = annual_or_404(pk)
    actor = request.actor
    objectives = list(reading.objectives_to_choose(plan))
    tools = MeasureFilterForm(request.GET, objectives=objectives)
    wanted = reading.Filter(**tools.chosen(), sort=_sort(request))
    sheet = partial(request.place.url, "actionplans:measure_sheet")
    everything = reading.measures_of(plan, address=sheet)
    shown = reading.measures_of(plan, wanted, sheet) if wanted.narrows or wanted.sort else everything
    editable = rules.is_editable(plan) and actor.may(rules.EDIT)
    return render(
        request,
        "actionplans/plans/annual_plan.html",
        {
            "plan": plan,
            "editable": editable,
            "may_import": request.actor.may(rules.IMPORT),
            "step": next_step(plan),
            "today": clock.today(),
            "safe_date": rules.safe_date(plan.deadline),
            "before_body": plan.state in rules.BEFORE_BODY,
            "texts": _texts(plan),
            "totals": reading.totals_of(plan, everything),
            "tools": tools,
            "wanted": wanted,
            "shown": shown,
            "measures_body": lists.of_year(shown) if wanted.sort else _by_objective(request, plan, shown, editable),
            "filtered": wanted.narrows,
            "empty_objectives": _without(request, plan, objectives, everything) if editable else [],
            "columns": _columns(plan, everything),
            "missing": rules.missing_in_annual_plan(plan) if _waits(plan) else [],
            "late": rules_late(plan),
            "period": time_of(plan),
            **_ending(request, plan),
            **values_of(request, standing_of_year(plan)),
            "money": money_rows(money_of([plan])) if plan.state in AGREED else "",
            "before": _before(request, plan) if _waits(plan) else None,
            "carry": editable and actions.unfinished_last_year(plan).exists(),
            "reminders": _reminders(plan),
            "reason": plan_reading.reason_of_amendment(plan),
            "files": files_of(request, plan, "annual-plan"),
            **_addresses(request, plan),
            **allowed(ANNUAL_PLAN, plan, actor),
        },
    )


def rules_late(plan: AnnualActionPlan) -> str:
    """What the law says of it from the first day on which it is late; "" when it is not."""
    return turning.what_holds(plan.period) if turning.is_late(plan, clock.today()) else ""


def time_of(plan: AnnualActionPlan) -> str:
    """From when to when, for a year that is no calendar year."""
    if plan.label == str(plan.year) and not plan.period.is_broken:
        return ""
    words = {"first": long_day(plan.first_day), "last": long_day(plan.last_day)}
    return _("This service year goes from %(first)s to %(last)s.") % words


def _ending(request: PlaceRequest, plan: AnnualActionPlan) -> dict[str, Any]:
    """The evaluation of the year: what is known of it, and what may be done now."""
    told = plan.is_evaluated or plan.is_closed
    open_to_it = plan.is_active or plan.is_evaluated
    over = clock.today() > plan.last_day
    return {
        "over": over and plan.is_active,
        "told": told or bool(plan.results),
        "endings": turning.endings_of(plan) if told else [],
        "evaluation_url": request.place.url("actionplans:evaluation", plan.pk)
        if open_to_it and request.actor.may(rules.EDIT)
        else "",
        "close_url": request.place.url("actionplans:close_year", plan.pk),
        "year_url": request.place.url("actionplans:year_evaluation", plan.first_day.isoformat())
        if plan.first_day <= clock.today()
        else "",
    }


def _before(request: PlaceRequest, plan: AnnualActionPlan) -> dict[str, Any] | None:
    """The year before this plan, whose evaluation goes along with it to the body (ADR 0073); None while it is to come."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=plan.company_id)
    year = service_year(company, plan.first_day - timedelta(days=1))
    if year.first > clock.today():
        return None
    told = YearEvaluation.objects.filter(company_id=plan.company_id, first_day=year.first, told_at__isnull=False)
    url = request.place.url("actionplans:year_evaluation", year.first.isoformat())
    return {"year": year, "url": url, "is_told": told.exists()}


def _sort(request: PlaceRequest) -> str:
    sort = request.GET.get("sort", "")
    return sort if sort in reading.SORTS else ""


def _waits(plan: AnnualActionPlan) -> bool:
    return plan.state in rules.BEFORE_BODY


def _by_objective(
    request: PlaceRequest, plan: AnnualActionPlan, shown: list[reading.Planned], editable: bool
) -> SafeString:
    def page(group: reading.Group) -> str:
        code = group.objective.code
        return request.place.url("actionplans:new_measure", plan.pk, objective=code) if editable else ""

    return lists.of_year_by_objective((group, page(group)) for group in reading.by_objective(shown))


def _without(
    request: PlaceRequest, plan: AnnualActionPlan, objectives: list[Objective], measures: list[reading.Planned]
) -> list[tuple[Objective, str]]:
    """Objectives on which nothing is planned this year."""
    used = {row.measure.objective_id for row in measures}
    return [
        (row, request.place.url("actionplans:new_measure", plan.pk, objective=row.code))
        for row in objectives
        if row.pk not in used
    ]


def _texts(plan: AnnualActionPlan) -> list[tuple[Any, str]]:
    labels = TextsForm.Meta.labels
    return [(labels[name], getattr(plan, name)) for name in rules.TEXTS]


def _columns(plan: AnnualActionPlan, rows: list[reading.Planned]) -> list[Column]:
    """The year board: a column per quarter, a card per measure with the day on which it must be done."""
    return [
        Column(
            _("Quarter %(number)s") % {"number": quarter.number},
            [
                _card(row)
                for month in quarter.months
                for row in month.measures
                if row.measure.state != MeasureState.CANCELLED
            ],
        )
        for quarter in reading.year_board(plan, rows)
    ]


def _card(row: reading.Planned) -> BoardCard:
    found = row.measure
    day = day_and_month(found.due_on) if found.due_on else ""
    return BoardCard(str(found), url=row.url, note=day, state=found.state, status=found.get_state_display())


def _reminders(plan: AnnualActionPlan) -> list[Event]:
    """One line per day; contacts and coach get theirs together."""
    days: dict[Any, str] = {}
    for row in reminders.of(plan).exclude(state="cancelled"):
        days[row.due_on] = row.state
    return [
        Event(
            _("Reminder to contacts and coach"),
            date_format(day, "SHORT_DATE_FORMAT"),
            icon="mail",
            state="past" if state == "sent" else "coming",
        )
        for day, state in days.items()
    ]


def _addresses(request: PlaceRequest, plan: AnnualActionPlan) -> dict[str, str]:
    names = (
        "annual_texts",
        "new_measure",
        "carry_over",
        "review_annual_plan",
        "return_annual_plan",
        "amend_annual_plan",
        "annual_plan_pdf",
        "annual_plan",
        "hand_in_sheet",
        "annual_plan_word",
    )
    return {f"{name}_url": request.place.url(f"actionplans:{name}", plan.pk) for name in names} | {
        "plans_url": request.place.url("actionplans:plans"),
        "above_url": request.place.url("actionplans:global_plan", plan.global_plan_id),
        "advice_url": request.place.url("actionplans:advice"),
        "measures_url": request.place.url("actionplans:measures"),
        "submit_url": request.place.url("actionplans:submit_annual_plan", plan.pk),
    }


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def annual_texts(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Write the four texts."""
    plan = annual_or_404(pk)
    form = TextsForm(posted(request), instance=plan)
    if form.is_valid():
        texts = {name: form.cleaned_data[name] for name in rules.TEXTS}
        by = request.actor
        if attempt(form, actions.save_annual_texts, plan=plan, opened_with=form.opened_with, by=by, **texts):
            return to(request, "actionplans:annual_plan", pk)
    now = AnnualActionPlan.objects.get(pk=pk)
    conflict = (
        "\n\n".join(filter(None, (getattr(now, name) for name in rules.TEXTS)))
        if carry_on(form, AnnualActionPlan.objects.filter(pk=pk))
        else None
    )
    return form_page(
        request,
        form,
        title=_("Texts of the yearly plan %(year)s") % {"year": plan},
        conflict=conflict,
        back=request.place.url("actionplans:annual_plan", pk),
        submit=_("Save the texts"),
        impossible="" if rules.is_editable(now) else _("This plan is locked. Make an amended version to change it."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def carry_over(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Bring unfinished measures of last year along."""
    plan = annual_or_404(pk)
    form = CarryOverForm(posted(request), measures=actions.unfinished_last_year(plan)[: reading.MOST])
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.carry_over_measures, plan=plan, reasons=form.reasons, by=by):
            return to(request, "actionplans:annual_plan", pk)
    return form_page(
        request,
        form,
        title=_("Unfinished measures of earlier years"),
        back=request.place.url("actionplans:annual_plan", pk),
        submit=_("Bring them along"),
        lead=_("Choose what goes on this year, and say why it was not finished. The consultation body reads that."),
        impossible="" if form.measures else _("Nothing is left from earlier years."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def amend_annual_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Make an amended version of a plan in force."""
    plan = annual_or_404(pk)
    form = AmendForm(posted(request))
    if form.is_valid():
        made = attempt(form, actions.amend_annual_plan, plan=plan, by=request.actor, **form.cleaned_data)
        if made:
            return to(request, "actionplans:annual_plan", made.result.pk)
    return form_page(
        request,
        form,
        title=_("Amend the yearly plan %(year)s") % {"year": plan},
        back=request.place.url("actionplans:annual_plan", pk),
        submit=_("Make a new version"),
        lead=AMENDING,
    )


@require_POST
@requires(rules.EDIT)
def review_annual_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    by = request.actor
    done = _("The plan is open for reading by the line and the prevention service.")
    attempt_or_message(request, both.start_internal_review, done, plan=annual_or_404(pk), by=by)
    return to(request, "actionplans:annual_plan", pk)


@require_POST
@requires(rules.EDIT)
def return_annual_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    by = request.actor
    attempt_or_message(request, both.return_to_draft, _("The plan is a draft again."), plan=annual_or_404(pk), by=by)
    return to(request, "actionplans:annual_plan", pk)


@require_POST
@requires(rules.VIEW)
def annual_plan_pdf(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask for the plan as a PDF."""
    return ask_for(request, "annual-plan", annual_or_404(pk))


@require_safe
@requires(rules.VIEW)
def annual_plan_word(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The plan as a DOCX, to go on writing in."""
    return word.answer(request, "annual-plan", annual_or_404(pk))

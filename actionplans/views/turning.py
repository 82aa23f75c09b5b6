"""The turning of years: next year's draft in one click, the evaluation of a year, its closing; five years that end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import rules
from actionplans.actions import renewal, turning
from actionplans.enums import PlanState
from actionplans.forms.annual import EvaluationForm
from actionplans.forms.plans import ConclusionForm, RenewForm
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from actionplans.queries import renewal as outcomes
from actionplans.queries import years as reading
from actionplans.views.annual import annual_or_404
from actionplans.views.plans import plan_or_404
from coaching.companies.models import Company
from coaching.companies.service_years import service_years
from coaching.core.ground import clock
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
from coaching.core.tenancy.requests import PlaceRequest


@require_POST
@requires(rules.EDIT)
def next_year(request: PlaceRequest, company: str) -> HttpResponse:
    """Make the plan that is asked for, from the running year; to the five-year plans where none covers it."""
    own = get_or_404(Company.objects.all(), pk=request.place.id)
    wanted = reading.wanted_year(own, clock.today())
    if wanted is None:
        messages.info(request, _("Every year that must be planned by now has its plan."))
        return to(request, "actionplans:plans")
    done = attempt_or_message(
        request,
        turning.draft_next_year,
        _("The draft is there, with what is not finished. Look at each measure: does it go on, and by when?"),
        company_id=own.pk,
        first_day=wanted.period.first,
        by=request.actor,
    )
    return to(request, "actionplans:annual_plan", done.result.pk) if done else to(request, "actionplans:plans")


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def evaluation(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """What the year brought, measure by measure; saved as it grows, whole when the year is over."""
    plan = annual_or_404(pk)
    if plan.state not in (PlanState.ACTIVE, PlanState.EVALUATED):
        raise Http404
    over = clock.today() >= plan.last_day
    initial = {} if plan.body_said else {"body_said": reading.body_words(plan)}
    form = EvaluationForm(
        posted(request),
        instance=plan,
        initial=initial | {"whole": over},
        measures=reading.unfinished(plan),
        went_on=reading.went_on(plan),
        over=over,
    )
    if form.is_valid() and attempt(
        form,
        turning.save_evaluation,
        plan=plan,
        opened_with=form.opened_with,
        endings=form.endings,
        whole=form.cleaned_data.get("whole", False),
        by=request.actor,
        **form.texts,
    ):
        messages.success(request, _("The evaluation is saved."))
        return to(request, "actionplans:annual_plan", pk)
    return render(
        request,
        "actionplans/plans/evaluation.html",
        {
            "form": form,
            "plan": plan,
            "conflict": _stored(pk) if carry_on(form, AnnualActionPlan.objects.filter(pk=pk)) else None,
            "done": [row for row in reading.endings_of(plan) if row.is_done],
            "over": over,
            "back": request.place.url("actionplans:annual_plan", pk),
            "year_url": request.place.url("actionplans:year_evaluation", plan.first_day.isoformat()),
            "plans_url": request.place.url("actionplans:plans"),
        },
    )


def _stored(pk: Any) -> str:
    now = AnnualActionPlan.objects.get(pk=pk)
    return "\n\n".join(filter(None, (now.results, now.body_said, now.lessons)))


@require_POST
@requires(rules.ADOPT)
def close_year(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Close the year: what goes on stands in the next plan."""
    done = _("The year is closed. What goes on stands in the next plan, with its reason.")
    attempt_or_message(request, turning.close_year, done, plan=annual_or_404(pk), by=request.actor)
    return to(request, "actionplans:annual_plan", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def conclusion(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """What the five years brought."""
    plan = plan_or_404(pk)
    if plan.state not in renewal.RENEWABLE or plan.is_brought:
        raise Http404
    form = ConclusionForm(posted(request), instance=plan, outcomes=outcomes.outcomes_to_tell(plan))
    if form.is_valid() and attempt(
        form,
        renewal.conclude_global_plan,
        plan=plan,
        opened_with=form.opened_with,
        conclusion=form.cleaned_data["conclusion"],
        reached=form.reached,
        by=request.actor,
    ):
        return to(request, "actionplans:global_plan", pk)
    conflict = carry_on(form, GlobalPreventionPlan.objects.filter(pk=pk))
    return form_page(
        request,
        form,
        title=_("What the five-year plan %(plan)s brought") % {"plan": plan},
        back=request.place.url("actionplans:global_plan", pk),
        submit=_("Save the evaluation"),
        lead=_("Of each objective: was it reached, and how far? What was not reached goes on in the next plan."),
        conflict=GlobalPreventionPlan.objects.get(pk=pk).conclusion if conflict else None,
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def renew_global_plan(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Begin the next five years, from what these brought: that is said first."""
    plan = plan_or_404(pk)
    if plan.state in renewal.RENEWABLE and not (plan.conclusion or plan.is_brought):
        messages.info(request, _("First say what the five years brought."))
        return to(request, "actionplans:conclusion", pk)
    form = RenewForm(posted(request), days=_first_days(plan))
    if form.is_valid():
        made = attempt(form, renewal.renew_global_plan, plan=plan, first_day=form.chosen, by=request.actor)
        if made:
            return to(request, "actionplans:global_plan", made.result.pk)
    return form_page(
        request,
        form,
        title=_("Renew the five-year plan"),
        back=request.place.url("actionplans:global_plan", pk),
        submit=_("Begin the next plan"),
        lead=_(
            "You get a new plan to write, from your newest final risk analysis. Objectives that were not reached go on; "
            "what was reached stands in its first section."
        ),
    )


def _first_days(plan: GlobalPreventionPlan) -> list[date]:
    """First days of service years after this plan began, up to the one that follows its end."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=plan.company_id)
    until = max(clock.add_months(plan.end, 1), clock.today())
    years = service_years(company, plan.first_day, until)
    soon = [
        year.first
        for year in years
        if year.first > plan.first_day and year.first > clock.add_months(clock.today(), -12)
    ]
    return soon[-3:]

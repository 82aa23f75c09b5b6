"""Planning a measure: choose its objective, the six W's, mark it ready, take it out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actionplans import rules
from actionplans.actions import measures as actions
from actionplans.enums import PlanState
from actionplans.forms.measures import MeasureForm
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.queries import annual as reading
from actionplans.queries import plans as plan_reading
from actionplans.views.annual import annual_or_404
from coaching.core.ground import people
from coaching.core.screen.pages import attempt, attempt_or_message, carry_on, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


def measure_or_404(pk: Any) -> PreventionMeasure:
    return get_or_404(PreventionMeasure.objects.select_related("plan", "objective"), pk=pk)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_measure(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Add a measure. First its objective: that is where the answer to “why” comes from."""
    plan = annual_or_404(pk)
    objectives = list(reading.objectives_to_choose(plan))
    code = request.GET.get("objective", "")
    chosen = next((row for row in objectives if row.code == code), None)
    if request.method == "GET" and chosen is None:
        if len(objectives) == 1:
            return HttpResponseRedirect(request.place.url("actionplans:new_measure", pk, objective=objectives[0].code))
        return _choose(request, plan, objectives)
    initial = {"objective": chosen, "why": why_of(chosen), "voluntary": chosen.voluntary} if chosen else {}
    form = MeasureForm(posted(request), plan=plan, instance=PreventionMeasure(plan=plan), initial=initial)
    if form.is_valid():
        made = attempt(form, actions.add_measure, plan=plan, by=request.actor, **form.values)
        if made:
            return _after(request, made.result)
    return _page(request, form, plan, title=_("New measure"))


def why_of(objective: Objective) -> str:
    """The findings that the objective answers, as the first words of “why”."""
    findings = [
        plan_reading.frozen_finding(f) | {"label": str(f)} for f in objective.findings.select_related("work_unit")
    ]
    lines = []
    for finding in findings:
        score = _("Kinney score %(score)s") % {"score": finding["kinney_score"]} if finding["kinney_score"] else ""
        details = ", ".join(filter(None, [finding["work_unit"], score]))
        lines.append(f"{finding['label']} ({details})" if details else str(finding["label"]))
    return "\n".join(lines)


def _choose(request: PlaceRequest, plan: AnnualActionPlan, objectives: list[Objective]) -> HttpResponse:
    choices = [(row, request.place.url("actionplans:new_measure", plan.pk, objective=row.code)) for row in objectives]
    return render(
        request,
        "actionplans/plans/choose_objective.html",
        {
            "plan": plan,
            "choices": choices,
            "back": request.place.url("actionplans:annual_plan", plan.pk),
            "above_url": request.place.url("actionplans:global_plan", plan.global_plan_id),
            "locked": not rules.is_editable(plan),
        },
    )


def _after(request: PlaceRequest, measure: PreventionMeasure) -> HttpResponse:
    """Back to the plan; with the second button the measure is marked as ready first, if it is complete."""
    if "ready" in request.POST:
        by = request.actor
        done = _("Measure %(code)s is ready.") % {"code": measure.code}
        if not attempt_or_message(request, actions.plan_measure, done, measure=measure, by=by):
            return to(request, "actionplans:change_measure", measure.pk)
    return to(request, "actionplans:annual_plan", measure.plan_id)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def change_measure(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Change a measure that is being planned."""
    found = measure_or_404(pk)
    plan = annual_or_404(found.plan_id)
    form = MeasureForm(posted(request), plan=plan, instance=found)
    if form.is_valid():
        by = request.actor
        changed = attempt(
            form, actions.change_measure, measure=found, opened_with=form.opened_with, by=by, **form.values
        )
        if changed:
            return _after(request, changed.result)
    now = PreventionMeasure.objects.get(pk=pk)
    conflict = str(now) if carry_on(form, PreventionMeasure.objects.filter(pk=pk)) else None
    deletes = rules.is_editable(plan) and plan.state != PlanState.ADVISED
    return _page(
        request,
        form,
        plan,
        title=str(now),
        measure=now,
        conflict=conflict,
        delete_url=request.place.url("actionplans:delete_measure", pk) if deletes else "",
    )


def _page(request: PlaceRequest, form: MeasureForm, plan: AnnualActionPlan, **context: Any) -> HttpResponse:
    measure = context.get("measure")
    planned = measure is not None and measure.state != "proposed"
    locked = not rules.is_editable(plan) or (measure is not None and measure.state not in actions.PLANNING)
    return render(
        request,
        "actionplans/plans/measure_form.html",
        {
            "form": form,
            "plan": plan,
            "back": request.place.url("actionplans:annual_plan", plan.pk),
            "planned": planned,
            "impossible": _("This plan is locked. Make an amended version to change it.") if locked else "",
            **context,
        },
    )


@require_GET
@requires(rules.VIEW)
def measure_sheet(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """A measure as it was planned: where it comes from and what was agreed."""
    found = measure_or_404(pk)
    editable = rules.is_editable(found.plan) and found.state in actions.PLANNING
    owner = people.names_of([found.owner_id]).get(found.owner_id or 0, "")
    return render(
        request,
        "actionplans/plans/measure.html",
        {
            "measure": found,
            "plan": found.plan,
            "owner": owner,
            "findings": list(found.objective.findings.all()),
            "editable": editable and request.actor.may(rules.EDIT),
            "missing": rules.missing_in_measure(found) or found.owner_id is None,
            "change_url": request.place.url("actionplans:change_measure", pk),
            "ready_url": request.place.url("actionplans:measure_ready", pk),
            "back": request.place.url("actionplans:annual_plan", found.plan_id),
            "plans_url": request.place.url("actionplans:plans"),
            "above_url": request.place.url("actionplans:global_plan", found.objective.plan_id),
            "progress_url": request.place.url("actionplans:measure", pk),
        },
    )


@require_POST
@requires(rules.EDIT)
def measure_ready(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Mark a complete measure as ready."""
    found = measure_or_404(pk)
    by = request.actor
    done = _("Measure %(code)s is ready.") % {"code": found.code}
    attempt_or_message(request, actions.plan_measure, done, measure=found, by=by)
    return to(request, "actionplans:annual_plan", found.plan_id)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def delete_measure(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask, then delete."""
    found = measure_or_404(pk)
    if request.method == "POST":
        by = request.actor
        attempt_or_message(request, actions.delete_measure, _("The measure is deleted."), measure=found, by=by)
        return to(request, "actionplans:annual_plan", found.plan_id)
    return render(
        request,
        "components/confirm_page.html",
        {
            "title": _("Delete measure %(code)s?") % {"code": found.code},
            "lead": found.what,
            "submit": _("Delete the measure"),
            "cancel": request.place.url("actionplans:change_measure", pk),
        },
    )

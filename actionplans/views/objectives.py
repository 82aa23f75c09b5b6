"""Objectives: add, change, delete."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionplans import rules
from actionplans.actions import objectives as actions
from actionplans.forms.objectives import ObjectiveForm
from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.views.plans import plan_or_404
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


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_objective(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Add an objective to a five-year plan."""
    plan = plan_or_404(pk)
    form = ObjectiveForm(posted(request), plan=plan, instance=Objective(plan=plan))
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.add_objective, plan=plan, by=by, **form.values):
            return to(
                request, "actionplans:new_objective" if "another" in request.POST else "actionplans:global_plan", pk
            )
    return _page(request, form, plan, title=_("New objective"), another=True)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def objective(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Change an objective."""
    found = get_or_404(Objective.objects.select_related("plan"), pk=pk)
    form = ObjectiveForm(posted(request), plan=found.plan, instance=found)
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.change_objective, objective=found, opened_with=form.opened_with, by=by, **form.values):
            return to(request, "actionplans:global_plan", found.plan_id)
    now = Objective.objects.get(pk=pk)
    conflict = str(now) if carry_on(form, Objective.objects.filter(pk=pk)) else None
    delete_url = request.place.url("actionplans:delete_objective", pk) if rules.is_editable(found.plan) else ""
    return _page(request, form, found.plan, title=str(now), conflict=conflict, delete_url=delete_url)


def _page(request: PlaceRequest, form: Any, plan: GlobalPreventionPlan, **context: Any) -> HttpResponse:
    if not rules.is_editable(plan):
        context["impossible"] = _("This plan is locked. Make an amended version to change it.")
    return form_page(
        request,
        form,
        back=request.place.url("actionplans:global_plan", plan.pk),
        submit=_("Save the objective"),
        lead=_("What do you want to have reached, and how will you see it?"),
        **context,
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def delete_objective(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask, then delete."""
    found = get_or_404(Objective.objects.select_related("plan"), pk=pk)
    if request.method == "POST":
        by = request.actor
        attempt_or_message(request, actions.delete_objective, _("The objective is deleted."), objective=found, by=by)
        return to(request, "actionplans:global_plan", found.plan_id)
    return render(
        request,
        "components/confirm_page.html",
        {
            "title": _("Delete objective %(code)s?") % {"code": found.code},
            "lead": found.text,
            "consequences": [_("The risks it answered may then have no objective.")],
            "submit": _("Delete the objective"),
            "cancel": request.place.url("actionplans:objective", pk),
        },
    )

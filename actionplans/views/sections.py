"""The parts of a five-year plan that are written one by one: its sections, and why a finding has no objective."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionplans import rules
from actionplans.actions import plans as actions
from actionplans.forms.plans import ReasonForm, SectionForm
from actionplans.models import FindingWithoutObjective, GlobalPreventionPlan, PlanSection
from actionplans.queries import plans as reading
from actionplans.sections import BY_NUMBER
from actionplans.views.plans import plan_or_404
from coaching.core.screen.pages import attempt, carry_on, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@require_http_methods(["GET", "POST"])
@requires(rules.VIEW)
def plan_section(request: PlaceRequest, company: str, pk: Any, number: int) -> HttpResponse:
    """Read or write one section. What is known already stands in it as a proposal."""
    plan = plan_or_404(pk)
    if number not in BY_NUMBER:
        raise Http404
    section = get_or_404(PlanSection.objects.filter(plan=plan), number=number)
    editable = rules.is_editable(plan) and request.actor.may(rules.EDIT)
    proposal = reading.proposal_for(plan, number)
    initial = {"text": proposal} if proposal and not section.text else {}
    form = SectionForm(posted(request), instance=section, initial=initial)
    stored = section.text
    if request.method == "POST":
        request.actor.check(rules.EDIT)
        if form.is_valid() and _save_section(request, form, plan, number):
            onward = number + 1 if "next" in request.POST and number < len(BY_NUMBER) else 0
            return (
                to(request, "actionplans:plan_section", pk, onward)
                if onward
                else to(request, "actionplans:global_plan", pk)
            )
    now = PlanSection.objects.get(pk=section.pk)
    return render(
        request,
        "actionplans/plans/section.html",
        {
            "plan": plan,
            "definition": BY_NUMBER[number],
            "form": form,
            "editable": editable,
            "stored": stored,
            "proposal": proposal,
            "proposed": bool(initial),
            "last": number == len(BY_NUMBER),
            "conflict": now.text if carry_on(form, PlanSection.objects.filter(pk=section.pk)) else None,
            "back": request.place.url("actionplans:global_plan", pk),
            "plans_url": request.place.url("actionplans:plans"),
        },
    )


def _save_section(request: PlaceRequest, form: SectionForm, plan: GlobalPreventionPlan, number: int) -> bool:
    done = attempt(
        form,
        actions.save_section,
        plan=plan,
        number=number,
        text=form.cleaned_data["text"],
        opened_with=form.opened_with,
        by=request.actor,
    )
    return done is not None


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def finding_reason(request: PlaceRequest, company: str, pk: Any, finding: Any) -> HttpResponse:
    """Say why a finding gets no objective."""
    plan = plan_or_404(pk)
    found = get_or_404(rules.basis_of(plan), pk=finding)
    reason = FindingWithoutObjective.objects.filter(plan=plan, finding=found).values_list("reason", flat=True).first()
    form = ReasonForm(posted(request), initial={"reason": reason or ""})
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.explain_finding, plan=plan, finding=found, by=by, **form.cleaned_data):
            return to(request, "actionplans:global_plan", pk)
    return form_page(
        request,
        form,
        title=str(found),
        back=request.place.url("actionplans:global_plan", pk),
        submit=_("Save the reason"),
        lead=_("Each red finding needs an objective, or a reason why there is none."),
    )

"""One page per A: questions per sub-factor, findings, judgement. And the form of a finding."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, carry_on, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, checklist, lists, queries, rules
from riskanalysis.enums import EDITABLE, AnalysisState, SubFactor, WorkAspect
from riskanalysis.forms import FindingForm, JudgementForm
from riskanalysis.models import AspectJudgement, Finding, RiskAnalysis
from riskanalysis.views import shown
from riskanalysis.views.common import analysis_or_404


@require_http_methods(["GET", "POST"])
@requires(rules.VIEW)
def aspect(request: PlaceRequest, company: str, pk: Any, aspect: str) -> HttpResponse:
    """One of the five A's. POST judges it (which needs the right to edit)."""
    subject = analysis_or_404(pk)
    if aspect not in subject.aspects:
        raise Http404
    by = request.actor
    judgement = AspectJudgement.objects.filter(analysis=subject, aspect=aspect).first()
    form = JudgementForm(posted(request), instance=judgement)
    sent = form.is_valid()
    if sent and attempt(form, actions.judge_aspect, analysis=pk, aspect=aspect, by=by, **form.cleaned_data):
        return (
            to(request, "riskanalysis:aspect", pk, _next(subject, aspect))
            if "next" in request.POST
            else to(request, "riskanalysis:analysis", pk)
        )
    return render(request, "riskanalysis/aspect.html", _aspect_page(request, subject, WorkAspect(aspect), form))


def _next(subject: RiskAnalysis, aspect: str) -> str:
    order = [one.value for one in subject.aspects]
    return order[min(order.index(aspect) + 1, len(order) - 1)]


def _aspect_page(request: PlaceRequest, subject: RiskAnalysis, aspect: WorkAspect, form: Any) -> dict[str, Any]:
    pk = subject.pk
    page = page_of(request, queries.findings_on(subject, aspect))
    editable = subject.state in EDITABLE and request.actor.may(rules.EDIT)
    findings = [lists.Marked(found, request.place.url("riskanalysis:finding", pk, found.pk)) for found in page]
    views = shown.aspect_marks(queries.by_aspect(subject, []), request, pk)
    return {
        "analysis": subject,
        "aspect": aspect,
        "title": f"{aspect.value} {capfirst(aspect.label)}",
        "form": form,
        "factors": [(one, said) for one, said in checklist.of_aspect(aspect) if one in subject.factors],
        "findings": findings,
        "page": page,
        "editable": editable,
        "aspects": views,
        "last": aspect == subject.aspects[-1],
        "back": request.place.url("riskanalysis:analysis", pk),
        "new_url": request.place.url("riskanalysis:new_finding", pk),
        "too_early": subject.state in (AnalysisState.SCOPING, AnalysisState.PREDIAGNOSIS),
    }


def _finding_page(request: PlaceRequest, subject: RiskAnalysis, form: Any, finding: Any = None) -> HttpResponse:
    editable = subject.state in EDITABLE
    return render(
        request,
        "riskanalysis/finding.html",
        {
            "form": form,
            "analysis": subject,
            "finding": finding,
            "editable": editable,
            "title": f"{finding.code} {finding.hazard}" if finding else _("New finding"),
            "basis": lists.basis_of(finding) if finding else "",
            "back": request.place.url(
                "riskanalysis:aspect", subject.pk, finding.aspect if finding else _wanted(request, subject)
            ),
            "delete_url": request.place.url("riskanalysis:delete_finding", subject.pk, finding.pk)
            if finding and editable
            else "",
            "what": [form[name] for name in form.WHAT],
            "mind": [form[name] for name in form.MIND],
            "how": {method: [form[name] for name in names] for method, names in form.HOW.items()},
        },
    )


def _wanted(request: PlaceRequest, subject: RiskAnalysis) -> str:
    """The A from whose page somebody came."""
    factor = request.GET.get("factor", "")
    return SubFactor(factor).aspect if factor in subject.factors else subject.aspects[0].value


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_finding(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Write a finding down; `?factor=AO3` chooses the sub-factor beforehand."""
    subject = analysis_or_404(pk)
    initial = {"sub_factor": request.GET.get("factor", "")}
    form = FindingForm(posted(request), analysis=subject, initial=initial)
    if form.is_valid():
        by = request.actor
        added = attempt(form, actions.add_finding, analysis=pk, by=by, **form.values)
        if added:
            return to(request, "riskanalysis:aspect", pk, added.result.aspect)
    return _finding_page(request, subject, form)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def finding(request: PlaceRequest, company: str, pk: Any, finding: Any) -> HttpResponse:
    """Change a finding."""
    subject = analysis_or_404(pk)
    found = get_or_404(Finding.objects.filter(analysis_id=pk), pk=finding)
    stored = get_or_404(Finding.objects.filter(analysis_id=pk), pk=finding)  # the form writes into the other one
    form = FindingForm(posted(request), analysis=subject, instance=found)
    if form.is_valid():
        by = request.actor
        done = attempt(form, actions.edit_finding, finding=stored, by=by, opened_with=form.opened_with, **form.values)
        if done:
            return to(request, "riskanalysis:aspect", pk, done.result.aspect)
        carry_on(form, Finding.objects.filter(pk=finding))
    return _finding_page(request, subject, form, stored)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def delete_finding(request: PlaceRequest, company: str, pk: Any, finding: Any) -> HttpResponse:
    """Ask, then delete."""
    subject = analysis_or_404(pk)
    found = get_or_404(Finding.objects.filter(analysis_id=pk), pk=finding)
    if request.method == "POST":
        by = request.actor
        attempt_or_message(request, actions.delete_finding, _("The finding was deleted."), finding=found, by=by)
        return to(request, "riskanalysis:aspect", pk, found.aspect)
    return render(
        request,
        "components/confirm_page.html",
        {
            "kicker": subject.title,
            "title": _("Delete finding %(code)s?") % {"code": found.code},
            "text": found.hazard,
            "back": request.place.url("riskanalysis:finding", pk, found.pk),
            "submit": _("Delete"),
            "danger": True,
        },
    )

"""Heatmap, report, consultation, final version."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.core.paper import documents, exports
from coaching.core.paper.asking import language_of
from coaching.core.screen.lists import page_of_read
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, lists, queries, rules
from riskanalysis.actions.reporting import KIND
from riskanalysis.enums import ANALYSIS, DISCUSSED, SHOWN
from riskanalysis.exports import FINDINGS
from riskanalysis.forms import ConsultForm
from riskanalysis.models import Finding, RiskAnalysis
from riskanalysis.views import shown
from riskanalysis.views.common import analysis_or_404

PAGES = ("report_pdf", "draft_report", "reopen", "consult", "finalise", "decide")


@require_GET
@requires(rules.VIEW_REPORT)
def heatmap(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Work units × five A's."""
    subject = analysis_or_404(pk)
    if taken := exports.file(request, subject.title, FINDINGS, lambda: queries.findings_of(subject), about=subject):
        return taken
    findings = queries.findings_at_a_glance(subject)
    actor = request.actor
    return render(
        request,
        "riskanalysis/heatmap.html",
        {
            "analysis": subject,
            "heat": shown.heat(subject, findings),
            **shown.pictures(findings),
            "back": request.place.url("riskanalysis:analysis" if actor.may(rules.VIEW) else "riskanalysis:report", pk),
        },
    )


@require_GET
@requires(rules.VIEW_REPORT)
def report(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The report as a page. The consultation body reads it from the draft on, without the talks."""
    subject = analysis_or_404(pk)
    actor = request.actor
    findings = queries.findings_of(subject)
    aspects = shown.aspect_marks(queries.by_aspect(subject, findings), request, pk)
    page = page_of_read(request, [one for mark in aspects for one in mark.findings])
    insider = actor.may(rules.VIEW)
    made = documents.about(subject, KIND).defer("data")[:6] if subject.state in SHOWN else []
    return render(
        request,
        "riskanalysis/report.html",
        {
            "analysis": subject,
            "aspects": shown.on_page(aspects, page),
            "page": page,
            **(_at_a_glance(subject, findings) if page.number == 1 else {}),
            "may_decide": subject.is_situation
            and not subject.decided_on
            and subject.state in DISCUSSED
            and actor.may(rules.FINALISE),
            "participation": queries.participation(subject) if insider else None,
            "files": documents.linked(request.place, made),
            "insider": insider,
            "back": request.place.url("riskanalysis:analysis", pk)
            if insider
            else request.place.url("riskanalysis:analyses"),
            "may": {verb: ANALYSIS.allows(verb, subject.state, actor) for verb in ANALYSIS.transitions},
            "readable": subject.state in SHOWN,
            **{f"{name}_url": request.place.url(f"riskanalysis:{name}", pk) for name in PAGES},
        },
    )


def _at_a_glance(subject: RiskAnalysis, findings: list[Finding]) -> dict[str, Any]:
    """What the first page of the report draws of all findings."""
    return {
        "heat": shown.heat(subject, findings),
        **shown.pictures(findings),
        "priorities": [lists.Marked(finding) for finding in queries.priorities(findings)],
    }


@require_POST
@requires(rules.VIEW)
def report_pdf(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask for the report as a PDF in the reader's language."""
    analysis_or_404(pk)
    language, by = language_of(request), request.actor
    made = attempt_or_message(request, actions.request_report, analysis=pk, language=language, by=by)
    return to(request, "core:document_status", made.result.pk) if made else to(request, "riskanalysis:report", pk)


@require_POST
@requires(rules.EDIT)
def draft_report(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Put the draft before the consultation body."""
    analysis_or_404(pk)
    by = request.actor
    done = _("The draft report is ready; the consultation body has been told.")
    attempt_or_message(request, actions.draft_report, done, analysis=pk, by=by)
    return to(request, "riskanalysis:report", pk)


@require_POST
@requires(rules.EDIT)
def reopen(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Take the draft back."""
    analysis_or_404(pk)
    by = request.actor
    attempt_or_message(request, actions.reopen, _("You can change the analysis again."), analysis=pk, by=by)
    return to(request, "riskanalysis:analysis", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def consult(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Record what the consultation body said."""
    subject = analysis_or_404(pk)
    form = ConsultForm(posted(request), initial={"notes": subject.consultation_notes})
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.consult, analysis=pk, by=by, **form.cleaned_data):
            return to(request, "riskanalysis:report", pk)
    return form_page(
        request,
        form,
        title=_("Talk with the consultation body"),
        back=request.place.url("riskanalysis:report", pk),
        crumb=_("Risk analysis"),
        note=subject.title,
    )


@require_http_methods(["GET", "POST"])
@requires(rules.FINALISE)
def finalise(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Ask, then close the analysis for good."""
    subject: RiskAnalysis = analysis_or_404(pk)
    if request.method == "POST":
        by = request.actor
        done = _("The risk analysis is final. The PDF is being made; you find it under Documents.")
        attempt_or_message(request, actions.finalise, done, analysis=pk, by=by)
        return to(request, "riskanalysis:report", pk)
    return render(
        request,
        "components/confirm_page.html",
        {
            "kicker": subject.title,
            "title": _("Make the risk analysis final?"),
            "submit": _("Make final"),
            "lead": _("After this nothing can be changed. The five-year plan builds on this version."),
            "cancel": request.place.url("riskanalysis:report", pk),
            "calm": True,
        },
    )

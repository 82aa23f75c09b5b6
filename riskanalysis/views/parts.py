"""Analyses of a part and of a specific situation; how workers took part; what the employer decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.core.screen.pages import attempt, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, rules
from riskanalysis.enums import DISCUSSED, AnalysisKind
from riskanalysis.forms_parts import DecisionForm, PartForm, ParticipationForm, SituationForm
from riskanalysis.models import RiskAnalysis
from riskanalysis.views.common import analysis_or_404


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_part(request: PlaceRequest, company: str) -> HttpResponse:
    """Analyse a part of the organisation, or some subjects; the rest of what was judged stays."""
    form = PartForm(posted(request))
    if form.is_valid():
        opened = attempt(form, actions.open_analysis, kind=AnalysisKind.PART, by=request.actor, **form.cleaned_data)
        if opened:
            return to(request, "riskanalysis:scope", opened.result.pk)
    return form_page(
        request,
        form,
        title=_("Analyse a part"),
        back=request.place.url("riskanalysis:analyses"),
        crumb=_("Risk analysis"),
        submit=_("Begin the analysis"),
        lead=_("Only what you choose is judged again. What is final about the rest stays as it is."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_situation(request: PlaceRequest, company: str) -> HttpResponse:
    """Analyse a specific situation that somebody asked for."""
    form = SituationForm(posted(request))
    if form.is_valid():
        opened = attempt(form, actions.open_analysis, kind=AnalysisKind.SITUATION, by=request.actor, **form.values)
        if opened:
            return to(request, "riskanalysis:scope", opened.result.pk)
    return form_page(
        request,
        form,
        title=_("A specific situation"),
        back=request.place.url("riskanalysis:analyses"),
        crumb=_("Risk analysis"),
        submit=_("Begin the analysis"),
        lead=_(
            "Somebody of the line, or at least a third of the workers' representatives, asks to look at a team where "
            "a danger shows. The employer has to. It is about the team, never about one person."
        ),
        impossible="" if form.has_teams else _("Say first which groups of people there are: this is about one team."),
        ways=[(_("Work units"), request.place.url("companies:work_units"))],
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def participation(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """How workers took part otherwise, or why they did not."""
    subject = analysis_or_404(pk)
    form = ParticipationForm(posted(request), initial={"note": subject.participation_note})
    if form.is_valid() and attempt(
        form, actions.explain_participation, analysis=pk, by=request.actor, **form.cleaned_data
    ):
        return to(request, "riskanalysis:analysis", pk)
    return form_page(
        request,
        form,
        title=_("How workers took part"),
        back=request.place.url("riskanalysis:analysis", pk),
        crumb=_("Risk analysis"),
        note=subject.title,
        lead=_(
            "The law asks that workers take part. With a talk, an interview or a survey on record this may stay empty. "
            "The consultation body reads what you write here."
        ),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.FINALISE)
def decide(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Record what the employer decided about a specific situation."""
    subject = get_or_404(RiskAnalysis.objects.filter(kind=AnalysisKind.SITUATION), pk=pk)
    form = DecisionForm(posted(request))
    if form.is_valid() and attempt(form, actions.decide_situation, analysis=pk, by=request.actor, **form.cleaned_data):
        return to(request, "riskanalysis:report", pk)
    return form_page(
        request,
        form,
        title=_("What the employer decided"),
        back=request.place.url("riskanalysis:report", pk),
        crumb=_("Risk analysis"),
        note=subject.title,
        submit=_("Record the decision"),
        lead=_("It is recorded once, with its day. The consultation body reads it."),
        impossible=_why_not(subject),
    )


def _why_not(subject: RiskAnalysis) -> str:
    if subject.decided_on:
        return _("The decision is on record already.")
    if subject.state not in DISCUSSED:
        return _("The employer decides about a specific situation once its report has been discussed.")
    return ""

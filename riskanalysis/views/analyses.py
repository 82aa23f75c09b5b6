"""List, new analysis, overview, scope, warning lights, and moving on to the next step."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.companies.models import Company
from coaching.core.ground import people
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, carry_on, form_page, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, lists, queries, rules
from riskanalysis.enums import ANALYSIS, EDITABLE, AnalysisKind, AnalysisState
from riskanalysis.exports import ANALYSES
from riskanalysis.forms import FilterForm, OpenForm, PrediagnosisForm, ScopeForm
from riskanalysis.models import RiskAnalysis
from riskanalysis.views import shown
from riskanalysis.views.common import analysis_or_404

SORTS = {"-created": ("-created_at", "id"), "created": ("created_at", "id"), "title": ("title", "id")}
S = AnalysisState
PAGES = ("scope", "prediagnosis", "participation", "talks", "report", "start_collecting", "start_evaluating")
ALL_PAGES = ("new_analysis", "new_part", "new_situation", "board", "holds")


@require_GET
@requires(rules.VIEW_REPORT)
def analyses(request: PlaceRequest, company: str) -> HttpResponse:
    """Analyses of the company. The consultation body finds those whose report it may read."""
    actor = request.actor
    form = FilterForm(request.GET)
    found = queries.analyses(**form.chosen()).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["-created"]))
    if kind := exports.wanted(request):
        company_row = Company.objects.only("id").get(pk=request.place.id)
        rows = queries.with_counts(exports.capped(found))
        return exports.answer(kind, _("Risk analyses"), ANALYSES, rows, by=actor, about=company_row)
    page = page_of(request, found)
    target = "analysis" if actor.may(rules.VIEW) else "report"
    rows = queries.with_counts(list(page), partial(request.place.url, f"riskanalysis:{target}"))
    return render(
        request,
        "riskanalysis/list.html",
        {
            "page": page,
            "rows": rows,
            "form": form,
            "can_open": actor.may(rules.EDIT) and _can_open(request.place.id),
            "can_edit": actor.may(rules.EDIT),
            "insider": actor.may(rules.VIEW),
            "filtered": bool(form.chosen()),
            **{f"{name}_url": request.place.url(f"riskanalysis:{name}") for name in ALL_PAGES},
        },
    )


def _can_open(company_id: UUID) -> bool:
    """No analysis is in progress."""
    return not queries.runs(company_id, AnalysisKind.WHOLE)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_analysis(request: PlaceRequest, company: str) -> HttpResponse:
    """Open an analysis."""
    form = OpenForm(posted(request))
    if form.is_valid():
        opened = attempt(form, actions.open_analysis, by=request.actor, **form.cleaned_data)
        if opened:
            return to(request, "riskanalysis:scope", opened.result.pk)
    return form_page(
        request,
        form,
        title=_("New risk analysis"),
        back=request.place.url("riskanalysis:analyses"),
        crumb=_("Risk analysis"),
        submit=_("Begin the analysis"),
        lead=_("You can stop at any moment and go on later."),
    )


@require_GET
@requires(rules.VIEW)
def analysis(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Where the analysis stands: steps, the five A's at a glance, who took part."""
    subject = analysis_or_404(pk)
    actor = request.actor
    findings = queries.findings_at_a_glance(subject)
    aspects = shown.aspect_marks(queries.by_aspect(subject, findings), request, pk)
    took_part, units = queries.participation(subject), queries.units_of(subject)
    may = {verb: ANALYSIS.allows(verb, subject.state, actor) for verb in ANALYSIS.transitions}
    pages = {f"{name}_url": request.place.url(f"riskanalysis:{name}", pk) for name in PAGES}
    return render(
        request,
        "riskanalysis/overview.html",
        {
            "analysis": subject,
            "aspects": aspects,
            "findings": findings,
            "participation": took_part,
            "may": may,
            "units": queries.units_shown(subject, units),
            "heat": shown.heat(subject, findings, units),
            **shown.pictures(findings),
            "back": request.place.url("riskanalysis:analyses"),
            "steps": shown.steps(request, subject, aspects, len(took_part.talks), len(findings)),
            "editable": subject.state in EDITABLE and actor.may(rules.EDIT),
            "signal_tone": lists.tone(subject.signal_colour),
            "signal_name": rules.colour_name(subject.signal_colour),
            "finalised_by": people.names_of([subject.finalised_by_id]).get(subject.finalised_by_id or 0, ""),
            **pages,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def scope(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """What is analysed, how workers take part, which work units."""
    subject = analysis_or_404(pk)
    form = ScopeForm(posted(request), instance=subject)
    if form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        by = request.actor
        if attempt(form, actions.set_scope, analysis=pk, by=by, opened_with=form.opened_with, **values):
            return to(request, "riskanalysis:analysis", pk)
        carry_on(form, RiskAnalysis.objects.filter(pk=pk))
    return form_page(
        request,
        form,
        title=_("Scope and work units"),
        back=request.place.url("riskanalysis:analysis", pk),
        crumb=_("Risk analysis"),
        note=subject.title,
        impossible="" if subject.state in EDITABLE else actions.no_longer_changed(subject),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def prediagnosis(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Warning lights: quick signs before the talks begin."""
    subject = analysis_or_404(pk)
    initial = {"signals": subject.signals, **({"on": subject.prediagnosed_on} if subject.prediagnosed_on else {})}
    form = PrediagnosisForm(posted(request), initial=initial)
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.prediagnose, analysis=pk, by=by, **form.cleaned_data):
            return to(request, "riskanalysis:analysis", pk)
    return render(
        request,
        "riskanalysis/prediagnosis.html",
        {
            "form": form,
            "analysis": subject,
            "back": request.place.url("riskanalysis:analysis", pk),
            "limits": rules.SIGNAL_LIMITS,
        },
    )


@require_POST
@requires(rules.EDIT)
def start_collecting(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Move on to collecting."""
    analysis_or_404(pk)
    by = request.actor
    attempt_or_message(request, actions.start_collecting, _("You can now record talks."), analysis=pk, by=by)
    return to(request, "riskanalysis:analysis", pk)


@require_POST
@requires(rules.EDIT)
def start_evaluating(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Move on to judging."""
    analysis_or_404(pk)
    by = request.actor
    attempt_or_message(request, actions.start_evaluating, _("You can now judge the five A's."), analysis=pk, by=by)
    return to(request, "riskanalysis:analysis", pk)

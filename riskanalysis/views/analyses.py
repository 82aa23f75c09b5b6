"""List, new analysis, overview, scope, warning lights, and moving on to the next step."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.core import people
from coaching.core.pages import attempt, attempt_or_message, requires
from riskanalysis import actions, queries, rules
from riskanalysis.enums import ANALYSIS, EDITABLE, ENDED, AnalysisState
from riskanalysis.forms import OpenForm, PrediagnosisForm, ScopeForm, running_trajectories
from riskanalysis.models import RiskAnalysis
from riskanalysis.views.addresses import address, analysis_or_404, carry_on, to

SORTS = {"-created": ("-created_at", "id"), "created": ("created_at", "id"), "title": ("title", "id")}
PER_PAGE = 25
S = AnalysisState


@require_GET
@requires(rules.VIEW_REPORT)
def analyses(request: HttpRequest, company: str) -> HttpResponse:
    """Analyses of the company. The consultation body finds those whose report it may read."""
    actor = request.actor  # type: ignore[attr-defined]
    state, words, sort = (request.GET.get(key, "").strip() for key in ("state", "q", "sort"))
    found = queries.analyses().order_by(*SORTS.get(sort, SORTS["-created"]))
    if state in S.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(title__icontains=words[:100].replace("\0", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    target = "analysis" if actor.may(rules.VIEW) else "report"
    for analysis in queries.with_counts(list(page.object_list)):
        analysis.url = address(request, target, analysis.pk)
    can_open = actor.may(rules.EDIT) and _can_open()
    return render(
        request, "riskanalysis/list.html",
        {
            "page": page, "state": state, "q": words, "sort": sort, "states": S.choices, "can_open": can_open,
            "filtered": bool(state or words), "shows_counts": True,
        },
    )  # fmt: skip


def _can_open() -> bool:
    """A running trajectory without an analysis in progress."""
    busy = RiskAnalysis.objects.exclude(state__in=ENDED).values("trajectory_id")
    return bool(running_trajectories().exclude(pk__in=busy).exists())


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_analysis(request: HttpRequest, company: str) -> HttpResponse:
    """Open an analysis."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = attempt(form, actions.open_analysis, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        if opened:
            return to(request, "scope", opened.pk)
    return render(
        request, "riskanalysis/form.html",
        {
            "form": form, "title": _("New risk analysis"), "back": address(request, "analyses"),
            "submit": _("Begin"), "intro": _("You can stop at any moment and go on later."),
            "impossible": not running_trajectories().exists(),
        },
    )  # fmt: skip


@require_GET
@requires(rules.VIEW)
def analysis(request: HttpRequest, company: str, pk: Any) -> HttpResponse:
    """Where the analysis stands: steps, the five A's at a glance, who took part."""
    subject = analysis_or_404(pk)
    findings = queries.findings_of(subject)
    aspects = queries.by_aspect(subject, findings)
    took_part = queries.participation(subject)
    for view in aspects:
        view.url = address(request, "aspect", pk, view.aspect.value)
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request, "riskanalysis/overview.html",
        {
            "analysis": subject, "aspects": aspects, "findings": findings, "participation": took_part,
            "units": queries.units_of(subject), "steps": _steps(request, subject, aspects, took_part),
            "editable": subject.state in EDITABLE and actor.may(rules.EDIT),
            "names": people.names_of([subject.finalised_by_id]),
            "heatmap_url": address(request, "heatmap", pk), "report_url": address(request, "report", pk),
        },
    )  # fmt: skip


def _steps(request: HttpRequest, subject: RiskAnalysis, aspects: Any, took_part: Any) -> list[dict[str, Any]]:
    """The task list. status: done | current | todo | optional."""
    order = [S.SCOPING, S.PREDIAGNOSIS, S.COLLECTING, S.EVALUATING, S.DRAFT_REPORT, S.CONSULTED, S.FINAL]
    reached = order.index(S.FINAL if subject.state == S.SUPERSEDED else S(subject.state))
    judged = sum(view.judgement is not None for view in aspects)
    rows = [
        (_("Scope and work units"), "scope", bool(subject.scope), 0, ""),
        (_("Pre-diagnosis with warning lights"), "prediagnosis", bool(subject.prediagnosed_on), 1, _("optional")),
        (_("Talks and figures"), "talks", bool(took_part.talks), 2, ""),
        (_("Findings and the five A's"), "aspect", judged == len(aspects), 3, f"{judged}/{len(aspects)}"),
        (_("Draft report"), "report", reached >= 4, 4, ""),
        (_("Talk with the consultation body"), "consult", reached >= 5, 5, ""),
        (_("Final report"), "finalise", reached >= 6, 6, ""),
    ]
    steps = []
    for label, name, done, at, hint in rows:
        extra = ["AO"] if name == "aspect" else []
        open_now = name not in {"consult", "finalise"} or ANALYSIS.allows(
            name, subject.state, request.actor  # type: ignore[attr-defined]
        )
        status = "done" if done else "current" if at == reached or (at == 3 and reached >= 2) else "todo"
        if name == "prediagnosis" and not done:
            status = "optional"
        url = address(request, name, subject.pk, *extra) if open_now else ""
        steps.append({"label": label, "url": url, "status": status, "hint": hint})
    return steps


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def scope(request: HttpRequest, company: str, pk: Any) -> HttpResponse:
    """What is analysed, how workers take part, which work units."""
    subject = analysis_or_404(pk)
    form = ScopeForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        by = request.actor  # type: ignore[attr-defined]
        if attempt(form, actions.set_scope, analysis=pk, by=by, opened_with=form.opened_with, **values):
            return to(request, "analysis", pk)
        carry_on(form, RiskAnalysis.objects, pk)
    return render(
        request, "riskanalysis/form.html",
        {"form": form, "title": _("Scope and work units"), "back": address(request, "analysis", pk), "analysis": subject},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def prediagnosis(request: HttpRequest, company: str, pk: Any) -> HttpResponse:
    """Warning lights: quick signs before the talks begin."""
    subject = analysis_or_404(pk)
    initial = {"signals": subject.signals, **({"on": subject.prediagnosed_on} if subject.prediagnosed_on else {})}
    form = PrediagnosisForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = request.actor  # type: ignore[attr-defined]
        if attempt(form, actions.prediagnose, analysis=pk, by=by, **form.cleaned_data):
            return to(request, "analysis", pk)
    return render(
        request, "riskanalysis/prediagnosis.html",
        {"form": form, "analysis": subject, "back": address(request, "analysis", pk), "limits": rules.SIGNAL_LIMITS},
    )  # fmt: skip


@require_POST
@requires(rules.EDIT)
def start_collecting(request: HttpRequest, company: str, pk: Any) -> HttpResponse:
    """Move on to collecting."""
    analysis_or_404(pk)
    by = request.actor  # type: ignore[attr-defined]
    attempt_or_message(request, actions.start_collecting, _("You can now record talks."), analysis=pk, by=by)
    return to(request, "analysis", pk)


@require_POST
@requires(rules.EDIT)
def start_evaluating(request: HttpRequest, company: str, pk: Any) -> HttpResponse:
    """Move on to judging."""
    analysis_or_404(pk)
    by = request.actor  # type: ignore[attr-defined]
    attempt_or_message(request, actions.start_evaluating, _("You can now judge the five A's."), analysis=pk, by=by)
    return to(request, "analysis", pk)



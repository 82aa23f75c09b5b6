"""The report of a risk analysis as a document. Plain values only, in the active language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies.models import Company, ConsultationBody
from coaching.companies.reports_advice import advisers_of
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import figure
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from riskanalysis import queries, rules
from riskanalysis.enums import AnalysisState, Colour, FindingMethod, WarningLight
from riskanalysis.lists import basis_of, tests_of
from riskanalysis.models import Finding, RiskAnalysis


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "sub_factor": f"{finding.sub_factor} {finding.get_sub_factor_display()}",
        "domain": capfirst(finding.get_domain_display()),
        "where": finding.work_unit.name if finding.work_unit else _("Whole organisation"),
        "hazard": finding.hazard,
        "description": finding.description,
        "existing": finding.existing_measures,
        "colour": finding.colour,
        "letter": str(rules.letter(finding.colour)),
        "colour_label": Colour(finding.colour).label,
        "attention": finding.kinney_class == 2,
        "basis": basis_of(finding),
        "tests": "; ".join(tests_of(finding)),
    }


def _kinney(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "hazard": finding.hazard,
        "w": figure(finding.probability),
        "b": figure(finding.exposure),
        "e": figure(finding.effect),
        "score": figure(finding.kinney_score),
        "class": finding.kinney_class,
        "class_label": str(rules.KINNEY_CLASSES[finding.kinney_class or 1]),
        "colour": finding.colour,
        "letter": str(rules.letter(finding.colour)),
    }


def _talks(analysis: RiskAnalysis) -> list[dict[str, Any]]:
    """When, what kind, how many: what was said stays with company and coach."""
    return [
        {
            "date": long_day(talk.held_on),
            "kind": capfirst(talk.get_kind_display()),
            "unit": talk.work_unit.name if talk.work_unit else _("Whole organisation"),
            "invited": talk.invited,
            "present": talk.present,
        }
        for talk in queries.participation(analysis).talks
    ]


def _aspects(analysis: RiskAnalysis, findings: list[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "code": view.aspect.value,
            "name": capfirst(view.aspect.label),
            "colour": view.judgement.colour if view.judgement else "",
            "letter": str(view.letter),
            "colour_label": Colour(view.judgement.colour).label if view.judgement else _("not judged"),
            "summary": view.judgement.summary if view.judgement else "",
            "findings": [_finding(f) for f in view.findings],
        }
        for view in queries.by_aspect(analysis, findings)
    ]


def _heatmap(analysis: RiskAnalysis, findings: list[Finding]) -> list[dict[str, Any]]:
    rows = queries.heatmap(queries.units_of(analysis), findings, analysis.aspects)
    if queries.needs_unit(analysis):
        rows = rows[1:]
    return [
        {
            "name": row.name,
            "cells": [
                {"aspect": c.aspect, "colour": c.colour, "letter": str(c.letter), "count": c.count} for c in row.cells
            ],
        }
        for row in rows
    ]


def _company(analysis: RiskAnalysis) -> dict[str, Any]:
    company = Company.objects.only("name", "enterprise_number", "street", "postcode", "municipality", "headcount").get(
        pk=analysis.company_id
    )
    number = company.enterprise_number or ""
    body = ConsultationBody.objects.filter(company_id=analysis.company_id).first()
    return {
        "name": company.name,
        "number": f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 else number,
        "address": ", ".join(p for p in (company.street, f"{company.postcode} {company.municipality}".strip()) if p),
        "headcount": company.headcount,
        "body": str(body.get_kind_display()) if body else "",
    }


def _status(analysis: RiskAnalysis) -> dict[str, Any]:
    return {
        "version": analysis.version_no,
        "status": capfirst(analysis.get_state_display()),
        "final": analysis.state in (AnalysisState.FINAL, AnalysisState.SUPERSEDED),
        "begun": long_day(analysis.created_at),
        "consulted": long_day(analysis.consulted_at) if analysis.consulted_at else "",
        "finalised": long_day(analysis.finalised_at) if analysis.finalised_at else "",
        "body_said": analysis.consultation_notes,
        "kind": capfirst(analysis.get_kind_display()),
        "subjects": [f"{one.value} {capfirst(one.label)}" for one in analysis.factors] if analysis.parts else [],
        "place": analysis.establishment.name if analysis.establishment else "",
        "took_part": analysis.participation_note,
        "whole": analysis.is_whole,
    }


def _situation(analysis: RiskAnalysis) -> dict[str, Any]:
    """Who asked, when, and what the employer decided; empty of another kind."""
    if not analysis.is_situation:
        return {}
    return {
        "asked_by": capfirst(str(analysis.get_asked_by_display())),
        "asked_on": long_day(analysis.asked_on) if analysis.asked_on else "",
        "decide_by": long_day(analysis.decide_by) if analysis.decide_by else "",
        "adviser": analysis.adviser_part,
        "decision": analysis.decision,
        "decided_on": long_day(analysis.decided_on) if analysis.decided_on else "",
    }


def _method() -> dict[str, Any]:
    return {
        "classes": [
            {"class": k, "limit": limit, "label": str(label), "colour": rules.KINNEY_COLOURS[k].value}
            for (k, label), limit in zip(
                rules.KINNEY_CLASSES.items(),
                ("≤ 20", "> 20 – 70", "> 70 – 200", "> 200 – 400", "> 400"),
                strict=True,
            )
        ],
        "threshold": rules.THRESHOLD,
        "orange_from": figure(rules.SHARE_LIMITS[0]),
        "red_from": figure(rules.SHARE_LIMITS[1]),
        "signals_orange": rules.SIGNAL_LIMITS[0],
        "signals_red": rules.SIGNAL_LIMITS[1],
        "signals_all": len(WarningLight),
    }


@report(
    "risk-report",
    label=gettext_lazy("Risk analysis report"),
    model="riskanalysis.riskanalysis",
    permission=rules.VIEW_REPORT,
)
def risk_report(analysis: RiskAnalysis, language: str) -> ReportData:
    """Who, what and how; heatmap; judgement and findings per A; Kinney; priorities; method (Codex I.2-6, I.3-1)."""
    findings = queries.findings_of(analysis)
    company = _company(analysis)
    context = {
        "edition": analysis.version_no,
        "subtitle": f"{analysis.title} · {company['name']}",
        "company": company,
        "analysis": {"title": analysis.title, "scope": analysis.scope, **_status(analysis)},
        "adviser": analysis.psychosocial_adviser_involved,
        "units": [asdict(unit) for unit in queries.units_shown(analysis)],
        "signals": [str(WarningLight(s).label) for s in analysis.signals],
        "signal_colour": analysis.signal_colour,
        "signal_label": Colour(analysis.signal_colour).label if analysis.signal_colour else "",
        "talks": _talks(analysis),
        "aspects": _aspects(analysis, findings),
        "heatmap": _heatmap(analysis, findings),
        "kinney": [_kinney(f) for f in findings if f.method == FindingMethod.KINNEY],
        "situation": _situation(analysis),
        "counts": [[row.domain.value, [list(cell) for cell in row.counts]] for row in queries.by_domain(findings)],
        "consequences": [
            {"name": capfirst(consequence.label), "findings": [_finding(f) for f in those]}
            for consequence, those in queries.by_consequence(findings)
        ],
        "priorities": [_finding(f) for f in queries.priorities(findings)],
        "method": _method(),
        "advisers": advisers_of(analysis.piece_id),
    }
    title = _("Risk analysis %(company)s, version %(version)s") % {
        "company": company["name"],
        "version": analysis.version_no,
    }
    return ReportData(title, "riskanalysis/pdf/risk_report.html", context, (Hat.CONTACT, Hat.COACH, Hat.CPBW))

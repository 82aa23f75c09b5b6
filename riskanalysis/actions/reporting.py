"""Draft report, consultation, final version. From the draft on the content stands still."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.models import Company
from coaching.core.ground import people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.models import Document
from coaching.core.paper import documents
from riskanalysis import rules
from riskanalysis.actions.access import Which, held
from riskanalysis.enums import ANALYSIS, SHOWN, AnalysisState
from riskanalysis.models import RiskAnalysis

KIND = "risk-report"


@transaction.atomic
def draft_report(*, analysis: Which, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Put the report before the consultation body; it is told by mail (Codex I.3-1, I.2-10).

    Refused (guard in `hooks`) while one of the five A's is not judged, or nothing is found and not said why.
    """
    analysis = held(analysis)
    event = apply_transition(ANALYSIS, "draft_report", analysis, by=by, at=at)
    outbox.queue(
        "riskanalysis.ready_for_body",
        recipients=people.user_ids("body_of", analysis.company_id),
        context=_context(analysis),
        dedupe=f"risk_analysis.draft_report:{event.pk}",
        about=analysis,
    )
    return analysis


@transaction.atomic
def reopen(*, analysis: Which, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Take the draft back to change it; the body no longer sees it."""
    analysis = held(analysis)
    apply_transition(ANALYSIS, "reopen", analysis, by=by, at=at)
    return analysis


@transaction.atomic
def consult(*, analysis: Which, notes: str, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Record what the consultation body said about the report. Refused without its words."""
    if not notes.strip():
        raise Refused(_("Write down what the consultation body said, or that it had no remarks."))
    analysis = held(analysis)
    apply_transition(ANALYSIS, "consult", analysis, by=by, at=at, consultation_notes=notes)
    return analysis


@transaction.atomic
def finalise(*, analysis: Which, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Close the analysis for good: it replaces the version before it and its report is made as a PDF.

    A second click is refused (IllegalTransition). PDF in Dutch, and in the company's language where that differs.
    """
    analysis = held(analysis)
    apply_transition(ANALYSIS, "finalise", analysis, by=by, at=at)
    for older in RiskAnalysis.objects.filter(company_id=analysis.company_id, state=AnalysisState.FINAL).exclude(
        pk=analysis.pk
    ):
        apply_transition(ANALYSIS, "supersede", held(older), by=by, at=at)
    company = Company.objects.only("language").get(pk=analysis.company_id)
    for language in sorted({"nl", company.language}, reverse=True):
        documents.request(KIND, analysis, by=by, language=language, at=at)
    outbox.queue(
        "riskanalysis.final",
        recipients=[*_concerned(analysis)],
        context=_context(analysis),
        dedupe=f"risk_analysis.finalise:{analysis.pk}",
        about=analysis,
        deadline_mail=False,
    )
    return analysis


@transaction.atomic
def request_report(*, analysis: Which, language: str, by: Actor, at: datetime | None = None) -> Document:
    """Ask for the report as a PDF, from the draft on. Raises PermissionDenied or Refused."""
    by.check(rules.VIEW)
    analysis = held(analysis)
    if analysis.state not in SHOWN:
        raise Refused(_("The report can be made as a PDF once the draft report is there."))
    return documents.request(KIND, analysis, by=by, language=language, at=at)


def _concerned(analysis: RiskAnalysis) -> set[int]:
    return {
        *people.user_ids("contacts_of", analysis.company_id),
        *people.user_ids("people_in_piece", analysis.piece_id),
        *people.user_ids("body_of", analysis.company_id),
    }


def _context(analysis: RiskAnalysis) -> dict[str, Any]:
    company = Company.objects.only("name", "slug").get(pk=analysis.company_id)
    return {
        "analysis": str(analysis.pk),
        "title": analysis.title,
        "company": company.name,
        "slug": company.slug,
    }

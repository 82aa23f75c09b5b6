"""Draft report, consultation, final version. From the draft on the content stands still."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.models import Company
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.models import Document
from coaching.core.paper import documents
from coaching.core.tenancy.models import take_turns
from riskanalysis import queries_in_force, rules
from riskanalysis.actions.access import Which, held
from riskanalysis.enums import ANALYSIS, DISCUSSED, ENDED, SHOWN, AnalysisState
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
    """Close the analysis for good, and its report is made as a PDF. Its squares alone take the place of what was judged.

    An earlier analysis of which nothing is in force any more is replaced by it (ADR 0063).
    A second click is refused (IllegalTransition). PDF in Dutch, and in the company's language where that differs.
    """
    analysis = held(analysis)
    take_turns("riskanalysis.finalised", analysis.company_id)
    # First these: of the whole organisation the database lets one be in force.
    older = queries_in_force.replaced_by(analysis) if analysis.state == AnalysisState.CONSULTED else []
    for one in older:
        apply_transition(ANALYSIS, "supersede", held(one), by=by, at=at)
    apply_transition(ANALYSIS, "finalise", analysis, by=by, at=at)
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
def explain_participation(*, analysis: Which, note: str, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Write how workers took part otherwise, or why they did not; printed in the report (Codex I.3-1).

    Until the analysis is final. Raises PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    analysis = held(analysis)
    if analysis.state in ENDED:
        raise Refused(_("This analysis is final and can no longer be changed."))
    analysis.participation_note = note.strip()
    analysis.save(update_fields=["participation_note"])
    audit.record("risk_analysis.participation_explained", analysis, by=by, reason=analysis.participation_note, at=at)
    return analysis


@transaction.atomic
def decide_situation(
    *, analysis: Which, decision: str, decided_on: date, by: Actor, at: datetime | None = None
) -> RiskAnalysis:
    """Record what the employer decided about a specific situation, once the body has discussed it; once for all.

    Collective, in words without names (FPS 2019 §2.1.1). Raises PermissionDenied or Refused.
    """
    by.check(rules.FINALISE)
    analysis = held(analysis)
    if not analysis.is_situation or analysis.state not in DISCUSSED:
        raise Refused(_("The employer decides about a specific situation once its report has been discussed."))
    if analysis.decided_on:
        raise audit.already(_("The decision is on record already."), "risk_analysis.decided", analysis, by=by)
    if not decision.strip():
        raise Refused(_("Write down what was decided."))
    if analysis.asked_on and not analysis.asked_on <= decided_on <= clock.today():
        raise Refused(_("The day of the decision lies between the request and today."))
    analysis.decision, analysis.decided_on = decision.strip(), decided_on
    analysis.save(update_fields=["decision", "decided_on"])
    audit.record("risk_analysis.decided", analysis, by=by, at=at)
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

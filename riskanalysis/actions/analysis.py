"""From opening an analysis to judging: scope, warning lights, collecting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.actions import make_piece
from coaching.companies.models import PieceKind, WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import take_turns
from riskanalysis import queries, rules
from riskanalysis.actions.access import Which, held_for_editing, keys_of
from riskanalysis.enums import ANALYSIS, ENDED, AnalysisState, WarningLight
from riskanalysis.models import AnalysisTalk, AnalysisUnit, Finding, RiskAnalysis


@transaction.atomic
def open_analysis(*, title: str, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Begin a risk analysis of the company; a coaching that runs moves on to it (subject/lives.md#risk-analysis).

    One analysis at a time; scope and work units of the previous one are taken over. Raises PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    company_id, moment = by.company_key, at or clock.now()
    take_turns("riskanalysis.opened", company_id)
    earlier = RiskAnalysis.objects.filter(company_id=company_id).order_by("-version_no")
    told = queries.made_in(company_id)
    if told.one_runs:
        message = _("There is an analysis in progress already. Finish that one first.")
        there = earlier.exclude(state__in=ENDED).first()
        raise audit.already(message, "risk_analysis.opened", there, by=by) if there else Refused(message)
    previous = earlier.first()
    piece = make_piece(PieceKind.ANALYSIS, company_id, by=by, at=moment)
    analysis = RiskAnalysis.objects.create(
        piece=piece,
        company_id=company_id,
        title=title,
        version_no=told.last_version + 1,
        scope=previous.scope if previous else "",
        created_at=moment,
    )
    if previous:
        _set_units(analysis, AnalysisUnit.objects.filter(analysis=previous).values_list("work_unit_id", flat=True))
    audit.record("risk_analysis.opened", analysis, by=by, at=moment)
    announce("riskanalysis.opened", analysis, by=by, at=moment)
    return analysis


@transaction.atomic
def set_scope(
    *,
    analysis: Which,
    title: str,
    scope: str,
    work_units: Iterable[WorkUnit],
    by: Actor,
    psychosocial_adviser_involved: bool = False,
    opened_with: int | None = None,
    at: datetime | None = None,
) -> RiskAnalysis:
    """Say what is analysed, how workers take part (Codex I.3-1) and which work units are in.

    `opened_with`: the version the form was opened with. Raises VersionConflict, PermissionDenied or Refused.
    """
    analysis = held_for_editing(analysis, by)
    analysis.claim_version(analysis.version if opened_with is None else opened_with)
    analysis.title, analysis.scope = title, scope
    analysis.psychosocial_adviser_involved = psychosocial_adviser_involved
    analysis.save(update_fields=["title", "scope", "psychosocial_adviser_involved", "version"])
    _set_units(analysis, [unit.pk for unit in work_units])
    audit.record("risk_analysis.scope_set", analysis, by=by, at=at)
    return analysis


def _set_units(analysis: RiskAnalysis, unit_ids: Iterable[Any]) -> None:
    """Make the units that take part equal to `unit_ids`; a unit that talks or findings are about stays in."""
    wanted = set(unit_ids)
    present = set(AnalysisUnit.objects.filter(analysis=analysis).values_list("work_unit_id", flat=True))
    used = set(Finding.objects.filter(analysis=analysis, work_unit__in=present).values_list("work_unit_id", flat=True))
    used |= set(AnalysisTalk.objects.filter(analysis=analysis).values_list("work_unit_id", flat=True)) & present
    if used - wanted:
        raise Refused(_("A work unit with findings or talks cannot be taken out of the analysis."))
    AnalysisUnit.objects.filter(analysis=analysis, work_unit_id__in=present - wanted).delete()
    own = set(WorkUnit.objects.filter(company_id=analysis.company_id, pk__in=wanted).values_list("pk", flat=True))
    AnalysisUnit.objects.bulk_create(
        AnalysisUnit(work_unit_id=unit, **keys_of(analysis)) for unit in sorted(own - present, key=str)
    )


@transaction.atomic
def prediagnose(
    *, analysis: Which, signals: Iterable[str], by: Actor, on: date | None = None, at: datetime | None = None
) -> RiskAnalysis:
    """Record which warning lights are on; their number gives the colour. Optional, and no legal risk analysis.

    subject/methods.md#pre-diagnosis
    """
    analysis = held_for_editing(analysis, by)
    known = {light.value for light in WarningLight}
    analysis.signals = sorted(set(signals) & known)
    analysis.signal_colour = rules.signal_colour(analysis.signals)
    analysis.prediagnosed_on = on or clock.today()
    analysis.save(update_fields=["signals", "signal_colour", "prediagnosed_on"])
    if analysis.state == AnalysisState.SCOPING:
        apply_transition(ANALYSIS, "start_prediagnosis", analysis, by=by, at=at)
    audit.record(
        "risk_analysis.prediagnosed",
        analysis,
        by=by,
        data={"signals": analysis.signals, "colour": str(analysis.signal_colour)},
        at=at,
    )
    return analysis


@transaction.atomic
def start_collecting(*, analysis: Which, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Go to the floor: talks, observations, survey figures."""
    analysis = held_for_editing(analysis, by)
    apply_transition(ANALYSIS, "collect", analysis, by=by, at=at)
    return analysis


@transaction.atomic
def start_evaluating(*, analysis: Which, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Begin judging the risks."""
    analysis = held_for_editing(analysis, by)
    apply_transition(ANALYSIS, "evaluate", analysis, by=by, at=at)
    return analysis

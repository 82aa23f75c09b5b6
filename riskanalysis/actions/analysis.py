"""From opening an analysis to judging: scope, warning lights, collecting."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.actions import make_piece
from coaching.companies.models import EstablishmentUnit, PieceKind, WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import take_turns
from riskanalysis import queries, rules
from riskanalysis.actions import scoping
from riskanalysis.actions.access import Which, held_for_editing, keys_of
from riskanalysis.enums import ANALYSIS, AnalysisKind, AnalysisState, SubFactor, WarningLight
from riskanalysis.models import AnalysisTalk, AnalysisUnit, Finding, RiskAnalysis
from riskanalysis.scopes import Request


@transaction.atomic
def open_analysis(
    *,
    title: str,
    by: Actor,
    kind: str = AnalysisKind.WHOLE,
    work_units: Iterable[WorkUnit] = (),
    establishment: EstablishmentUnit | None = None,
    parts: Collection[str] = (),
    asked: Request | None = None,
    at: datetime | None = None,
) -> RiskAnalysis:
    """Begin a risk analysis of the company; a coaching that runs moves on to it (subject/lives.md#risk-analysis).

    Of each kind and scope one at a time (ADR 0063); of the whole, scope and units of the previous one are taken over.
    `parts`: the sub-factors that it judges, all when empty. `asked`: who asked for a specific situation, and when.
    Raises PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    company_id, moment = by.company_key, at or clock.now()
    take_turns("riskanalysis.opened", company_id)
    scope = scoping.wanted(
        kind=kind, work_units=work_units, establishment=establishment, parts=parts, asked=asked, by=by
    )
    scoping.check_free(company_id, scope, by=by)
    analyses = RiskAnalysis.objects.filter(company_id=company_id)
    whole = kind == AnalysisKind.WHOLE
    previous = analyses.filter(kind=kind).order_by("-version_no").first() if whole else None
    behind = None if whole else analyses.filter(state=AnalysisState.FINAL).order_by("-finalised_at").first()
    piece = make_piece(
        PieceKind.ANALYSIS, company_id, by=by, at=moment, builds_on_id=behind.piece_id if behind else None
    )
    analysis = RiskAnalysis.objects.create(
        piece=piece,
        company_id=company_id,
        title=title,
        version_no=queries.made_in(company_id).last_version + 1,
        scope=previous.scope if previous else "",
        created_at=moment,
        **scope.columns,
    )
    units = queries.unit_keys(previous) if previous else scope.units
    _set_units(analysis, units)
    audit.record("risk_analysis.opened", analysis, by=by, at=moment, data={"kind": str(analysis.kind)})
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
    parts: Collection[str] | None = None,
    adviser_part: str | None = None,
    opened_with: int | None = None,
    at: datetime | None = None,
) -> RiskAnalysis:
    """Say what is analysed, how workers take part (Codex I.3-1), which work units are in, and of a part which subjects.

    `parts`: those that stand when None. `opened_with`: the version the form was opened with. Raises VersionConflict,
    PermissionDenied or Refused (another open analysis looks at the same; findings about what would be left out).
    """
    analysis = held_for_editing(analysis, by)
    analysis.claim_version(analysis.version if opened_with is None else opened_with)
    analysis.title, analysis.scope = title, scope
    analysis.psychosocial_adviser_involved = psychosocial_adviser_involved
    units = [unit.pk for unit in work_units]
    if adviser_part is not None:
        analysis.adviser_part = adviser_part
    changed = ["title", "scope", "psychosocial_adviser_involved", "adviser_part", "version"]
    if not analysis.is_whole:
        changed += _narrow(analysis, units, analysis.parts if parts is None else parts, by)
    analysis.save(update_fields=changed)
    _set_units(analysis, units)
    audit.record("risk_analysis.scope_set", analysis, by=by, at=at)
    return analysis


def _narrow(analysis: RiskAnalysis, units: Collection[Any], parts: Collection[str], by: Actor) -> list[str]:
    """Units and subjects of a part; names of the columns to save."""
    take_turns("riskanalysis.opened", analysis.company_id)
    scope = scoping.rescoped(analysis, units, parts)
    scoping.check_free(analysis.company_id, scope, by=by, but=analysis)
    used = Finding.objects.filter(analysis=analysis).exclude(sub_factor__in=scope.parts or SubFactor.values)
    if used.exists():
        raise Refused(_("A subject with findings cannot be taken out of the analysis."))
    analysis.parts, analysis.scope_key = scope.parts, scope.key
    return ["parts", "scope_key"]


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

"""Judging the five A's and writing down findings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, sent_before, take_turns
from riskanalysis import queries, rules
from riskanalysis.actions.access import Which, check_unit, held_for_editing, keys_of
from riskanalysis.enums import AnalysisKind, AnalysisState, FindingLevel, SubFactor
from riskanalysis.models import AspectJudgement, Finding, RiskAnalysis

PSYCHOSOCIAL = ("consequences", "is_objective", "employer_can_act")
TOLD = ("sub_factor", "domain", "level", "hazard", "description", "existing_measures", "method")


@transaction.atomic
def judge_aspect(
    *, analysis: Which, aspect: str, colour: str, by: Actor, summary: str = "", at: datetime | None = None
) -> AspectJudgement:
    """Judge one of the five A's as a whole; judging again replaces it. Raises PermissionDenied or Refused."""
    analysis = held_for_editing(analysis, by)
    if aspect not in analysis.aspects or not colour:
        raise Refused(_("Choose a colour."))
    judgement, _made = AspectJudgement.objects.update_or_create(
        analysis=analysis,
        aspect=aspect,
        defaults={"colour": colour, "summary": summary},
        create_defaults={**keys_of(analysis), "colour": colour, "summary": summary},
    )
    audit.record(
        "riskanalysis.aspect_judged",
        judgement,
        by=by,
        data={"aspect": aspect, "colour": str(colour)},
        at=at,
    )
    return judgement


def _fill(analysis: RiskAnalysis, finding: Finding, values: dict[str, Any]) -> None:
    """Put the typed values in and work out the rest (colour, score, class, priority). Raises Refused."""
    for name in TOLD:
        setattr(finding, name, values.get(name, getattr(finding, name)))
    if finding.sub_factor not in analysis.factors:
        raise Refused(_("Choose a sub-factor."))
    finding.aspect = SubFactor(finding.sub_factor).aspect
    finding.work_unit = values.get("work_unit") if finding.level == FindingLevel.GROUP else None
    if finding.level == FindingLevel.GROUP and finding.work_unit_id is None:
        raise Refused(_("Choose the work unit that this is about."))
    if finding.work_unit_id is None and queries.needs_unit(analysis):
        raise Refused(_("This analysis looks at units. Choose the work unit that this is about."))
    check_unit(analysis, finding.work_unit_id)
    asked = {name: values.get(name, getattr(finding, name)) for name in PSYCHOSOCIAL}
    for column, value in rules.psychosocial(finding.domain, asked).items():
        setattr(finding, column, value)
    for column, value in rules.judged({**values, "method": finding.method, "domain": finding.domain}).items():
        setattr(finding, column, value)


@transaction.atomic
def add_finding(*, analysis: Which, by: Actor, at: datetime | None = None, **values: Any) -> Finding:
    """Write down a risk that was found; it gets the next code (F1, F2…).

    values: sub_factor, domain, level, work_unit, hazard, description, existing_measures, method, and by method: colour
    (judgement); at_risk_percent, respondents, severity (share); probability, exposure, effect (Kinney).
    Raises PermissionDenied or Refused (Kinney on a psychosocial risk; a share of fewer than ten people).
    """
    analysis = held_for_editing(analysis, by)
    finding = Finding(**keys_of(analysis), created_at=at or clock.now())
    _fill(analysis, finding, values)
    if there := sent_before(finding):
        return there
    finding.code = _next_code(analysis)
    finding.save(force_insert=True)
    audit.record("riskanalysis.finding_added", finding, by=by, data={"code": finding.code}, at=finding.created_at)
    return finding


def _next_code(analysis: RiskAnalysis) -> str:
    """The analysis is locked, so nobody else is counting. A part counts on behind what its plan will name beside it."""
    codes = Finding.objects.filter(analysis=analysis)
    if not analysis.is_whole:
        take_turns("riskanalysis.code", analysis.company_id)
        beside = Q(analysis__state=AnalysisState.FINAL) | ~Q(analysis__kind=AnalysisKind.WHOLE)
        codes |= Finding.objects.filter(beside, company_id=analysis.company_id)
    return f"F{max((int(code[1:]) for code in codes.values_list('code', flat=True)), default=0) + 1}"


@transaction.atomic
def edit_finding(*, finding: Any, by: Actor, opened_with: int, **values: Any) -> Finding:
    """Change a finding while the analysis is open. Raises VersionConflict, PermissionDenied or Refused."""
    analysis = held_for_editing(finding.analysis_id, by)
    held = lock(Finding.objects.all(), pk=finding.pk)
    held.claim_version(opened_with)
    _fill(analysis, held, values)
    held.to_judge = False
    held.save()
    audit.record("riskanalysis.finding_edited", held, by=by, data={"code": held.code})
    return held


@transaction.atomic
def delete_finding(*, finding: Any, by: Actor) -> None:
    """Take a finding away while the analysis is open. Raises PermissionDenied or Refused."""
    held_for_editing(finding.analysis_id, by)
    found = Finding.objects.filter(pk=finding.pk).first()
    if found is None:
        raise Refused(_("This was deleted already."))
    audit.record("riskanalysis.finding_deleted", found, by=by, data={"code": found.code, "hazard": found.hazard})
    try:
        found.delete()
    except ProtectedError as used:  # plans hold on to what they follow from
        raise Refused(_("A plan follows from this finding. Take it out of the plan first.")) from used

"""What a change opens: an analysis of exactly these sub-factors and units, with the findings of then to be judged again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from coaching.companies.models import AdviserAdvice, AdviserQuestion, WorkUnit
from coaching.core.ground import audit
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from riskanalysis.actions.access import keys_of
from riskanalysis.actions.analysis import open_analysis
from riskanalysis.changes.models import ChangeCheck
from riskanalysis.changes.queries import before
from riskanalysis.changes.questions import Outcome
from riskanalysis.enums import EDITABLE, AnalysisKind, AnalysisState, FindingLevel, SubFactor
from riskanalysis.models import AnalysisTalk, AnalysisUnit, AspectJudgement, Finding, RiskAnalysis
from riskanalysis.queries_in_force import in_force, squares_of
from riskanalysis.scopes import EVERYBODY

# What a finding says; its code, its analysis and whether it was judged anew are the copy's own.
COPIED = (
    "aspect",
    "sub_factor",
    "domain",
    "hazard",
    "existing_measures",
    "method",
    "colour",
    "probability",
    "exposure",
    "effect",
    "kinney_score",
    "kinney_class",
    "at_risk_percent",
    "respondents",
    "severity",
    "priority",
    "consequences",
    "is_objective",
    "employer_can_act",
)


def open_parts(check: ChangeCheck, unit_ids: Iterable[UUID], *, by: Actor, at: datetime) -> RiskAnalysis:
    """The analysis of what the answers name and nobody looks at yet, with what was found there to be judged again.

    Raises Refused while nothing was ever final: then the first analysis looks at everything.
    """
    if not RiskAnalysis.objects.filter(company_id=check.company_id, state=AnalysisState.FINAL).exists():
        raise Refused(_("There is no final risk analysis yet. Begin one first: it looks at everything."))
    units = list(WorkUnit.objects.filter(pk__in=set(unit_ids)))
    try:
        analysis = open_analysis(
            title=check.words[:200], kind=AnalysisKind.PART, work_units=units, parts=check.opened_parts, by=by, at=at
        )
    except AlreadyDone as there:  # what is there was not opened by this check
        raise Refused(there.message) from there
    analysis.change = check
    analysis.save(update_fields=["change"])
    _fill(analysis, [unit.pk for unit in units], check.opened_parts)
    return analysis


def not_looked_at(company_id: UUID, found: Outcome) -> list[str]:
    """Sub-factors that no analysis that can still be changed looks at in all of these places."""
    running = RiskAnalysis.objects.filter(company_id=company_id, state__in=EDITABLE)
    looked = squares_of(running.exclude(kind=AnalysisKind.SITUATION)).values()
    rows = found.units or {EVERYBODY}
    return [
        part.value for part in found.parts if not any(all(one.has(row, part.value) for row in rows) for one in looked)
    ]


def _fill(analysis: RiskAnalysis, units: Sequence[UUID], parts: Sequence[str]) -> None:
    """Findings in force there, also of the units that these came from, to be judged again."""
    came_from = before(units)
    at_unit = {old: unit for unit in units for old in (unit, *came_from.get(unit, ()))}
    found = [one for one in in_force(analysis.company_id).findings() if one.sub_factor in parts]
    if units:
        found = [one for one in found if one.work_unit_id in at_unit]
    order = {factor: place for place, factor in enumerate(SubFactor.values)}
    copies = [
        _copy(one, analysis, at_unit.get(one.work_unit_id) if one.work_unit_id else None)
        for one in sorted(found, key=lambda one: (order[one.sub_factor], one.code))
    ]
    for number, copy in enumerate(copies, 1):
        copy.code = f"F{number}"
    Finding.objects.bulk_create(copies)


def _copy(finding: Finding, analysis: RiskAnalysis, unit_id: UUID | None) -> Finding:
    """unit_id: None where the analysis looks at the whole company; then the unit stands in the words."""
    words = finding.description
    if finding.work_unit and unit_id is None:
        words = "\n".join(filter(None, (_("About %(unit)s.") % {"unit": finding.work_unit.name}, words)))
    return Finding(
        **keys_of(analysis),
        **{name: getattr(finding, name) for name in COPIED},
        description=words,
        level=FindingLevel.GROUP if unit_id else FindingLevel.ORGANISATION,
        work_unit_id=unit_id,
        taken_from=finding,
        to_judge=True,
        created_at=analysis.created_at,
    )


def is_untouched(analysis: RiskAnalysis) -> bool:
    """Whether nobody worked on what a change opened, and no adviser said or was asked anything about it."""
    return analysis.state == AnalysisState.SCOPING and not (
        AnalysisTalk.objects.filter(analysis=analysis).exists()
        or AspectJudgement.objects.filter(analysis=analysis).exists()
        or Finding.objects.filter(analysis=analysis, to_judge=False).exists()
        or AdviserAdvice.objects.filter(piece_id=analysis.piece_id).exists()
        or AdviserQuestion.objects.filter(piece_id=analysis.piece_id).exists()
    )


def take_back(check: ChangeCheck, *, by: Actor) -> None:
    """Remove what a wrong check opened, where nobody worked on it."""
    for analysis in RiskAnalysis.objects.filter(change=check).select_for_update(of=("self",)):
        if is_untouched(analysis):
            data = {"parts": analysis.parts}
            audit.record("riskanalysis.part_taken_back", analysis, by=by, data=data)
            Finding.objects.filter(analysis=analysis).delete()
            AnalysisUnit.objects.filter(analysis=analysis).delete()
            analysis.delete()

"""What is in force of a file: per unit and sub-factor the newest final judgement, whatever analysis it stands in (ADR 0063).

Pages, the board and the plans ask here and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from coaching.companies.models import WorkUnit
from riskanalysis.enums import ENDED, AnalysisKind, AnalysisState
from riskanalysis.models import AnalysisUnit, Finding, RiskAnalysis
from riskanalysis.scopes import EVERYBODY, Squares

READ = (
    "id",
    "company_id",
    "piece_id",
    "title",
    "kind",
    "parts",
    "establishment_id",
    "state",
    "version_no",
    "finalised_at",
)


@dataclass(frozen=True)
class Final:
    """A final analysis and the squares it judged."""

    analysis: RiskAnalysis
    squares: Squares

    @property
    def replaces(self) -> bool:
        """A specific situation looks at one danger: it adds to what was judged and takes nothing away."""
        return not self.analysis.is_situation

    @property
    def row(self) -> str | None:
        """Where a finding without a unit stands."""
        place = self.analysis.establishment_id
        return str(place) if place else EVERYBODY


@dataclass(frozen=True)
class InForce:
    """finals: newest first."""

    finals: Sequence[Final]

    def judged_by(self, row: Any, factor: str) -> Final | None:
        """The newest final analysis that judged this square; None when nobody did."""
        return next((one for one in self.finals if one.replaces and one.squares.has(row, factor)), None)

    def holds(self, finding: Finding) -> bool:
        """Whether nothing newer took its place."""
        for one in self.finals:
            if one.analysis.pk == finding.analysis_id:
                return True
            if one.replaces and one.squares.has(self.row_of(finding), finding.sub_factor):
                return False
        return False

    def row_of(self, finding: Finding) -> str | None:
        if finding.work_unit_id:
            return str(finding.work_unit_id)
        return next((one.row for one in self.finals if one.analysis.pk == finding.analysis_id), EVERYBODY)

    def keys(self) -> list[UUID]:
        """Findings in force, in one query of four columns however many there are."""
        asked = Finding.objects.filter(analysis__in=[one.analysis.pk for one in self.finals]).order_by()
        return [
            found.pk for found in asked.only("pk", "analysis_id", "sub_factor", "work_unit_id") if self.holds(found)
        ]

    def findings(self) -> QuerySet[Finding]:
        """Findings in force, each with its unit. Of one analysis alone all are: then none is looked at."""
        if len(self.finals) == 1:
            return Finding.objects.filter(analysis=self.finals[0].analysis.pk).select_related("work_unit")
        return Finding.objects.filter(pk__in=self.keys()).select_related("work_unit")

    @property
    def newest(self) -> RiskAnalysis | None:
        return self.finals[0].analysis if self.finals else None


def squares_of(analyses: Iterable[RiskAnalysis]) -> dict[UUID, Squares]:
    """The squares of each analysis: two queries."""
    rows: dict[UUID, list[UUID]] = defaultdict(list)
    every = list(analyses)
    parts = [analysis.pk for analysis in every if not analysis.is_whole]
    if parts:
        for analysis_id, unit in AnalysisUnit.objects.filter(analysis__in=parts).values_list(
            "analysis_id", "work_unit_id"
        ):
            rows[analysis_id].append(unit)
    _take_along(rows.values())
    return {
        one.pk: Squares.of(
            [*rows[one.pk], *([one.establishment_id] if one.establishment_id else [])],
            one.parts,
            everybody=one.is_whole,
        )
        for one in every
    }


def _take_along(rows: Collection[list[UUID]]) -> None:
    """Who looks at all that a closed unit became, looks at it as well: else what was found there would hold for ever."""
    closed = dict(WorkUnit.objects.exclude(became=[]).values_list("pk", "became")) if rows else {}
    for units in rows:
        while more := [old for old, became in closed.items() if old not in units and set(became) <= set(units)]:
            units += more


def _finals(analyses: QuerySet[RiskAnalysis]) -> InForce:
    found = list(analyses.only(*READ).order_by("-finalised_at", "-version_no"))
    squares = squares_of(found)
    return InForce([Final(one, squares[one.pk]) for one in found])


def in_force(company_id: UUID) -> InForce:
    """What holds today. Three queries with its findings, for any number of units and findings."""
    return _finals(RiskAnalysis.objects.filter(company_id=company_id, state=AnalysisState.FINAL))


def in_force_for(basis: RiskAnalysis, *, until: datetime) -> InForce:
    """What a plan that began from `basis` builds on: it, and what became final after it up to `until`, parts only.

    Of a basis that is itself a part: all parts that were final then, for a company that analyses unit by unit.
    """
    ended = RiskAnalysis.objects.filter(company_id=basis.company_id, state__in=ENDED, finalised_at__lte=until)
    others = ended.exclude(kind=AnalysisKind.WHOLE)
    if basis.is_whole:  # nothing is younger than what is not final yet
        others = others.filter(finalised_at__gte=basis.finalised_at) if basis.finalised_at else others.none()
    return _finals(RiskAnalysis.objects.filter(Q(pk=basis.pk) | Q(pk__in=others.values("pk"))))


def replaced_by(analysis: RiskAnalysis) -> list[RiskAnalysis]:
    """Final analyses of which nothing is in force once `analysis` is final."""
    now = in_force(analysis.company_id)
    squares = squares_of([analysis])[analysis.pk]
    if analysis.is_situation:
        return [one.analysis for one in now.finals if one.analysis.is_situation and one.squares == squares]
    found = []
    newer = [squares]
    for one in now.finals:
        if one.analysis.pk == analysis.pk:
            continue
        if one.squares.is_within(newer):
            found.append(one.analysis)
        if one.replaces:
            newer.append(one.squares)
    return found

"""The roll-out: which unit was looked at when, by which kind of analysis, what came of it, and what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coaching.companies.models import EstablishmentUnit, WorkUnit
from coaching.core.ground.search import containing
from riskanalysis import rules
from riskanalysis.enums import SubFactor, WorkAspect
from riskanalysis.models import Finding, PlannedAnalysis
from riskanalysis.queries_in_force import Final, InForce, in_force
from riskanalysis.scopes import EVERYBODY


@dataclass(frozen=True)
class Square:
    """A unit on one A. newest: the last analysis that judged something of it; whole: whether all its sub-factors were."""

    aspect: WorkAspect
    newest: Final | None
    whole: bool
    colour: str
    count: int


@dataclass(frozen=True)
class BoardRow:
    """A unit, a place, or (without key) the whole organisation."""

    key: UUID | None
    name: str
    squares: list[Square]

    @property
    def newest(self) -> Final | None:
        found = [one.newest for one in self.squares if one.newest and one.newest.analysis.finalised_at]
        return max(found, key=lambda one: one.analysis.finalised_at or one.analysis.created_at, default=None)

    @property
    def never(self) -> bool:
        return self.newest is None


def board(company_id: UUID) -> list[BoardRow]:
    """All open units, by name, behind the whole organisation and the places that were looked at apart. Five queries."""
    holds = in_force(company_id)
    found = _spread(holds)
    places = [one.analysis.establishment_id for one in holds.finals if one.analysis.establishment_id]
    rows: list[tuple[UUID | None, str]] = [(None, _("Whole organisation"))]
    if places:
        rows += EstablishmentUnit.objects.filter(pk__in=places).order_by("name").values_list("pk", "name")
    rows += WorkUnit.objects.filter(ended_on__isnull=True).order_by("kind", "name").values_list("pk", "name")
    return [BoardRow(key, name, [_square(holds, key, aspect, found) for aspect in WorkAspect]) for key, name in rows]


Spread = dict[tuple[str | None, str], list[str]]


def _spread(holds: InForce) -> Spread:
    """Colours of what is in force, by row and A."""
    found: Spread = defaultdict(list)
    asked = Finding.objects.filter(analysis__in=[one.analysis.pk for one in holds.finals]).order_by()
    for finding in asked.only("pk", "analysis_id", "sub_factor", "aspect", "work_unit_id", "colour"):
        if holds.holds(finding):
            found[holds.row_of(finding), finding.aspect].append(finding.colour)
    return found


FACTORS = {aspect: [factor.value for factor in SubFactor if factor.aspect == aspect] for aspect in WorkAspect}


def _square(holds: InForce, key: UUID | None, aspect: WorkAspect, found: Spread) -> Square:
    judged = [holds.judged_by(key, factor) for factor in FACTORS[aspect]]
    there = [one for one in judged if one is not None]
    newest = max(there, key=lambda one: one.analysis.finalised_at or one.analysis.created_at, default=None)
    colours = found.get((str(key) if key else EVERYBODY, aspect.value), [])
    return Square(aspect, newest, len(there) == len(judged), rules.worst(colours), len(colours))


def planned() -> list[PlannedAnalysis]:
    """What is planned and not begun, by year; dropped rows are left out."""
    waiting = PlannedAnalysis.objects.filter(dropped_on__isnull=True, analysis__isnull=True)
    return list(waiting.select_related("work_unit").order_by("year", "work_unit__name", "created_at"))


def dropped() -> Sequence[PlannedAnalysis]:
    """What will not be done, the last first."""
    rows = PlannedAnalysis.objects.filter(dropped_on__isnull=False).select_related("work_unit")
    return list(rows.order_by("-dropped_on", "-year")[:20])


def holding(company_id: UUID, *, words: str = "", **chosen: Any) -> QuerySet[Finding]:
    """Findings in force with their analysis, for the list."""
    found = in_force(company_id).findings().select_related("work_unit", "analysis").filter(**chosen)
    if words:
        found = found.filter(containing(words, "hazard", "description"))
    return found

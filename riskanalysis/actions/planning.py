"""The roll-out: which unit is analysed in which year. Rows are added, moved, dropped with a reason, and begun."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies.models import WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, take_turns
from riskanalysis import rules
from riskanalysis.actions.analysis import open_analysis
from riskanalysis.enums import AnalysisKind, SubFactor
from riskanalysis.models import PlannedAnalysis, RiskAnalysis

Which = PlannedAnalysis | UUID


GONE_ON = gettext_lazy("This analysis was begun or dropped already.")


def _held(planned: Which, by: Actor) -> PlannedAnalysis:
    """The row, locked. Raises PermissionDenied or Gone."""
    by.check(rules.EDIT)
    return lock(PlannedAnalysis.objects.all(), pk=getattr(planned, "pk", planned))


def _waiting(found: PlannedAnalysis) -> PlannedAnalysis:
    """The row, when it still waits. Raises Refused."""
    if found.dropped_on or found.analysis_id:
        raise Refused(GONE_ON)
    return found


def _check_year(year: int) -> None:
    if not 0 <= year - clock.today().year <= rules.YEARS_AHEAD:
        raise Refused(_("Choose this year or one of the next ten."))


def _ordered(parts: Collection[str]) -> list[str]:
    return [factor.value for factor in SubFactor if factor.value in set(parts)]


@transaction.atomic
def plan_analysis(
    *, year: int, by: Actor, work_units: Iterable[WorkUnit] = (), parts: Collection[str] = (), note: str = ""
) -> list[PlannedAnalysis]:
    """One row per unit, or one of the whole organisation; what stands there already for that year stays as it is.

    Raises PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    _check_year(year)
    take_turns("riskanalysis.planned", by.company_key)
    chosen = [unit.pk for unit in work_units]
    own = WorkUnit.objects.filter(company_id=by.company_key, pk__in=chosen)
    units: list[UUID | None] = list(own.values_list("pk", flat=True))
    if chosen and not units:
        raise Refused(_("Choose work units of your own."))
    waiting = PlannedAnalysis.objects.filter(year=year, dropped_on__isnull=True, analysis__isnull=True)
    same = {row.work_unit_id: row for row in waiting.filter(parts=_ordered(parts))}
    rows = []
    for unit in units or [None]:
        if unit in same:
            rows.append(same[unit])
            continue
        row = PlannedAnalysis.objects.create(
            company_id=by.company_key, year=year, work_unit_id=unit, parts=_ordered(parts), note=note
        )
        audit.record("riskanalysis.analysis_planned", row, by=by, data={"year": year})
        rows.append(row)
    return rows


@transaction.atomic
def change_planned(
    *, planned: Which, year: int, parts: Collection[str], note: str, opened_with: int, by: Actor
) -> PlannedAnalysis:
    """Move it to another year, or change what it will look at. Raises VersionConflict, PermissionDenied or Refused."""
    found = _waiting(_held(planned, by))
    _check_year(year)
    found.claim_version(opened_with)
    found.year, found.parts, found.note = year, _ordered(parts), note
    found.save(update_fields=["year", "parts", "note", "version"])
    audit.record("riskanalysis.planned_changed", found, by=by, data={"year": year})
    return found


@transaction.atomic
def drop_planned(*, planned: Which, why: str, by: Actor) -> PlannedAnalysis:
    """Take it from the board; it stays on record with the reason. Raises PermissionDenied or Refused; AlreadyDone."""
    found = _held(planned, by)
    if found.dropped_on:
        raise audit.already(GONE_ON, "riskanalysis.planned_dropped", found, by=by, reason=why.strip())
    _waiting(found)
    if not why.strip():
        raise Refused(_("Say why it is not done: the consultation body may read it."))
    found.dropped_on, found.dropped_why = clock.today(), why.strip()
    found.save(update_fields=["dropped_on", "dropped_why"])
    audit.record("riskanalysis.planned_dropped", found, by=by, reason=found.dropped_why)
    return found


@transaction.atomic
def begin_planned(*, planned: Which, title: str, by: Actor, at: datetime | None = None) -> RiskAnalysis:
    """Open the analysis that was planned. Raises PermissionDenied or Refused (one of it is in progress); AlreadyDone."""
    found = _held(planned, by)
    begun = found.analysis_id  # a limited mandate may not read what was begun
    if begun and (there := RiskAnalysis.objects.filter(pk=begun).first()):
        raise audit.already(GONE_ON, "risk_analysis.opened", there, by=by)
    _waiting(found)
    narrow: dict[str, Any] = {}
    if found.work_unit_id or found.parts:
        units = WorkUnit.objects.filter(pk=found.work_unit_id) if found.work_unit_id else ()
        narrow = {"kind": AnalysisKind.PART, "work_units": units, "parts": found.parts}
    analysis = open_analysis(title=title, by=by, at=at, **narrow)
    found.analysis = analysis
    found.save(update_fields=["analysis"])
    return analysis

"""Where the programme reaches companies and where it leaks: applied, approved, started."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from coaching.core.choices import Province
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import Trajectory

ONCE_APPROVED = (ApplicationState.APPROVED, ApplicationState.LAPSED)
PROVINCE_ORDER = [p.value for p in Province if p.value] + [""]


@dataclass(frozen=True)
class Row:
    """One group of the funnel; counts are cumulative: a started company was also approved and has also applied."""

    key: str
    label: Any
    applied: int
    approved: int
    started: int

    @property
    def approved_share(self) -> int:
        return round(100 * self.approved / self.applied) if self.applied else 0

    @property
    def started_share(self) -> int:
        return round(100 * self.started / self.approved) if self.approved else 0


def funnel(programme_id: UUID, by: str) -> list[Row]:
    """by: "province" or "target_group". Groups in their fixed order, those without applications left out."""
    labels = dict(Province.choices) if by == "province" else dict(TargetGroup.choices)
    order = PROVINCE_ORDER if by == "province" else list(TargetGroup.values)
    counted = (
        Application.objects.filter(programme_id=programme_id)
        .exclude(state=ApplicationState.DRAFT)
        .order_by()
        .values(by)
        .annotate(applied=Count("pk"), approved=Count("pk", filter=Q(state__in=ONCE_APPROVED)))
    )
    started: Counter[str] = Counter(
        dict(
            Trajectory.objects.filter(programme_id=programme_id, started_on__isnull=False)
            .order_by()
            .values(f"application__{by}")
            .annotate(n=Count("pk"))
            .values_list(f"application__{by}", "n")
        )
    )
    found = {row[by]: row for row in counted}
    return [
        Row(key, labels.get(key, key), found[key]["applied"], found[key]["approved"], started[key])
        for key in order
        if key in found
    ]


def total(rows: list[Row], label: Any) -> Row:
    return Row(
        "total", label, sum(r.applied for r in rows), sum(r.approved for r in rows), sum(r.started for r in rows)
    )


@dataclass(frozen=True)
class Budget:
    """In euro: what the programme has, what approvals have taken, what is left."""

    whole: Decimal
    committed: Decimal

    @property
    def left(self) -> Decimal:
        return self.whole - self.committed

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.committed / self.whole)) if self.whole else 0


def budget(programme: Programme) -> Budget:
    approved = Application.objects.filter(programme_id=programme.pk, state=ApplicationState.APPROVED).count()
    return Budget(programme.budget_eur, approved * programme.subsidy_eur)

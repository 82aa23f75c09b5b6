"""Where the programme reaches companies and where it leaks: applied, approved, started."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.choices import Province
from coaching.programmes.enums import ApplicationState, ReferralChannel, TargetGroup
from coaching.programmes.models import Application, Programme
from coaching.programmes.queries import layers_in_use
from coaching.trajectories.models import Trajectory

ONCE_APPROVED = (ApplicationState.APPROVED, ApplicationState.LAPSED)
PROVINCE_ORDER = [p.value for p in Province if p.value] + [""]


def _layers(programme_id: UUID) -> tuple[dict[Any, Any], list[Any]]:
    """Layers by number, with the name that the programme gives them now."""
    names = {row.number: f"{row.number}. {row}" for row in layers_in_use(programme_id)}
    labels: dict[Any, Any] = {
        number: names.get(number, _("Layer %(number)s") % {"number": number}) for number in range(1, 6)
    }
    return labels, sorted(labels)


def _fixed(choices: Any, order: list[Any] | None = None) -> Callable[[UUID], tuple[dict[Any, Any], list[Any]]]:
    labels = {"": gettext_lazy("unknown"), **dict(choices)}
    return lambda programme_id: (labels, order or [*(value for value, _label in choices if value), ""])


# What the funnel can be cut by (columns of an application) → labels and order of the groups.
GROUPS: dict[str, Callable[[UUID], tuple[dict[Any, Any], list[Any]]]] = {
    "province": _fixed(Province.choices, PROVINCE_ORDER),
    "target_group": _fixed(TargetGroup.choices),
    "layer": _layers,
    "referral_channel": _fixed(ReferralChannel.choices),
}


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
    """by: a key of `GROUPS`. Groups in their fixed order, those without applications left out."""
    labels, order = GROUPS[by](programme_id)
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

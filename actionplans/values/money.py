"""What measures were to cost and what they cost, per yearly plan: computed, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce

from actionplans.enums import CARRIED_OUT, MeasureState, PlanState
from actionplans.models import AnnualActionPlan, PreventionMeasure

MONEY = DecimalField(max_digits=12, decimal_places=2)
AGREED = (PlanState.ADOPTED, PlanState.ACTIVE, PlanState.EVALUATED, PlanState.CLOSED)


@dataclass(frozen=True)
class YearMoney:
    """planned: of measures that were not cancelled. spent: whatever was noted, also of one that was cancelled later.

    unsaid: measures with a budget that were carried out without anybody noting what they cost.
    """

    plan: AnnualActionPlan
    planned: Decimal
    spent: Decimal
    unsaid: int

    @property
    def left(self) -> Decimal:
        """What was planned and not spent; below zero when it cost more."""
        return self.planned - self.spent


def money_of(plans: Iterable[AnnualActionPlan]) -> list[YearMoney]:
    """Of each plan, in the order in which they come. One query."""
    rows = list(plans)
    kept = ~Q(state=MeasureState.CANCELLED)
    unsaid = Q(state__in=CARRIED_OUT, spent_eur__isnull=True, budget_eur__gt=0)
    sums = (
        PreventionMeasure.objects.filter(plan_id__in=[row.pk for row in rows])
        .order_by()
        .values("plan_id")
        .annotate(
            planned=Coalesce(Sum("budget_eur", filter=kept), Value(Decimal(0)), output_field=MONEY),
            spent=Coalesce(Sum("spent_eur"), Value(Decimal(0)), output_field=MONEY),
            unsaid=Count("pk", filter=unsaid),
        )
    )
    found: dict[UUID, Any] = {row["plan_id"]: row for row in sums}
    nothing = {"planned": Decimal(0), "spent": Decimal(0), "unsaid": 0}
    return [
        YearMoney(row, told["planned"], told["spent"], told["unsaid"])
        for row in rows
        for told in (found.get(row.pk, nothing),)
    ]


def money_of_five_years(plan_id: UUID) -> list[YearMoney]:
    """Year by year, the oldest first; of versions of one year the agreed one, else the newest. Two queries."""
    found = AnnualActionPlan.objects.filter(global_plan_id=plan_id).exclude(state=PlanState.AMENDED)
    by_year: dict[object, AnnualActionPlan] = {}
    for row in found.order_by("first_day", "version_no"):
        there = by_year.get(row.first_day)
        if there is None or row.state in AGREED or there.state not in AGREED:
            by_year[row.first_day] = row
    return money_of(by_year.values())

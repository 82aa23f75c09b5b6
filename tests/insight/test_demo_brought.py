"""The demo's company that came with its own papers: both files are in, by the import that anybody has."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective, PreventionMeasure
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.brought import SLUG, play_brought
from riskanalysis.models import Finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 11, 28), date(2027, 1, 13), date(2028, 2, 29)])
def test_its_inventory_and_its_plan_are_in(db: Any, today: date) -> None:
    with clock.at(today):
        play_brought(today)
    with system_context("test"):
        ours = {"company__slug": SLUG}
        assert sorted(Finding.objects.filter(**ours).values_list("colour", flat=True)) == [
            "orange",
            "orange",
            "red",
            "red",
        ]
        plans = GlobalPreventionPlan.objects.filter(**ours).order_by("version_no")
        assert [(plan.state, plan.is_brought) for plan in plans] == [("active", True), ("draft", False)]
        assert Objective.objects.filter(plan=plans[1]).count() == 3
        assert PreventionMeasure.objects.filter(**ours).count() == 4
        years = AnnualActionPlan.objects.filter(**ours).values_list("year", flat=True)
        assert sorted(years) == [today.year, today.year + 1, today.year + 2]

"""The worked example goes on to today: what was closed, what runs, and the plan that is late or not there yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actionplans.models import AnnualActionPlan, PreventionMeasure
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.load import _stage
from coaching.insight.demo.story import Story
from coaching.insight.demo.years import Years

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (date(2026, 11, 28), {2025: "closed", 2026: "active", 2027: "draft"}),
        (date(2026, 9, 30), {2025: "closed", 2026: "active"}),
        (date(2027, 1, 13), {2026: "active", 2027: "active"}),
    ],
)
def test_the_years_go_on(today: date, states: dict[int, str], db: Any) -> None:
    with clock.at(today):
        stage = _stage()
        story = Story(stage, today)
        story.run()
        Years(story, today).run()
    with system_context("test"):
        found = dict(AnnualActionPlan.objects.values_list("year", "state"))
        assert found == states
        assert not PreventionMeasure.objects.filter(done_on__gt=today).exists()

"""The worked example goes on to today: what was closed, what runs, and the plan that is late or not there yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actionplans.models import AnnualActionPlan, PreventionMeasure
from coaching.companies.models import Company
from coaching.companies.wheel.whole import wheel_of
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.load import _stage
from coaching.insight.demo.story import Story
from coaching.insight.demo.wheel import keep_dates, play_school
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
        keep_dates(story.play, today)
        play_school(stage, today)
        late = {slug: _late(slug, today) for slug in (story.play.company.slug, "basisschool-de-linde")}
    worked, school = late.values()
    assert set(worked) <= {"annual_plan_submission"}  # all that a person writes down is on record
    assert set(school) <= {"annual_plan_submission", "own"}
    with system_context("test"):
        found = dict(AnnualActionPlan.objects.values_list("year", "state"))
        assert found == states
        assert not PreventionMeasure.objects.filter(done_on__gt=today).exists()


def _late(slug: str, today: date) -> list[str]:
    """Kinds of dates that nobody wrote down."""
    with system_context("test"):
        lines = wheel_of(Company.objects.get(slug=slug).pk, today=today, until=today, every_missed=True).lines
    return [line.kind.key for line in lines if line.is_late]

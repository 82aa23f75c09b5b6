"""A coach's week: what is in it, which week an address names, and nobody else's sessions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.ground import clock
from coaching.trajectories import week as weeks
from tests.trajectories.planning_cast import agreed, cancel, propose, slot

pytestmark = pytest.mark.django_db
PAGE = reverse("trajectories:week")


def shown(client: Any, day: date) -> dict[date, list[Any]]:
    answer = client.get(PAGE, {"week": weeks.name_of(day)})
    assert answer.status_code == 200
    return {one.day: one.items for one in answer.context["week"].days}


def test_sessions_and_proposed_dates_stand_on_their_day_and_those_of_others_nowhere(world: Any, login: Any) -> None:
    here, there = agreed(world, "a", slot(3)), agreed(world, "b", slot(3))
    asked, off = propose(world, "a", slot(4), slot(11)), agreed(world, "a", slot(3, 1))
    cancel(world, off)
    client, days = login(world.coach_a), {}
    for number in (3, 4, 11):
        days |= shown(client, timezone.localtime(slot(number).starts_at).date())
    found = {item.planned.pk: day for day, items in days.items() for item in items if item.planned}
    assert found[here.pk] == timezone.localtime(here.starts_at).date()
    assert asked.pk in found and not {there.pk, off.pk} & set(found)
    twice = [day for day, items in days.items() for item in items if item.planned and item.planned.pk == asked.pk]
    assert len(twice) == 2


def test_what_was_not_logged_stands_above_every_week(world: Any, login: Any) -> None:
    row = agreed(world, "a", slot(1))
    with clock.at(timezone.localtime(slot(3).starts_at).date()):
        answer = login(world.coach_a).get(PAGE, {"week": "2031-W05"})
    assert [line.about for line in answer.context["to_log"]] == [row.pk]


def test_only_coaches_have_one(world: Any, login: Any) -> None:
    assert login(world.contact_a).get(PAGE).status_code == 404
    assert login(world.coach_a).get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "name", ["", "2026-W99", "x" * 500, "2026W49", "9999-W52", "0001-W01", "2026-W5\x00", "٢٠٢٦-W49"]
)
def test_any_address_leads_to_a_week(world: Any, login: Any, name: str) -> None:
    assert login(world.coach_a).get(PAGE, {"week": name}).status_code in (200, 400)


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_a_week_has_one_name_and_begins_on_a_monday(day: date) -> None:
    monday = weeks.monday_of(weeks.name_of(day), date(2026, 1, 1))
    assert monday.weekday() == 0 and 0 <= (day - monday).days < 7


def test_three_sessions_cost_as_many_queries_as_one(world: Any, login: Any, django_assert_max_num_queries: Any) -> None:
    client, day = login(world.coach_a), timezone.localtime(slot(2).starts_at).date()
    agreed(world, "a", slot(2))
    shown(client, day)
    with django_assert_max_num_queries(60) as one:
        shown(client, day)
    agreed(world, "a", slot(2, 1))
    propose(world, "a", slot(2, 3))
    with django_assert_max_num_queries(len(one)):
        shown(client, day)

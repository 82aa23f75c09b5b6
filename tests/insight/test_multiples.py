"""Hours and route in the portfolio: the same little picture in each row, in proportion, with its figure in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from coaching.core.tenancy.context import system_context
from coaching.insight import lists
from coaching.trajectories.models import Trajectory

pytestmark = pytest.mark.django_db
BAR = re.compile(r'<rect class="(\w+)" (?:x="\d+" )?width="(\d+)"')


@pytest.mark.parametrize(
    ("used", "given", "bar"),
    [
        ("0", "20", []),
        ("5", "20", [("s1", "14")]),
        ("20", "20", [("s1", "56")]),
        ("25", "20", [("bad", "56")]),
        ("3", "0", []),
    ],
)
def test_hours_are_drawn_in_proportion_and_never_out_of_their_track(used: str, given: str, bar: Any) -> None:
    found = BAR.findall(lists._hours()(Decimal(used), Decimal(given)))
    assert found == [("track", "56"), *bar]


def test_each_row_says_and_shows_how_far_it_is(world: Any, login: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(hours_used=10, coaching_hours=20)
    page = login(world.coach_a).get(reverse("insight:portfolio"))
    done = page.context["clients"][0]["steps_done"]
    row = page.content.decode().partition('<tbody class="rows">')[2].partition("</tr>")[0]
    route, hours = re.findall(r"<span>([^<]*)(<svg.*?</svg>)</span>", row)
    assert route[0] == f"{done} / 8" and [css for css, _w in BAR.findall(route[1])].count("s1") == done
    assert hours[0] == "10,0 / 20,0" and BAR.findall(hours[1]) == [("track", "56"), ("s1", "28")]
    assert 'aria-hidden="true"' in route[1]  # the words say the same

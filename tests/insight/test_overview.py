"""The overview draws the figures that stand: both tables as the funnel's files have them, clocks as the desk lists them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight import pictures
from coaching.insight.counts import FLEMISH, Counts, counts
from coaching.insight.funnel import tally
from coaching.insight.trend import Beside, beside, trend
from coaching.programmes import figures, money
from coaching.programmes.models import Application
from coaching.trajectories import queries
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_programme
from tests.insight.importing import coaches_2018

pytestmark = pytest.mark.django_db
NONE = {"first": "2031-01-01", "last": "2031-12-31"}


@pytest.fixture
def imported(world: Any, tmp_path: Any) -> Any:
    path = coaches_2018.write(tmp_path / "coaches_2018.csv")
    call_command("import_applications", str(path), programme=world.programme_a.slug, stdout=io.StringIO())
    with system_context("test"):  # what the world has besides is not in the source
        Trajectory.objects.filter(programme=world.programme_a, imported_at=None).exclude(state="closed").delete()
    return world


def page_of(client: Any, world: Any, **asked: str) -> Any:
    response = client.get(reverse("insight:overview", args=[world.programme_a.slug]), asked)
    assert response.status_code == 200
    return response


def as_told(rows: Any) -> list[tuple[int, int, int]]:
    return [(row.applied, row.approved, row.started) for row in rows]


@pytest.mark.parametrize(
    "period", [{}, {"first": "2017-03-01", "last": "2018-05-31"}, NONE], ids=["all", "some", "none"]
)
def test_both_tables_are_those_of_the_files_behind_them(imported: Any, login: Any, period: dict[str, str]) -> None:
    client = login(imported.admin_a)
    page = page_of(client, imported, **period)
    for made in page.context["tables"]:
        assert [name for name, _url in made["files"]] == ["CSV", "XLSX"]
        answer = client.get(made["files"][0][1])
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]
        assert [[row.label, row.applied, row.approved, row.started] for row in made["rows"]] == [
            [line[0], *(int(cell) for cell in line[1:4])] for line in lines
        ]
        total = made["rows"][-1]
        assert total.key == "total" and total.applied == sum(row.applied for row in made["rows"][:-1])


def test_provinces_with_none_stand_in_table_and_drawing(imported: Any, login: Any) -> None:
    page = page_of(login(imported.admin_a), imported, **NONE)
    rows = page.context["tables"][0]["rows"]
    assert [row.key for row in rows] == [*FLEMISH, "total"] and as_told(rows) == [(0, 0, 0)] * 7
    tiles = page.context["map"].tiles
    assert len(tiles) == 6 and {tile.values for tile in tiles} == {(0, 0, 0)}
    assert {drawn["shade"] for drawn in page.context["map"].drawn} == {0.0}


def test_the_tiles_are_the_rows_and_do_not_lie_over_each_other(imported: Any, login: Any) -> None:
    page = page_of(login(imported.admin_a), imported)
    rows = {row.label: (row.applied, row.approved, row.started) for row in page.context["tables"][0]["rows"]}
    drawn = page.context["map"]
    assert all(rows[tile.label] == tile.values for tile in drawn.tiles)
    boxes = {code: place for code, place in pictures.PLACES.items() if code != "BRU"}  # Brussels lies within a province
    for one, (x, y, width, tall) in boxes.items():
        assert x >= 0 and y >= 0 and x + width <= drawn.WIDTH and y + tall <= drawn.height
        for other, (left, top, wide, high) in boxes.items():
            apart = x + width <= left or left + wide <= x or y + tall <= top or top + high <= y
            assert one == other or apart, (one, other)


def test_the_funnel_is_the_total_of_the_tables(imported: Any, login: Any) -> None:
    page = page_of(login(imported.admin_a), imported)
    bars = [bar.value for bar in page.context["reached"].bars]
    assert bars == [getattr(page.context["tables"][0]["rows"][-1], name) for name in ("applied", "approved", "started")]
    assert pictures.reached(Counts("total", 0, 0, 0)).maximum is None  # nothing yet divides by nothing


@pytest.mark.parametrize(
    ("who", "status"), [("observer_a", 200), ("assessor_a", 200), ("admin_b", 404), ("coach_a", 404)]
)
def test_who_sees_it_and_that_no_company_is_named(imported: Any, login: Any, who: str, status: int) -> None:
    answer = login(getattr(imported, who)).get(reverse("insight:overview", args=[imported.programme_a.slug]))
    assert answer.status_code == status
    assert (
        imported.company_a.name not in answer.content.decode()
        and "Onderneming 1 (fictief)" not in answer.content.decode()
    )


def test_observers_see_the_same_figures(imported: Any, login: Any) -> None:
    seen = [page_of(login(who), imported).context for who in (imported.observer_a, imported.admin_a)]
    assert seen[0]["tables"] == seen[1]["tables"]
    for name in ("map", "reached", "clocks", "money", "course"):
        assert seen[0][name].rows == seen[1][name].rows


def test_a_period_that_cannot_be_counted_is_said(world: Any, login: Any) -> None:
    page = page_of(login(world.admin_a), world, first="2026-02-01", last="2026-01-01")
    assert page.context["form"].errors and "chart" not in page.content.decode().partition("<main")[2]


def test_it_takes_as_many_queries_for_many_as_for_few(world: Any, login: Any, django_assert_num_queries: Any) -> None:
    client, url = login(world.admin_a), reverse("insight:overview", args=[world.programme_a.slug])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    with system_context("test"):
        for _n in range(3):
            factories.trajectory(world.programme_a, factories.company(), world.contact_a)
    with django_assert_num_queries(12):
        client.get(url)


# -- The start clock -------------------------------------------------------------------------------------------------
@pytest.fixture
def clocks(world: Any) -> date:
    """Due in so many days: one a day late, some on the edges of weeks, one paused before the start and one after it."""
    today = clock.today()
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        for days in (-1, 0, 6, 7, 84, 90, 400):
            row = factories.trajectory(world.programme_a, factories.company(), world.contact_a)
            Trajectory.objects.filter(pk=row.pk).update(start_due_on=today + timedelta(days=days))
        for started in (None, today):
            row = factories.trajectory(world.programme_a, factories.company(), world.contact_a)
            hold = {"state": "on_hold", "state_before_hold": "awaiting_coach", "started_on": started}
            Trajectory.objects.filter(pk=row.pk).update(**hold)
    return today


def test_weeks_follow_from_the_days_left(world: Any, clocks: date) -> None:
    with in_programme(world.admin_a, world.programme_a):
        found = queries.start_clocks(world.programme_a, clocks)
    assert found == queries.StartClocks((3, *[0] * 10, 1, 2), past=1, on_hold=1)


def test_late_ones_are_as_many_as_the_list_shows(world: Any, clocks: date, login: Any) -> None:
    listed = login(world.admin_a).get(reverse("trajectories:desk", args=[world.programme_a.slug]), {"state": "overdue"})
    page = page_of(login(world.admin_a), world)
    bars = {bar.text: bar.value for bar in page.context["clocks"].bars}
    with in_programme(world.admin_a, world.programme_a):
        rows = queries.desk({"state": "overdue"}, clocks).rows
        assert queries.start_clocks(world.programme_a, clocks).past == len(rows) == 1
    assert listed.status_code == 200 and list(bars.values())[-2:] == [1, 1]


# -- Money -----------------------------------------------------------------------------------------------------------
def test_the_forecast_expects_as_many_approvals_as_until_now(world: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        Application.objects.filter(programme=world.programme_a).delete()
        states = (
            ["approved"] * 2 + ["lapsed"] + ["rejected"] * 2 + ["submitted"] * 3 + ["waitlisted"] * 2 + ["withdrawn"]
        )
        for state in states:
            factories.application(world.programme_a, world.contact_a, factories.company(), state=state)
        factories.application(world.programme_a, world.contact_a, factories.company(), state="submitted", layer=4)
    with in_programme(world.admin_a, world.programme_a):
        budget = money.budget_of(world.programme_a)
        found = money.forecast_of(budget, figures.kept(world.programme_a.pk))
    assert (found.waiting, found.percent) == (5, 60)
    assert found.more == 3 * budget.subsidy and found.committed == 5 * budget.subsidy


# -- The period before -----------------------------------------------------------------------------------------------
DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, ("2025-11-01", "2026-10-31", "2024-11-01", "2025-10-31", 12)),
        ("2025-01-01", "2025-12-31", ("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31", 12)),
        ("2026-01-01", "2026-12-31", ("2026-01-01", "2026-10-31", "2025-01-01", "2025-10-31", 10)),
        ("2026-01-01", None, ("2026-01-01", "2026-10-31", "2025-02-01", "2025-11-30", 10)),
        ("2026-10-01", "2026-12-31", ("2026-10-01", "2026-10-31", "2026-07-01", "2026-07-31", 1)),
        ("2026-11-01", "2026-11-30", None),
        ("2026-11-10", "2026-11-19", ("2026-11-10", "2026-11-19", "2026-10-31", "2026-11-09", 0)),
        ("2026-11-19", "2026-12-08", ("2026-11-19", "2026-11-28", "2026-10-30", "2026-11-08", 0)),
        ("2027-01-05", "2027-01-09", None),
    ],
)
def test_only_what_is_over_stands_beside_as_much_of_the_period_before(first: Any, last: Any, expected: Any) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    found = beside(*days, DAY)
    wanted = Beside(*map(date.fromisoformat, expected[:4]), expected[4]) if expected else None
    assert found == wanted
    if found and not found.months:
        assert found.last - found.first == found.last_before - found.first_before


@pytest.mark.parametrize("period", [("2018-01-01", "2018-06-30"), ("2017-12-10", "2018-03-05")], ids=["months", "days"])
def test_both_periods_are_counted_as_the_funnel_counts_them(imported: Any, period: tuple[str, str]) -> None:
    key = imported.programme_a.pk
    found = beside(date.fromisoformat(period[0]), date.fromisoformat(period[1]), DAY)
    assert found is not None
    with in_programme(imported.admin_a, imported.programme_a):
        told = trend(key, found)
        now = counts(key, "province", found.first, found.last)[-1]
        before = counts(key, "province", found.first_before, found.last_before)[-1]
        assert (told.now, told.before) == (as_told([now])[0], as_told([before])[0])
        assert sum(told.now) > 0 and sum(told.before) > 0
        if found.months:
            per_month = tally(key, "month", first=found.first, last=found.last).counts["month"]["applied"]
            assert [(month, n) for month, n, _b in told.per_month if n] == sorted(per_month.items())
            assert sum(n for _m, _n, n in told.per_month) == told.before[0]

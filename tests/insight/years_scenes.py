"""Rows that wait because years turn, with neighbours that do not: as `waiting_scenes`."""

from __future__ import annotations

from typing import Any

from actionplans.queries import years
from coaching.companies.service_years import service_year
from coaching.core.ground import clock
from tests.actionplans import factories as plans


def _trajectory(world: Any, letter: str) -> Any:
    return getattr(world, f"trajectory_{letter}")


def to_make(world: Any, letter: str) -> None:
    """An agreed plan without the year that must be planned by now, beside one that nobody agreed to yet."""
    trajectory = _trajectory(world, letter)
    wanted = service_year(trajectory.company, years.asked_until(clock.today())).first.year
    above = plans.global_plan(trajectory, state="active", start_year=wanted - 1)
    plans.annual_plan(above, state="active", year=wanted - 1)
    plans.global_plan(trajectory, start_year=wanted + 9)


def to_evaluate(world: Any, letter: str) -> None:
    """The year that is over, beside the one that runs."""
    today = clock.today()
    above = plans.global_plan(_trajectory(world, letter), state="active", start_year=today.year - 1)
    for year in (today.year - 1, today.year):
        plans.annual_plan(above, state="active", year=year)


def to_close(world: Any, letter: str) -> None:
    """An evaluated year, beside one that is closed and one that runs."""
    today = clock.today()
    above = plans.global_plan(_trajectory(world, letter), state="active", start_year=today.year - 2)
    for year, state in ((today.year - 2, "closed"), (today.year - 1, "evaluated"), (today.year, "active")):
        plans.annual_plan(above, state=state, year=year)


def to_renew(world: Any, letter: str) -> None:
    """Five years in their last, beside five that another plan follows."""
    trajectory, year = _trajectory(world, letter), clock.today().year
    plans.global_plan(trajectory, state="expired", start_year=year - 9)
    plans.global_plan(trajectory, state="active", start_year=year - 4)

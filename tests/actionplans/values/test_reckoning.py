"""The path, the standing and the forecast, worked out by hand. No rows are needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from actionplans.values import reckoning
from actionplans.values.enums import Standing
from actionplans.values.reckoning import Course, Point

D = Decimal
# From 252 on the first of 2026 to 70 at the end of 2027: 729 days, 182 down.
LIFTING = Course(D(252), date(2026, 1, 1), D(70), date(2027, 12, 31))
POSTS = Course(D(20), date(2026, 1, 1), D(100), date(2029, 12, 31))


def at(day: date, value: float | str) -> Point:
    return Point(day, D(str(value)))


@pytest.mark.parametrize(
    ("course", "day", "asked"),
    [
        (LIFTING, date(2025, 6, 1), 252),  # before it begins
        (LIFTING, date(2026, 1, 1), 252),
        (LIFTING, date(2027, 1, 1), "160.87517"),  # after 365 of 729 days
        (LIFTING, date(2027, 12, 31), 70),
        (LIFTING, date(2031, 1, 1), 70),
        (Course(None, date(2026, 1, 1), D(70), date(2027, 12, 31)), date(2026, 5, 1), None),
        (Course(D(5), date(2026, 1, 1), None, date(2027, 12, 31)), date(2026, 5, 1), None),
        (Course(D(5), date(2028, 1, 1), D(9), date(2027, 12, 31)), date(2026, 5, 1), 9),  # it ends before it begins
    ],
)
def test_the_path_is_a_straight_line(course: Course, day: date, asked: object) -> None:
    found = course.path_on(day)
    assert found is asked if asked is None else found is not None and abs(found - D(str(asked))) < D("0.0001")


@pytest.mark.parametrize(
    ("course", "points", "today", "standing"),
    [
        (LIFTING, [], date(2026, 5, 1), Standing.NO_VALUE),
        (LIFTING, [at(date(2026, 9, 1), 200)], date(2026, 5, 1), Standing.NO_VALUE),  # not measured yet then
        (LIFTING, [at(date(2027, 1, 1), 160.8)], date(2027, 1, 5), Standing.ON_COURSE),
        (LIFTING, [at(date(2027, 1, 1), 160.9)], date(2027, 1, 5), Standing.BEHIND),
        (LIFTING, [at(date(2027, 1, 1), 160.8)], date(2027, 12, 31), Standing.ON_COURSE),  # by its own day
        (LIFTING, [at(date(2027, 1, 1), 160.8)], date(2028, 1, 1), Standing.BEHIND),  # the end has passed
        (LIFTING, [at(date(2026, 3, 1), 70)], date(2026, 4, 1), Standing.REACHED),
        (LIFTING, [at(date(2026, 3, 1), 60), at(date(2026, 9, 1), 250)], date(2026, 9, 1), Standing.BEHIND),
        (
            LIFTING,
            [at(date(2026, 9, 1), 250), at(date(2026, 3, 1), 60)],
            date(2026, 9, 1),
            Standing.BEHIND,
        ),  # any order
        (POSTS, [at(date(2027, 12, 31), 60)], date(2028, 1, 1), Standing.ON_COURSE),
        (POSTS, [at(date(2027, 12, 31), "59.9")], date(2028, 1, 1), Standing.BEHIND),
        (POSTS, [at(date(2027, 12, 31), 100)], date(2028, 1, 1), Standing.REACHED),
        (
            Course(D(5), date(2026, 1, 1), None, date(2027, 12, 31)),
            [at(date(2026, 3, 1), 5)],
            date(2026, 4, 1),
            Standing.FOLLOWED,
        ),
        # Without a baseline it begins with the first value.
        (
            Course(None, date(2026, 1, 1), D(5), date(2027, 12, 31), "less"),
            [at(date(2026, 3, 1), 9)],
            date(2026, 4, 1),
            Standing.ON_COURSE,
        ),
        (
            Course(None, date(2026, 1, 1), D(5), date(2027, 12, 31), "less"),
            [at(date(2026, 3, 1), 9), at(date(2027, 3, 1), 9)],
            date(2027, 4, 1),
            Standing.BEHIND,
        ),
        # Nothing to gain: it stays as good as it is, whichever way that is.
        (
            Course(D(0), date(2026, 1, 1), D(0), date(2027, 12, 31), "less"),
            [at(date(2026, 3, 1), 1)],
            date(2026, 4, 1),
            Standing.BEHIND,
        ),
        (
            Course(D(14), date(2026, 1, 1), D(14), date(2027, 12, 31), "more"),
            [at(date(2026, 3, 1), 15)],
            date(2026, 4, 1),
            Standing.REACHED,
        ),
    ],
)
def test_how_it_stands(course: Course, points: list[Point], today: date, standing: Standing) -> None:
    assert reckoning.standing_of(course, points, today) == standing


def test_a_forecast_goes_on_as_the_last_values_do() -> None:
    """Down 1 each hundred days from 100: 729 days after the begin it is 92,71."""
    points = [at(date(2026, 1, 1), 100), at(date(2026, 4, 11), 99), at(date(2026, 7, 20), 98)]
    found = reckoning.forecast(LIFTING, points, date(2026, 8, 1))
    assert found is not None
    assert (found.value, found.count, found.first, found.last, found.meets, found.on) == (
        D("92.7"),
        3,
        date(2026, 1, 1),
        date(2026, 7, 20),
        False,
        LIFTING.ends,
    )


@pytest.mark.parametrize(
    ("points", "today"),
    [
        ([], date(2026, 8, 1)),
        ([at(date(2026, 1, 1), 100), at(date(2026, 7, 20), 98)], date(2026, 8, 1)),  # two are no course
        (
            [at(date(2026, 1, 1), 100), at(date(2026, 2, 1), 99), at(date(2026, 3, 1), 98)],
            date(2026, 8, 1),
        ),  # too close
        ([at(date(2026, 1, 1), 9), at(date(2026, 4, 1), 8), at(date(2026, 7, 1), 8)], date(2027, 12, 1)),  # too old
        (
            [at(date(2026, 1, 1), 9), at(date(2026, 4, 1), 8), at(date(2027, 12, 31), 8)],
            date(2027, 12, 31),
        ),  # it is over
    ],
)
def test_too_little_gives_no_forecast(points: list[Point], today: date) -> None:
    assert reckoning.forecast(LIFTING, points, today) is None


def test_a_forecast_stays_on_this_side_of_zero() -> None:
    points = [at(date(2026, 1, 1), 100), at(date(2026, 4, 1), 60), at(date(2026, 7, 1), 20)]
    found = reckoning.forecast(LIFTING, points, date(2026, 8, 1))
    assert found is not None and (found.value, found.meets) == (0, True)
    below = [at(date(2026, 1, 1), -1), at(date(2026, 4, 1), -5), at(date(2026, 7, 1), -9)]
    under = reckoning.forecast(LIFTING, below, date(2026, 8, 1))
    assert under is not None and under.value < -9


def test_a_share_does_not_pass_a_hundred_per_cent() -> None:
    points = [at(date(2026, 1, 1), 20), at(date(2026, 4, 1), 40), at(date(2026, 7, 1), 60)]
    found = reckoning.forecast(replace(POSTS, most=D(100)), points, date(2026, 8, 1))
    assert found is not None and (found.value, found.meets) == (100, True)
    free = reckoning.forecast(POSTS, points, date(2026, 8, 1))
    assert free is not None and free.value > 100


def test_only_the_last_eight_count() -> None:
    old = [at(date(2020 + n, 1, 1), 500) for n in range(3)]
    new = [at(date(2026, month, 1), 10) for month in range(1, 9)]
    found = reckoning.forecast(LIFTING, [*old, *new], date(2026, 8, 2))
    assert found is not None and (found.count, found.value, found.first) == (8, 10, date(2026, 1, 1))


def test_a_value_of_more_than_a_year_ago_is_old() -> None:
    points = [at(date(2026, 1, 1), 1)]
    assert not reckoning.is_stale(points, date(2027, 2, 5))
    assert reckoning.is_stale(points, date(2027, 2, 6))
    assert not reckoning.is_stale([], date(2027, 2, 6))

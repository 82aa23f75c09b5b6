"""Dates: months, working days, the shift that production refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coaching.core.ground import clock


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months(day, months, expected):
    assert clock.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 10)),  # Easter Monday
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # 1 May, then a weekend
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
        (date(2026, 7, 17), 3, date(2026, 7, 23)),  # 21 July
        (date(2026, 6, 6), 0, date(2026, 6, 6)),
    ],
)
def test_working_days(day, count, expected):
    assert clock.add_working_days(day, count) == expected


def test_the_shift_ends_with_its_block():
    with clock.at(date(2030, 2, 28)):
        assert clock.today() == date(2030, 2, 28) and clock.shifted_today() == "2030-02-28"
        with clock.at(date(2031, 1, 1)):
            assert clock.today() == date(2031, 1, 1)
        assert clock.today() == date(2030, 2, 28)
    assert clock.shifted_today() == ""


def test_production_refuses_the_shift(settings):
    settings.PRODUCTION = True
    with pytest.raises(RuntimeError), clock.at(date(2030, 1, 1)):
        pass


def test_the_database_is_told_a_shift_in_plain_figures():
    """Python writes a few microseconds with an exponent, which PostgreSQL's intervals do not know."""
    token = clock._shift.set(timedelta(microseconds=-28))
    try:
        assert clock.shifted_by() == "-0.000028 seconds"
    finally:
        clock._shift.reset(token)
    assert clock.shifted_by() == ""

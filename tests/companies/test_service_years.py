"""Service years, worked out by hand: any month, leap days, month ends, years that are cut short."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from coaching.companies.service_years import ServiceYear, service_year, service_years, year_after, year_to_plan


@dataclass(frozen=True)
class Says:
    year_starts: int = 1
    year_changes: list[date] = field(default_factory=list)


CALENDAR, SCHOOL, MARCH = Says(), Says(9), Says(3)
TO_SCHOOL = Says(1, [date(2027, 9, 1)])
THERE_AND_BACK = Says(1, [date(2027, 9, 1), date(2030, 1, 1)])


def year(first: str, last: str) -> ServiceYear:
    return ServiceYear(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("says", "day", "first", "last", "label", "submission", "safe"),
    [
        (CALENDAR, "2027-06-15", "2027-01-01", "2027-12-31", "2027", "2026-11-01", "2026-10-31"),
        (CALENDAR, "2027-01-01", "2027-01-01", "2027-12-31", "2027", "2026-11-01", "2026-10-31"),
        (CALENDAR, "2027-12-31", "2027-01-01", "2027-12-31", "2027", "2026-11-01", "2026-10-31"),
        (CALENDAR, "2028-02-29", "2028-01-01", "2028-12-31", "2028", "2027-11-01", "2027-10-31"),
        (SCHOOL, "2027-08-31", "2026-09-01", "2027-08-31", "2026-2027", "2026-07-01", "2026-06-30"),
        (SCHOOL, "2027-09-01", "2027-09-01", "2028-08-31", "2027-2028", "2027-07-01", "2027-06-30"),
        (SCHOOL, "2028-02-29", "2027-09-01", "2028-08-31", "2027-2028", "2027-07-01", "2027-06-30"),
        (MARCH, "2028-02-29", "2027-03-01", "2028-02-29", "2027-2028", "2027-01-01", "2026-12-31"),
        (MARCH, "2027-02-28", "2026-03-01", "2027-02-28", "2026-2027", "2026-01-01", "2025-12-31"),
        (MARCH, "2028-03-01", "2028-03-01", "2029-02-28", "2028-2029", "2028-01-01", "2027-12-31"),
        (Says(5), "2028-04-30", "2027-05-01", "2028-04-30", "2027-2028", "2027-03-01", "2027-02-28"),
        (Says(5), "2028-05-01", "2028-05-01", "2029-04-30", "2028-2029", "2028-03-01", "2028-02-29"),
        (Says(2), "2027-01-31", "2026-02-01", "2027-01-31", "2026-2027", "2025-12-01", "2025-11-30"),
        (Says(12), "2027-12-01", "2027-12-01", "2028-11-30", "2027-2028", "2027-10-01", "2027-09-30"),
        # The calendar years end; a broken one of eight months goes before the first school year.
        (TO_SCHOOL, "2026-12-31", "2026-01-01", "2026-12-31", "2026", "2025-11-01", "2025-10-31"),
        (TO_SCHOOL, "2027-01-01", "2027-01-01", "2027-08-31", "2027", "2026-11-01", "2026-10-31"),
        (TO_SCHOOL, "2027-08-31", "2027-01-01", "2027-08-31", "2027", "2026-11-01", "2026-10-31"),
        (TO_SCHOOL, "2027-09-01", "2027-09-01", "2028-08-31", "2027-2028", "2027-07-01", "2027-06-30"),
        (TO_SCHOOL, "2029-01-01", "2028-09-01", "2029-08-31", "2028-2029", "2028-07-01", "2028-06-30"),
        # And back: a broken one of four months, within one calendar year.
        (THERE_AND_BACK, "2029-12-31", "2029-09-01", "2029-12-31", "2029", "2029-07-01", "2029-06-30"),
        (THERE_AND_BACK, "2030-01-01", "2030-01-01", "2030-12-31", "2030", "2029-11-01", "2029-10-31"),
    ],
)
def test_the_year_of_a_day(says, day, first, last, label, submission, safe):
    found = service_year(says, date.fromisoformat(day))
    assert found == year(first, last)
    assert found.label == label
    assert found.submission == date.fromisoformat(submission)
    assert found.safe_submission == date.fromisoformat(safe)
    assert date.fromisoformat(day) in found


def test_broken_years_say_so():
    found = service_years(THERE_AND_BACK, date(2026, 12, 31), date(2030, 1, 1))
    assert [(one.label, one.is_broken) for one in found] == [
        ("2026", False),
        ("2027", True),
        ("2027-2028", False),
        ("2028-2029", False),
        ("2029", True),
        ("2030", False),
    ]


def test_years_follow_each_other_without_a_gap():
    for says in (CALENDAR, SCHOOL, MARCH, TO_SCHOOL, THERE_AND_BACK):
        found = service_years(says, date(2024, 2, 29), date(2033, 1, 1))
        for one, other in zip(found, found[1:], strict=False):
            assert (other.first - one.last).days == 1
            assert year_after(says, one) == other
        assert date(2024, 2, 29) in found[0]
        assert date(2033, 1, 1) in found[-1]


def test_a_window_of_one_day_or_none():
    assert service_years(SCHOOL, date(2027, 8, 31), date(2027, 8, 31)) == [year("2026-09-01", "2027-08-31")]
    assert service_years(SCHOOL, date(2027, 9, 1), date(2027, 8, 31)) == []


@pytest.mark.parametrize(
    ("says", "day", "label"),
    [
        (CALENDAR, "2026-10-31", "2026"),  # the plan for 2027 need not be there yet
        (CALENDAR, "2026-11-01", "2027"),  # its last day
        (CALENDAR, "2026-11-30", "2027"),
        (CALENDAR, "2027-01-01", "2027"),
        (SCHOOL, "2027-06-30", "2026-2027"),
        (SCHOOL, "2027-07-01", "2027-2028"),
        (TO_SCHOOL, "2026-12-31", "2027"),
        (TO_SCHOOL, "2027-06-30", "2027"),
        (TO_SCHOOL, "2027-07-31", "2027-2028"),
    ],
)
def test_which_plan_must_be_there(says, day, label):
    assert year_to_plan(says, date.fromisoformat(day)).label == label

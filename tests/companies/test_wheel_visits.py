"""Dates of the external service, of counsellors and of social elections, each worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from coaching.companies.wheel import dates
from coaching.companies.wheel.files import Counsellor, Facts, File
from tests.companies.wheel_lines import FILE, d, done, lines, of


# -- Visits of the external service ------------------------------------------------------------------------------------
def member(since: str, tariff: int | None, group: str, **more: Any) -> File:
    return replace(FILE, affiliated_on=d(since), tariff_group=tariff, group=group, **more)


@pytest.mark.parametrize(
    ("tariff", "group", "first", "second"),
    [
        (1, "C-", "2027-03-15", "2030-03-15"),
        (2, "C-", "2027-03-15", "2030-03-15"),
        (1, "D", "2027-03-15", "2030-03-15"),
        (2, "D", "2027-03-15", "2030-03-15"),
        (1, "C+", "2027-03-15", "2029-03-15"),
        (2, "B", "2027-03-15", "2029-03-15"),
        (1, "A", "2027-03-15", "2029-03-15"),
        (3, "C-", "2026-09-15", "2028-09-15"),
        (4, "D", "2026-09-15", "2028-09-15"),
        (5, "C+", "2026-09-15", "2028-09-15"),
        (3, "A", "2026-09-15", "2028-09-15"),
    ],
)
def test_the_first_visit_and_the_next(tariff: int, group: str, first: str, second: str) -> None:
    file = member("2026-03-15", tariff, group)
    found = [line.split()[0] for line in of("service_visit", lines(file, until="2030-12-31"))]
    assert found[:2] == [first, second]


@pytest.mark.parametrize(
    "file",
    [
        member("2026-03-15", None, "C-"),
        member("2026-03-15", 1, ""),
        member("2026-03-15", 1, "C"),
        replace(FILE, tariff_group=1, group="C-"),
    ],
)
def test_without_day_tariff_or_group_there_is_no_visit_and_it_is_asked_where_it_would_stand(file: File) -> None:
    assert of("service_visit", lines(file)) == []
    assert "service_visit" in [ask.kind for ask in dates.asks(file, Facts())]
    assert "service_visit" not in [ask.kind for ask in dates.asks(member("2026-03-15", 1, "D"), Facts())]


def test_a_contract_that_began_at_the_end_of_a_month() -> None:
    assert of("service_visit", lines(member("2026-08-31", 5, "A"), until="2027-12-31")) == ["2027-02-28 coming"]
    leap = replace(member("2024-02-29", 1, "C-"), opened_on=d("2024-03-01"))
    assert of("service_visit", lines(leap, today=d("2024-03-01"), until="2034-12-31")) == [
        "2025-02-28 coming",
        "2028-02-28 coming",
        "2031-02-28 coming",
        "2034-02-28 coming",
    ]


def test_a_recorded_visit_moves_the_next() -> None:
    file = member("2026-03-15", 1, "C-")
    facts = Facts(done=(done("service_visit", "2027-03-15", "2026-10-01"),))
    assert of("service_visit", lines(file, facts, until="2032-12-31")) == [
        "2027-03-15 done",
        "2029-10-01 coming",
        "2032-10-01 coming",
    ]


def test_visits_of_an_old_contract_are_counted_from_its_beginning() -> None:
    file = member("2015-03-01", 2, "C-")
    assert of("service_visit", lines(file, until="2031-12-31")) == ["2028-03-01 coming", "2031-03-01 coming"]


def test_a_visit_of_before_the_first_year_says_from_when_one_counts() -> None:
    file = member("2015-03-01", 2, "C-")
    facts = Facts(done=(done("service_visit", "2025-03-01", "2025-06-20"),))
    assert of("service_visit", lines(file, facts, until="2028-12-31")) == ["2028-06-20 coming"]


# -- Counsellors -------------------------------------------------------------------------------------------------------
def counsellor(begins: str, trained: str = "", *supervised: str) -> Facts:
    days = tuple(d(one) for one in supervised)
    return Facts(counsellors=(Counsellor(UUID(int=1), "Lies", d(begins), d(trained) if trained else None, days),))


def test_training_two_years_after_the_appointment() -> None:
    assert of("counsellor_training", lines(FILE, counsellor("2026-06-01"))) == ["2028-06-01 coming Lies"]
    assert of("counsellor_supervision", lines(FILE, counsellor("2026-06-01"))) == []
    assert of("counsellor_training", lines(FILE, counsellor("2024-11-27"))) == ["2026-11-27 late Lies"]
    assert of("counsellor_training", lines(FILE, counsellor("2024-11-28"))) == ["2026-11-28 coming Lies"]


def test_appointed_on_a_leap_day() -> None:
    file = replace(FILE, opened_on=d("2024-02-01"))
    assert of("counsellor_training", lines(file, counsellor("2024-02-29"))) == ["2026-02-28 late Lies"]


def test_supervision_twelve_months_after_the_training_and_after_each() -> None:
    facts = counsellor("2025-01-01", "2026-05-10")
    assert of("counsellor_training", lines(FILE, facts)) == ["2027-01-01 done Lies"]
    assert of("counsellor_supervision", lines(FILE, facts)) == ["2027-05-10 coming Lies", "2028-05-10 coming Lies"]
    after = counsellor("2025-01-01", "2026-05-10", "2026-11-01")
    assert of("counsellor_supervision", lines(FILE, after)) == [
        "2027-05-10 done Lies",
        "2027-11-01 coming Lies",
        "2028-11-01 coming Lies",
    ]


def test_each_counsellor_has_a_row_of_dates() -> None:
    two = Facts(
        counsellors=(
            Counsellor(UUID(int=1), "Lies", d("2020-01-01"), d("2024-10-01")),
            Counsellor(UUID(int=2), "Jan", d("2020-01-01"), d("2024-09-01")),
        )
    )
    assert of("counsellor_supervision", lines(FILE, two, until="2026-12-31")) == [
        "2026-09-01 late Jan",
        "2026-10-01 late Lies",
    ]


# -- Social elections --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("year", "day"), [(2028, "2028-05-08"), (2032, "2032-05-10"), (2036, "2036-05-12"), (2040, "2040-05-14")]
)
def test_the_second_monday_of_may(year: int, day: str) -> None:
    assert dates.elections_of(year) == d(day)
    assert d(day).weekday() == 0


@pytest.mark.parametrize(
    ("body", "council", "headcount", "votes"),
    [
        ("committee", False, 10, True),
        ("direct", False, 45, True),
        ("union_delegation", False, 44, False),
        ("direct", True, 10, True),
        ("direct", False, None, False),
        ("", False, 200, True),
    ],
)
def test_where_there_are_elections(body: str, council: bool, headcount: int | None, votes: bool) -> None:
    file = replace(FILE, body=body, has_works_council=council, headcount=headcount)
    expected = ["2028-05-08 coming", "2032-05-10 coming"] if votes else []
    assert of("social_elections", lines(file, until="2032-12-31")) == expected


def test_elections_are_done_once_past() -> None:
    file = replace(FILE, headcount=60)
    assert of("social_elections", lines(file, today=d("2028-05-08"), until="2028-12-31")) == ["2028-05-08 coming"]
    assert of("social_elections", lines(file, today=d("2028-05-09"), until="2028-12-31")) == ["2028-05-08 done"]

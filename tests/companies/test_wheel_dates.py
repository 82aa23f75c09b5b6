"""The dates of a company's own year, each worked out by hand from the law and the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from coaching.companies.service_years import service_year
from coaching.companies.wheel import dates
from coaching.companies.wheel.files import Counsellor, Done, Facts, File, Own
from coaching.core.ground.wheel import Line, Span, cut, lines_of

TODAY = date(2026, 11, 28)
NONE = Facts()
FILE = File(uuid4(), "c", "C", opened_on=date(2026, 3, 15), body="direct", headcount=38)
SCHOOL = replace(FILE, year_starts=9)


def d(text: str) -> date:
    return date.fromisoformat(text)


def lines(
    file: File, facts: Facts = NONE, *, today: date = TODAY, until: str = "2028-12-31", **more: Any
) -> list[Line]:
    begins = service_year(file, file.opened_on).first
    deeds = dates.deeds(file, facts, Span(begins, today, d(until)))
    return lines_of(deeds, today, **more)


def of(kind: str, found: list[Line]) -> list[str]:
    """Day, state and what it is about, as one reads it."""
    return [f"{line.day} {line.state} {line.about}".rstrip() for line in found if line.kind.key == kind]


def done(kind: str, due: str, on: str, **more: Any) -> Done:
    return Done(kind, d(due), d(on), **more)


# -- Service years -----------------------------------------------------------------------------------------------------
def test_a_calendar_year_begins_and_ends() -> None:
    assert of("service_year_start", lines(FILE)) == [
        "2026-01-01 done 2026",
        "2027-01-01 coming 2027",
        "2028-01-01 coming 2028",
    ]
    assert of("service_year_end", lines(FILE)) == [
        "2026-12-31 coming 2026",
        "2027-12-31 coming 2027",
        "2028-12-31 coming 2028",
    ]


def test_a_school_begins_in_september_and_is_called_by_both_years() -> None:
    found = lines(SCHOOL, until="2027-09-01")
    assert of("service_year_start", found) == [
        "2025-09-01 done 2025-2026",
        "2026-09-01 done 2026-2027",
        "2027-09-01 coming 2027-2028",
    ]
    assert of("service_year_end", found) == ["2026-08-31 done 2025-2026", "2027-08-31 coming 2026-2027"]


def test_a_year_that_ends_in_february_ends_on_its_last_day_leap_or_not() -> None:
    march = replace(FILE, year_starts=3, opened_on=d("2026-03-01"))
    assert of("service_year_end", lines(march, until="2028-03-01")) == [
        "2027-02-28 coming 2026-2027",
        "2028-02-29 coming 2027-2028",
    ]


def test_a_broken_year_has_a_first_and_a_last_day_of_its_own() -> None:
    moved = replace(FILE, year_changes=(d("2027-09-01"),))
    assert of("service_year_end", lines(moved, until="2028-08-31")) == [
        "2026-12-31 coming 2026",
        "2027-08-31 coming 2027",
        "2028-08-31 coming 2027-2028",
    ]
    assert of("workplace_visit", lines(moved, until="2028-08-31")) == [
        "2026-12-31 coming 2026",
        "2027-08-31 coming 2027",
        "2028-08-31 coming 2027-2028",
    ]


def test_the_last_day_itself_is_not_over() -> None:
    assert of("service_year_end", lines(FILE, today=d("2026-12-31"), until="2026-12-31")) == ["2026-12-31 coming 2026"]
    assert of("service_year_end", lines(FILE, today=d("2027-01-01"), until="2026-12-31")) == ["2026-12-31 done 2026"]


def test_lines_begin_with_the_service_year_in_which_the_file_was_opened() -> None:
    late_opened = replace(SCHOOL, opened_on=d("2026-09-01"))
    assert of("service_year_start", lines(late_opened, until="2026-12-31")) == ["2026-09-01 done 2026-2027"]
    day_before = replace(SCHOOL, opened_on=d("2026-08-31"))
    assert of("service_year_start", lines(day_before, until="2026-12-31"))[0] == "2025-09-01 done 2025-2026"


# -- Once in each service year -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["workplace_visit", "reintegration_consultation"])
def test_what_is_done_once_a_year_is_due_on_its_last_day(kind: str) -> None:
    assert of(kind, lines(FILE)) == ["2026-12-31 coming 2026", "2027-12-31 coming 2027", "2028-12-31 coming 2028"]
    assert of(kind, lines(SCHOOL, until="2027-12-31")) == ["2026-08-31 late 2025-2026", "2027-08-31 coming 2026-2027"]


@pytest.mark.parametrize("kind", ["workplace_visit", "reintegration_consultation"])
def test_late_from_the_day_after_and_done_once_on_record(kind: str) -> None:
    assert of(kind, lines(FILE, today=d("2026-12-31"), until="2026-12-31")) == ["2026-12-31 coming 2026"]
    assert of(kind, lines(FILE, today=d("2027-01-01"), until="2026-12-31")) == ["2026-12-31 late 2026"]
    facts = Facts(done=(done(kind, "2026-12-31", "2026-10-05"),))
    assert of(kind, lines(FILE, facts, today=d("2027-01-01"), until="2026-12-31")) == ["2026-12-31 done 2026"]


def test_a_visit_of_another_year_is_not_this_years() -> None:
    facts = Facts(done=(done("workplace_visit", "2026-12-31", "2026-10-05"),))
    assert of("workplace_visit", lines(FILE, facts, until="2027-12-31")) == [
        "2026-12-31 done 2026",
        "2027-12-31 coming 2027",
    ]


def test_what_was_done_stays_with_its_year_when_the_years_begin_in_another_month() -> None:
    moved = replace(FILE, year_changes=(d("2026-09-01"),))
    facts = Facts(done=(done("workplace_visit", "2026-08-31", "2026-05-05"),))
    assert of("workplace_visit", lines(moved, facts, until="2027-08-31")) == [
        "2026-08-31 done 2026",
        "2027-08-31 coming 2026-2027",
    ]


def test_of_what_was_missed_only_the_latest_shows() -> None:
    old = replace(FILE, opened_on=d("2023-05-01"))
    assert of("workplace_visit", lines(old, until="2026-12-31")) == ["2025-12-31 late 2025", "2026-12-31 coming 2026"]
    assert of("workplace_visit", lines(old, until="2026-12-31", every_missed=True)) == [
        "2023-12-31 late 2023",
        "2024-12-31 late 2024",
        "2025-12-31 late 2025",
        "2026-12-31 coming 2026",
    ]


def test_without_a_body_nobody_visits_the_workplaces_with_it() -> None:
    assert of("workplace_visit", lines(replace(FILE, body=""))) == []
    assert of("reintegration_consultation", lines(replace(FILE, body="")))[0] == "2026-12-31 coming 2026"


# -- Psychosocial evaluation -------------------------------------------------------------------------------------------
EVALUATION = "psychosocial_evaluation"


def test_the_first_evaluation_is_due_on_the_last_day_of_the_first_year_then_every_twelve_months() -> None:
    assert of(EVALUATION, lines(FILE)) == ["2026-12-31 coming", "2027-12-31 coming", "2028-12-31 coming"]
    assert of(EVALUATION, lines(SCHOOL, until="2028-08-31")) == [
        "2026-08-31 late",
        "2027-08-31 coming",
        "2028-08-31 coming",
    ]


def test_twelve_months_after_the_last_on_record() -> None:
    facts = Facts(done=(done(EVALUATION, "2026-12-31", "2026-10-10"),))
    assert of(EVALUATION, lines(FILE, facts)) == ["2026-12-31 done", "2027-10-10 coming", "2028-10-10 coming"]


def test_an_evaluation_of_before_the_first_year_counts_from_its_own_day() -> None:
    facts = Facts(done=(done(EVALUATION, "2025-12-31", "2025-12-10"),))
    assert of(EVALUATION, lines(FILE, facts, until="2027-12-31")) == ["2026-12-10 coming", "2027-12-10 coming"]


def test_an_evaluation_on_a_leap_day() -> None:
    file = replace(FILE, opened_on=d("2028-01-10"))
    facts = Facts(done=(done(EVALUATION, "2028-12-31", "2028-02-29"),))
    assert of(EVALUATION, lines(file, facts, today=d("2028-03-01"), until="2032-12-31")) == [
        "2028-12-31 done",
        "2029-02-28 coming",
        "2030-02-28 coming",
        "2031-02-28 coming",
        "2032-02-29 coming",
    ]


def test_an_evaluation_that_comes_late_answers_the_latest_that_was_missed() -> None:
    old = replace(FILE, opened_on=d("2023-05-01"))
    facts = Facts(done=(done(EVALUATION, "2025-12-31", "2026-02-02"),))
    assert of(EVALUATION, lines(old, facts, until="2028-12-31")) == [
        "2025-12-31 done",
        "2027-02-02 coming",
        "2028-02-02 coming",
    ]


def test_years_without_an_evaluation_show_one_late_line() -> None:
    old = replace(FILE, opened_on=d("2023-05-01"))
    assert of(EVALUATION, lines(old, until="2026-12-31")) == ["2025-12-31 late", "2026-12-31 coming"]


def test_after_the_last_one_missed_years_count_from_it() -> None:
    old = replace(FILE, opened_on=d("2023-05-01"))
    facts = Facts(done=(done(EVALUATION, "2023-12-31", "2023-11-30"),))
    assert of(EVALUATION, lines(old, facts, until="2027-12-31")) == [
        "2023-12-31 done",
        "2025-11-30 late",
        "2026-11-30 coming",
        "2027-11-30 coming",
    ]


# -- Annual report -----------------------------------------------------------------------------------------------------
def test_the_annual_report_is_due_on_the_first_of_april_of_each_year() -> None:
    assert of("annual_report", lines(FILE)) == ["2026-04-01 late", "2027-04-01 coming", "2028-04-01 coming"]
    assert of("annual_report", lines(SCHOOL, until="2026-12-31")) == ["2026-04-01 late"]


def test_a_file_of_the_autumn_has_no_report_of_before_its_service_year() -> None:
    autumn = replace(SCHOOL, opened_on=d("2026-10-01"))
    assert of("annual_report", lines(autumn, until="2027-12-31")) == ["2027-04-01 coming"]


def test_a_report_on_record_belongs_to_its_calendar_year() -> None:
    facts = Facts(done=(done("annual_report", "2026-04-01", "2026-05-12"),))
    assert of("annual_report", lines(FILE, facts, until="2027-12-31")) == ["2026-04-01 done", "2027-04-01 coming"]


def test_the_first_of_april_itself_is_in_time() -> None:
    assert of("annual_report", lines(FILE, today=d("2026-04-01"), until="2026-12-31")) == ["2026-04-01 coming"]
    assert of("annual_report", lines(FILE, today=d("2026-04-02"), until="2026-12-31")) == ["2026-04-01 late"]


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


# -- Own dates ---------------------------------------------------------------------------------------------------------
EXERCISE = UUID(int=7)


def test_an_own_date_once() -> None:
    facts = Facts(own=(Own(EXERCISE, "Verhuis", d("2027-02-01")),))
    assert of("own", lines(FILE, facts)) == ["2027-02-01 coming Verhuis"]


def test_an_own_date_every_twelve_months_keeps_its_day() -> None:
    facts = Facts(own=(Own(EXERCISE, "Evacuatieoefening", d("2026-01-31"), 1),))
    assert of("own", lines(FILE, facts, today=d("2026-01-15"), until="2026-04-30")) == [
        "2026-01-31 coming Evacuatieoefening",
        "2026-02-28 coming Evacuatieoefening",
        "2026-03-31 coming Evacuatieoefening",
        "2026-04-30 coming Evacuatieoefening",
    ]


def test_an_own_date_on_record_and_one_missed() -> None:
    own = (Own(EXERCISE, "Oefening", d("2026-02-10"), 6),)
    facts = Facts(own=own, done=(done("own", "2026-02-10", "2026-02-12", own=EXERCISE),))
    assert of("own", lines(FILE, facts, until="2027-03-01")) == [
        "2026-02-10 done Oefening",
        "2026-08-10 late Oefening",
        "2027-02-10 coming Oefening",
    ]


def test_two_own_dates_are_missed_each_for_itself() -> None:
    own = (Own(EXERCISE, "Oefening", d("2026-01-10"), 3), Own(UUID(int=8), "EHBO", d("2026-02-01"), 3))
    assert of("own", lines(FILE, Facts(own=own), until="2026-11-30")) == [
        "2026-10-10 late Oefening",
        "2026-11-01 late EHBO",
    ]


def test_an_ended_own_date_keeps_what_was_done() -> None:
    own = (Own(EXERCISE, "Oefening", d("2026-02-10"), 6, ended_on=d("2026-08-10")),)
    facts = Facts(own=own, done=(done("own", "2026-02-10", "2026-02-12", own=EXERCISE),))
    assert of("own", lines(FILE, facts)) == ["2026-02-10 done Oefening"]


# -- Order and cut -----------------------------------------------------------------------------------------------------
def test_ties_go_by_kind_then_by_what_it_is_about() -> None:
    own = (Own(UUID(int=8), "B", d("2026-12-31")), Own(EXERCISE, "A", d("2026-12-31")))
    found = [line for line in lines(FILE, Facts(own=own), until="2026-12-31") if line.day == d("2026-12-31")]
    assert [(line.kind.key, line.about) for line in found] == [
        ("own", "A"),
        ("own", "B"),
        ("psychosocial_evaluation", ""),
        ("reintegration_consultation", "2026"),
        ("service_year_end", "2026"),
        ("workplace_visit", "2026"),
    ]


def test_a_window_holds_both_its_days_and_without_a_first_day_what_is_late() -> None:
    found = lines(FILE, until="2027-04-01")
    told = cut(found, since=None, until=d("2027-04-01"), today=TODAY)
    assert [str(line.day) for line in told if line.kind.key == "annual_report"] == ["2026-04-01", "2027-04-01"]
    told = cut(found, since=d("2026-04-01"), until=d("2027-03-31"), today=TODAY)
    assert [str(line.day) for line in told if line.kind.key == "annual_report"] == ["2026-04-01"]
    told = cut(found, since=d("2026-04-02"), until=d("2027-03-31"), today=TODAY)
    assert [str(line.day) for line in told if line.kind.key == "annual_report"] == []


def test_dates_do_not_move_for_a_weekend() -> None:
    sunday = d("2028-12-31")
    assert sunday.weekday() == 6
    assert of("workplace_visit", lines(FILE))[-1] == "2028-12-31 coming 2028"

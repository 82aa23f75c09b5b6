"""The dates of a company's own year, each worked out by hand from the law and the calendar."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from coaching.companies.wheel.files import Facts, Own
from coaching.core.ground.wheel import cut
from tests.companies.wheel_lines import FILE, SCHOOL, TODAY, d, done, lines, of


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

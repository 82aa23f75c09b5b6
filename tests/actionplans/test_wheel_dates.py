"""The dates of plans and advice on the year wheel, each worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from actionplans.wheel import dates
from actionplans.wheel.facts import Advice, Facts, FiveYear, Yearly
from coaching.companies.service_years import service_year
from coaching.companies.wheel.files import File
from coaching.core.ground.wheel import Line, Span, lines_of

TODAY = date(2026, 11, 28)
NONE = Facts()
FILE = File(uuid4(), opened_on=date(2026, 3, 15), body="committee")
SCHOOL = replace(FILE, year_starts=9)
SUBMISSION, END = "annual_plan_submission", "global_plan_end"


def d(text: str) -> date:
    return date.fromisoformat(text)


def lines(file: File, facts: Facts = NONE, *, today: date = TODAY, until: str = "2028-12-31") -> list[Line]:
    begins = service_year(file, min([file.opened_on, *filter(None, [dates.earliest(facts)])])).first
    return lines_of(dates.deeds(file, facts, Span(begins, today, d(until))), today)


def of(kind: str, found: list[Line]) -> list[str]:
    return [f"{line.day} {line.state} {line.about}".rstrip() for line in found if line.kind.key == kind]


def put(first: str, on: str = "2025-10-14") -> Yearly:
    return Yearly(d(first), put=True, put_on=d(on))


# -- The yearly plan to the body ---------------------------------------------------------------------------------------
def test_a_calendar_year_s_plan_goes_to_the_body_by_the_first_of_november_draft_or_not() -> None:
    expected = ["2026-11-01 late 2027", "2027-11-01 coming 2028", "2028-11-01 coming 2029"]
    assert of(SUBMISSION, lines(FILE)) == expected
    assert of(SUBMISSION, lines(FILE, Facts(yearly=(Yearly(d("2027-01-01")),)))) == expected


def test_a_school_s_plan_goes_by_the_first_of_july() -> None:
    found = of(SUBMISSION, lines(SCHOOL, until="2027-12-31"))
    assert found == ["2026-07-01 late 2026-2027", "2027-07-01 coming 2027-2028"]


@pytest.mark.parametrize(
    ("month", "day"),
    [(2, "2026-12-01"), (3, "2027-01-01"), (4, "2027-02-01"), (10, "2027-08-01"), (12, "2027-10-01")],
)
def test_each_first_month_has_its_day_two_months_before(month: int, day: str) -> None:
    file = replace(FILE, year_starts=month, opened_on=d("2026-11-28"))
    coming = [line.split()[0] for line in of(SUBMISSION, lines(file)) if "coming" in line]
    assert coming[0] == day


def test_the_safe_day_is_the_one_before_and_no_other_kind_has_one() -> None:
    found = lines(FILE, Facts(five_year=(FiveYear(d("2024-01-01"), agreed=True),)))
    assert {line.safe_date for line in found if line.kind.key == END} == {None}
    assert all(line.safe_date == line.day - timedelta(days=1) for line in found if line.kind.key == SUBMISSION)
    assert next(line.safe_date for line in found if line.day == d("2027-11-01")) == d("2027-10-31")


def test_put_to_the_body_is_done_and_a_draft_is_not() -> None:
    facts = Facts(yearly=(put("2027-01-01", "2026-10-14"),))
    assert of(SUBMISSION, lines(FILE, facts, until="2027-12-31")) == [
        "2025-11-01 late 2026",
        "2026-11-01 done 2027",
        "2027-11-01 coming 2028",
    ]


def test_the_first_of_november_itself_is_in_time() -> None:
    facts = Facts(yearly=(put("2026-01-01"),))
    assert of(SUBMISSION, lines(FILE, facts, today=d("2026-11-01"), until="2026-12-31"))[-1] == "2026-11-01 coming 2027"
    assert of(SUBMISSION, lines(FILE, facts, today=d("2026-11-02"), until="2026-12-31"))[-1] == "2026-11-01 late 2027"


def test_a_year_whose_day_lies_within_the_window_counts_although_it_begins_after() -> None:
    assert of(SUBMISSION, lines(FILE, until="2027-11-01"))[-1] == "2027-11-01 coming 2028"
    assert of(SUBMISSION, lines(FILE, until="2027-10-31"))[-1] == "2026-11-01 late 2027"


def test_a_broken_year_s_plan_goes_two_months_before_it_begins() -> None:
    moved = replace(FILE, year_changes=(d("2027-09-01"),))
    assert of(SUBMISSION, lines(moved, until="2028-07-01")) == [
        "2026-11-01 late 2027",
        "2027-07-01 coming 2027-2028",
        "2028-07-01 coming 2028-2029",
    ]


def test_lines_begin_with_the_first_plan_where_that_is_earlier() -> None:
    facts = Facts(yearly=(put("2024-01-01", "2023-10-20"), put("2025-01-01", "2024-10-20")))
    assert of(SUBMISSION, lines(FILE, facts, until="2026-12-31")) == [
        "2023-11-01 done 2024",
        "2024-11-01 done 2025",
        "2026-11-01 late 2027",
    ]


# -- The end of the five-year plan -------------------------------------------------------------------------------------
def test_a_five_year_plan_ends_on_the_last_day_of_its_fifth_year() -> None:
    facts = Facts(five_year=(FiveYear(d("2023-01-01"), agreed=True),))
    assert of(END, lines(FILE, facts)) == ["2027-12-31 coming 2023–2027"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2022-09-01", "2027-08-31"),
        ("2023-03-01", "2028-02-29"),
        ("2022-03-01", "2027-02-28"),
        ("2022-12-01", "2027-11-30"),
    ],
)
def test_the_last_day_of_five_years_from_any_month(first: str, last: str) -> None:
    facts = Facts(five_year=(FiveYear(d(first), agreed=True),))
    assert of(END, lines(FILE, facts))[0].split()[0] == last


def test_without_a_plan_that_is_agreed_nothing_ends() -> None:
    assert of(END, lines(FILE)) == []
    assert of(END, lines(FILE, Facts(five_year=(FiveYear(d("2023-01-01")),)))) == []


def test_a_plan_renewed_early_is_done() -> None:
    facts = Facts(five_year=(FiveYear(d("2023-01-01"), agreed=True), FiveYear(d("2027-01-01"), agreed=True)))
    assert of(END, lines(FILE, facts, until="2031-12-31")) == [
        "2027-12-31 done 2023–2027",
        "2031-12-31 coming 2027–2031",
    ]


def test_a_draft_of_the_next_plan_is_no_renewal() -> None:
    facts = Facts(five_year=(FiveYear(d("2021-01-01"), agreed=True), FiveYear(d("2026-01-01"))))
    assert of(END, lines(FILE, facts)) == ["2025-12-31 late 2021–2025"]


def test_renewed_after_a_gap_is_renewed() -> None:
    facts = Facts(five_year=(FiveYear(d("2020-01-01"), agreed=True), FiveYear(d("2026-01-01"), agreed=True)))
    assert of(END, lines(FILE, facts, until="2030-12-31")) == [
        "2024-12-31 done 2020–2024",
        "2030-12-31 coming 2026–2030",
    ]


def test_versions_of_one_plan_end_once() -> None:
    facts = Facts(five_year=(FiveYear(d("2023-01-01"), agreed=True), FiveYear(d("2023-01-01"), agreed=True)))
    assert of(END, lines(FILE, facts)) == ["2027-12-31 coming 2023–2027"]


# -- Consultation ------------------------------------------------------------------------------------------------------
def advice(**known: object) -> Facts:
    return Facts(advice=(replace(Advice(uuid4(), "Jaarplan 2027", 2027), **known),))  # type: ignore[arg-type]


def test_direct_participation_has_fifteen_days_and_fifteen_more() -> None:
    facts = advice(is_direct=True, state="open_remarks", remarks_until=d("2026-12-10"))
    assert of("remarks_end", lines(FILE, facts)) == ["2026-12-10 coming Jaarplan 2027"]
    assert of("service_opinion_end", lines(FILE, facts)) == ["2026-12-25 coming Jaarplan 2027"]
    after = advice(is_direct=True, state="service_advice", remarks_until=d("2026-12-10"))
    assert of("remarks_end", lines(FILE, after, today=d("2026-12-11"))) == ["2026-12-10 done Jaarplan 2027"]
    assert of("service_opinion_end", lines(FILE, after, today=d("2026-12-26"))) == ["2026-12-25 late Jaarplan 2027"]


def test_a_committee_has_no_such_days() -> None:
    facts = advice(is_direct=False, state="documents_sent")
    assert lines(FILE, facts, until="2026-10-31") == lines(FILE, until="2026-10-31")


@pytest.mark.parametrize(
    ("advised", "by"),
    [
        ("2026-06-15", "2026-12-15"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-08-29", "2027-02-28"),
    ],
)
def test_an_advice_is_answered_within_six_months(advised: str, by: str) -> None:
    facts = advice(state="advised", kind="unanimous", advised_on=d(advised))
    assert of("advice_answer", lines(FILE, facts)) == [f"{by} coming Jaarplan 2027"]


def test_answered_is_done_and_no_advice_asks_no_answer() -> None:
    facts = advice(state="answered", kind="divergent", advised_on=d("2026-03-20"), answered_on=d("2026-04-02"))
    assert of("advice_answer", lines(FILE, facts)) == ["2026-09-20 done Jaarplan 2027"]
    late = advice(state="advised", kind="divergent", advised_on=d("2026-03-20"))
    assert of("advice_answer", lines(FILE, late)) == ["2026-09-20 late Jaarplan 2027"]
    assert of("advice_answer", lines(FILE, advice(state="advised", kind="none", advised_on=d("2026-03-20")))) == []

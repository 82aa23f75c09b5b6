"""The dates of a coaching on the year wheel, each worked out by hand."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from coaching.companies.wheel.files import File
from coaching.core.ground.wheel import Span, lines_of
from coaching.trajectories.year_dates import Coaching, deeds

FILE = File(uuid4(), opened_on=date(2026, 1, 1))


def told(one: Coaching, today: date = date(2026, 11, 28)) -> list[str]:
    found = lines_of(deeds(FILE, [one], Span(date(2026, 1, 1), today, date(2028, 12, 31))), today)
    return [f"{line.day} {line.kind.key} {line.state} {line.who}" for line in found]


def test_the_start_date_until_it_has_started() -> None:
    due = date(2026, 12, 5)
    assert told(Coaching(due)) == ["2026-12-05 coaching_start coming coach"]
    assert told(Coaching(due, has_coach=False)) == ["2026-12-05 coaching_start coming employer"]
    assert told(Coaching(due), date(2026, 12, 5)) == ["2026-12-05 coaching_start coming coach"]
    assert told(Coaching(due), date(2026, 12, 6)) == ["2026-12-05 coaching_start late coach"]
    assert told(Coaching(due, started_on=date(2026, 12, 20)), date(2026, 12, 21)) == [
        "2026-12-05 coaching_start done coach"
    ]


def test_where_the_clock_stands_still_there_is_no_start() -> None:
    assert told(Coaching(date(2026, 12, 5), stands_still=True)) == []
    assert told(Coaching(date(2026, 12, 5), started_on=date(2026, 3, 1), stands_still=True)) == [
        "2026-12-05 coaching_start done coach"
    ]


def test_six_and_twelve_months_after_the_closing() -> None:
    closed = Coaching(date(2026, 2, 1), started_on=date(2026, 1, 20), closed_on=date(2026, 8, 31))
    assert told(closed) == [
        "2026-02-01 coaching_start done coach",
        "2027-02-28 coaching_follow_up coming coach",
        "2027-08-31 coaching_follow_up coming coach",
    ]
    assert told(closed, date(2027, 3, 1))[1] == "2027-02-28 coaching_follow_up done coach"
    assert told(closed, date(2027, 2, 28))[1] == "2027-02-28 coaching_follow_up coming coach"

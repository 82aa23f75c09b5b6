"""A period beside the one before it, equally long. Only what is over is compared, so that a running year does not seem poor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coaching.core.ground import clock
from coaching.insight import funnel
from coaching.programmes import figures

A_YEAR = 12
STAGES = ("applied", "approved", "started")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Beside:
    """Two periods of equal length, days included. months: how many each has; 0 when they cut through months."""

    first: date
    last: date
    first_before: date
    last_before: date
    months: int


@dataclass(frozen=True)
class Trend:
    """now, before: how many applied, were approved and started; per_month: how many applied in each, now and before."""

    beside: Beside
    now: tuple[int, ...]
    before: tuple[int, ...]
    per_month: tuple[tuple[date, int, int], ...] = ()


def beside(first: date | None, last: date | None, today: date) -> Beside | None:
    """What of a period is over, and as much of the period before. Without a first day: the twelve months that are over.

    Whole months stay whole months: that much the figures answer. None: nothing of it is over yet.
    """
    if first is None:
        last = _month_end(min(last, today) if last else today)
        first = clock.add_months(last + DAY, -A_YEAR)
    if last is None and first.day == 1:
        last = clock.add_months(today.replace(day=1), 1) - DAY
    if last and figures.whole_months(first, last):
        return _months(first, last, today)
    end = min(last or today, today)
    length = (last or today) - first + DAY
    return Beside(first, end, first - length, first - length + (end - first), 0) if end >= first else None


def _months(first: date, last: date, today: date) -> Beside | None:
    whole, over = _number(first, last), _number(first, min(last, _month_end(today)))
    if over < 1:
        return None
    before = clock.add_months(first, -whole)
    return Beside(first, clock.add_months(first, over) - DAY, before, clock.add_months(before, over) - DAY, over)


def _month_end(day: date) -> date:
    """The last day of the last month that is over on a day; this day when it ends one."""
    return day if (day + DAY).day == 1 else day.replace(day=1) - DAY


def _number(first: date, last: date) -> int:
    after = last + DAY
    return (after.year - first.year) * 12 + after.month - first.month


def trend(programme_id: UUID, periods: Beside) -> Trend:
    """Of whole months in one query over figures; else the files of both periods are counted."""
    if not periods.months:
        now, before = (
            funnel.tally(programme_id, "layer", first=first, last=last).counts["layer"]
            for first, last in ((periods.first, periods.last), (periods.first_before, periods.last_before))
        )
        return Trend(periods, _sums(now), _sums(before))
    found = funnel.tally(programme_id, funnel.MONTH, first=periods.first_before, last=periods.last).counts[funnel.MONTH]
    months = [clock.add_months(periods.first, number) for number in range(periods.months)]
    earlier = [clock.add_months(periods.first_before, number) for number in range(periods.months)]
    lines = tuple(
        (month, found["applied"][month], found["applied"][former])
        for month, former in zip(months, earlier, strict=True)
    )
    return Trend(periods, _sums(found, months), _sums(found, earlier), lines)


def _sums(found: dict[str, Counter[Any]], keys: list[date] | None = None) -> tuple[int, ...]:
    return tuple(
        sum(found[stage][key] for key in keys) if keys is not None else found[stage].total() for stage in STAGES
    )

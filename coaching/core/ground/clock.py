"""The only source of "now". It can be shifted in tests and in demo mode, never in production.

Dates of law do not move for weekends or holidays (subject/law.md#law); working days are for our own periods.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

import holidays
from django.conf import settings
from django.utils import timezone

SHORTEST_MONTH = 28  # days that every month has
_shift: ContextVar[timedelta | None] = ContextVar("clock_shift", default=None)


def now() -> datetime:
    """Aware current moment."""
    shift = _shift.get()
    return timezone.now() + shift if shift else timezone.now()


def today() -> date:
    """Current date in Belgium."""
    return timezone.localtime(now()).date()


def shifted_today() -> str:
    """ISO date for the database when the clock is shifted, else "" (it then uses its own)."""
    return today().isoformat() if _shift.get() else ""


def shifted_by() -> str:
    """By how much the database must shift its own clock, as an interval; "" when it need not."""
    shift = _shift.get()
    return f"{shift.total_seconds():.6f} seconds" if shift else ""


@contextmanager
def at(moment: date | datetime) -> Iterator[None]:
    """Run the block as if it were `moment` (a date means noon in Belgium). Refused in production."""
    if settings.PRODUCTION:
        raise RuntimeError("the clock cannot be shifted in production")
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=timezone.get_default_timezone())
    token = _shift.set(moment - timezone.now())
    try:
        yield
    finally:
        _shift.reset(token)


def moment_of(day: date) -> datetime:
    """Where that day begins in Belgium."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the month's last day where it has fewer days (30 November → 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= SHORTEST_MONTH:
        return day.replace(year=year, month=month + 1)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no Belgian public holiday."""
    return day.weekday() < 5 and day not in holidays.country_holidays("BE", years=day.year)


def add_working_days(day: date, count: int) -> date:
    """The date `count` working days after `day`."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day

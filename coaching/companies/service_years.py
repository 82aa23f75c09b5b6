"""Service years of a company (dienstjaar): twelve months from the first of a month, whatever month that is. Pure, of facts alone.

A company may let its years begin in another month from a day on; the year that this cuts is a broken, shorter one.
Every date of a year is worked out here and nowhere else (Codex I.2-9, I.2-10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Protocol

from coaching.core.ground.clock import add_months

MONTHS = 12  # of a service year (Codex I.2-9)
SUBMIT_MONTHS = 2  # before the year begins (Codex I.2-10)


class Rhythm(Protocol):
    """What a company says of its years: the month in which they begin, and from which days on they begin anew."""

    @property
    def year_starts(self) -> int: ...

    @property
    def year_changes(self) -> Sequence[date]: ...


@dataclass(frozen=True, order=True)
class ServiceYear:
    """One service year: its first and its last day."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @cached_property
    def label(self) -> str:
        """2027, or 2027-2028 where it ends in another calendar year."""
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}-{self.last.year}"

    @property
    def is_broken(self) -> bool:
        """Shorter than twelve months: the years begin in another month from the day after it."""
        return self.last < add_months(self.first, MONTHS) - timedelta(days=1)

    @cached_property
    def submission(self) -> date:
        """Last day to put its plan to the body: the first of the second month before it (Codex I.2-10)."""
        return add_months(self.first, -SUBMIT_MONTHS)

    @property
    def safe_submission(self) -> date:
        """The day before: safe where the article is read as "before" (subject/law.md#advice-on-plans)."""
        return self.submission - timedelta(days=1)


def service_year(of: Rhythm, day: date) -> ServiceYear:
    """The service year in which a day lies."""
    begun = [change for change in sorted(of.year_changes) if change <= day]
    coming = [change for change in sorted(of.year_changes) if change > day]
    month = begun[-1].month if begun else of.year_starts
    first = date(day.year if day.month >= month else day.year - 1, month, 1)
    last = add_months(first, MONTHS) - timedelta(days=1)
    if coming:
        last = min(last, coming[0] - timedelta(days=1))
    return ServiceYear(first, last)


def service_years(of: Rhythm, since: date, until: date) -> list[ServiceYear]:
    """Every service year that has a day in this time (both days included), in order; none when `until` comes first."""
    return list(_between(_Rhythm(of.year_starts, tuple(of.year_changes)), since, until))


@dataclass(frozen=True)
class _Rhythm:
    """What counts of a company here: hundreds of files share a few of them, and so their years."""

    year_starts: int
    year_changes: tuple[date, ...]


@lru_cache(maxsize=1000)
def _between(of: _Rhythm, since: date, until: date) -> tuple[ServiceYear, ...]:
    found: list[ServiceYear] = []
    day = since
    while day <= until:
        year = service_year(of, day)
        found.append(year)
        day = year.last + timedelta(days=1)
    return tuple(found)


def year_after(of: Rhythm, year: ServiceYear) -> ServiceYear:
    """The service year that follows."""
    return service_year(of, year.last + timedelta(days=1))


def year_to_plan(of: Rhythm, day: date) -> ServiceYear:
    """The latest service year whose plan must be with the body by this day: the one to speak about (Codex I.2-10)."""
    return service_year(of, add_months(day.replace(day=1), SUBMIT_MONTHS))

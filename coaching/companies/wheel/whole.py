"""The wheel put together: what all apps know of the dates of one company or of many, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coaching.companies.service_years import service_year
from coaching.companies.wheel.files import File, files_of
from coaching.core.ground import wheel
from coaching.core.ground.clock import add_months
from coaching.core.ground.wheel import Ask, Line, Span

MONTHS_AHEAD = 24  # own choice (docs/year-wheel.md)


@dataclass(frozen=True)
class Wheel:
    """The dates of one file. begins: the first day of the service year in which its lines begin."""

    file: File
    begins: date
    lines: list[Line]
    asks: list[Ask] = field(default_factory=list)

    @property
    def before_opening(self) -> list[Line]:
        """Late of a day before the file was opened: it may well have been done, only nobody could note it here."""
        return [line for line in self.lines if line.is_late and line.day < self.file.opened_on]


def ahead(day: date) -> date:
    """The last day that is shown unless another is asked."""
    return add_months(day, MONTHS_AHEAD)


def wheels(keys: Sequence[UUID], *, today: date, until: date, every_missed: bool = False) -> list[Wheel]:
    """Of each of these companies that one may read, by name: every line from its first service year to `until`."""
    known = [(provider, provider.facts(keys)) for provider in wheel.PROVIDERS]
    return [_wheel(file, known, today, until, every_missed=every_missed) for file in files_of(keys)]


def wheel_of(key: UUID, *, today: date, until: date, every_missed: bool = False) -> Wheel:
    """Of one company."""
    return wheels([key], today=today, until=until, every_missed=every_missed)[0]


Known = list[tuple[wheel.Provider, "wheel.Mapping[UUID, object]"]]


def _wheel(file: File, known: Known, today: date, until: date, *, every_missed: bool) -> Wheel:
    told = [(provider, facts[file.id]) for provider, facts in known if file.id in facts]
    plans = [day for provider, facts in told if (day := provider.earliest(facts)) is not None]
    begins = service_year(file, min([file.opened_on, *plans])).first
    span = Span(begins, today, until)
    deeds = [deed for provider, facts in told for deed in provider.deeds(file, facts, span)]
    lines = wheel.lines_of(deeds, today, every_missed=every_missed)
    return Wheel(file, begins, lines, [ask for provider, facts in told for ask in provider.asks(file, facts)])

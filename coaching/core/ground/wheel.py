"""The year wheel: dates of law and of agreement, worked out from facts and a day, never stored (docs/year-wheel.md).

An app registers in `hooks.py` the kinds that it knows and a `Provider`: the facts it reads for many files at once, and a
pure function from the facts of one file to its deeds. Here deeds become lines: done, late or coming.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from coaching.core.ground.clock import add_months

Who = Literal["employer", "adviser", "body", "service", "coach"]
State = Literal["done", "late", "coming"]
DONE: State = "done"
LATE: State = "late"
COMING: State = "coming"


@dataclass(frozen=True)
class Kind:
    """What all dates of one kind share. rule, source: one line each; who must act.

    repeats: of what was missed only the latest shows. passes: done by itself once past. safe: the day before is shown
    beside it (where the law is read as "before"). told: what comes near is told from here; else its app does so by itself.
    opens: the permission that its page asks.
    """

    key: str
    title: Any
    rule: Any
    source: Any
    who: Who
    repeats: bool = False
    passes: bool = False
    safe: bool = False
    told: bool = False
    opens: str = ""


@dataclass(frozen=True)
class Deed:
    """One thing that is to be done by a day. about: the title of what it is about.

    series: which of several rows of dates of a kind it belongs to. page: where it is done, a page's name and its arguments;
    notes: what is on record of it, in words; ref: the key of what it is about.
    """

    kind: str
    day: date
    about: str = ""
    done: bool = False
    done_on: date | None = None
    series: str = ""
    who: Who | None = None
    page: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ref: UUID | None = None


@dataclass(frozen=True)
class Line:
    """A deed as one reads it today."""

    deed: Deed
    kind: Kind
    state: State

    @property
    def day(self) -> date:
        return self.deed.day

    @property
    def safe_date(self) -> date | None:
        return self.deed.day - timedelta(days=1) if self.kind.safe else None

    @property
    def about(self) -> str:
        return self.deed.about

    @property
    def who(self) -> Who:
        return self.deed.who or self.kind.who

    @property
    def is_late(self) -> bool:
        return self.state == LATE

    @property
    def is_done(self) -> bool:
        return self.state == DONE

    @property
    def is_coming(self) -> bool:
        return self.state == COMING


@dataclass(frozen=True)
class Span:
    """For which time deeds are worked out: from the file's first service year to `until`; today decides what was missed."""

    begins: date
    today: date
    until: date

    def holds(self, day: date) -> bool:
        return self.begins <= day <= self.until


@dataclass(frozen=True)
class Ask:
    """A fact without which dates of a kind cannot be told, asked where they would stand. page: where it is filled in."""

    kind: str
    words: Any
    page: str


@dataclass(frozen=True)
class Provider:
    """What an app knows of the dates of files.

    facts(keys): per file what the pure functions need, in a fixed number of queries whatever the number of files.
    deeds(file, facts, span): pure. earliest(facts): the first day that the file is known to have had a plan.
    asks(file, facts): what is not known.
    """

    facts: Callable[[Sequence[UUID]], Mapping[UUID, Any]]
    deeds: Callable[[Any, Any, Span], Iterable[Deed]]
    earliest: Callable[[Any], date | None] = field(default=lambda facts: None)
    asks: Callable[[Any, Any], Iterable[Ask]] = field(default=lambda file, facts: ())


KINDS: dict[str, Kind] = {}
PROVIDERS: list[Provider] = []
DONE_AT: dict[str, str] = {}


def done_at(kind: str, page: str) -> None:
    """In `hooks.py` of an app above: what is due of this kind is done on that page, which writes it down too."""
    if DONE_AT.setdefault(kind, page) != page:
        raise ValueError(f"{kind} is done on {DONE_AT[kind]} already")


def register(provider: Provider, *kinds: Kind) -> None:
    """In `hooks.py`; ValueError when another app has a kind of that name."""
    for kind in kinds:
        if KINDS.get(kind.key, kind) is not kind:
            raise ValueError(f"{kind.key} is registered twice")
        KINDS[kind.key] = kind
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def state_of(deed: Deed, kind: Kind, today: date) -> State:
    """Late from the day after its date on, unless it is on record as done."""
    if deed.done or (kind.passes and deed.day < today):
        return DONE
    return LATE if deed.day < today else COMING


def lines_of(deeds: Iterable[Deed], today: date, *, every_missed: bool = False) -> list[Line]:
    """By date, then kind, then what it is about. Of a kind that repeats the latest missed one alone, unless all are asked."""
    found = [Line(deed, KINDS[deed.kind], state_of(deed, KINDS[deed.kind], today)) for deed in deeds]
    latest: dict[tuple[str, str], date] = {}
    for line in found:
        if line.is_late and line.kind.repeats:
            key = (line.kind.key, line.deed.series)
            latest[key] = max(latest.get(key, line.day), line.day)
    if not every_missed:
        found = [line for line in found if _stays(line, latest)]
    return sorted(found, key=lambda line: (line.day, line.kind.key, line.about))


def _stays(line: Line, latest: Mapping[tuple[str, str], date]) -> bool:
    missed = line.is_late and line.kind.repeats
    return not missed or line.day == latest[line.kind.key, line.deed.series]


def cut(lines: Iterable[Line], *, since: date | None, until: date, today: date) -> list[Line]:
    """Lines of a time, both days included; without a first day from today on, and what is late besides."""
    first = since or today
    return [line for line in lines if line.day <= until and (line.day >= first or (since is None and line.is_late))]


def every(first: date, months: int, until: date, *, after: bool = False) -> Iterator[date]:
    """A day and the same day each so many months later, counted from the first: the 31st is not lost in a short month.

    after: without the first day itself.
    """
    for step in range(int(after), (until.year - first.year + 1) * 12 // months + 2):
        day = add_months(first, step * months)
        if day > until:
            return
        yield day


def moving(first: date, months: int, done: Iterable[date], span: Span) -> Iterator[tuple[date, date | None]]:
    """Dates that move with what was done: (date, when it was done) — first, and so many months after each time.

    What is done late answers the latest date that was missed; what is done early answers the next one. What was done before
    the file's first year only says from when one counts.
    """
    counted, after = first, False
    for day in sorted(done):
        if day >= span.begins:
            answered = [due for due in every(counted, months, day, after=after) if span.holds(due)]
            due = answered[-1] if answered else add_months(counted, months * after)
            if span.holds(due):
                yield due, day
        counted, after = day, True
    for due in every(counted, months, span.until, after=after):
        if span.holds(due):
            yield due, None

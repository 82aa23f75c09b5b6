"""What waits for whom: each kind is defined once, by the app that knows it, and counted and told everywhere by that.

An app registers its kinds in `hooks.py`. The navigation counts them (all of a place in one question, composed once per
role and kept), the first page of a place tells them line by line, the daily mail tells the most urgent ones. A kind's list is
the same rows as its count: whoever follows a number finds that many. docs/waiting.md names them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.composed import Asked, Part, Question, Who, compose
from coaching.core.ground.roles import Actor

MOST = 99  # counted no further; then it says "99+"
PAST, TODAY, WEEK, LATER, UNDATED = range(5)
BANDS: dict[int, Any] = {
    PAST: _("Past its date"),
    TODAY: _("Today"),
    WEEK: _("Within seven days"),
    LATER: _("Later"),
    UNDATED: _("Without a date"),
}


@dataclass(frozen=True)
class Line:
    """One thing that waits. what: what to do; url: where it is done; who: whose it is; why: in some words; due: by when."""

    about: Any
    what: Any
    url: str
    who: str = ""
    why: Any = ""
    due: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of waiting.

    key: unique, "app.what". place: kind of place where it waits. label: `ngettext_lazy(…, "n")`, without the number.
    permission: who is asked. rows: exactly those that wait, under the hat in force; its days come from `asked.today` or
    `asked.on`. order: the most urgent first. reads: what `lines` reads of a row, so that all kinds are read in one question
    (`row.company__name`); without it, `lines` gets whole records. lines: each row as a line, in a fixed number of queries.
    told: False where a first page gives the number alone, with its list behind it: the duties of many companies do not
    push aside who waits for an answer. listed, query: the page that lists exactly these rows; without one, the page of
    what waits lists them. entry: the entry of the navigation that carries the number.
    """

    key: str
    place: str
    label: Any
    permission: str
    rows: Callable[[Asked], QuerySet[Any]]
    lines: Callable[[Sequence[Any], Asked], list[Line]]
    order: tuple[Any, ...]
    entry: str = ""
    listed: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    told: bool = True

    def url(self, asked: Asked) -> str:
        if self.listed:
            return asked.url(self.listed, **self.query)
        return asked.url(PAGES[self.place], kind=self.key)

    def words(self, number: int) -> str:
        """ "application to decide" or "applications to decide"."""
        return str(self.label % {"n": number})


@dataclass(frozen=True)
class Pile:
    """How many of one kind wait, and where they are listed."""

    kind: Kind
    count: int
    url: str

    @property
    def figure(self) -> str:
        return figure(self.count)

    @property
    def words(self) -> str:
        return self.kind.words(self.count)


@dataclass(frozen=True)
class Band:
    """Lines that hurt equally soon."""

    label: Any
    lines: list[Line]
    past: bool = False


@dataclass(frozen=True)
class Worklist:
    """What waits for somebody in one place: how many of each kind, and the most urgent of them, line by line.

    counted: of every kind that one is asked about, also where nothing waits.
    """

    piles: list[Pile]
    lines: list[Line]
    today: date
    counted: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.piles)

    @property
    def bands(self) -> list[Band]:
        grouped = groupby(self.lines, key=lambda line: band(line.due, self.today))
        return [Band(BANDS[number], list(lines), number == PAST) for number, lines in grouped]

    @property
    def told_whole(self) -> bool:
        """One kind, all of it line by line: its number says nothing more."""
        return len(self.piles) == 1 and self.piles[0].count == len(self.lines)

    @property
    def is_dated(self) -> bool:
        return any(line.due for line in self.lines)

    def without(self, kind: str, about: Any = None) -> Worklist:
        """Without what stands elsewhere on the page already: that row of a kind, and the kind when it is all of it."""
        gone = {pile.kind.key for pile in self.piles if pile.kind.key == kind and pile.count == 1}
        piles = [pile for pile in self.piles if pile.kind.key not in gone]
        lines = [line for line in self.lines if line.kind not in gone and (line.kind, line.about) != (kind, about)]
        return replace(self, piles=piles, lines=lines)

    def only(self, keep: Callable[[Line], bool]) -> Worklist:
        """Fewer lines, as many piles."""
        return replace(self, lines=[line for line in self.lines if keep(line)])


@dataclass
class Found:
    """What waits of one kind. rows: the most urgent ones."""

    count: int = 0
    rows: list[Any] = field(default_factory=list)


KINDS: dict[str, list[Kind]] = defaultdict(list)
RANKS: dict[str, int] = {}
PAGES: dict[str, str] = {}  # kind of place → page of all that waits there (`?kind=`: of one kind)


def register(*kinds: Kind, rank: int = 0) -> None:
    """In `hooks.py`; ValueError when the key is there already.

    rank: of lines without a day those of a lower rank come first, then in the order in which apps are loaded; somebody who
    waits for an answer stands before work on paper.
    """
    for kind in kinds:
        if any(kind.key == other.key for others in KINDS.values() for other in others):
            raise ValueError(f"{kind.key} is registered twice")
        RANKS[kind.key] = rank
        KINDS[kind.place].append(kind)
        KINDS[kind.place].sort(key=lambda one: RANKS[one.key])


def kinds_for(place: str, actor: Actor | None) -> list[Kind]:
    """Kinds of a place that this person is asked about."""
    return [kind for kind in KINDS[place] if actor is not None and actor.may(kind.permission)] if actor else []


def find(place: str, key: str, actor: Actor) -> Kind | None:
    """The kind of that name, when this person is asked about it: for the filter of a list."""
    return next((kind for kind in kinds_for(place, actor) if kind.key == key), None)


def band(due: date | None, today: date) -> int:
    """How soon it hurts."""
    if due is None:
        return UNDATED
    days = (due - today).days
    return PAST if days < 0 else TODAY if days == 0 else WEEK if days <= 7 else LATER


def figure(count: int) -> str:
    return f"{MOST}+" if count > MOST else str(count)


# -- Counting ----------------------------------------------------------------------------------------------------------
def counts(place: str, actor: Actor | None, today: date, only: frozenset[str] = frozenset()) -> dict[str, int]:
    """Kind's key → how many wait, counted to a hundred. One query; none where the person is asked about nothing.

    only: these kinds, where any is named.
    """
    kinds = _wanted(place, actor, only)
    if not kinds or actor is None:
        return {}
    found = _counting(Who.of(place, actor), only).rows(actor, today)
    return dict(zip((kind.key for kind in kinds), found[0], strict=True))


def _wanted(place: str, actor: Actor | None, only: frozenset[str]) -> list[Kind]:
    return [kind for kind in kinds_for(place, actor) if not only or kind.key in only]


@cache
def _counting(who: Who, only: frozenset[str]) -> Question:
    """How many of each kind, for people of these roles."""
    found = [compose(who, partial(_limited, kind)) for kind in _wanted(who.place, who.actor, only)]
    counted = [f"(SELECT count(*) FROM ({one.sql}) AS waits_{number})" for number, one in enumerate(found)]
    return Question("SELECT " + ", ".join(counted), tuple(slot for one in found for slot in one.slots))


def _limited(kind: Kind, asked: Asked) -> QuerySet[Any]:
    return kind.rows(asked).order_by().values("pk")[: MOST + 1]


# -- Telling -----------------------------------------------------------------------------------------------------------
def worklist(place: str, asked: Asked, *, each: int = 5, most: int = 12) -> Worklist:
    """What waits here, counted and told, the most urgent first; one query, whatever waits.

    each: lines of one kind at most; most: of all together. A kind that does not name what it reads asks once more.
    """
    kinds = kinds_for(place, asked.actor)
    found = _found(kinds, asked, each) if kinds else {}
    there = [kind for kind in kinds if found[kind.key].count]
    told = [kind for kind in there if kind.told]
    lines = [replace(line, kind=kind.key) for kind in told for line in kind.lines(found[kind.key].rows, asked)]
    lines.sort(key=lambda line: (line.due is None, line.due or date.max))
    counted = {kind.key: found[kind.key].count for kind in kinds}
    piles = [Pile(kind, counted[kind.key], kind.url(asked)) for kind in there]
    return Worklist(piles, lines[:most], asked.today, counted)


def rows_of(kind: Kind, asked: Asked) -> QuerySet[Any]:
    """All rows of a kind, the most urgent first, as its `lines` wants them."""
    rows = kind.rows(asked).order_by(*kind.order)
    return rows.values_list(*kind.reads, named=True) if kind.reads else rows


def _found(kinds: Sequence[Kind], asked: Asked, each: int) -> dict[str, Found]:
    """Of each kind how many wait, and the most urgent rows."""
    who = Who.of(kinds[0].place, asked.actor)
    parts = [_part(kind.key, who, each) for kind in kinds]
    question = Question(" UNION ALL ".join(part.sql for part in parts), sum((part.slots for part in parts), ()))
    found = {kind.key: Found() for kind in kinds}
    readers = {kind.key: part for kind, part in zip(kinds, parts, strict=True)}
    for key, _rank, count, values in sorted(question.rows(asked.actor, asked.today)):
        found[key].count = count
        found[key].rows.append(readers[key].row(values))
    for kind in kinds:
        if not kind.reads and found[kind.key].count:
            found[kind.key].rows = list(rows_of(kind, asked)[:each])
    return found


@cache
def _part(key: str, who: Who, each: int) -> Part:
    """The most urgent rows of one kind, and how many there are up to a hundred."""
    kind = next(kind for kind in KINDS[who.place] if kind.key == key)
    reads = kind.reads or ("pk",)
    wanted = compose(who, lambda asked: kind.rows(asked).order_by(*kind.order).values_list(*reads)[: MOST + 1])
    return Part.of(key, wanted, reads, each)

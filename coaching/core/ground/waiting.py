"""What waits for whom: each kind is defined once, by the app that knows it, and counted and told everywhere by that.

An app registers its kinds in `hooks.py`. The navigation counts them (all of a place in one question, composed once per
role and kept), the first page of a place tells them line by line, the daily mail tells the most urgent ones. A kind's list is
the same rows as its count: whoever follows a number finds that many. docs/waiting.md names them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.roles import Actor, Hat
from coaching.core.tenancy.context import Context, composing

MOST = 99  # counted no further; then it says "99+"
PAST, TODAY, WEEK, LATER, UNDATED = range(5)
BANDS: dict[int, Any] = {
    PAST: _("Past its date"),
    TODAY: _("Today"),
    WEEK: _("Within seven days"),
    LATER: _("Later"),
    UNDATED: _("Without a date"),
}
# Stand-ins for who asks and when, while a question is composed; each page fills in its own.
USER, COMPANY, PROGRAMME = -7_310_000_001, UUID(int=7_310_000_002), UUID(int=7_310_000_003)
SOME_DAY, RULED = date(5000, 1, 1), 7000


@dataclass(frozen=True)
class Asked:
    """Who asks, on which day, and how addresses are made in their place (`Place.url`)."""

    actor: Actor
    today: date
    url: Callable[..., str]
    _rules: list[Callable[[date], date]] | None = None

    def on(self, rule: Callable[[date], date]) -> date:
        """A day that follows from today otherwise than by a number of days: `asked.on(lambda day: add_months(day, -12))`."""
        if self._rules is None:
            return rule(self.today)
        self._rules.append(rule)
        return date(RULED + len(self._rules), 1, 1)


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
    `asked.on`. order: the most urgent first. lines: each row as a line, in a fixed number of queries. listed, query: the
    page that lists exactly these rows; without one, the page of what waits lists them. entry: the entry of the navigation
    that carries the number.
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
    """What waits for somebody in one place: how many of each kind, and the most urgent of them, line by line."""

    piles: list[Pile]
    lines: list[Line]
    today: date

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
        return Worklist(piles, lines, self.today)

    def only(self, keep: Callable[[Line], bool]) -> Worklist:
        """Fewer lines, as many piles."""
        return Worklist(self.piles, [line for line in self.lines if keep(line)], self.today)


KINDS: dict[str, list[Kind]] = defaultdict(list)
PAGES: dict[str, str] = {}  # kind of place → page of all that waits there (`?kind=`: of one kind)


def register(*kinds: Kind) -> None:
    """In `hooks.py`; ValueError when the key is there already."""
    for kind in kinds:
        if any(kind.key == other.key for others in KINDS.values() for other in others):
            raise ValueError(f"{kind.key} is registered twice")
        KINDS[kind.place].append(kind)


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
def counts(place: str, actor: Actor | None, today: date) -> dict[str, int]:
    """Kind's key → how many wait, counted to a hundred. One query; none where the person is asked about nothing."""
    kinds = kinds_for(place, actor)
    if not kinds or actor is None:
        return {}
    sql, slots = _composed(place, actor.hat, actor.roles, actor.has_mandate)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_filled(slot, actor, today) for slot in slots])
        return dict(zip((kind.key for kind in kinds), cursor.fetchone() or (), strict=True))


@cache
def _composed(place: str, hat: Hat, roles: frozenset[str], has_mandate: bool) -> tuple[str, tuple[Any, ...]]:
    """The question of a place for people of these roles, and what goes into its gaps. Composing costs more than asking."""
    actor = Actor(USER, hat, roles, COMPANY, PROGRAMME, has_mandate)
    keys = {"company": {"company_id": COMPANY}, "programme": {"programme_id": PROGRAMME}}.get(place, {})
    parts: list[str] = []
    slots: list[Any] = []
    with composing(Context(hat, user_id=USER, keys=keys, actor=actor)):
        for number, kind in enumerate(kinds_for(place, actor)):
            rules: list[Callable[[date], date]] = []
            rows = kind.rows(Asked(actor, SOME_DAY, lambda *args, **query: "", rules))
            sql, params = rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
            parts.append(f"(SELECT count(*) FROM ({sql}) AS waits_{number})")
            slots += [_slot(value, rules) for value in params]
    return "SELECT " + ", ".join(parts), tuple(slots)


def _slot(value: Any, rules: Sequence[Callable[[date], date]]) -> Any:
    """What a value of the composed question stands for: a function of who asks and when, or the value itself."""
    if isinstance(value, datetime) and value.year >= SOME_DAY.year:
        raise TypeError("a kind of waiting asks by days, not by moments")
    if isinstance(value, date) and value.year > RULED:
        rule = rules[value.year - RULED - 1]
        return lambda actor, today: rule(today)
    if isinstance(value, date) and value.year >= SOME_DAY.year - 100:
        apart = value - SOME_DAY
        return lambda actor, today: today + apart
    if isinstance(value, (int, UUID)):
        return {USER: _user, COMPANY: _company, PROGRAMME: _programme}.get(value, value)
    return value


def _user(actor: Actor, today: date) -> Any:
    return actor.user_id


def _company(actor: Actor, today: date) -> Any:
    return actor.company_id


def _programme(actor: Actor, today: date) -> Any:
    return actor.programme_id


def _filled(slot: Any, actor: Actor, today: date) -> Any:
    return slot(actor, today) if callable(slot) else slot


# -- Telling -----------------------------------------------------------------------------------------------------------
def worklist(
    place: str, asked: Asked, counted: Mapping[str, int], *, each: int = 5, most: int = 12, kinds: Iterable[str] = ()
) -> Worklist:
    """What waits here, the most urgent first. counted: as `counts` gave it; only kinds with rows are read.

    each: lines of one kind at most; most: of all together; kinds: these alone, when any is named.
    """
    wanted = set(kinds)
    there = [
        kind for kind in kinds_for(place, asked.actor) if counted.get(kind.key) and (not wanted or kind.key in wanted)
    ]
    lines = [line for kind in there for line in lines_of(kind, asked, each)]
    lines.sort(key=lambda line: (line.due is None, line.due or date.max))
    return Worklist([Pile(kind, counted[kind.key], kind.url(asked)) for kind in there], lines[:most], asked.today)


def lines_of(kind: Kind, asked: Asked, most: int) -> list[Line]:
    """The most urgent rows of a kind, as lines."""
    rows = list(kind.rows(asked).order_by(*kind.order)[:most])
    return [replace(line, kind=kind.key) for line in kind.lines(rows, asked)]

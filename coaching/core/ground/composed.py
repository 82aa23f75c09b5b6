"""Questions to the database that are composed once per role and asked with each person's own values.

Putting a question together costs more than the database needs to answer it. While it is composed, stand-ins take the place of
who asks and when; what comes out is text with gaps, and each page fills in its own.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from coaching.core.ground.roles import Actor, Hat
from coaching.core.tenancy.context import Context, composing

USER, COMPANY, PROGRAMME = -7_310_000_001, UUID(int=7_310_000_002), UUID(int=7_310_000_003)
SOME_DAY, RULED = date(5000, 1, 1), 7000
Rule = Callable[[date], date]
Slot = Callable[[Actor, date], Any]


@dataclass(frozen=True)
class Asked:
    """Who asks, on which day, and how addresses are made in their place (`Place.url`)."""

    actor: Actor
    today: date
    url: Callable[..., str]
    _rules: list[Rule] | None = None

    def on(self, rule: Rule) -> date:
        """A day that follows from today otherwise than by a number of days: `asked.on(lambda day: add_months(day, -12))`."""
        if self._rules is None:
            return rule(self.today)
        self._rules.append(rule)
        return date(RULED + len(self._rules), 1, 1)


@dataclass(frozen=True)
class Who:
    """What a question depends on, of who asks it where (`Place.kind`)."""

    place: str
    hat: Hat
    roles: frozenset[str]
    has_mandate: bool

    @classmethod
    def of(cls, place: str, actor: Actor) -> Who:
        return cls(place, actor.hat, actor.roles, actor.has_mandate)

    @property
    def actor(self) -> Actor:
        """Somebody of these roles, by stand-ins."""
        return Actor(USER, self.hat, self.roles, COMPANY, PROGRAMME, self.has_mandate)


@dataclass(frozen=True)
class Question:
    """sql: with a gap per slot. slots: how each gap is filled. readers: from JSON to the value of each column."""

    sql: str
    slots: tuple[Slot, ...]
    readers: tuple[Callable[[Any], Any], ...] = ()

    def rows(self, actor: Actor, today: date) -> list[tuple[Any, ...]]:
        """The answer, under the hat in force."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [slot(actor, today) for slot in self.slots])
            return cursor.fetchall()


def compose(who: Who, rows: Callable[[Asked], QuerySet[Any]]) -> Question:
    """The question that `rows` asks. TypeError when it asks by moments: pages of one day share its days."""
    actor, rules = who.actor, list[Rule]()
    keys = {"company": {"company_id": COMPANY}, "programme": {"programme_id": PROGRAMME}}.get(who.place, {})
    with composing(Context(who.hat, user_id=USER, keys=keys, actor=actor)):
        query = rows(Asked(actor, SOME_DAY, lambda *args, **query: "", rules)).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
    readers = tuple(column.output_field.to_python for column, *_rest in compiler.select or ())
    return Question(sql, tuple(_slot(value, rules) for value in params), readers)


@dataclass(frozen=True)
class Part:
    """One of several questions that are asked as one (`UNION ALL`): rows of (key, rank, count, values in JSON)."""

    sql: str
    slots: tuple[Slot, ...]
    readers: tuple[Callable[[Any], Any], ...]
    made: Callable[..., Any]

    @classmethod
    def of(cls, key: str, question: Question, names: Sequence[str], most: int) -> Part:
        """The first rows of a question, and how many it has. key: a name of ours; names: how its columns are read."""
        columns = ", ".join(f"c{place}" for place in range(len(names)))
        sql = (
            f"(SELECT '{key}', row_number() OVER (), count(*) OVER (), json_build_array({columns})::text"
            f" FROM ({question.sql}) AS part ({columns}) LIMIT {most})"
        )
        made = namedtuple("made", names)  # type: ignore[misc]  # the names are a kind's
        return cls(sql, question.slots, question.readers, made)

    def row(self, values: str) -> Any:
        found = json.loads(values, parse_float=Decimal)
        return self.made(*(reader(value) for reader, value in zip(self.readers, found, strict=True)))


def _slot(value: Any, rules: Sequence[Rule]) -> Slot:
    """What a value of the composed question stands for."""
    if isinstance(value, datetime) and value.year >= SOME_DAY.year:
        raise TypeError("a question that is composed once asks by days, not by moments")
    if isinstance(value, date) and value.year > RULED:
        rule = rules[value.year - RULED - 1]
        return lambda actor, today: rule(today)
    if isinstance(value, date) and value.year >= SOME_DAY.year - 100:
        apart = value - SOME_DAY
        return lambda actor, today: today + apart
    stands_for = {USER: _user, COMPANY: _company, PROGRAMME: _programme}
    if isinstance(value, (int, UUID)) and value in stands_for:
        return stands_for[value]
    return lambda actor, today: value


def _user(actor: Actor, today: date) -> Any:
    return actor.user_id


def _company(actor: Actor, today: date) -> Any:
    return actor.company_id


def _programme(actor: Actor, today: date) -> Any:
    return actor.programme_id

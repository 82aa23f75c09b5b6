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
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from psycopg2.extensions import AsIs

from coaching.core.ground.roles import Actor, Hat
from coaching.core.tenancy.context import Context, composing

USER, COMPANY, PROGRAMME = -7_310_000_001, UUID(int=7_310_000_002), UUID(int=7_310_000_003)
SOME_DAY, RULED = date(5000, 1, 1), 7000
OURS: Any = connection  # `core.postgresql`, which Django's stubs do not know
GAP = "\x01"  # where who asks is filled in; nobody types it
NUMBERS = count()  # of prepared questions; none is given twice
Rule = Callable[[date], date]


@dataclass(frozen=True)
class Slot:
    """How a gap is filled by who asks and when. type: the database's."""

    value: Callable[[Actor, date], Any]
    type: str


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
    """sql: with a gap per slot. slots: what each gap takes of who asks. readers: from JSON to each column's value."""

    sql: str
    slots: tuple[Slot, ...]
    readers: tuple[Callable[[Any], Any], ...] = ()

    def rows(self, actor: Actor, today: date) -> list[tuple[Any, ...]]:
        """The answer, under the hat in force."""
        values = [slot.value(actor, today) for slot in self.slots]
        with connection.cursor() as cursor:
            if settings.DATABASE_POOLED:
                cursor.execute(self.sql, values)
            else:
                self._ask_prepared(cursor, actor.hat, values)
            return cursor.fetchall()

    def _ask_prepared(self, cursor: Any, hat: Hat, values: Sequence[Any]) -> None:
        """Planning takes as long as answering: each connection keeps the plan, one per hat, for policies differ by it.

        A question that failed when it was first asked has a plan all the same, for no rollback takes it away: the next one
        needs another name.
        """
        known = OURS.prepared
        name = known.get((self.sql, hat)) or f"question_{next(NUMBERS)}"
        ask = f"EXECUTE {name}" + (f" ({', '.join(['%s'] * len(values))})" if values else "")
        if (self.sql, hat) not in known:
            numbered = self.sql % tuple(f"${place}::{slot.type}" for place, slot in enumerate(self.slots, start=1))
            ask = f"PREPARE {name} AS {numbered.replace('%', '%%')}; {ask}"
        cursor.execute(ask, values)
        known[self.sql, hat] = name


def compose(who: Who, rows: Callable[[Asked], QuerySet[Any]]) -> Question:
    """The question that `rows` asks. TypeError when it asks by moments: pages of one day share its days."""
    actor, rules = who.actor, list[Rule]()
    keys = {"company": {"company_id": COMPANY}, "programme": {"programme_id": PROGRAMME}}.get(who.place, {})
    with composing(Context(who.hat, user_id=USER, keys=keys, actor=actor)):
        query = rows(Asked(actor, SOME_DAY, lambda *args, **query: "", rules)).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
    readers = tuple(column.output_field.to_python for column, *_rest in compiler.select or ())
    slots = [_slot(value, rules) for value in params]
    known = [AsIs(GAP) if slot else value for slot, value in zip(slots, params, strict=True)]
    text = OURS.ops.compose_sql(sql, known).replace("%", "%%").replace(GAP, "%s")
    return Question(text, tuple(filter(None, slots)), readers)


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


def _slot(value: Any, rules: Sequence[Rule]) -> Slot | None:
    """What a value of the composed question stands for; None for what is the same whoever asks."""
    if isinstance(value, datetime) and value.year >= SOME_DAY.year:
        raise TypeError("a question that is composed once asks by days, not by moments")
    if isinstance(value, date) and value.year > RULED:
        rule = rules[value.year - RULED - 1]
        return Slot(lambda actor, today: rule(today), "date")
    if isinstance(value, date) and value.year >= SOME_DAY.year - 100:
        apart = value - SOME_DAY
        return Slot(lambda actor, today: today + apart, "date")
    return STANDS_FOR.get(value) if isinstance(value, (int, UUID)) else None


STANDS_FOR = {
    USER: Slot(lambda actor, today: actor.user_id, "bigint"),
    COMPANY: Slot(lambda actor, today: actor.company_id, "uuid"),
    PROGRAMME: Slot(lambda actor, today: actor.programme_id, "uuid"),
}

"""Which keys an address has to be asked with: those that what it looked into could have found (ADR 0057).

A page that is asked for a key of nobody sends some statements. With the key of a row it sends the same ones, until one of them
gives something else; and one that names no table in which this key stands, in whatever column, gives the same. So such
a key is answered as the key of nobody was, and need not be sent. Whatever more a page looks into with a key that it did
find counts as well.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.db import connection

from coaching.core.tenancy.context import system_context

WORD = re.compile(r"\w+")
T = TypeVar("T")
Holding = dict[uuid.UUID, set[str]]
OURS = "SELECT {} FROM pg_{} WHERE {}namespace = 'public'::regnamespace"


class Looked:
    """The statements that were sent while this listened, by their words."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append((sql, str(params)))
        return execute(sql, params, many, context)

    def tables_for(self, key: uuid.UUID, tables: set[str], functions: set[str]) -> set[str]:
        """The tables that were looked into. All, when the key was given to what does not say where it looks."""
        found: set[str] = set()
        for sql, params in self.sent:
            words = set(WORD.findall(sql))
            named = words & tables
            with_key = any(form in sql or form in params for form in (str(key), key.hex))
            if with_key and (not named or words & functions):
                return tables
            found |= named
        return found


def _names(sort: str, short: str, more: str = "") -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(OURS.format(f"{short}name", sort, short) + more)
        return {row[0] for row in cursor.fetchall()}


def tables() -> set[str]:
    """All that the system reads."""
    return _names("class", "rel", " AND relkind IN ('r', 'v') AND has_table_privilege('h_system', oid, 'SELECT')")


def holding(keys: Iterable[uuid.UUID]) -> Holding:
    """Per key the tables in which it stands, whichever column it is in."""
    found: Holding = {key: set() for key in keys}
    with system_context("test"), connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            whole = "\n".join(row[0] for row in cursor.fetchall())
            for key in found:
                if str(key) in whole:
                    found[key].add(table)
    return found


def asked(ask: Callable[[uuid.UUID], T], held: Holding) -> Iterator[tuple[uuid.UUID, T]]:
    """What `ask` gives for a key of nobody, and for each key that what was looked into could have found."""
    known, functions = tables(), _names("proc", "pro")
    waiting, turn = dict(held), [uuid.uuid4()]
    while turn:
        key, looked = turn.pop(), Looked()
        with connection.execute_wrapper(looked):
            answer = ask(key)
        yield key, answer
        seen = looked.tables_for(key, known, functions)
        turn += [other for other, where in waiting.items() if where & seen or seen == known]
        waiting = {other: where for other, where in waiting.items() if other not in turn}

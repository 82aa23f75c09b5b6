"""Commits taken back: what the tables held is kept beside them, and only rows that differ are put back.

For attacks that need real commits, many times, on one ground: making it anew each time would take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from django.db import connection

KEPT = "kept_by_a_test"


class Ground:
    """What the tables of the product held when this was made."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        with self._owner() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE; CREATE SCHEMA {KEPT}")
            for name in names:
                cursor.execute(f'CREATE TABLE {KEPT}."{name}" AS TABLE public."{name}"')
            cursor.execute(
                "SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
                " WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY 1"
            )
            self.columns = dict(cursor.fetchall())

    def restore(self) -> None:
        """As it was; keys that the owner checks late are checked at the end, once all is back."""
        with self._owner() as cursor:
            changed = [name for name in self.names if self._differs(cursor, name)]
            for name in changed:
                cursor.execute(f'ALTER TABLE public."{name}" DISABLE TRIGGER USER')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for name in changed:
                cursor.execute(
                    f'DELETE FROM public."{name}" t WHERE NOT EXISTS (SELECT FROM {KEPT}."{name}" k WHERE k = t)'
                )
            for name in changed:
                cursor.execute(
                    f'INSERT INTO public."{name}" ({self.columns[name]}) OVERRIDING SYSTEM VALUE'
                    f' SELECT {self.columns[name]} FROM {KEPT}."{name}" k'
                    f' WHERE NOT EXISTS (SELECT FROM public."{name}" t WHERE t.id = k.id)'
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in changed:
                cursor.execute(f'ALTER TABLE public."{name}" ENABLE TRIGGER USER')

    def forget(self) -> None:
        with self._owner() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")

    def _differs(self, cursor: Any, name: str) -> bool:
        cursor.execute(
            f'SELECT (SELECT (count(*), sum(hashtext(t::text)::bigint)) FROM public."{name}" t)'
            f' IS DISTINCT FROM (SELECT (count(*), sum(hashtext(t::text)::bigint)) FROM {KEPT}."{name}" t)'
        )
        return bool(cursor.fetchone()[0])

    @contextmanager
    def _owner(self) -> Iterator[Any]:
        told = connection.settings_dict
        login = {"host": told["HOST"], "port": told["PORT"] or None, "dbname": told["NAME"], "user": "app_owner"}
        with closing(psycopg2.connect(**login)) as own, own, own.cursor() as cursor:
            yield cursor

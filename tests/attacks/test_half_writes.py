"""Promise 13: an action that breaks at any of its writes leaves nothing behind, neither rows nor files.

The demo plays every action of a whole trajectory. Before each is played for the first time, it is broken at its first
write, its second, and so on until it gets through; after each attempt the database must be as it was.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import Atomic

from coaching.insight.demo.load import load

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT LEAVE_")
EACH, MOST_WRITES = 40, 1000  # the first forty one by one; of actions that write more, every ninth
FEWEST_ACTIONS = 60  # as long as the demo plays the whole way


class Broken(Exception):
    """The disk, the net, the power: at this write."""


class BreakAt:
    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            if self.left == 0:
                self.left = -1
                raise Broken
            self.left -= 1
        return execute(sql, params, many, context)


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege('h_system', oid, 'SELECT') ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def _everything(tables: list[str]) -> tuple[Any, ...]:
    """What the database holds, as a number per table, and the files."""
    parts = (f"SELECT '{t}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {t} t" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        hat = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('role', 'h_system', true)")
        cursor.execute(" UNION ALL ".join(parts))
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('role', %s, true)", [hat])
    files = sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return sorted(rows), files


class Saboteur:
    """Stands in for `Atomic._recreate_cm`, which every call of an atomic action passes."""

    def __init__(self) -> None:
        self.original: Any = Atomic._recreate_cm  # type: ignore[attr-defined]
        self.tables, self.busy = _tables(), False
        self.seen: dict[str, int] = {}
        self.left_behind: list[tuple[str, int]] = []

    def __call__(self, cm: Any) -> Any:
        caller = sys._getframe(2).f_locals  # past the lambda
        action = caller.get("func")
        if action is not None and not self.busy and ".actions" in action.__module__ and self._fresh(action):
            self.busy = True
            try:
                self._break_it(action, caller.get("args", ()), caller.get("kwds", {}))
            finally:
                self.busy = False
        return self.original(cm)

    def _fresh(self, action: Any) -> bool:
        return f"{action.__module__}.{action.__name__}" not in self.seen

    def _break_it(self, action: Any, args: Any, kwds: Any) -> None:
        name = f"{action.__module__}.{action.__name__}"
        whole = getattr(sys.modules[action.__module__], action.__name__)  # with its transaction around it
        before = _everything(self.tables)
        for write in (*range(EACH), *range(EACH, MOST_WRITES, 9)):
            fault, start = BreakAt(write), transaction.savepoint()
            try:
                with connection.execute_wrapper(fault):
                    whole(*copy.deepcopy(args), **copy.deepcopy(kwds))
            except Broken:
                if _everything(self.tables) != before:
                    self.left_behind.append((name, write))
                transaction.savepoint_rollback(start)
                continue
            except Exception:  # the demo plays refusals too: those are its business
                pass
            transaction.savepoint_rollback(start)
            self.seen[name] = write
            return
        raise AssertionError(f"{name} writes without end")


@pytest.mark.django_db
def test_every_action_leaves_nothing_behind(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    saboteur = Saboteur()
    monkeypatch.setattr(Atomic, "_recreate_cm", lambda cm: saboteur(cm))
    load()
    assert saboteur.left_behind == []
    assert len(saboteur.seen) >= FEWEST_ACTIONS, sorted(saboteur.seen)
    assert sum(saboteur.seen.values()) > 3 * FEWEST_ACTIONS  # broken at that many writes

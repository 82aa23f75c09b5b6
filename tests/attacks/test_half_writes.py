"""docs/security.md, 13: an action that breaks at any of its writes leaves nothing behind, neither rows nor files.

The demo plays every action of a whole trajectory. Before each is played for the first time, it is broken at its first
write, its second, and so on until it gets through; after each attempt the database must be as it was.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from coaching.insight.demo.load import load
from tests.attacks.playing import FEWEST_ACTIONS, POLITE, Before, everything, tables

WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT LEAVE_")
EACH, MOST_WRITES = 40, 1000  # the first forty one by one; of actions that write more, every ninth


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


class Saboteur:
    def __init__(self) -> None:
        self.tables = tables()
        self.writes: dict[str, int] = {}
        self.left_behind: list[tuple[str, int]] = []

    def __call__(self, name: str, whole: Any, args: Any, kwds: Any) -> None:
        before = everything(self.tables)
        for write in (*range(EACH), *range(EACH, MOST_WRITES, 9)):
            fault, start = BreakAt(write), transaction.savepoint()
            try:
                with connection.execute_wrapper(fault):
                    whole(*copy.deepcopy(args), **copy.deepcopy(kwds))
            except Broken:
                if everything(self.tables) != before:
                    self.left_behind.append((name, write))
                transaction.savepoint_rollback(start)
                continue
            except POLITE:  # the demo plays refusals too: those are its business
                pass
            transaction.savepoint_rollback(start)
            self.writes[name] = write
            return
        raise AssertionError(f"{name} writes without end")


@pytest.mark.no_cover
@pytest.mark.django_db
def test_every_action_leaves_nothing_behind(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    saboteur = Saboteur()
    Before(monkeypatch, saboteur)
    load()
    assert saboteur.left_behind == []
    assert len(saboteur.writes) >= FEWEST_ACTIONS, sorted(saboteur.writes)
    assert sum(saboteur.writes.values()) > 3 * FEWEST_ACTIONS  # broken at that many writes

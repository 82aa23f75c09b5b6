"""docs/security.md, 13: an action that breaks at any of its writes leaves nothing behind, neither rows nor files.

The demo plays every action of a whole trajectory. Before each is played for the first time, it is broken at its first
write, its second, and so on until it gets through; after all these attempts the database must be as it was.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from coaching.core.tenancy.context import system_context
from coaching.insight.demo.load import load
from coaching.programmes.models import Programme
from tests.attacks.doubling import Doubler
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
        self.left_behind: list[str] = []

    def __call__(self, name: str, whole: Any, args: Any, kwds: Any) -> None:
        """All its writes one after the other, then one look: what one of them left would still be there."""
        before, start = everything(self.tables), transaction.savepoint()
        self.writes[name] = self._broken_at_each(whole, args, kwds)
        if everything(self.tables) != before:
            self.left_behind.append(name)
        transaction.savepoint_rollback(start)

    def _broken_at_each(self, whole: Any, args: Any, kwds: Any) -> int:
        for write in (*range(EACH), *range(EACH, MOST_WRITES, 9)):
            start = transaction.savepoint()
            try:
                with connection.execute_wrapper(BreakAt(write)):
                    whole(*copy.deepcopy(args), **copy.deepcopy(kwds))
            except Broken:
                transaction.savepoint_commit(start)  # whatever it left stays, to be seen
                continue
            except POLITE:  # the demo plays refusals too: those are its business
                pass
            transaction.savepoint_rollback(start)
            return write
        raise AssertionError(f"{whole} writes without end")


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.django_db
def test_every_action_leaves_nothing_behind_and_twice_is_once(monkeypatch, tmp_path, settings):
    """One play for both attacks: playing takes longer than they do."""
    settings.MEDIA_ROOT = str(tmp_path)
    saboteur, doubler = Saboteur(), Doubler()

    def both(*call: Any) -> None:
        doubler(*call)
        saboteur(*call)

    played = Before(monkeypatch, both)
    load()
    assert saboteur.left_behind == []
    assert len(saboteur.writes) >= FEWEST_ACTIONS, sorted(saboteur.writes)
    assert sum(saboteur.writes.values()) > 3 * FEWEST_ACTIONS  # broken at that many writes
    assert doubler.rude == {}
    assert doubler.added == {}
    assert len(played.seen) >= FEWEST_ACTIONS


def _two_writes() -> None:
    with connection.cursor() as cursor:
        for word in ("first", "second"):
            cursor.execute("UPDATE programmes_programme SET name = name || %s", [word])


def _file_and_two_writes() -> None:
    (Path(settings.MEDIA_ROOT) / "half.txt").write_text("half")
    _two_writes()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "left"),
    [(transaction.atomic(_two_writes), 0), (_two_writes, 1), (transaction.atomic(_file_and_two_writes), 1)],
    ids=["whole", "a row", "a file"],
)
def test_what_is_left_behind_is_seen(tmp_path, settings, action, left):
    settings.MEDIA_ROOT = str(tmp_path)
    with system_context("test"):
        Programme.objects.create(slug="half", name="Half")
        saboteur = Saboteur()
        saboteur("half", action, (), {})
        assert saboteur.writes["half"] == 2 and len(saboteur.left_behind) == left
        assert Programme.objects.get().name == "Half", "the demo goes on as if nothing had been tried"

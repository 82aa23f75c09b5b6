"""A button that is clicked twice: the second call is refused in words, or changes nothing that anybody would notice.

The demo plays every action of a whole trajectory. Before each is played for the first time, it is called twice with
the very same arguments, as a double click or a request that is sent again does.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import transaction

from coaching.insight.demo.load import load
from tests.attacks.playing import FEWEST_ACTIONS, POLITE, Before, everything, tables

TRAIL = {"core_auditevent"}


class Doubler:
    def __init__(self) -> None:
        self.tables = [name for name in tables() if name not in TRAIL]
        self.added: dict[str, list[str]] = {}
        self.rude: dict[str, str] = {}

    def __call__(self, name: str, whole: Any, args: Any, kwds: Any) -> None:
        start = transaction.savepoint()
        try:
            with transaction.atomic():
                whole(*copy.deepcopy(args), **copy.deepcopy(kwds))
            once = everything(self.tables)
            try:
                with transaction.atomic():
                    whole(*copy.deepcopy(args), **copy.deepcopy(kwds))
            except POLITE:
                return
            except Exception as error:
                self.rude[name] = repr(error)
                return
            twice = everything(self.tables)
            more = [table for table in self.tables if twice[0][table][0] > once[0][table][0]]
            if more or twice[1] != once[1]:
                self.added[name] = more or ["files"]
        except POLITE:  # the demo plays refusals too
            pass
        finally:
            transaction.savepoint_rollback(start)


@pytest.mark.no_cover
@pytest.mark.django_db
def test_what_is_clicked_twice_is_done_once(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    doubler = Doubler()
    before = Before(monkeypatch, doubler)
    load()
    assert doubler.rude == {}
    assert doubler.added == {}
    assert len(before.seen) >= FEWEST_ACTIONS

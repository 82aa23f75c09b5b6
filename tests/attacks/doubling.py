"""A button that is clicked twice: the second call is refused in words, or changes nothing that anybody would notice.

An attack for `playing.Before`: the action is called twice with the very same arguments, as a double click or a request
that is sent again does.
"""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction

from tests.attacks.playing import POLITE, everything, tables

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

"""The demo as a ground for attacks on actions: it plays all of a whole trajectory, and each can be tried first."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.transaction import Atomic

from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import VersionConflict

T = TypeVar("T")
POLITE = (Refused, VersionConflict, PermissionDenied, ValidationError)  # what a page says in words
WHOLE = os.environ.get("WHOLE_MATRIX") == "1"  # `make promises`
FEWEST_ACTIONS = 60  # as long as the demo plays the whole way


def some(rows: Sequence[T], one_of: int, first: int = 0) -> Sequence[T]:
    """One of so many, the same ones each time; all of them with WHOLE_MATRIX=1."""
    return rows if WHOLE else rows[first::one_of]


def tables() -> list[str]:
    """All that the system reads."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege('h_system', oid, 'SELECT') ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def everything(names: list[str]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """What the database holds: rows and their sum per table; and the files."""
    parts = (f"SELECT '{t}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {t} t" for t in names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        hat = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('role', 'h_system', true)")
        cursor.execute(" UNION ALL ".join(parts))
        rows = {name: (count, total) for name, count, total in cursor.fetchall()}
        cursor.execute("SELECT set_config('role', %s, true)", [hat])
    files = sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return rows, files


class Written:
    """Whether statements that write were sent while this listened: `everything` is asked only after one."""

    WRITES = ("INSERT", "UPDATE", "DELETE")

    def __init__(self, *aside: str) -> None:
        self.aside, self.seen = aside, False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statement = sql.lstrip().upper()
        if statement.startswith(self.WRITES) or " LEAVE_" in statement[:60]:
            self.seen |= not any(name.upper() in statement[:80] for name in self.aside)
        return execute(sql, params, many, context)


class Before:
    """Stands in for `Atomic._recreate_cm`, which every call of an atomic action passes: `attack` goes first, once each.

    attack: called with the action's name, the action with its transaction around it, and its arguments.
    """

    def __init__(self, monkeypatch: Any, attack: Callable[[str, Any, Any, Any], None]) -> None:
        self.original: Any = Atomic._recreate_cm  # type: ignore[attr-defined]
        self.attack, self.busy = attack, False
        self.seen: set[str] = set()
        monkeypatch.setattr(Atomic, "_recreate_cm", lambda cm: self._called(cm))

    def _called(self, cm: Any) -> Any:
        caller = sys._getframe(2).f_locals  # past the lambda
        action = caller.get("func")
        if action is not None and not self.busy and ".actions" in action.__module__:
            name = f"{action.__module__}.{action.__name__}"
            if name not in self.seen:
                self.seen.add(name)
                self.busy = True
                try:
                    whole = getattr(sys.modules[action.__module__], action.__name__)
                    self.attack(name, whole, caller.get("args", ()), caller.get("kwds", {}))
                finally:
                    self.busy = False
        return self.original(cm)

"""Rows that name a model, an event or a kind of mail in words follow when those get other names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.migrations import RunSQL

Line = str | tuple[str, dict[str, Any] | list[Any] | tuple[Any, ...] | None]  # as Django's type has it
NAMED = {  # what is renamed → the columns that name it
    "models": (
        ("core_auditevent", "subject_type"),
        ("core_reminder", "subject_type"),
        ("core_document", "subject_type"),
    ),
    "events": (("core_auditevent", "event"),),
    "mails": (("core_outgoingemail", "kind"),),
}


def renamed(**words: Mapping[str, str]) -> RunSQL:
    """An operation of a migration: `renamed(models={"modules.sessionplace": "modules.gatheringplace"})`, also back.

    words: old → new, under a key of `NAMED`.
    """
    forth = [line for kind, names in words.items() for old, new in names.items() for line in _lines(kind, old, new)]
    back = [line for kind, names in words.items() for old, new in names.items() for line in _lines(kind, new, old)]
    return RunSQL(forth, back)


def _lines(kind: str, old: str, new: str) -> Iterator[Line]:
    for table, column in NAMED[kind]:
        yield f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [new, old]

"""Where an extract waits until it is whole: unlogged tables in a schema of their own, with how far each file is.

Progress stands in an unlogged table too: what a crash of the database empties, it empties together. Written with the
system's hat only; TRUNCATE and ANALYZE, which no hat may, by two narrow functions (`functions/register_*.sql`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection

from coaching.companies.register.layout import File, Values
from coaching.core.ground.roles import Actor, Hat
from coaching.core.tenancy.context import Context, enter

ONE_AT_A_TIME = 7_350_401  # key of the advisory lock


@dataclass
class Progress:
    """How far one file is."""

    file: str
    position: int = 0
    line: int = 0
    rows: int = 0
    staged: int = 0
    mistakes: int = 0  # of the whole run so far
    done: bool = False


@contextmanager
def as_system() -> Iterator[Any]:
    """A cursor in a transaction of the system. The run itself is written to the audit trail once, not each batch."""
    actor = Actor(user_id=None, hat=Hat.SYSTEM, name="system")
    with enter(Context(Hat.SYSTEM, actor=actor)), connection.cursor() as cursor:
        yield cursor


def try_lock() -> bool:
    """Whether this session is now the only one that loads. Gone with the session, killed or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def unlock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def clear() -> None:
    with as_system() as cursor:
        cursor.execute("SELECT register_clear()")


def analyse() -> None:
    """Statistics for the joins that follow."""
    with as_system() as cursor:
        cursor.execute("SELECT register_analyse()")


def progress(fingerprint: str) -> dict[str, Progress] | None:
    """How far an earlier run of the same files came; None when there is none to go on with.

    A run that met mistakes is begun again, so that all of them are named.
    """
    with as_system() as cursor:
        cursor.execute(
            "SELECT fingerprint, file, position, line, rows, staged, mistakes, done FROM register_staging.progress"
        )
        found = cursor.fetchall()
    if not found or any(row[0] != fingerprint or row[6] for row in found):
        return None
    return {row[1]: Progress(*row[1:]) for row in found}


def stage(file: File, rows: Sequence[Values], reached: Progress, fingerprint: str) -> None:
    """One batch and how far it goes, together or not at all."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    buffer.seek(0)
    with as_system() as cursor:
        if rows:
            columns = ", ".join(file.staged)
            cursor.copy_expert(
                rf"COPY register_staging.{file.name} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\N')", buffer
            )
        cursor.execute(
            "INSERT INTO register_staging.progress (fingerprint, file, position, line, rows, staged, mistakes, done) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (file) DO UPDATE SET position = excluded.position, "
            "line = excluded.line, rows = excluded.rows, staged = excluded.staged, "
            "mistakes = excluded.mistakes, done = excluded.done",
            [fingerprint, *astuple(reached)],
        )


def twice(limit: int = 1000) -> list[tuple[str, str]]:
    """(file, number) of what an extract holds twice."""
    found = []
    with as_system() as cursor:
        for table in ("enterprise", "establishment"):
            cursor.execute(
                f"SELECT number FROM register_staging.{table} GROUP BY number HAVING count(*) > 1 ORDER BY 1 LIMIT %s",
                [limit],
            )
            found += [(f"{table}.csv", number) for (number,) in cursor.fetchall()]
    return found

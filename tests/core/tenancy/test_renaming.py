"""The names of ADR 0029: rows that say them in words go along, and an installation of before them ends up as a new one.

Forwards alone: from ADR 0053 on migrations do not go back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest

from coaching.config import embedded
from tests import prepared

OLD, NEW = ("modules.sessionplace", "session.planned"), ("modules.gatheringplace", "gathering.planned")


@pytest.fixture
def database() -> Iterator[str]:
    name = f"vijfsprong_names_{os.getpid()}"
    with closing(prepared._connection()) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield name
    with closing(prepared._connection()) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(database: str, *command: str) -> str:
    environment = os.environ | {"DATABASE_NAME": database, "DATABASE_LOGIN": "app_owner", "VIJFSPRONG_MODE": "test"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=embedded.ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(database: str, statement: str, values: list[Any]) -> list[Any]:
    with closing(psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=database)) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def test_what_was_said_in_the_old_words_is_said_in_the_new(database: str) -> None:
    manage(database, "migrate", "modules", "0008", "--verbosity", "0")
    key = str(uuid.uuid4())
    columns = "(id, at, hat, event, source, target, subject_type, reason, data)"
    line = (
        f"INSERT INTO core_auditevent {columns} VALUES (%s, now(), 'h_admin', %s, '', '', %s, '', '{{}}') RETURNING 1"
    )
    rows(database, line, [key, OLD[1], OLD[0]])
    manage(database, "migrate", "--verbosity", "0")
    assert rows(database, "SELECT subject_type, event FROM core_auditevent WHERE id = %s", [key]) == [NEW]
    assert "says what access.py says" in manage(database, "access", "--check")

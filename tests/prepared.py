"""A database that is migrated once and copied from then on: a second for each, where migrating takes fifteen.

It stays on the cluster under a name that follows from the migrations and the locked packages, so that a change of either
makes a new one; older ones go.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2

from coaching.config import embedded

PREFIX = "vijfsprong_prepared_"
LOCK = 5_400_701  # two runs prepare one after the other


def _read_by_migrations() -> Iterator[Path]:
    yield embedded.ROLES
    yield embedded.ROOT / "requirements" / "base.txt"
    for app in ("coaching", "modules", "riskanalysis", "actionplans"):
        yield from sorted((embedded.ROOT / app).glob("**/migrations/*.py"))


def name() -> str:
    """What the prepared database of this code is called."""
    whole = hashlib.sha256()
    for path in _read_by_migrations():
        whole.update(path.read_bytes())
    return PREFIX + whole.hexdigest()[:12]


def ensured() -> str:
    """Its name, after it has been made if it was not there. Needs an owner's login that may make databases."""
    wanted = name()
    with closing(_connection()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if wanted not in there:
            _make(cursor, wanted, there)
    return wanted


def copy(database: str) -> None:
    """Make `database`, migrated."""
    template = ensured()
    with closing(_connection()) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {database} TEMPLATE {template}")


def _make(cursor: Any, wanted: str, older: set[str]) -> None:
    draft = f"{PREFIX}draft"  # a run that was broken off leaves it
    for database in older | {draft}:
        cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    cursor.execute(f"CREATE DATABASE {draft}")
    environment = os.environ | {"DATABASE_NAME": draft, "DATABASE_LOGIN": "app_owner", "VIJFSPRONG_MODE": "test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=embedded.ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the database of the tests could not be migrated:\n{done.stderr[-3000:]}")
    cursor.execute(f"ALTER DATABASE {draft} RENAME TO {wanted}")


def _connection() -> Any:
    connection = psycopg2.connect(
        host=os.environ["DATABASE_HOST"], port=os.environ.get("DATABASE_PORT"), user="app_owner", dbname="postgres"
    )
    connection.autocommit = True
    return connection

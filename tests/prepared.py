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
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import errors

from coaching.config import embedded

PREFIX = "vijfsprong_prepared_"
PATIENCE = 12  # a minute
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


@contextmanager
def lent(database: str, template: str = "") -> Iterator[str]:
    """`database`, a copy of `template` (the migrated one unless named) for as long as the block takes."""
    template = template or ensured()
    with closing(_connection()) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {database} TEMPLATE {template}")
        try:
            yield database
        finally:
            _drop(cursor, database)


def drop(database: str) -> None:
    """End who is in `database`, and it."""
    with closing(_connection()) as connection, connection.cursor() as cursor:
        _drop(cursor, database)


def _drop(cursor: Any, database: str) -> None:
    for _ in range(PATIENCE):
        # The server's own vacuuming has no role, so only a superuser may end it by force; the plain command asks it to
        # go, and waits five seconds for everyone else.
        for how in (" WITH (FORCE)", ""):
            with suppress(errors.InsufficientPrivilege, errors.ObjectInUse):
                cursor.execute(f"DROP DATABASE IF EXISTS {database}{how}")
                return
    raise RuntimeError(f"{database} could not be dropped: somebody stays in it")


def _make(cursor: Any, wanted: str, older: set[str]) -> None:
    draft = f"{PREFIX}draft"  # a run that was broken off leaves it
    for database in older | {draft}:
        _drop(cursor, database)
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

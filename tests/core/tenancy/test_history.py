"""A database of before the history of migrations began anew goes over to it, whole or not at all (ADR 0067).

It is a real one: both histories make the same tables, so one that was migrated to where the new history begins, and
records the old names, is what the old migrations had left. What was added since comes after.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps

from coaching.config import embedded
from coaching.core.tenancy.history import History
from tests import prepared

pytestmark = pytest.mark.slow
HISTORY = History.read()
KEPT = """
SELECT 'types', count(*), md5(string_agg(t::text, '' ORDER BY t.id)) FROM django_content_type t
UNION ALL SELECT 'permissions', count(*), md5(string_agg(p::text, '' ORDER BY p.id)) FROM auth_permission p
UNION ALL SELECT 'others', count(*), md5(string_agg(m::text, '' ORDER BY m.id)) FROM django_migrations m WHERE app <> ALL (%s)
UNION ALL SELECT 'tables', count(*), md5(string_agg(c.relname || c.relfilenode::text, '' ORDER BY c.oid)) FROM pg_class c
 WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace
"""
Names = frozenset[tuple[str, str]]


TO_THE_BEGINNING = """
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
ours = {names}
for app, name in ours.items():
    call_command("migrate", app, name, verbosity=0)
for app in sorted(MigrationLoader(None).migrated_apps - set(ours)):
    call_command("migrate", app, verbosity=0)
"""


@pytest.fixture(scope="module")
def begun() -> Iterator[str]:
    """Migrated to where the new history begins."""
    name = f"vijfsprong_begun_{os.getpid()}"
    last = {app: max(mine for other, mine in HISTORY.after if other == app) for app in sorted(HISTORY.apps)}
    environment = os.environ | {"DATABASE_NAME": name, "DATABASE_LOGIN": "app_owner", "VIJFSPRONG_MODE": "test"}
    with prepared.lent(name, "template1"):
        script = TO_THE_BEGINNING.format(names=last)
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=embedded.ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
        yield name


@pytest.fixture
def database(begun: str) -> Iterator[str]:
    with prepared.lent(f"vijfsprong_history_{os.getpid()}", begun) as name:
        record(name, HISTORY.before)
        yield name


def ask(database: str, statement: str, values: list[Any]) -> list[Any]:
    with closing(psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=database)) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall()) if cursor.description else []


def record(database: str, names: Names) -> None:
    ask(database, "DELETE FROM django_migrations WHERE app = ANY (%s)", [list(HISTORY.apps)])
    for app, name in sorted(names):
        ask(database, "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", [app, name])


def recorded(database: str) -> Names:
    rows = ask(database, "SELECT app, name FROM django_migrations WHERE app = ANY (%s)", [list(HISTORY.apps)])
    assert len(rows) == len(set(rows))
    return frozenset(rows)


def manage(database: str, *command: str) -> tuple[int, str, str]:
    environment = os.environ | {"DATABASE_NAME": database, "VIJFSPRONG_MODE": "test"}
    environment.pop("DATABASE_LOGIN", None)  # manage.py chooses it
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=embedded.ROOT, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def test_the_new_names_take_the_place_of_the_old_and_nothing_else_changes(database: str) -> None:
    others = [list(HISTORY.apps)]
    kept = ask(database, KEPT, others)
    code, _out, said = manage(database, "migrate")
    assert (code, recorded(database)) == (1, HISTORY.before) and "run manage.py rewrite_history" in said
    code, out, said = manage(database, "rewrite_history")
    assert (code, said) == (0, "") and out.startswith(f"{len(HISTORY.after)} migrations are recorded")
    assert recorded(database) == HISTORY.after and ask(database, KEPT, others) == kept
    code, out, said = manage(database, "rewrite_history")
    assert (code, out.startswith("nothing to do")) == (0, True) and recorded(database) == HISTORY.after
    assert manage(database, "migrate")[0] == 0
    assert manage(database, "migrate", "--check")[0] == 0
    assert recorded(database) >= HISTORY.after
    assert {row[0]: row for row in ask(database, KEPT, others)}["others"] == {row[0]: row for row in kept}["others"]


@pytest.mark.parametrize("command", ["rewrite_history", "migrate"])
def test_not_all_of_the_old_ones_or_more_is_refused(database: str, command: str) -> None:
    missing = max(HISTORY.before - HISTORY.after)
    record(database, (HISTORY.before - {missing}) | {("core", "0999_of_somebody")})
    there = recorded(database)
    code, _out, said = manage(database, command)
    assert code == 1 and len(said.strip().splitlines()) == 1
    assert f"misses {missing[0]}.{missing[1]}, knows core.0999_of_somebody besides" in said
    assert f"check out {HISTORY.commit}, run manage.py migrate there" in said
    assert recorded(database) == there


def test_what_the_new_ones_lean_on_must_be_there(database: str) -> None:
    """allauth's were not whole: nothing of the rewriting stays."""
    ask(database, "DELETE FROM django_migrations WHERE app = 'mfa' AND name LIKE '0003%%'", [])
    code, _out, said = manage(database, "rewrite_history")
    assert code == 1 and "mfa.0003" in said and HISTORY.commit in said
    assert recorded(database) == HISTORY.before


def test_an_empty_database_is_migrated_not_rewritten(database: str) -> None:
    ask(database, "DROP TABLE django_migrations", [])
    code, _out, said = manage(database, "rewrite_history")
    assert code == 1 and "manage.py migrate makes it" in said


def test_the_new_names_are_there() -> None:
    files = {(app, path.stem) for app in HISTORY.apps for path in _folder(app).glob("0*.py")}
    assert files >= HISTORY.after and len(HISTORY.before) > 150 and len(HISTORY.commit) >= 7
    assert not files & (HISTORY.before - HISTORY.after)  # a new migration with an old name would be taken for done


def _folder(app: str) -> Path:
    return Path(apps.get_app_config(app).path) / "migrations"

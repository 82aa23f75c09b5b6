"""Tests run on copies of a database that was migrated once: a copy is as good as one that was migrated itself."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg2 import errors

from tests import prepared


@pytest.mark.django_db
def test_the_copy_has_every_migration() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_another_migration_makes_another_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files: Any = list(prepared._read_by_migrations())
    before = prepared.name()
    changed = tmp_path / "0099_more.py"
    changed.write_text("# more")
    monkeypatch.setattr(prepared, "_read_by_migrations", lambda: iter([*files, changed]))
    assert prepared.name() != before


def test_somebody_the_owner_may_not_end_is_waited_for() -> None:
    """As with the server's own vacuuming, which comes by at any moment and has no role."""
    stranger: list[Any] = []
    name = f"vijfsprong_lent_{os.getpid()}"
    with prepared.lent(name):
        stranger.append(psycopg2.connect(host=os.environ["DATABASE_HOST"], user="w_web", dbname=name))
        with pytest.raises(errors.InsufficientPrivilege):
            _as_owner(f"DROP DATABASE {name} WITH (FORCE)")
        leaving = threading.Timer(1, stranger[0].close)
        leaving.start()
    leaving.join()
    assert _as_owner(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == []


def _as_owner(statement: str) -> list[Any]:
    with closing(prepared._connection()) as owner, owner.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []

"""Tests run on copies of a database that was migrated once: a copy is as good as one that was migrated itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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

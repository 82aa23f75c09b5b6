"""Migrations only add (ADR 0067): what one did to a database somewhere, it does to every database.

`tests/consistency/migrations.txt` has the hash of each. `UPDATE_MIGRATIONS=1 pytest tests/consistency/test_migrations.py`
adds the lines of new ones; it changes none, so that an edited migration has to be taken out of the list by hand, where
whoever reads the change sees it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from coaching.config.embedded import ROOT

LISTED = Path(__file__).with_name("migrations.txt")
LAYERS = (
    "core",
    "accounts",
    "companies",
    "coaches",
    "riskanalysis",
    "actionplans",
    "programmes",
    "modules",
    "trajectories",
    "insight",
)


def _there() -> dict[str, str]:
    files = [path for label in LAYERS for path in Path(apps.get_app_config(label).path).glob("migrations/0*.py")]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _listed() -> dict[str, str]:
    lines = [line.split(" ", 1) for line in LISTED.read_text().splitlines()]
    return {name: digest for digest, name in lines}


def test_no_migration_is_edited_and_none_goes():
    there, listed = _there(), _listed()
    if os.environ.get("UPDATE_MIGRATIONS"):
        listed = there | listed
        LISTED.write_text("".join(f"{listed[name]} {name}\n" for name in sorted(listed)))
    assert [name for name in listed if name not in there] == [], "migrations that are gone"
    assert [name for name in listed if listed[name] != there[name]] == [], "migrations that were edited"
    assert sorted(there.keys() - listed.keys()) == [], "migrations that nobody listed"


def test_apps_follow_each_other_as_they_may_import_each_other():
    loader = MigrationLoader(None)
    upward = [
        f"{app}.{name} leans on {above}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in LAYERS and name == "0001_initial"
        for above, _name in migration.dependencies
        if above in LAYERS and LAYERS.index(above) >= LAYERS.index(app)
    ]
    assert upward == []
    assert [key for key, migration in loader.disk_migrations.items() if key[0] in LAYERS and migration.replaces] == []


def test_no_key_points_upward(db):
    """What the tables themselves say: a table of a lower app names none of a higher one."""
    labels = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}
    keys = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
    with connection.cursor() as cursor:
        cursor.execute(keys)
        pairs = {(labels.get(child, ""), labels.get(parent, "")) for child, parent in cursor.fetchall()}
    ours = {(child, parent) for child, parent in pairs if child in LAYERS and parent in LAYERS}
    assert len(ours) > 10
    assert sorted(pair for pair in ours if LAYERS.index(pair[1]) > LAYERS.index(pair[0])) == []

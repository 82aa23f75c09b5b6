"""The database that is compared: the developer's own when it is migrated, or one of its own beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NAME = "vijfsprong_access"


@contextmanager
def migrated() -> Iterator[None]:
    """The database in use. CommandError when migrations wait: it cannot say yet what they would make it say."""
    waiting = _waiting()
    if waiting:
        raise CommandError(f"{len(waiting)} migrations wait ({', '.join(waiting[:3])} …); run manage.py migrate first")
    yield


@contextmanager
def database() -> Iterator[None]:
    """A database beside it, kept between runs, thrown away when it knows migrations that are no longer here."""
    usual = connection.settings_dict["NAME"]
    if not _exists():
        _make()
    try:
        _use(NAME)
        if _unknown():
            _use(usual)
            _make()
            _use(NAME)
        if _waiting():
            call_command("migrate", verbosity=0)
        yield
    finally:
        _use(usual)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _exists() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        return cursor.fetchone() is not None


def _make() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")


def _waiting() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _unknown() -> bool:
    loader = MigrationExecutor(connection).loader
    return bool(set(loader.applied_migrations) - set(loader.disk_migrations))

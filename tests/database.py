"""Logins of the tests: the owner makes the database, every test runs as a login without rights."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests import prepared


def _log_in_as(login: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["USER"] = login


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix() -> None:
    """Several people may test on one cluster."""
    from django.conf import settings

    suffix = os.environ.get("TEST_DATABASE_SUFFIX", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = "_".join(part for part in ("test_vijfsprong", suffix, worker) if part)
    from django.db import connection

    for told in (settings.DATABASES["default"].setdefault("TEST", {}), connection.settings_dict["TEST"]):
        told.update(NAME=name, TEMPLATE=prepared.ensured())


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings_parallel_suffix: None, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    with django_db_blocker.unblock():
        _log_in_as("w_test")  # never as owner
    yield
    with django_db_blocker.unblock():
        _log_in_as("app_owner")  # so that pytest-django may drop it


# What `migrate` puts there and no test changes: Django would throw it away and make the very same rows again.
MADE_BY_MIGRATE = ("django_content_type", "auth_permission")
LARGE = 4_000_000  # bytes, from which on emptying by the file is quicker than row by row
ROUNDS = 3  # what a guard writes while rows go, goes in the next
GROWN = """
SELECT relname, pg_relation_size(oid) FROM pg_class
 WHERE relname = ANY(%s) AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""


def _emptied() -> None:
    """No row is left in any table of a model. Needs the owner's login.

    Emptying all hundred tables by their files, and making types and guards anew, took a second for a test that wrote ten.
    """
    from django.db import DatabaseError, connection, transaction

    with connection.cursor() as cursor:
        for _round in range(ROUNDS):
            filled, size = _filled(cursor)
            if not filled:
                return
            if size > LARGE:
                break
            try:
                with transaction.atomic():  # keys between tables are looked at when all is gone
                    for name in filled:
                        cursor.execute(f'DELETE FROM "{name}"')
            except DatabaseError:  # a table that lets no row go
                break
        if filled := _filled(cursor)[0]:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


def _filled(cursor: Any) -> tuple[list[str], int]:
    """Tables of models with a row in them, and how many bytes the files of all take."""
    from django.db import connection

    names = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    cursor.execute(GROWN, [sorted(names - set(MADE_BY_MIGRATE))])
    grown = dict(cursor.fetchall())
    if not grown:
        return [], 0
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in grown))
    return [name for (name,) in cursor.fetchall()], sum(grown.values())


@pytest.fixture(scope="session", autouse=True)
def _flush_as_owner() -> Iterator[None]:
    """Tests with real commits flush by TRUNCATE, which the logins must not have."""
    from django.test import TestCase, TransactionTestCase

    original = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        if isinstance(self, TestCase):
            return original(self)
        _log_in_as("app_owner")
        try:
            _emptied()
        finally:
            _log_in_as("w_test")

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]

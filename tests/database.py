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
            original(self)
        finally:
            _log_in_as("w_test")

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]

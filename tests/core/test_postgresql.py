"""Kept connections: the check before each request asks nobody, and finds a server that is gone all the same."""

from __future__ import annotations

import select
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import ProgrammingError, connection, connections

pytestmark = pytest.mark.django_db


def beside(sql: str, *values: Any) -> Any:
    """Ask by a connection of its own, as the same login."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    given = {name: connection.settings_dict[key] for name, key in names.items() if connection.settings_dict[key]}
    other = psycopg2.connect(**given)
    other.autocommit = True
    try:
        with other.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]
    finally:
        other.close()


def backend(kept: Any) -> int:
    """The process at the other end, which this asks."""
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.fixture
def kept() -> Iterator[Any]:
    """A connection that is kept between requests, as in production: outside the transaction of the test."""
    made = connections.create_connection("default")
    made.settings_dict["CONN_MAX_AGE"] = 60
    made.connect()
    yield made
    made.close()


def asked_last(process: int) -> str:
    return str(beside("SELECT query FROM pg_stat_activity WHERE pid = %s", process))


def test_the_check_asks_the_server_nothing(kept):
    process = backend(kept)
    kept.close_if_unusable_or_obsolete()
    kept.close_if_health_check_failed()
    assert kept.health_check_done and kept.connection is not None
    assert asked_last(process) == "SELECT pg_backend_pid()"


def test_a_connection_that_was_ended_is_replaced(kept):
    process = backend(kept)
    beside("SELECT pg_terminate_backend(%s, 5000)", process)
    kept.close_if_unusable_or_obsolete()
    assert backend(kept) != process


def test_news_from_the_server_is_no_reason_to_hang_up(kept):
    process = backend(kept)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN something")
    beside("SELECT pg_notify('something', '')")
    assert select.select([kept.connection], [], [], 10)[0]
    kept.close_if_unusable_or_obsolete()
    assert backend(kept) == process


def test_after_an_error_the_server_is_asked(kept):
    process = backend(kept)
    with pytest.raises(ProgrammingError), kept.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    kept.close_if_unusable_or_obsolete()
    assert asked_last(process) == "SELECT 1"
    assert backend(kept) == process


def test_closed_by_ourselves_is_not_usable(kept):
    kept.connection.close()
    assert not kept.is_usable()
    kept.close()
    assert not kept.is_usable()

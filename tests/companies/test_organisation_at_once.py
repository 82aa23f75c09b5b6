"""Two people at the same instant: each move is right by itself, and both together would be a ring."""

from __future__ import annotations

import threading
from typing import Any

import psycopg2
import pytest
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_two_units_moved_under_each_other_at_once_end_as_one_move(world: Any) -> None:
    from coaching.companies.models import WorkUnit
    from coaching.core.tenancy.context import system_context

    with system_context("test"):
        other = WorkUnit.objects.create(company=world.company_a, name="Kantoor", headcount=3)
    first, second = _login(), _login()
    move = "UPDATE companies_workunit SET parent_id = %s WHERE id = %s"
    refused: list[str] = []

    def late() -> None:
        try:
            second.cursor().execute(move, [str(world.unit_a.pk), str(other.pk)])
            second.commit()
        except psycopg2.errors.CheckViolation as error:
            second.rollback()
            refused.append(str(error))

    first.cursor().execute(move, [str(other.pk), str(world.unit_a.pk)])
    waiting = threading.Thread(target=late)
    waiting.start()
    while waiting.is_alive() and not _waits(second.info.backend_pid):
        waiting.join(0.02)
    first.commit()
    waiting.join()
    assert refused and "part of itself" in refused[0]
    with system_context("test"):
        assert dict(WorkUnit.objects.filter(company=world.company_a).values_list("name", "parent_id")) == {
            "Productie": other.pk,
            "Kantoor": None,
        }
    first.close()
    second.close()


def _login() -> Any:
    settings = connection.settings_dict
    return psycopg2.connect(host=settings["HOST"], dbname=settings["NAME"], user="postgres")


def _waits(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [backend])
        return bool(cursor.fetchone()[0])

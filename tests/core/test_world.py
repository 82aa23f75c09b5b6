"""The cast of the tests: what is written again is what was made."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.context import Context, enter
from tests import world as kept
from tests.acting import in_company
from tests.attacks.playing import tables

# Keys that the database makes anew each time: figures are numbered by their sequence, which no transaction takes back;
# a trigger gives the coach's mandate, and notes it.
MADE_ANEW = {
    "programmes_figure": ["id"],
    "companies_mandate": ["id"],
    "trajectories_trajectory": ["mandate_id"],
    "core_auditevent": ["id", "subject_id"],
}


def _rows() -> dict[str, list[str]]:
    found = {}
    with enter(Context(Hat.SYSTEM)), connection.cursor() as cursor:
        for table in tables():
            row = (
                f"(to_jsonb(t) - '{{{','.join(MADE_ANEW[table])}}}'::text[])::text" if table in MADE_ANEW else "t::text"
            )
            cursor.execute(f"SELECT {row} FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def _taken_back(make: Any) -> tuple[Any, dict[str, list[str]]]:
    """What it gives, and all rows there are then."""
    with transaction.atomic():
        whole, rows = make(), _rows()
        transaction.set_rollback(True)
    return whole, rows


@pytest.mark.django_db
def test_the_world_is_written_again_as_it_was_made(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})
    made, rows = _taken_back(kept.given)
    again, rows_again = _taken_back(kept.given)
    assert sum(map(len, rows.values())) > 60 and rows_again == rows
    assert vars(again) == vars(made)
    assert again.company_a is not made.company_a and again.trajectory_a.company.pk == made.company_a.pk


@pytest.mark.django_db
def test_no_hat_stays_on_and_new_people_have_new_keys(world, django_user_model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        assert cursor.fetchone()[0] == "none"
    new = django_user_model.objects.create_user("nieuw@voorbeeld.test", None)
    assert new.pk > world.staff.pk
    world.company_a.name = "Anders"
    with in_company(world.contact_a, world.company_a):
        assert type(world.company_a).objects.get().name == "Fruitwerk a"

"""The database lets each hat make the moves of its roles, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from actionplans.enums import GLOBAL_PLAN, MEASURE
from coaching.core.ground.workflow import Machine
from coaching.core.tenancy.moves import moves_of
from coaching.trajectories.enums import TRAJECTORY

pytestmark = pytest.mark.django_db


def in_database(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(tgargs, 'escape') FROM pg_trigger WHERE tgname = 'guard_moves' AND tgrelid = %s::regclass",
            [table],
        )
        (arguments,) = cursor.fetchone()
    return str(arguments).split("\\000")[:-1]


@pytest.mark.parametrize("machine", Machine.registry.values(), ids=list(Machine.registry))
def test_every_machine_is_known_to_its_table(machine: Any) -> None:
    assert in_database(apps.get_model(machine.model)._meta.db_table) == moves_of(machine)


def test_moves_follow_from_machine_and_permissions() -> None:
    plan = moves_of(GLOBAL_PLAN)
    assert ">draft" in plan and "draft>" in plan
    assert "h_contact:advised>adopted!" in plan  # with the employer's mandate only
    assert "h_cpbw:submitted_to_body>advised" in plan
    assert [move for move in plan if move.startswith("h_cpbw")] == ["h_cpbw:submitted_to_body>advised"]
    assert not any(move.startswith("h_coach") and "adopted" in move for move in plan)
    assert "planned>" in moves_of(MEASURE) and "done>" not in moves_of(MEASURE)
    assert any(move.startswith("h_coach:on_hold>*") for move in moves_of(TRAJECTORY))

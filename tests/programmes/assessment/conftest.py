"""A programme with three assessors and files in assessment."""

from __future__ import annotations

from typing import Any

import pytest

from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.actions import found_layers
from tests import factories


@pytest.fixture
def desk(world: Any) -> Any:
    """`desk.files`: three files in assessment; `desk.judges`: three assessors besides the administrator."""
    with system_context("test"):
        found_layers(programme=world.programme_a, by=current_actor())
        world.judges = [world.assessor_a]
        for name in ("Tweede Beoordelaar", "Derde Beoordelaar"):
            person = factories.user(name)
            factories.programme_member(world.programme_a, person, Role.ASSESSOR)
            world.judges.append(person)
        world.files = []
        for number in range(3):
            company, applicant = factories.company(f"Bedrijf {number}"), factories.user(f"Aanvrager {number}")
            factories.membership(company, applicant)
            world.files.append(factories.application(world.programme_a, applicant, company, state="in_review"))
    return world

"""A company on the clock: approved by the administrator, no coach yet."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from coaching.core.ground import clock
from coaching.core.ground.workflow import apply_transition
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import lock
from coaching.programmes.enums import APPLICATION
from coaching.programmes.models import Application
from coaching.trajectories import actions
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acting import in_company, in_programme
from tests.world import once

APPROVED = date(2026, 2, 10)


def approve(world: Any, day: date = APPROVED, **fields: Any) -> Trajectory:
    """The administrator of programme A approves an application of company A on `day`, by the life cycle itself."""
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a, state="in_review", **fields)
    with clock.at(day), in_programme(world.admin_a, world.programme_a) as by:
        application = lock(Application.objects, pk=file.pk)
        apply_transition(
            APPLICATION,
            "approve",
            application,
            by=by,
            reason="Past in het programma.",
            start_due_on=clock.add_months(day, 3),
        )
        return Trajectory.objects.get(application=application)


def fresh(trajectory: Trajectory) -> Trajectory:
    with system_context("test"):
        return Trajectory.objects.get(pk=trajectory.pk)


@pytest.fixture
def case(world: Any) -> SimpleNamespace:
    """world plus `trajectory` (approved on 10 February 2026, awaiting a coach); company A has no other."""

    def approved() -> Trajectory:
        with system_context("test"):
            Trajectory.objects.filter(pk=world.trajectory_a.pk).delete()
            Application.objects.filter(pk=world.application_a.pk).delete()
        return approve(world)

    world.trajectory = once(f"approved {world.company_a.pk}", approved)
    return world


def ask(case: Any, day: date = APPROVED, coach: Any = None) -> Any:
    """The company asks coach A (or another one) on `day`."""
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        return actions.request_coach(
            trajectory_id=case.trajectory.pk,
            coach_id=(coach or case.coach_profile_a).pk,
            message="Veel verzuim.",
            by=by,
        )


@pytest.fixture
def other(case: Any) -> Any:
    """A second coach, with room."""
    with system_context("test fixture"):
        case.other_user = factories.user("Tweede coach")
        case.other = factories.coach(case.other_user)
    return case

"""Planned sessions for tests: dates by days from now, each step as the person who takes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from coaching.trajectories.models import PlannedSession
from coaching.trajectories.models.planned import Slot
from tests.acting import in_company


def slot(days: float, hours: float = 2) -> Slot:
    """From nine o'clock (UTC) on that day from now, so long."""
    day = (clock.now().astimezone(UTC) + timedelta(days=days)).date()
    begins = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Slot(begins, begins + timedelta(hours=hours))


def propose(world: Any, letter: str = "a", *slots: Slot, **more: Any) -> PlannedSession:
    """By the coach of the company; two dates when none are given."""
    coach, company = getattr(world, f"coach_{letter}"), getattr(world, f"company_{letter}")
    values = {"kind": "intake", "venue": "Refter", **more}
    with in_company(coach, company) as by:
        trajectory = getattr(world, f"trajectory_{letter}")
        return actions.plan_session(trajectory_id=trajectory.pk, options=slots or (slot(3), slot(5)), by=by, **values)


def accept(world: Any, row: PlannedSession, letter: str = "a", number: int = 0, who: str = "contact") -> PlannedSession:
    with in_company(getattr(world, f"{who}_{letter}"), getattr(world, f"company_{letter}")) as by:
        return actions.accept_plan(planned_id=row.pk, option=row.slots[number].key, by=by)


def agreed(world: Any, letter: str = "a", *slots: Slot, **more: Any) -> PlannedSession:
    return accept(world, propose(world, letter, *slots, **more), letter)


def move(world: Any, row: PlannedSession, to: Slot, who: str = "contact_a", **more: Any) -> PlannedSession:
    values = {"venue": row.venue, "link": row.link, "reason": "Een ploeg is ziek.", "opened_with": row.version, **more}
    with in_company(getattr(world, who), world.company_a) as by:
        return actions.move_plan(planned_id=row.pk, slot=to, by=by, **values)


def cancel(world: Any, row: PlannedSession, who: str = "coach_a", **more: Any) -> PlannedSession:
    values = {"reason": "Ik ben ziek.", "opened_with": row.version, **more}
    with in_company(getattr(world, who), world.company_a) as by:
        return actions.cancel_plan(planned_id=row.pk, by=by, **values)


def stored(row: PlannedSession) -> PlannedSession:
    with system_context("test"):
        return PlannedSession.objects.get(pk=row.pk)

"""Approval opens a trajectory and starts the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import apply_transition
from coaching.core.mail import reminders
from coaching.core.models import AuditEvent
from coaching.core.tenancy.models import lock
from coaching.programmes.enums import LayerNumber
from coaching.programmes.models import Application
from coaching.trajectories.enums import TRAJECTORY, TrajectoryState
from coaching.trajectories.models import Trajectory

CLOCK = "trajectories.start"  # series of the reminders to start in time


def open_trajectory(application: Application, *, by: Actor, event: AuditEvent) -> Trajectory | None:
    """Effect of an approval: the trajectory with the programme's hours, and the reminders to start within three months.

    Exactly one per application; None for the lighter layers, which have no coaching. Coaches 2018: start expected within
    three months of approval, else a reminder.
    """
    if application.layer != LayerNumber.COACHING:
        return None
    existing = Trajectory.objects.filter(application=application).first()
    if existing:
        return _reinstated(existing, application, by, event)
    approved_on = timezone.localtime(event.at).date()
    programme = application.programme
    trajectory = Trajectory.objects.create(
        application=application,
        company_id=application.company_key,
        programme=programme,
        approved_on=approved_on,
        start_due_on=application.start_due_on or clock.add_months(approved_on, programme.start_months),
        coaching_hours=programme.coaching_hours,
        clock_steps=sorted(set(programme.clock_steps)),
    )
    audit.record("trajectory.open", trajectory, by=by, at=event.at, target=trajectory.state)
    plan_clock(trajectory)
    return trajectory


def _reinstated(trajectory: Trajectory, application: Application, by: Actor, event: AuditEvent) -> Trajectory:
    """Approved again after the decision was taken back: the same trajectory, with new dates and a new clock."""
    trajectory = lock(Trajectory.objects.select_related("programme", "company"), pk=trajectory.pk)
    if trajectory.state != TrajectoryState.STOPPED:
        return trajectory
    approved_on = timezone.localtime(event.at).date()
    apply_transition(
        TRAJECTORY,
        "reinstate",
        trajectory,
        by=by,
        at=event.at,
        approved_on=approved_on,
        coach=None,
        start_due_on=application.start_due_on or clock.add_months(approved_on, trajectory.programme.start_months),
        stopped_at=None,
        escalated_at=None,
        clock_paused_on=None,
        coach_accepted_at=None,
    )
    plan_clock(trajectory, again=True)
    return trajectory


def plan_clock(trajectory: Trajectory, *, again: bool = False) -> None:
    """Plan the programme's clock steps that still lie ahead: imports and late resumes stay silent about the past."""
    today = clock.today()
    for step in steps_of(trajectory):
        due_on = trajectory.start_due_on + timedelta(days=step)
        if due_on >= today:
            kind = f"{CLOCK}.{'before' if step < 0 else 'after' if step > 0 else 'due'}"
            reminders.plan(trajectory, kind, due_on, "contacts", told(trajectory), again=again)


def steps_of(trajectory: Trajectory) -> list[int]:
    """Days relative to the start date on which the company is reminded."""
    steps = trajectory.clock_steps if trajectory.clock_steps is not None else trajectory.programme.clock_steps
    return sorted(set(steps))


def told(trajectory: Trajectory, **more: Any) -> dict[str, Any]:
    """What every mail about this trajectory knows, as JSON."""
    company = trajectory.company
    return {
        "company": company.name,
        "slug": company.slug,
        "trajectory": str(trajectory.pk),
        "application": str(trajectory.application_id),
        "said_at": clock.now().isoformat(),
        "start_due_on": trajectory.start_due_on.isoformat(),
        "approved_on": trajectory.approved_on.isoformat(),
        **more,
    }

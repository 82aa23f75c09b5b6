"""The course of a trajectory: the next phase, a rest, or a stop."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from coaching.core.ground import people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import apply_transition
from coaching.core.mail import outbox, reminders
from coaching.core.tenancy.models import lock
from coaching.trajectories import rules
from coaching.trajectories.actions.choice import withdraw_open_request
from coaching.trajectories.actions.opening import plan_clock, told
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.enums import BEFORE_START, TRAJECTORY
from coaching.trajectories.models import Helped, Trajectory


def begin_analysis(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """started → risk analysis."""
    return _steer("begin_analysis", trajectory_id, by, at)


def begin_planning(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """started or risk analysis → making plans."""
    return _steer("begin_planning", trajectory_id, by, at)


def begin_implementation(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """making plans → carrying out measures."""
    return _steer("begin_implementation", trajectory_id, by, at)


def begin_evaluation(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """carrying out measures → evaluation."""
    return _steer("begin_evaluation", trajectory_id, by, at)


def move_on(verb: str, *, company_id: UUID, piece_id: UUID, by: Actor, at: datetime) -> None:
    """Each coaching with whose help the piece was made goes to its next phase, where it stands before it and `by` may."""
    helped = Helped.objects.filter(company_id=company_id, piece_id=piece_id).values("trajectory_id")
    for trajectory in Trajectory.objects.filter(pk__in=helped).select_for_update(of=("self",)):
        if TRAJECTORY.allows(verb, trajectory.state, by):
            apply_transition(TRAJECTORY, verb, trajectory, by=by, at=at)


@transaction.atomic
def _steer(verb: str, trajectory_id: UUID, by: Actor, at: datetime | None) -> Trajectory:
    by.check(rules.STEER)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    apply_transition(TRAJECTORY, verb, trajectory, by=by, at=at)
    return trajectory


@transaction.atomic
def hold(*, trajectory_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Trajectory:
    """Put the trajectory at rest, with a reason; reminders stop until it resumes."""
    by.check(rules.INTERRUPT)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    cancel_all(trajectory, reason=reason, by=by)
    event = apply_transition(
        TRAJECTORY, "hold", trajectory, by=by, at=at, reason=reason, state_before_hold=trajectory.state
    )
    reminders.cancel(trajectory, "on hold", by)
    outbox.queue(
        "trajectories.held",
        recipients=_others(trajectory, by),
        context=told(trajectory, reason=reason.strip(), by=by.name),
        dedupe=f"held:{event.pk}",
        about=trajectory,
    )
    return trajectory


@transaction.atomic
def resume(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """Back to the status before the rest; before the start, the reminders still ahead are planned again."""
    by.check(rules.INTERRUPT)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    before = trajectory.state_before_hold
    apply_transition(TRAJECTORY, "resume", trajectory, by=by, at=at, to=before, state_before_hold="")
    if before in BEFORE_START:
        plan_clock(trajectory, again=True)
    return trajectory


@transaction.atomic
def stop(*, trajectory_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Trajectory:
    """End the trajectory before its closing, with a reason. An open question to a coach is withdrawn."""
    by.check(rules.INTERRUPT)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    audience, office = _others(trajectory, by), set(people.user_ids("administrators_of", trajectory.programme_id))
    was_to_start = (trajectory.state_before_hold or trajectory.state) in BEFORE_START
    context = told(trajectory, reason=reason.strip(), by=by.name)
    reminders.cancel(trajectory, "stopped", by)
    withdraw_open_request(trajectory, by=by, at=at)
    cancel_all(trajectory, reason=reason, by=by)
    # Last: a stopped trajectory is out of its coach's sight.
    apply_transition(TRAJECTORY, "stop", trajectory, by=by, at=at, reason=reason)
    # Company and coach may have the last day to start in their calendars; no mail ever gave it to the programme.
    for readers, more in ((audience - office, {"was_to_start": was_to_start}), (audience & office, {})):
        outbox.queue(
            "trajectories.stopped",
            recipients=readers,
            context=context | more,
            dedupe=f"stopped:{trajectory.pk}",
            about=trajectory,
        )
    return trajectory


def _others(trajectory: Trajectory, by: Actor) -> set[int]:
    """Company, coach and programme, without the one who does it."""
    found = {
        *people.user_ids("contacts_of", trajectory.company_id),
        *people.user_ids("coach_of", trajectory.pk),
        *people.user_ids("administrators_of", trajectory.programme_id),
    }
    return found - {by.user_id} if by.user_id else found

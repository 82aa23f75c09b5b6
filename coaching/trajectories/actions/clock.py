"""The start clock by hand: the programme pauses it, lets it run on, or gives more time. Each with its reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail import outbox, reminders
from coaching.core.tenancy.models import lock
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import CLOCK, plan_clock, told
from coaching.trajectories.enums import BEFORE_START
from coaching.trajectories.models import Trajectory

LONGEST_YEARS = 2  # an extension beyond that is a typing mistake


@transaction.atomic
def pause_clock(*, trajectory_id: UUID, reason: str, by: Actor) -> Trajectory:
    """Let the clock stand still: no reminders and no escalation until it runs again. Refused after a start."""
    trajectory = _on_the_clock(trajectory_id, reason, by)
    if trajectory.clock_paused_on:
        message = _("The clock stands still already.")
        raise audit.already(message, "trajectory.pause_clock", trajectory, by=by, reason=reason)
    trajectory.clock_paused_on = clock.today()
    trajectory.save(update_fields=["clock_paused_on"])
    reminders.cancel(trajectory, "clock paused", by, CLOCK)
    audit.record("trajectory.pause_clock", trajectory, by=by, reason=reason)
    _tell("trajectories.clock_paused", trajectory, f"clock_paused:{trajectory.pk}:{clock.today()}", reason)
    return trajectory


@transaction.atomic
def resume_clock(*, trajectory_id: UUID, by: Actor) -> Trajectory:
    """Let it run on: the start date moves by the days that it stood still, and the reminders with it."""
    trajectory = _on_the_clock(trajectory_id, "-", by)
    if not trajectory.clock_paused_on:
        raise audit.already(_("The clock is running."), "trajectory.resume_clock", trajectory, by=by)
    stood = clock.today() - trajectory.clock_paused_on
    trajectory.clock_paused_on = None
    _move(trajectory, trajectory.start_due_on + stood, by, "trajectory.resume_clock", "")
    _tell("trajectories.clock_resumed", trajectory, f"clock_resumed:{trajectory.pk}:{clock.today()}", "")
    return trajectory


@transaction.atomic
def extend_clock(*, trajectory_id: UUID, until: date, reason: str, by: Actor) -> Trajectory:
    """Give more time: a later start date, with reminders of its own; an escalation is lifted. Refused for the past."""
    trajectory = _on_the_clock(trajectory_id, reason, by)
    if trajectory.clock_paused_on:
        raise IllegalTransition(_("The clock stands still. Let it run first."))
    if until == trajectory.start_due_on and audit.just_now("trajectory.extend_clock", trajectory, by=by, reason=reason):
        return trajectory
    if until <= max(trajectory.start_due_on, clock.today()):
        raise Refused(_("Choose a date after today and after the present start date."))
    if until > clock.add_months(clock.today(), 12 * LONGEST_YEARS):
        raise Refused(_("Choose a date within two years."))
    _move(trajectory, until, by, "trajectory.extend_clock", reason)
    _tell("trajectories.clock_extended", trajectory, f"clock_extended:{trajectory.pk}:{until}", reason)
    return trajectory


def _on_the_clock(trajectory_id: UUID, reason: str, by: Actor) -> Trajectory:
    by.check(rules.SET_CLOCK)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    if trajectory.state not in BEFORE_START:
        raise IllegalTransition(_("The clock stopped: this trajectory has started or ended, or is on hold."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    return trajectory


def _move(trajectory: Trajectory, until: date, by: Actor, event: str, reason: str) -> None:
    before = trajectory.start_due_on
    reminders.cancel(trajectory, "another start date", by, CLOCK)
    trajectory.start_due_on, trajectory.escalated_at = until, None
    trajectory.save(update_fields=["start_due_on", "escalated_at", "clock_paused_on"])
    plan_clock(trajectory, again=True)
    audit.record(event, trajectory, by=by, reason=reason, data={"from": str(before), "to": str(until)})


def _tell(kind: str, trajectory: Trajectory, dedupe: str, reason: str) -> None:
    audience = {*people.user_ids("contacts_of", trajectory.company_id), *people.user_ids("coach_of", trajectory.pk)}
    outbox.queue(
        kind, recipients=audience, context=told(trajectory, reason=reason.strip()), dedupe=dedupe, about=trajectory
    )

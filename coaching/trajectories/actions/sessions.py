"""The coach's log. The first session starts the trajectory and stops the clock."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core import audit, clock, outbox, people, reminders
from coaching.core.roles import Actor
from coaching.core.tenancy.models import lock
from coaching.core.workflow import Refused, apply_transition
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import CLOCK, told
from coaching.trajectories.enums import RUNNING, TRAJECTORY, TrajectoryState
from coaching.trajectories.models import Session, Trajectory

LOGGED_FIELDS = ("held_on", "kind", "hours", "present", "agreed", "next_step")


@transaction.atomic
def log_session(
    *,
    trajectory_id: UUID,
    held_on: date,
    kind: str,
    hours: Decimal,
    present: str = "",
    agreed: str = "",
    next_step: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Session:
    """Add a line to the log. The first one starts the trajectory on its date and cancels the reminders (S2 §1).

    Refused: a date in the future or before the approval, a trajectory without accepted coach or at rest, and the very
    same line twice (a double click).
    """
    by.check(rules.LOG_SESSION)
    moment = at or clock.now()
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    _refuse_date(held_on, trajectory, moment)
    values = {
        "held_on": held_on,
        "kind": kind,
        "hours": Decimal(hours),
        "present": present,
        "agreed": agreed,
        "next_step": next_step,
    }
    if Session.objects.filter(trajectory=trajectory, **values).exists():
        raise Refused(_("This session is already in the log."))
    starts = trajectory.state == TrajectoryState.COACH_ACCEPTED
    if not starts and trajectory.state not in RUNNING:
        raise Refused(
            _("No sessions can be logged now: the status is “%(state)s”.") % {"state": trajectory.get_state_display()}
        )
    session = Session.objects.create(
        trajectory=trajectory, company_id=trajectory.company_id, programme_id=trajectory.programme_id,
        logged_at=moment, logged_by_id=by.user_id, **values,
    )  # fmt: skip
    audit.record("trajectory.session_logged", trajectory, by=by, at=at or moment, data={"session": str(session.pk)})
    if starts:
        _start(trajectory, session, by, moment)
    _recount(trajectory)
    return session


@transaction.atomic
def edit_session(
    *, session_id: UUID, opened_with: int, by: Actor, at: datetime | None = None, **values: object
) -> Session:
    """Correct a line of the log; hours used and the start date follow. `values`: any of LOGGED_FIELDS."""
    by.check(rules.LOG_SESSION)
    trajectory = lock(Trajectory.objects, pk=Session.objects.get(pk=session_id).trajectory_id)
    session = lock(Session.objects, pk=session_id)
    session.claim_version(opened_with)
    if trajectory.state not in RUNNING:
        raise Refused(
            _("The log can no longer be changed: the status is “%(state)s”.")
            % {"state": trajectory.get_state_display()}
        )
    before = {name: str(getattr(session, name)) for name in values}
    for name in LOGGED_FIELDS:
        if name in values:
            setattr(session, name, values[name])
    _refuse_date(session.held_on, trajectory, at or clock.now())
    session.save(update_fields=[*LOGGED_FIELDS, "version"])
    changed = sorted(name for name, old in before.items() if str(getattr(session, name)) != old)
    audit.record("trajectory.session_edited", trajectory, by=by, data={"session": str(session.pk), "changed": changed})
    _recount(trajectory)
    return session


def _refuse_date(held_on: date, trajectory: Trajectory, moment: datetime) -> None:
    if held_on > timezone.localtime(moment).date():
        raise Refused(_("The session's date lies in the future. Log it after it has taken place."))
    if held_on < trajectory.approved_on:
        raise Refused(_("The session's date lies before the approval of the application."))


def _start(trajectory: Trajectory, session: Session, by: Actor, moment: datetime) -> None:
    apply_transition(TRAJECTORY, "start", trajectory, by=by, at=moment, started_on=session.held_on)
    reminders.cancel(trajectory, "started", by, kind=CLOCK)
    outbox.queue(
        "trajectories.started",
        recipients=people.user_ids("contacts_of", trajectory.company_id),
        context=told(trajectory, started_on=str(session.held_on), hours=str(trajectory.coaching_hours)),
        dedupe=f"started:{trajectory.pk}",
        about=trajectory,
    )


def _recount(trajectory: Trajectory) -> None:
    """Hours used, start and last session follow from the log."""
    sums = Session.objects.filter(trajectory=trajectory).aggregate(
        hours=Sum("hours"), first=Min("held_on"), last=Max("held_on")
    )
    trajectory.hours_used = sums["hours"] or 0
    trajectory.started_on, trajectory.last_session_on = sums["first"], sums["last"]
    trajectory.save(update_fields=["hours_used", "started_on", "last_session_on"])

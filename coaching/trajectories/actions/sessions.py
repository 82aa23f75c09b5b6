"""The coach's log. The first session starts the trajectory and stops the clock."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, IllegalTransition, Refused, apply_transition
from coaching.core.mail import outbox, reminders
from coaching.core.tenancy.models import SAME_CLICK, lock
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import CLOCK, plan_clock, told
from coaching.trajectories.actions.planning import tell_calendars
from coaching.trajectories.enums import PLANNED_SESSION, RUNNING, TRAJECTORY, TrajectoryState
from coaching.trajectories.models import CoachingSession, PlannedSession, Trajectory

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
    planned_id: UUID | None = None,
    by: Actor,
    at: datetime | None = None,
) -> CoachingSession:
    """Add a line to the log. The first one starts the trajectory on its date and cancels the reminders.

    planned_id: the agreed session that took place, which is over with that.

    subject/lives.md#trajectory

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
    there = CoachingSession.objects.filter(trajectory=trajectory, **values).first()
    if there:
        just_now = there.logged_by_id == by.user_id and moment - there.logged_at < SAME_CLICK
        raise AlreadyDone(_("This session is already in the log."), result=there, own=just_now)
    starts = trajectory.state == TrajectoryState.COACH_ACCEPTED
    if not starts and trajectory.state not in RUNNING:
        raise Refused(
            _("No sessions can be logged now: the status is “%(state)s”.") % {"state": trajectory.get_state_display()}
        )
    session = CoachingSession.objects.create(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        logged_at=moment,
        logged_by_id=by.user_id,
        **values,
    )
    audit.record("trajectory.session_logged", trajectory, by=by, at=at or moment, data={"session": str(session.pk)})
    if planned_id:
        _took_place(planned_id, session, by, moment)
    if starts:
        _start(trajectory, session, by, moment)
    _recount(trajectory)
    return session


def _took_place(planned_id: UUID, session: CoachingSession, by: Actor, moment: datetime) -> None:
    planned = lock(PlannedSession.objects, pk=planned_id, trajectory_id=session.trajectory_id)
    version = planned.version + 1
    apply_transition(PLANNED_SESSION, "log", planned, by=by, at=moment, session=session, version=version)
    if planned.held_on:
        tell_calendars("held", planned, by, held_on=planned.held_on.isoformat())


@transaction.atomic
def edit_session(
    *, session_id: UUID, opened_with: int, by: Actor, at: datetime | None = None, **values: object
) -> CoachingSession:
    """Correct a line of the log; hours used and the start date follow. `values`: any of LOGGED_FIELDS."""
    by.check(rules.LOG_SESSION)
    trajectory = lock(Trajectory.objects, pk=CoachingSession.objects.get(pk=session_id).trajectory_id)
    session = lock(CoachingSession.objects, pk=session_id)
    session.claim_version(opened_with)
    if session.statement_id:
        raise Refused(_("This session stands in an expense statement; it can no longer be changed."))
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
    # What the company confirmed was the line as it was: a correction asks for it anew.
    session.confirmed_at, session.confirmed_by_id, session.objection = None, None, ""
    session.save(update_fields=[*LOGGED_FIELDS, "version", "confirmed_at", "confirmed_by_id", "objection"])
    if "held_on" in values and before["held_on"] != str(session.held_on):
        _held_on_another_day(session, by)
    changed = sorted(name for name, old in before.items() if str(getattr(session, name)) != old)
    audit.record("trajectory.session_edited", trajectory, by=by, data={"session": str(session.pk), "changed": changed})
    _recount(trajectory)
    return session


def _held_on_another_day(session: CoachingSession, by: Actor) -> None:
    """The line of a planned session was corrected: its entry follows, back to the planned hour too."""
    planned = PlannedSession.objects.filter(session=session).select_for_update(of=("self",)).first()
    if planned is None or planned.starts_at is None:
        return
    planned.session, planned.version = session, planned.version + 1
    planned.save(update_fields=["version"])
    day = planned.held_on or timezone.localtime(planned.starts_at).date()
    tell_calendars("held", planned, by, held_on=day.isoformat())


@transaction.atomic
def confirm_session(*, session_id: UUID, by: Actor) -> CoachingSession:
    """The company says that the session took place as logged. A second click changes nothing."""
    session = _to_confirm(session_id, by)
    session.confirmed_at, session.confirmed_by_id, session.objection = clock.now(), by.user_id, ""
    session.save(update_fields=["confirmed_at", "confirmed_by_id", "objection"])
    audit.record("trajectory.session_confirmed", session, by=by)
    return session


@transaction.atomic
def object_to_session(*, session_id: UUID, objection: str, by: Actor) -> CoachingSession:
    """The company says what is not right; the coach is told and corrects the line, which asks for it anew."""
    session = _to_confirm(session_id, by)
    if not objection.strip():
        raise Refused(_("Write what is not right."))
    if session.objection == objection.strip():  # a second click
        return session
    session.objection = objection.strip()
    session.save(update_fields=["objection"])
    audit.record("trajectory.session_objected", session, by=by, reason=objection)
    trajectory = Trajectory.objects.select_related("company").get(pk=session.trajectory_id)
    outbox.queue(
        "trajectories.session_objected",
        recipients=people.user_ids("coach_of", trajectory.pk),
        context=told(trajectory, held_on=str(session.held_on), reason=session.objection, by=by.name),
        dedupe=f"session.objected:{session.pk}:{session.version}",
        about=trajectory,
    )
    return session


def _to_confirm(session_id: UUID, by: Actor) -> CoachingSession:
    by.check(rules.CONFIRM_SESSION)
    session = lock(CoachingSession.objects, pk=session_id)
    if session.confirmed_at:
        raise IllegalTransition(_("This session is confirmed already."))
    return session


@transaction.atomic
def remove_session(*, session_id: UUID, reason: str, by: Actor) -> Trajectory:
    """Take a line that should not be there out of the log. Was it the only one, then the clock runs again.

    Refused for a confirmed session or one in a statement, and once the trajectory went past its start on other grounds.
    """
    by.check(rules.LOG_SESSION)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    own = CoachingSession.objects.filter(pk=session_id).values_list("trajectory_id", flat=True).first()
    trajectory = lock(Trajectory.objects.select_related("programme", "company"), pk=own)
    session = lock(CoachingSession.objects, pk=session_id)
    if session.confirmed_at or session.statement_id:
        raise Refused(_("The company confirmed this session; it stays in the log."))
    others = CoachingSession.objects.filter(trajectory=trajectory).exclude(pk=session_id).exists()
    if not others and trajectory.state != TrajectoryState.STARTED:
        raise Refused(_("The coaching is past its start; the only session stays in the log."))
    audit.record(
        "trajectory.session_removed",
        trajectory,
        by=by,
        reason=reason,
        data={"held_on": str(session.held_on), "hours": str(session.hours)},
    )
    planned = PlannedSession.objects.filter(session=session).select_for_update(of=("self",)).first()
    if planned:  # it waits for the log again, or is called off
        version, elsewhen = planned.version + 1, planned.held_on is not None
        apply_transition(PLANNED_SESSION, "unlog", planned, by=by, reason=reason, session=None, version=version)
        if elsewhen:  # calendars had it on the day of that line
            tell_calendars("moved", planned, by, reason=reason)
    session.delete()
    if others:
        _recount(trajectory)
    else:
        apply_transition(
            TRAJECTORY, "unstart", trajectory, by=by, reason=reason, started_on=None, last_session_on=None, hours_used=0
        )
        plan_clock(trajectory, again=True)
    return trajectory


def _refuse_date(held_on: date, trajectory: Trajectory, moment: datetime) -> None:
    if held_on > timezone.localtime(moment).date():
        raise Refused(_("The session's date lies in the future. Log it after it has taken place."))
    if held_on < trajectory.approved_on:
        raise Refused(_("The session's date lies before the approval of the application."))


def _start(trajectory: Trajectory, session: CoachingSession, by: Actor, moment: datetime) -> None:
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
    sums = CoachingSession.objects.filter(trajectory=trajectory).aggregate(
        hours=Sum("hours"), first=Min("held_on"), last=Max("held_on")
    )
    trajectory.hours_used = sums["hours"] or 0
    trajectory.started_on, trajectory.last_session_on = sums["first"], sums["last"]
    trajectory.save(update_fields=["hours_used", "started_on", "last_session_on"])

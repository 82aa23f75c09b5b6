"""Planning a session: the coach proposes dates, the company accepts one or none, either moves it or calls it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import AlreadyDone, IllegalTransition, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, VersionConflict, lock, sent_before
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import told
from coaching.trajectories.enums import PLANNED_SESSION, RUNNING, PlannedState, TrajectoryState
from coaching.trajectories.models import PlannedSession, Trajectory
from coaching.trajectories.models.planned import Slot

MOST_OPTIONS = 3  # subject/lives.md#periods
WITHIN_DAYS = 366  # subject/lives.md#periods
LONGEST = timedelta(hours=12)  # subject/lives.md#periods; as a line of the log


@transaction.atomic
def plan_session(
    *,
    trajectory_id: UUID,
    options: Sequence[Slot],
    kind: str,
    venue: str = "",
    link: str = "",
    note: str = "",
    by: Actor,
) -> PlannedSession:
    """The coach proposes one to three dates; the company's contacts are told. The same proposal twice is one.

    Refused: no date or more than three, the same one twice, one that is over, that ends before it begins or lasts longer
    than twelve hours; a trajectory that is at rest or has ended.
    """
    by.check(rules.PLAN_SESSION)
    trajectory = lock(Trajectory.objects.select_related("company"), pk=trajectory_id)
    if trajectory.state not in (TrajectoryState.COACH_ACCEPTED, *RUNNING):
        raise Refused(
            _("No sessions can be planned now: the status is “%(state)s”.") % {"state": trajectory.get_state_display()}
        )
    slots = sorted(options, key=lambda slot: slot.starts_at)
    _refuse_options(slots)
    row = PlannedSession(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        kind=kind,
        options=[[slot.starts_at.isoformat(), slot.ends_at.isoformat()] for slot in slots],
        answer_by=timezone.localtime(slots[0].starts_at).date(),
        venue=venue.strip(),
        link=link,
        note=note.strip(),
        proposed_by_id=by.user_id,
        changed_by_id=by.user_id,
    )
    if there := sent_before(row):
        return there
    row.save(force_insert=True)
    audit.record("planned_session.propose", row, by=by, target=row.state)
    outbox.queue(
        "trajectories.session_proposed",
        recipients=people.user_ids("contacts_of", trajectory.company_id),
        context=_context(trajectory, row, by, options=row.options, note=row.note),
        dedupe=f"planned.propose:{row.pk}",
        about=trajectory,
    )
    return row


@transaction.atomic
def accept_plan(*, planned_id: UUID, option: str, by: Actor) -> PlannedSession:
    """The company accepts one of the proposed dates (`Slot.key`); company and coach get it for their calendars.

    Raises Refused for a date that was not proposed or is over, AlreadyDone when that date was accepted before,
    IllegalTransition when another one was, or when the proposal is no longer open.
    """
    trajectory, row = _locked(planned_id)
    slot = next((slot for slot in row.slots if slot.key == option), None)
    if slot is None:
        raise Refused(_("Choose one of the dates."))
    if row.is_agreed and row.starts_at != slot.starts_at:
        by.check(rules.ANSWER_PLAN)
        raise IllegalTransition(_("Another date was agreed meanwhile. Look at it, and move it if it does not suit."))
    if row.is_proposed and slot.has_passed:
        raise Refused(_("This date is over."))
    row.version += 1
    apply_transition(
        PLANNED_SESSION, "accept", row, by=by, version=row.version, starts_at=slot.starts_at, ends_at=slot.ends_at
    )
    _tell("accepted", trajectory, row, by)
    return row


@transaction.atomic
def decline_plan(*, planned_id: UUID, reason: str, by: Actor) -> PlannedSession:
    """None of the dates suits; the coach reads why, and proposes others. Raises Refused without words."""
    trajectory, row = _locked(planned_id)
    _change("decline", row, by, reason)
    outbox.queue(
        "trajectories.session_declined",
        recipients=people.user_ids("coach_of", trajectory.pk),
        context=_context(trajectory, row, by, reason=row.why),
        dedupe=f"planned.decline:{row.pk}",
        about=trajectory,
    )
    return row


@transaction.atomic
def move_plan(
    *,
    planned_id: UUID,
    opened_with: int,
    slot: Slot,
    venue: str,
    link: str,
    reason: str,
    by: Actor,
) -> PlannedSession:
    """Another date or place for an agreed session, which counts at once: everybody's calendar gets it, under the same id.

    Raises VersionConflict when somebody moved it since the page was opened, AlreadyDone when it stands like this already,
    Refused without a reason or for a date that is over.
    """
    trajectory, row = _locked(planned_id)
    wanted = (slot.starts_at, slot.ends_at, venue.strip(), link)
    if row.is_agreed and (row.starts_at, row.ends_at, row.venue, row.link) == wanted:
        by.check(rules.MOVE_PLAN)
        own = (
            row.changed_by_id == by.user_id and row.why == reason.strip() and clock.now() - row.changed_at < SAME_CLICK
        )
        raise AlreadyDone(_("It stands like this already."), result=row, own=own)
    if row.is_agreed and row.version != opened_with:
        raise VersionConflict
    _refuse_options([slot])
    _change("move", row, by, reason, starts_at=slot.starts_at, ends_at=slot.ends_at, venue=wanted[2], link=link)
    _tell("moved", trajectory, row, by, reason=row.why)
    return row


@transaction.atomic
def cancel_plan(*, planned_id: UUID, opened_with: int, reason: str, by: Actor) -> PlannedSession:
    """A proposal is withdrawn, or an agreed session called off; calendars take it out. Raises Refused without a reason,
    VersionConflict when it was accepted or moved since the page was opened."""
    trajectory, row = _locked(planned_id)
    by.check(rules.PLAN_SESSION if row.is_proposed else rules.CANCEL_PLAN)  # a company answers what was proposed
    if not row.is_over and row.version != opened_with:
        raise VersionConflict
    _cancel(trajectory, row, by, reason)
    return row


def cancel_all(trajectory: Trajectory, *, reason: str, by: Actor, coach: Sequence[int] = ()) -> None:
    """What is still planned falls away: the file stopped, rests, or goes to another coach. coach: who it was planned with,
    where the file has another one already.

    A session that took place and waits for the log stays. Call within the action that does it, under its locks.
    """
    rows = PlannedSession.objects.filter(trajectory_id=trajectory.pk)
    if by.hat == Hat.ADMIN:  # the programme sees no words
        rows = rows.only(*ADMIN_COLUMNS)
    coming = rows.filter(state=PlannedState.AGREED, ends_at__gt=clock.now()) | rows.filter(state=PlannedState.PROPOSED)
    for row in coming.order_by("id").select_for_update(of=("self",)):
        _cancel(trajectory, row, by, reason, coach)


# What the programme reads of a planned session, and may change when it stops a file.
ADMIN_COLUMNS = (
    "id",
    "state",
    "kind",
    "starts_at",
    "ends_at",
    "version",
    "trajectory_id",
    "company_id",
    "programme_id",
)


def _cancel(trajectory: Trajectory, row: PlannedSession, by: Actor, reason: str, coach: Sequence[int] = ()) -> None:
    was_agreed = row.is_agreed
    _change("cancel", row, by, reason)
    kind = "cancelled" if was_agreed else "withdrawn"
    _tell(kind, trajectory, row, by, coach, reason=row.why)


def _change(verb: str, row: PlannedSession, by: Actor, reason: str, **changes: Any) -> None:
    """One step of its life, which also raises the number of its calendar entry."""
    row.version += 1
    changes |= {"version": row.version, "why": reason.strip(), "changed_at": clock.now(), "changed_by_id": by.user_id}
    apply_transition(PLANNED_SESSION, verb, row, by=by, reason=reason, **changes)


def _locked(planned_id: UUID) -> tuple[Trajectory, PlannedSession]:
    """The trajectory first, as everything in it is locked. Raises Gone for a plan of others."""
    own = PlannedSession.objects.filter(pk=planned_id).values_list("trajectory_id", flat=True).first()
    trajectory = lock(Trajectory.objects.select_related("company"), pk=own)
    return trajectory, lock(PlannedSession.objects, pk=planned_id)


def _refuse_options(slots: Sequence[Slot]) -> None:
    now = clock.now()
    if not 1 <= len(slots) <= MOST_OPTIONS:
        raise Refused(_("Propose one to three dates."))
    if len({slot.starts_at for slot in slots}) < len(slots):
        raise Refused(_("The same date stands there twice."))
    for slot in slots:
        if not now < slot.starts_at <= now + timedelta(days=WITHIN_DAYS):
            raise Refused(_("Choose a date in the coming twelve months."))
        if not timedelta(0) < slot.ends_at - slot.starts_at <= LONGEST:
            raise Refused(_("A session ends after it begins, and lasts twelve hours at most."))


def _context(trajectory: Trajectory, row: PlannedSession, by: Actor, **more: Any) -> dict[str, Any]:
    return told(trajectory, by=by.name, **more) | row.said()


def tell_calendars(what: str, row: PlannedSession, by: Actor, **more: Any) -> None:
    """Company and coach get the entry again, as it stands after what the log says of it."""
    trajectory = Trajectory.objects.select_related("company").get(pk=row.trajectory_id)
    _tell(what, trajectory, row, by, **more)


def _tell(
    what: str, trajectory: Trajectory, row: PlannedSession, by: Actor, coach: Sequence[int] = (), **more: Any
) -> None:
    """Company and coach, who did it too: the calendar file is for everybody who comes. A proposal that is withdrawn is
    told to the company alone."""
    found = set(people.user_ids("contacts_of", trajectory.company_id))
    if what == "withdrawn":
        found = by.others(found)
    else:
        found |= set(coach or people.user_ids("coach_of", trajectory.pk))
    outbox.queue(
        f"trajectories.session_{what}",
        recipients=found,
        context=_context(trajectory, row, by, **more),
        dedupe=f"planned.{what}:{row.pk}:{row.version}",
        about=trajectory,
    )

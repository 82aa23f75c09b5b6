"""Another coach for a file: before the start the question is open again, afterwards a new coach takes over."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.coaches.models import Coach
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock
from coaching.trajectories import rules
from coaching.trajectories.actions.choice import add_request, check_can_be_asked, locked_request
from coaching.trajectories.actions.opening import told
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.enums import RUNNING, TRAJECTORY, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory

AFTER_TALK_WORKING_DAYS = 2  # subject/lives.md#periods
TALK_WITHIN_DAYS = 60  # subject/lives.md#periods
CHANGEABLE = (*RUNNING, TrajectoryState.ON_HOLD)


@transaction.atomic
def release_coach(*, trajectory_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Trajectory:
    """Before the first session: the coach who accepted is let go, with a reason, and the company chooses again.

    The clock goes on. Company and coach are told, except whoever did it. Raises Refused without a reason,
    IllegalTransition once the coaching has started (see `ask_change`).
    """
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    told_people = {*people.user_ids("contacts_of", trajectory.company_id), *people.user_ids("coach_of", trajectory.pk)}
    name = trajectory.coach.name if trajectory.coach else ""
    context = told(trajectory, coach=name, reason=reason.strip())
    cancel_all(trajectory, reason=reason, by=by)
    event = apply_transition(
        TRAJECTORY, "release_coach", trajectory, by=by, at=at, reason=reason, coach=None, coach_accepted_at=None
    )
    outbox.queue(
        "trajectories.coach_released",
        recipients=by.others(told_people),
        context=context,
        dedupe=f"coach_released:{event.pk}",
        about=trajectory,
    )
    return trajectory


@transaction.atomic
def ask_change(
    *,
    trajectory_id: UUID,
    coach_id: UUID,
    reason: str,
    message: str = "",
    whole_file: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> CoachRequest:
    """Ask another coach to take over a running file. The present coach stays until the new one accepts.

    The reason is for the programme and stays out of the coaches' mails. Raises Refused as `request_coach` does, for the
    coach whom the company has already, without a reason, and while another question is open.
    """
    by.check(rules.CHANGE_COACH)
    moment = at or clock.now()
    trajectory = lock(Trajectory.objects.select_related("programme", "company"), pk=trajectory_id)
    if trajectory.state not in CHANGEABLE:
        raise Refused(_("The coach is changed while the coaching runs."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    if trajectory.coach_id == coach_id:
        raise Refused(_("This is the coach you have."))
    coach = Coach.objects.get(pk=coach_id)
    check_can_be_asked(coach, trajectory, timezone.localtime(moment).date())
    words = {"message": message, "reason": reason.strip(), "whole_file": whole_file}
    request = add_request(trajectory, coach, by, moment, is_change=True, **words)
    audit.record("trajectory.ask_change", trajectory, by=by, at=moment, reason=reason, data={"coach": coach.name})
    context = told(trajectory, coach=coach.name, reason=reason.strip(), programme_slug=trajectory.programme.slug)
    outbox.queue(
        "trajectories.change_asked",
        recipients=people.user_ids("administrators_of", trajectory.programme_id),
        context=context,
        dedupe=f"change_asked:{request.pk}",
        about=trajectory,
        deadline_mail=False,
    )
    return request


@transaction.atomic
def plan_talk(*, request_id: UUID, talk_at: datetime, where: str, by: Actor) -> CoachRequest:
    """The asked coach proposes an introductory talk; the answer is then due two working days after it at the earliest.

    Raises Refused for a moment that has passed, or farther than sixty days away, or once the question was answered.
    """
    by.check(rules.ANSWER_REQUEST)
    trajectory, request = locked_request(request_id)
    now = clock.now()
    if not now < talk_at <= now + timedelta(days=TALK_WITHIN_DAYS):
        raise Refused(_("Choose a moment within the next sixty days."))
    request.talk_at, request.talk_where = talk_at, where.strip()
    after = clock.add_working_days(timezone.localtime(talk_at).date(), AFTER_TALK_WORKING_DAYS)
    request.answer_due_on = max(request.answer_due_on, after)
    request.save(update_fields=["talk_at", "talk_where", "answer_due_on"])
    audit.record("trajectory.talk_planned", trajectory, by=by, data={"at": talk_at.isoformat()})
    coach = Coach.objects.get(pk=request.coach_id)
    outbox.queue(
        "trajectories.talk_planned",
        recipients=people.user_ids("contacts_of", trajectory.company_id),
        context=told(
            trajectory,
            coach=coach.name,
            talk_at=timezone.localtime(talk_at).isoformat(),
            where=request.talk_where,
            request=str(request.pk),
        ),
        dedupe=f"talk:{request.pk}:{talk_at.isoformat()}",
        about=trajectory,
    )
    return request


@transaction.atomic
def ask_for_help(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """No coach is free: the administrators are asked to help, and the company is told when a place comes free.

    A second click changes nothing. Raises Refused when the company has a coach or has asked one.
    """
    by.check(rules.CHOOSE_COACH)
    trajectory = lock(Trajectory.objects.select_related("programme", "company", "application"), pk=trajectory_id)
    if trajectory.state != TrajectoryState.AWAITING_COACH:
        raise Refused(_("You have a coach, or have asked one."))
    if trajectory.coach_wanted_at is None:
        trajectory.coach_wanted_at = at or clock.now()
        trajectory.save(update_fields=["coach_wanted_at"])
        audit.record("trajectory.coach_wanted", trajectory, by=by, at=trajectory.coach_wanted_at)
        outbox.queue(
            "trajectories.coach_wanted",
            recipients=people.user_ids("administrators_of", trajectory.programme_id),
            context=told(trajectory, programme_slug=trajectory.programme.slug, province=trajectory.company.province),
            dedupe=f"coach_wanted:{trajectory.pk}:{trajectory.coach_wanted_at.isoformat()}",
            about=trajectory,
        )
    return trajectory

"""A company asks a coach; the coach accepts or declines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.coaches.models import Coach
from coaching.coaches.queries import absences, lock_availability
from coaching.companies.rules import GIVE_MANDATE
from coaching.core.ground import audit, clock, people
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, Gone, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, lock
from coaching.programmes.accredited import may_be_asked_in
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import told
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.enums import COACH_REQUEST, RUNNING, TRAJECTORY, CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory

ANSWER_WORKING_DAYS = 5  # subject/lives.md#periods


@transaction.atomic
def request_coach(
    *,
    trajectory_id: UUID,
    coach_id: UUID,
    message: str = "",
    whole_file: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> CoachRequest:
    """Ask one coach, who then has five working days to answer. The company chooses (Coaches 2018).

    whole_file: who accepts may work in all of the company's file, else in what is made from then on (ADR 0054). Only of
    who may bind the company.

    Refused when the coach is full, takes no companies, or works for the company's own external service. Two companies
    asking for a last place at once: one gets it (advisory lock on the coach).
    """
    by.check(rules.CHOOSE_COACH)
    moment = at or clock.now()
    trajectory = lock(Trajectory.objects.select_related("programme", "company"), pk=trajectory_id)
    coach = Coach.objects.get(pk=coach_id)
    check_can_be_asked(coach, trajectory, timezone.localtime(moment).date())
    apply_transition(TRAJECTORY, "request_coach", trajectory, by=by, at=moment, coach_wanted_at=None)
    return add_request(trajectory, coach, by, moment, message=message, whole_file=whole_file)


def check_can_be_asked(coach: Coach, trajectory: Trajectory, today: date) -> None:
    """Raise Refused when the coach is full, away, not accredited where that is asked, or not independent.

    Locks the coach's places until the end of the transaction.
    """
    if lock_availability(coach) < 1:
        raise Refused(_("%(coach)s has no free place at the moment. Choose another coach.") % {"coach": coach.name})
    away = absences([coach.pk], today).get(coach.pk)
    if away:
        raise Refused(
            _("%(coach)s is away until %(day)s. Choose another coach.") % {"coach": coach.name, "day": long_day(away)}
        )
    if not may_be_asked_in(trajectory.programme, coach.pk, today):
        raise Refused(_("%(coach)s is not accredited by the programme. Choose another coach.") % {"coach": coach.name})
    _refuse_conflict(coach, trajectory)


def add_request(trajectory: Trajectory, coach: Coach, by: Actor, moment: datetime, **values: Any) -> CoachRequest:
    """The question itself, with its mail to the coach. Raises Refused while another one is open."""
    there = CoachRequest.objects.filter(trajectory=trajectory, state=CoachRequestState.OPEN).first()
    if there:
        own = (there.coach_id, there.requested_by_id) == (coach.pk, by.user_id)
        message = _("You have asked a coach already. Withdraw that question first.")
        raise AlreadyDone(message, result=there, own=own and moment - there.requested_at < SAME_CLICK)
    if values.get("whole_file"):
        by.check(GIVE_MANDATE)
    values["message"] = values.get("message", "").strip()
    request: CoachRequest = CoachRequest.objects.create(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        coach=coach,
        requested_at=moment,
        requested_by_id=by.user_id,
        answer_due_on=clock.add_working_days(timezone.localtime(moment).date(), ANSWER_WORKING_DAYS),
        **values,
    )
    outbox.queue(
        "trajectories.coach_asked",
        recipients=[coach.user_id],
        context=told(
            trajectory,
            request=str(request.pk),
            answer_due_on=str(request.answer_due_on),
            message=request.message,
            is_change=request.is_change,
        ),
        dedupe=f"coach_asked:{request.pk}",
        about=trajectory,
    )
    return request


@transaction.atomic
def cancel_request(*, trajectory_id: UUID, by: Actor, at: datetime | None = None, tell: bool = True) -> Trajectory:
    """Take the open question to a coach back, so that another one can be asked.

    tell: whether the company hears by a mail of its own that a first talk falls away.
    """
    by.check(rules.CHOOSE_COACH)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    if not CoachRequest.objects.filter(trajectory=trajectory, state=CoachRequestState.OPEN, is_change=True).exists():
        apply_transition(TRAJECTORY, "cancel_request", trajectory, by=by, at=at)
    withdraw_open_request(trajectory, by=by, at=at, tell=tell)
    return trajectory


def talk_of(request: CoachRequest) -> dict[str, str]:
    """The first talk that is still to come, as mails know it; with no moment where none is."""
    coming = request.talk_at is not None and request.talk_at > clock.now()
    return {"request": str(request.pk), "talk_at": request.talk_at.isoformat() if coming and request.talk_at else ""}


def withdraw_open_request(trajectory: Trajectory, *, by: Actor, at: datetime | None = None, tell: bool = True) -> None:
    """Withdraw the open request of a locked trajectory, if there is one, and tell the coach.

    A first talk that is still to come falls away: the company's contacts get it taken out of their calendars. tell: False
    where another mail does that.
    """
    request = (
        CoachRequest.objects.filter(trajectory=trajectory, state=CoachRequestState.OPEN).select_for_update().first()
    )
    if request is None:
        return
    apply_transition(COACH_REQUEST, "withdraw", request, by=by, at=at)
    coach, talk = Coach.objects.get(pk=request.coach_id), talk_of(request)
    outbox.queue(
        "trajectories.request_withdrawn",
        recipients=[coach.user_id],
        context=told(trajectory),
        dedupe=f"request_withdrawn:{request.pk}",
        about=trajectory,
    )
    if talk["talk_at"] and tell:
        outbox.queue(
            "trajectories.talk_off",
            recipients=people.user_ids("contacts_of", trajectory.company_id),
            context=told(trajectory, coach=coach.name, **talk),
            dedupe=f"talk_off:{request.pk}",
            about=trajectory,
        )


@transaction.atomic
def accept(*, request_id: UUID, answer: str = "", by: Actor, at: datetime | None = None) -> Trajectory:
    """The coach takes the company on: guards are capacity and no conflict of interest (subject/lives.md#trajectory)."""
    by.check(rules.ANSWER_REQUEST)
    moment = at or clock.now()
    trajectory, request = locked_request(request_id, answer=CoachRequestState.ACCEPTED, words=answer)
    coach = Coach.objects.get(pk=request.coach_id)
    if lock_availability(coach) < 0:  # this request is counted already
        raise Refused(_("You have more companies than the number in your profile. Raise it first, or decline."))
    _refuse_conflict(coach, trajectory)
    if request.is_change:
        _take_over(trajectory, coach, by, moment)
    else:
        apply_transition(
            TRAJECTORY, "coach_accepts", trajectory, by=by, at=moment, coach_id=coach.pk, coach_accepted_at=moment
        )
    apply_transition(COACH_REQUEST, "accept", request, by=by, at=moment, answer=answer.strip())
    outbox.queue(
        "trajectories.coach_accepted",
        recipients=people.user_ids("contacts_of", trajectory.company_id),
        context=told(trajectory, coach=coach.name, answer=request.answer, is_change=request.is_change),
        dedupe=f"coach_accepted:{request.pk}",
        about=trajectory,
    )
    return trajectory


def _take_over(trajectory: Trajectory, coach: Coach, by: Actor, moment: datetime) -> None:
    """The running file goes to this coach; the one who had it is told and no longer gets in."""
    if trajectory.state not in (*RUNNING, TrajectoryState.ON_HOLD):
        raise Refused(_("This coaching has ended."))
    before = [trajectory.coach.user_id] if trajectory.coach else []
    trajectory.coach_id, trajectory.coach_accepted_at = coach.pk, moment
    trajectory.save(update_fields=["coach", "coach_accepted_at"])
    cancel_all(trajectory, reason=_("The file has gone to another coach."), by=by, coach=before)
    event = audit.record("trajectory.coach_changed", trajectory, by=by, at=moment, data={"coach": coach.name})
    outbox.queue(
        "trajectories.file_left",
        recipients=before,
        context=told(trajectory, coach=coach.name),
        dedupe=f"file_left:{event.pk}",
        about=trajectory,
        deadline_mail=False,
    )


@transaction.atomic
def decline(*, request_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> CoachRequest:
    """The coach says no, with a reason for the company, which then asks another coach."""
    by.check(rules.ANSWER_REQUEST)
    trajectory, request = locked_request(request_id, answer=CoachRequestState.DECLINED, words=reason)
    coach = Coach.objects.get(pk=request.coach_id)
    context = told(trajectory, **talk_of(request))
    # The trajectory first: once the request is answered, it is out of this coach's sight.
    if not request.is_change:
        apply_transition(TRAJECTORY, "coach_declines", trajectory, by=by, at=at)
    apply_transition(COACH_REQUEST, "decline", request, by=by, at=at, reason=reason, answer=reason.strip())
    outbox.queue(
        "trajectories.coach_declined",
        recipients=people.user_ids("contacts_of", trajectory.company_id),
        context={**context, "coach": coach.name, "answer": request.answer, "is_change": request.is_change},
        dedupe=f"coach_declined:{request.pk}",
        about=trajectory,
    )
    return request


def locked_request(request_id: UUID, *, answer: str = "", words: str = "") -> tuple[Trajectory, CoachRequest]:
    """The trajectory before the request: the same order as everywhere, so that nobody waits for each other.

    answer: the state that the coach's answer leads to; words: what goes with it. Raises AlreadyDone for a coach who gives
    that answer again (only the coach who was asked answers), Refused for a request that somebody closed in another way,
    before or meanwhile.
    """
    request = CoachRequest.objects.get(pk=request_id)
    _refuse_closed(request, answer, words)
    trajectory = Trajectory.objects.filter(pk=request.trajectory_id).select_for_update(of=("self",)).first()
    request = lock(CoachRequest.objects, pk=request_id)
    _refuse_closed(request, answer, words)  # while we waited; the file is then out of this coach's sight
    if trajectory is None:
        raise Gone
    return trajectory, request


def _refuse_closed(request: CoachRequest, answer: str, words: str) -> None:
    if request.state == CoachRequestState.OPEN:
        return
    message = _("This request has been answered or withdrawn: %(state)s.") % {"state": request.get_state_display()}
    if request.state != answer:
        raise Refused(message)
    just_now = request.answered_at is not None and clock.now() - request.answered_at < SAME_CLICK
    raise AlreadyDone(message, result=request, own=just_now and words.strip() in ("", request.answer))


def _refuse_conflict(coach: Coach, trajectory: Trajectory) -> None:
    if rules.conflict_of_interest(coach, trajectory.company):
        raise Refused(
            _("%(coach)s works for the company's own external prevention service. Choose a coach from outside it.")
            % {"coach": coach.name}
        )

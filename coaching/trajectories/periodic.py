"""Daily jobs: the start clock, unanswered requests, silence."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.coaches.queries import Criteria, directory
from coaching.core.ground import audit, clock, people
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.models import lock
from coaching.programmes.accredited import askable
from coaching.programmes.models import Programme
from coaching.trajectories import rules
from coaching.trajectories.actions.choice import cancel_request, talk_of
from coaching.trajectories.actions.opening import steps_of, told
from coaching.trajectories.enums import BEFORE_START, RUNNING, CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory


@job("trajectories.escalate", label=_("Trajectories that did not start come to the desk"))
def escalate(*, today: date) -> dict[str, int]:
    """The day after the last reminder: a trajectory that has not started is put on the administrators' desk, once."""
    count = 0
    for programme in Programme.objects.all():
        for trajectory in _overdue(programme, today).select_for_update():
            if trajectory.start_due_on + timedelta(days=max([0, *steps_of(trajectory)])) >= today:
                continue  # its last reminder is still to come
            trajectory.escalated_at = clock.now()
            trajectory.save(update_fields=["escalated_at"])
            audit.record("trajectory.escalated", trajectory, by=current_actor())
            outbox.queue(
                "trajectories.escalated",
                recipients=people.user_ids("administrators_of", programme.pk),
                context=told(trajectory, programme=programme.name, programme_slug=programme.slug),
                dedupe=f"escalated:{trajectory.pk}:{trajectory.start_due_on}",
                about=trajectory,
            )
            count += 1
    return {"escalated": count}


@job("trajectories.tell_unanswered", label=_("Companies hear that a coach did not answer"))
def tell_unanswered(*, today: date) -> dict[str, int]:
    """The day after a coach should have answered: the company hears that it may wait or ask another one, once."""
    late = CoachRequest.objects.filter(
        state=CoachRequestState.OPEN, answer_due_on__lt=today, trajectory__state=TrajectoryState.COACH_REQUESTED
    ).select_related("trajectory", "trajectory__company", "coach")
    requests = list(late)
    told_already = set(
        OutgoingEmail.objects.filter(
            kind="trajectories.no_answer", trajectory_id__in=[request.trajectory_id for request in requests]
        ).values_list("context__request", flat=True)
    )
    fresh = [request for request in requests if str(request.pk) not in told_already]
    for request in fresh:
        outbox.queue(
            "trajectories.no_answer",
            recipients=people.user_ids("contacts_of", request.company_id)
            or people.user_ids("administrators_of", request.programme_id),
            context=told(request.trajectory, coach=request.coach.name, request=str(request.pk)),
            dedupe=f"no_answer:{request.pk}",
            about=request.trajectory,
        )
    return {"told": len(fresh)}


NUDGE_WORKING_DAYS = 2  # before the answer is due (subject/lives.md#periods)
LAPSE_WORKING_DAYS = 5  # after it was due (subject/lives.md#periods)


@job("trajectories.nudge_coaches", label=_("Coaches are reminded of a question"))
def nudge_coaches(*, today: date) -> dict[str, int]:
    """Two working days before an answer is due the coach hears so again, once; also when the morning was missed."""
    soon = clock.add_working_days(today, NUDGE_WORKING_DAYS)
    rows = CoachRequest.objects.filter(
        state=CoachRequestState.OPEN, answer_due_on__gte=today, answer_due_on__lte=soon, requested_at__date__lt=today
    ).select_related("trajectory", "trajectory__company", "coach")
    count = 0
    for request in rows:
        count += len(
            outbox.queue(
                "trajectories.answer_soon",
                recipients=[request.coach.user_id],
                about=request.trajectory,
                context=told(request.trajectory, request=str(request.pk), answer_due_on=str(request.answer_due_on)),
                dedupe=f"answer_soon:{request.pk}:{request.answer_due_on}",
            )
        )
    return {"nudged": count}


@job("trajectories.lapse_requests", label=_("Questions without an answer lapse"))
def lapse_requests(*, today: date) -> dict[str, int]:
    """Five working days after an answer was due the question lapses, so that no company waits for nobody."""
    rows = CoachRequest.objects.filter(state=CoachRequestState.OPEN, answer_due_on__lt=today)
    late = [row.trajectory_id for row in rows if clock.add_working_days(row.answer_due_on, LAPSE_WORKING_DAYS) < today]
    count = 0
    for trajectory_id in late:
        trajectory = lock(Trajectory.objects.select_related("company"), pk=trajectory_id)
        request = (
            CoachRequest.objects.filter(trajectory=trajectory, state=CoachRequestState.OPEN)
            .select_related("coach")
            .first()
        )
        if request is None or request.answer_due_on >= today:
            continue  # answered this minute
        cancel_request(trajectory_id=trajectory.pk, by=current_actor(), tell=False)
        outbox.queue(
            "trajectories.request_lapsed",
            recipients=people.user_ids("contacts_of", trajectory.company_id)
            or people.user_ids("administrators_of", trajectory.programme_id),
            context=told(trajectory, coach=request.coach.name, **talk_of(request)),
            dedupe=f"request_lapsed:{request.pk}",
            about=trajectory,
        )
        count += 1
    return {"lapsed": count}


@job("trajectories.tell_of_free_coaches", label=_("Companies hear of a coach with a free place"))
def tell_of_free_coaches(*, today: date) -> dict[str, int]:
    """Companies that found no coach hear when one in their province has a place again, once per question."""
    waiting = Trajectory.objects.filter(state=TrajectoryState.AWAITING_COACH, coach_wanted_at__isnull=False)
    count = 0
    for trajectory in waiting.select_related("company", "programme").order_by("coach_wanted_at"):
        asked_at = trajectory.coach_wanted_at or clock.now()
        criteria = Criteria(province=trajectory.company.province, free=True)
        if askable(directory(criteria), trajectory.programme, today).exists():
            count += len(
                outbox.queue(
                    "trajectories.coach_free",
                    recipients=people.user_ids("contacts_of", trajectory.company_id),
                    context=told(trajectory),
                    about=trajectory,
                    dedupe=f"coach_free:{trajectory.pk}:{asked_at.isoformat()}",
                )
            )
            Trajectory.objects.filter(pk=trajectory.pk).update(coach_wanted_at=None)
    return {"told": count}


def _overdue(programme: Programme, before: date) -> QuerySet[Trajectory]:
    """On the clock past their date; a clock that stands still is not."""
    return Trajectory.objects.filter(
        programme=programme,
        state__in=BEFORE_START,
        start_due_on__lt=before,
        escalated_at__isnull=True,
        clock_paused_on__isnull=True,
    )


@job("trajectories.nudge_stalled", label=_("Coaches hear of trajectories that stand still"))
def nudge_stalled(*, today: date) -> dict[str, int]:
    """A running trajectory without a session for 45 days: its coach hears so, once per silence.

    subject/programme.md#the-start-clock
    """
    before = today - rules.STALLED_AFTER
    silent = Trajectory.objects.filter(state__in=RUNNING, last_session_on__lte=before).select_related("company")
    rows = list(silent.filter(~Q(nudged_for=F("last_session_on")) | Q(nudged_for=None)).select_for_update(of=("self",)))
    for trajectory in rows:
        assert trajectory.last_session_on is not None  # noqa: S101 - the filter asked for it
        outbox.queue(
            "trajectories.stalled",
            recipients=people.user_ids("coach_of", trajectory.pk)
            or people.user_ids("administrators_of", trajectory.programme_id),
            context=told(
                trajectory,
                last_session_on=str(trajectory.last_session_on),
                days=(today - trajectory.last_session_on).days,
            ),
            dedupe=f"stalled:{trajectory.pk}:{trajectory.last_session_on}",
            about=trajectory,
            deadline_mail=False,
        )
    Trajectory.objects.filter(pk__in=[row.pk for row in rows]).update(nudged_for=F("last_session_on"))
    return {"nudged": len(rows)}

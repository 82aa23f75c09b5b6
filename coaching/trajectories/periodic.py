"""Daily jobs: the start clock, unanswered requests, silence."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from coaching.core import audit, clock, outbox, people
from coaching.core.models import OutgoingEmail
from coaching.core.periodic import job
from coaching.core.tenancy.context import current_actor
from coaching.programmes.models import Programme
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import steps_of, told
from coaching.trajectories.enums import BEFORE_START, RUNNING, CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory


@job("trajectories.escalate")
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


@job("trajectories.tell_unanswered")
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


def _overdue(programme: Programme, before: date) -> QuerySet[Trajectory]:
    """On the clock past their date; a clock that stands still is not."""
    return Trajectory.objects.filter(
        programme=programme, state__in=BEFORE_START, start_due_on__lt=before, escalated_at__isnull=True,
        clock_paused_on__isnull=True,
    )  # fmt: skip


@job("trajectories.nudge_stalled")
def nudge_stalled(*, today: date) -> dict[str, int]:
    """A running trajectory without a session for 45 days: its coach hears so, once per silence (domain.md §6)."""
    before = today - timedelta(days=rules.STALLED_AFTER_DAYS)
    silent = Trajectory.objects.filter(state__in=RUNNING, last_session_on__lte=before).select_related("company")
    rows = list(silent.filter(~Q(nudged_for=F("last_session_on")) | Q(nudged_for=None)).select_for_update(of=("self",)))
    for trajectory in rows:
        assert trajectory.last_session_on is not None  # noqa: S101 - the filter asked for it
        outbox.queue(
            "trajectories.stalled",
            recipients=people.user_ids("coach_of", trajectory.pk)
            or people.user_ids("administrators_of", trajectory.programme_id),
            context=told(
                trajectory, last_session_on=str(trajectory.last_session_on),
                days=(today - trajectory.last_session_on).days,
            ),
            dedupe=f"stalled:{trajectory.pk}:{trajectory.last_session_on}", about=trajectory, deadline_mail=False,
        )  # fmt: skip
    Trajectory.objects.filter(pk__in=[row.pk for row in rows]).update(nudged_for=F("last_session_on"))
    return {"nudged": len(rows)}

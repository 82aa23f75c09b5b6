"""What the filters of the desk's list of trajectories mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from coaching.coaches.models import Coach
from coaching.core.ground.search import containing
from coaching.programmes.models import Application
from coaching.trajectories.enums import BEFORE_START, ENDED, RUNNING, CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory

S = TrajectoryState
RUNNING_OUT = timedelta(days=2)  # before the day on which a coach should have answered


def _asked_until(day: date) -> Q:
    """Trajectories whose coach should have answered by that day."""
    asked = CoachRequest.objects.filter(state=CoachRequestState.OPEN, answer_due_on__lte=day)
    return Q(state=S.COACH_REQUESTED, pk__in=asked.order_by().values("trajectory_id"))


# What is no state, but asked as one.
STATES: dict[str, Callable[[date], Q]] = {
    "overdue": lambda today: Q(state__in=BEFORE_START, start_due_on__lt=today),
    "escalated": lambda today: Q(state__in=BEFORE_START, escalated_at__isnull=False),
    "running": lambda today: Q(state__in=RUNNING),
    "unanswered": lambda today: _asked_until(today + RUNNING_OUT),
    "coach_wanted": lambda today: Q(state=S.AWAITING_COACH, coach_wanted_at__isnull=False),
    "to_close": lambda today: Q(state=S.EVALUATION) & ~Q(final_report=""),
}
PHASES: dict[str, tuple[str, ...]] = {
    "before": BEFORE_START,
    "running": RUNNING,
    "on_hold": (S.ON_HOLD,),
    "ended": ENDED,
}


def _due(asked: str, today: date) -> Q:
    """By the next date of a file: the day on which its coach should answer, or the coaching should have started."""
    day = today - timedelta(days=1) if asked == "late" else today + timedelta(days=int(asked))
    return Q(state__in=BEFORE_START, start_due_on__lte=day) | _asked_until(day)


def _of_application(**columns: Any) -> Q:
    return Q(application__in=Application.objects.filter(**columns).order_by().values("pk"))


def _coached_by(words: str, _today: date) -> Q:
    return Q(coach__in=Coach.objects.filter(containing(words, "name")).order_by().values("pk"))


MEANS: dict[str, Callable[[Any, date], Q]] = {
    "state": lambda value, today: STATES[value](today) if value in STATES else Q(state=value),
    "phase": lambda value, _today: Q(state__in=PHASES[value]),
    "coach": _coached_by,
    "due": _due,
    "province": lambda value, _today: _of_application(province="" if value == "none" else value),
    "target_group": lambda value, _today: _of_application(target_group=value),
    "layer": lambda value, _today: _of_application(layer=value),
}
FILTERS = frozenset({*MEANS, "search"})


def narrowed(rows: QuerySet[Trajectory], filters: Mapping[str, Any], today: date) -> QuerySet[Trajectory]:
    """Those of `rows` that fit every filter that is asked."""
    for name, means in MEANS.items():
        if filters.get(name):
            rows = rows.filter(means(filters[name], today))
    return rows

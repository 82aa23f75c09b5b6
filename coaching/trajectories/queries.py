"""What pages and other apps ask about trajectories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from coaching.coaches.models import Coach
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.mail import reminders
from coaching.core.models import AuditEvent, Reminder
from coaching.core.screen.lists import ordered
from coaching.programmes.models import Programme
from coaching.programmes.search import Found, matching
from coaching.trajectories.enums import (
    BEFORE_START,
    ENDED,
    RUNNING,
    TRAJECTORY,
    CoachRequestState,
    PlannedState,
    TrajectoryState,
)
from coaching.trajectories.models import CoachingSession, CoachRequest, Helped, PlannedSession, Trajectory
from coaching.trajectories.narrowing import narrowed

S = TrajectoryState
WEEKS_A_MONTH = 365.25 / 12 / 7
PLANNED_OPEN = (PlannedState.PROPOSED, PlannedState.AGREED)
PASSED, HELD = -1, -2  # instead of the weeks left
ONE = Value(1)  # counts rows; Count("*") takes no filter
FILE_COLUMNS = (
    *("company_name", "state", "approved_on", "coach_accepted_at", "start_due_on", "started_on", "last_session_on"),
    *("hours_used", "coaching_hours", "closed_at", "stopped_at", "coach__name"),
    *(f"application__{name}" for name in ("reference", "province", "target_group", "headcount", "layer")),
)
ADMIN_SESSION_COLUMNS = ("id", "trajectory_id", "company_id", "programme_id", "held_on", "kind", "hours")


@dataclass(frozen=True)
class Clock:
    """The start clock as a page shows it. days_left is negative when it is late; None once it has stopped."""

    approved_on: date
    start_due_on: date
    started_on: date | None
    days_left: int | None
    percent: int

    @property
    def late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= 30


@dataclass(frozen=True)
class Hours:
    used: Any
    budget: Any

    @property
    def left(self) -> Any:
        return max(self.budget - self.used, 0)

    @property
    def over(self) -> bool:
        return bool(self.used > self.budget)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.budget)) if self.budget else 0


def current(company_id: UUID) -> Trajectory | None:
    """The company's trajectory that pages are about: the running one, else the latest."""
    rows = list(Trajectory.objects.filter(company_id=company_id).select_related("coach", "programme"))
    open_first = sorted(rows, key=lambda row: (row.state not in ENDED, row.approved_on))
    return open_first[-1] if open_first else None


def started() -> QuerySet[Trajectory]:
    """Those that had their first session: what comes after it has something to be about."""
    return Trajectory.objects.filter(started_on__isnull=False)


def pieces_of(trajectory: Trajectory) -> QuerySet[Helped, UUID]:
    """Keys of what was made in the company's file with the help of this trajectory."""
    return Helped.objects.filter(trajectory=trajectory).values_list("piece_id", flat=True)


def clock_of(trajectory: Trajectory, today: date) -> Clock:
    """How the start clock stands on `today`."""
    running = trajectory.started_on is None and trajectory.state in BEFORE_START
    left = (trajectory.start_due_on - today).days if running else None
    whole = max((trajectory.start_due_on - trajectory.approved_on).days, 1)
    passed = (today - trajectory.approved_on).days
    percent = min(100, max(0, round(100 * passed / whole)))
    return Clock(trajectory.approved_on, trajectory.start_due_on, trajectory.started_on, left, percent)


def hours_of(trajectory: Trajectory) -> Hours:
    return Hours(trajectory.hours_used, trajectory.coaching_hours)


def open_request(trajectory: Trajectory) -> CoachRequest | None:
    """The question to a coach that waits for an answer."""
    found = CoachRequest.objects.filter(trajectory=trajectory, state=CoachRequestState.OPEN)
    return found.select_related("coach").first()


def taken_away(trajectory: Trajectory) -> Mandate | None:
    """The coach's mandate that the company ended while the coaching runs, as long as it gave no other. For who may see it."""
    if trajectory.mandate_id is None or trajectory.state in ENDED:
        return None
    own = Mandate.objects.filter(pk=trajectory.mandate_id).first()
    if own is None or not own.is_over:
        return None
    others = Mandate.objects.filter(company_id=own.company_id, person_id=own.person_id, ended_at=None)
    return None if any(not one.is_over for one in others) else own


def is_shut_out(trajectory: Trajectory) -> bool:
    """Whether the last that the trail says of the coach's way into the file is that the company ended it. For the desk too.

    Another coach since, or an end of the coaching, and it no longer matters.
    """
    if trajectory.coach_id is None or trajectory.state in ENDED:
        return False
    told = AuditEvent.objects.filter(
        subject_id=trajectory.pk, event__in=["trajectory.coach_shut_out", "trajectory.coach_let_in"]
    )
    last = told.order_by("-at", "-id").first()
    if last is None or last.event != "trajectory.coach_shut_out":
        return False
    return bool(trajectory.coach and last.data.get("person") == trajectory.coach.user_id)


def past_requests(trajectory: Trajectory) -> QuerySet[CoachRequest]:
    done = CoachRequest.objects.filter(trajectory=trajectory).exclude(state=CoachRequestState.OPEN)
    return done.select_related("coach")


def sessions(trajectory: Trajectory) -> QuerySet[CoachingSession]:
    """The log, newest first (company and coach)."""
    return CoachingSession.objects.filter(trajectory=trajectory)


def planned(trajectory: Trajectory) -> QuerySet[PlannedSession]:
    """Sessions to come, to choose a date for or to log, the first one first."""
    open_ones = PlannedSession.objects.filter(trajectory=trajectory, state__in=PLANNED_OPEN)
    return open_ones.order_by(Coalesce("starts_at", "answer_by", output_field=DateTimeField()), "id")


def next_session(trajectory: Trajectory) -> PlannedSession | None:
    """The agreed session that comes first, also while it is going on."""
    coming = PlannedSession.objects.filter(trajectory=trajectory, state=PlannedState.AGREED, ends_at__gt=clock.now())
    return coming.order_by("starts_at", "id").first()


def session_figures(trajectory: Trajectory) -> QuerySet[CoachingSession]:
    """The log as the programme sees it: dates, kinds and hours, no words."""
    return CoachingSession.objects.filter(trajectory=trajectory).only(*ADMIN_SESSION_COLUMNS).order_by("-held_on", "id")


def reminders_of(trajectory: Trajectory) -> list[Reminder]:
    """Sent, coming and cancelled reminders, by date."""
    return list(reminders.of(trajectory))


def names_of_files(trajectory_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The company's name of each trajectory, as its application has it; one query."""
    rows = Trajectory.objects.filter(pk__in=set(trajectory_ids)).order_by()
    return dict(rows.values_list("pk", "application__company_name"))


def timeline(trajectory: Trajectory, limit: int = 40) -> list[AuditEvent]:
    """What happened to the trajectory, newest first."""
    return list(AuditEvent.objects.filter(subject_id=trajectory.pk).order_by("-at", "id")[:limit])


def requests_for_coach(*, answered: bool = False) -> QuerySet[CoachRequest]:
    """Requests to the coach who asks (the database knows which those are): open ones first due, or answered ones."""
    rows = CoachRequest.objects.only("company_id", "state", "requested_at", "answer_due_on", "answered_at")
    if answered:
        return rows.exclude(state=CoachRequestState.OPEN).order_by("-answered_at")
    return rows.filter(state=CoachRequestState.OPEN).order_by("answer_due_on", "requested_at")


# ?sort= → order; with a minus sign the other way round, along the same index.
DESK_SORTS = {
    "company": ("company_name", "id"),
    "approved_on": ("approved_on", "-id"),
    "start_due_on": ("start_due_on", "id"),
    "hours_used": ("hours_used", "-id"),
    "state": ("state", "id"),
    "last_session_on": ("last_session_on", "id"),
}


def _order(sort: str) -> list[str]:
    columns = DESK_SORTS.get(sort.removeprefix("-"))
    if columns is None:
        return _order("-approved_on")
    return [_turned(column) for column in columns] if sort.startswith("-") else list(columns)


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def desk(filters: Mapping[str, Any], today: date, sort: str = "", columns: Sequence[str] = ()) -> Found:
    """The programme's trajectories for its desk. filters: as `DeskFilterForm` has them; columns: those that are read."""
    rows = Trajectory.objects.all()
    if columns:
        joined = sorted({name.partition("__")[0] for name in columns if "__" in name})
        rows = (rows.select_related(*joined) if joined else rows).only(*columns)
    rows = narrowed(rows, filters, today).order_by(*_order(sort))
    return matching(rows, "trajectory", filters["search"]) if filters.get("search") else Found(rows)


def for_file(rows: QuerySet[Trajectory]) -> QuerySet[Trajectory]:
    """With what the columns of a file name of the application and the coach, and none of the long texts."""
    return rows.select_related("coach", "application").only(*FILE_COLUMNS)


@dataclass(frozen=True)
class StartClocks:
    """How far the start clocks of a programme are. weeks: how many are in the first week, the second, and so on.

    past: those whose last day is over, as the desk lists them; on_hold: paused before the start.
    """

    weeks: tuple[int, ...]
    past: int
    on_hold: int


def start_clocks(programme: Programme, today: date) -> StartClocks:
    """Where companies are that were approved and have not started: one query over these alone, along the desk's index.

    The week follows from the days left: who was given more time is as early as that makes it. The database adds up weeks, for
    a programme of some years has as many dates as there are days in them.
    """
    not_started = Q(state__in=BEFORE_START) | Q(state=S.ON_HOLD, started_on=None)
    rows = Trajectory.objects.filter(not_started, programme_id=programme.pk).order_by()
    left = Func(
        F("start_due_on"), Value(today), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    where = Case(When(state=S.ON_HOLD, then=HELD), When(start_due_on__lt=today, then=PASSED), default=left / 7)
    found = dict(rows.annotate(where=where).values_list("where").annotate(n=Count("*")))
    weeks = [0] * max(1, round(programme.start_months * WEEKS_A_MONTH))
    past, on_hold = found.pop(PASSED, 0), found.pop(HELD, 0)
    for left_over, n in found.items():
        weeks[max(0, len(weeks) - 1 - left_over)] += n
    return StartClocks(tuple(weeks), past, on_hold)


# What of a coach's companies in a programme is counted, and by what a list of coaches can be sorted.
COUNTED = {"waiting": BEFORE_START, "running": (*RUNNING, S.ON_HOLD), "ended": ENDED}


def by_workload(coaches: QuerySet[Coach], sort: str) -> QuerySet[Coach]:
    """Coaches as `?sort=` says: by name, status, or how many companies they have here; for all else as they are."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    if name in COUNTED:
        here = Trajectory.objects.filter(coach_id=OuterRef("pk"), state__in=COUNTED[name]).order_by()
        total = here.values("coach_id").annotate(n=Count(ONE)).values("n")
        counted = coaches.annotate(companies=Coalesce(Subquery(total), 0))
        return counted.order_by("-companies" if turned else "companies", "name", "id")
    return ordered(coaches, {"sort": sort}, {"coach": ("name", "id"), "state": ("state", "name", "id")})


def workload(coaches: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Coach id → {waiting, running, ended} in the programme that asks, for these coaches. One query."""
    rows = (
        Trajectory.objects.filter(coach_id__in=list(coaches))
        .values("coach_id")
        .annotate(
            waiting=Count(ONE, filter=Q(state__in=COUNTED["waiting"])),
            running=Count(ONE, filter=Q(state__in=COUNTED["running"])),
            ended=Count(ONE, filter=Q(state__in=COUNTED["ended"])),
        )
        .order_by()
    )
    return {
        row["coach_id"]: {"waiting": row["waiting"], "running": row["running"], "ended": row["ended"]} for row in rows
    }


def next_steps(trajectory: Trajectory, by: Actor) -> list[str]:
    """Verbs of the machine that this person may apply now (guards not asked)."""
    return [move.name for move in TRAJECTORY.possible(trajectory.state) if by.may(move.permission)]

"""What is known about trajectories, gathered in a fixed number of queries whether for one or for a whole portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from actionplans.enums import CARRIED_OUT, MeasureState
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from coaching.core.ground.roles import Actor
from coaching.trajectories.enums import CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory
from riskanalysis.models import RiskAnalysis

STATE = ("trajectory_id", "state")  # of what hangs under a trajectory; texts and frozen copies stay where they are
SHOWN = (
    "state",
    "state_before_hold",
    "approved_on",
    "start_due_on",
    "started_on",
    "coach_accepted_at",
    "last_session_on",
    "hours_used",
    "coaching_hours",
    "clock_paused_on",
    "coach_wanted_at",
    "company__slug",
    "company__name",
)
OPEN_MEASURES = (MeasureState.PROPOSED, MeasureState.PLANNED, MeasureState.IN_PROGRESS, MeasureState.BLOCKED)


@dataclass(frozen=True)
class Facts:
    """State per step of one trajectory; "" where nothing exists yet."""

    trajectory: Trajectory
    analysis: RiskAnalysis | None = None
    global_plan: GlobalPreventionPlan | None = None
    annual_plan: AnnualActionPlan | None = None
    open_advice_request: AdviceRequest | None = None
    measures: dict[str, int] = field(default_factory=dict)  # total, carried_out, overdue
    last_session_on: date | None = None
    reported: bool = False  # the coach's final report is there
    asked: CoachRequest | None = None  # a coach who has not answered yet


def gather(trajectories: Iterable[Trajectory], today: date) -> dict[UUID, Facts]:
    """Facts per trajectory id. Needs a hat that reads analyses and plans (company, coach, body)."""
    rows = list(trajectories)
    ids = [row.pk for row in rows]
    analyses = _latest(RiskAnalysis.objects.filter(trajectory_id__in=ids).only(*STATE).order_by("created_at"))
    plans = GlobalPreventionPlan.objects.filter(trajectory_id__in=ids).only(*STATE)
    annual = AnnualActionPlan.objects.filter(trajectory_id__in=ids).only(*STATE, "deadline")
    global_plans, annual_plans = _latest(plans.order_by("version_no")), _latest(annual.order_by("year", "version_no"))
    advice_requests = _latest(
        AdviceRequest.objects.filter(trajectory_id__in=ids)
        .exclude(state__in=["closed", "withdrawn"])
        .only(*STATE, "advised_at", "meeting_on", "remarks_until")
        .order_by("created_at")
    )
    measures, asked = _measures(ids, today), _asked(rows)
    return {
        row.pk: Facts(
            row,
            analyses.get(row.pk),
            global_plans.get(row.pk),
            annual_plans.get(row.pk),
            advice_requests.get(row.pk),
            measures.get(row.pk, {}),
            row.last_session_on,
            _reported(row),
            asked.get(row.pk),
        )
        for row in rows
    }


def _asked(rows: list[Trajectory]) -> dict[UUID, CoachRequest]:
    """Open questions to coaches, where one waits for an answer at all."""
    ids = [row.pk for row in rows if row.state == TrajectoryState.COACH_REQUESTED]
    if not ids:
        return {}
    open_ones = CoachRequest.objects.filter(trajectory_id__in=ids, state=CoachRequestState.OPEN)
    return _latest(open_ones.select_related("coach"))


def _reported(row: Trajectory) -> bool:
    """As the list counted it, which does not read the text."""
    counted = getattr(row, "has_report", None)
    return bool(row.final_report.strip()) if counted is None else bool(counted)


def _latest(rows: Iterable[Any]) -> dict[UUID, Any]:
    return {row.trajectory_id: row for row in rows}


def _measures(ids: list[UUID], today: date) -> dict[UUID, dict[str, int]]:
    counted = (
        PreventionMeasure.objects.filter(trajectory_id__in=ids)
        .exclude(state=MeasureState.CANCELLED)
        .order_by()
        .values("trajectory_id")
        .annotate(
            total=Count("pk"),
            carried_out=Count("pk", filter=Q(state__in=CARRIED_OUT)),
            overdue=Count("pk", filter=Q(state__in=OPEN_MEASURES, due_on__lt=today)),
        )
    )
    return {
        row["trajectory_id"]: {
            "total": row["total"],
            "carried_out": row["carried_out"],
            "overdue": row["overdue"],
        }
        for row in counted
    }


def portfolio(actor: Actor) -> list[Trajectory]:
    """The coach's companies: running first, then those to start, then ended."""
    own = Trajectory.objects.filter(coach__user_id=actor.person_key).select_related("company")
    reported = ExpressionWrapper(~Q(final_report=""), output_field=BooleanField())
    return list(own.only(*SHOWN).annotate(has_report=reported).order_by("company__name"))

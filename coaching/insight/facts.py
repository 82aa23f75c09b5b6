"""What is known about trajectories, gathered in a fixed number of queries whether for one or for a whole portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from actionplans.enums import CARRIED_OUT, IN_FORCE, AdviceRequestState, MeasureState
from actionplans.queries.follow_up import OPEN
from coaching.core.ground.roles import Actor
from coaching.trajectories.enums import CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory

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
NEWEST = """
SELECT asked.id, analysis.state, global_plan.state, annual_plan.state, annual_plan.deadline,
       advice.state, coalesce(advice.meeting_on, advice.remarks_until),
       EXISTS (SELECT FROM actionplans_bodyreview WHERE piece_id = ANY (helped.pieces) AND state = %(advised)s),
       measures.total, measures.carried_out, measures.overdue
  FROM unnest(%(ids)s::uuid[]) AS asked (id)
  LEFT JOIN LATERAL (SELECT array_agg(piece_id) AS pieces FROM trajectories_helped
                      WHERE trajectory_id = asked.id) AS helped ON true
  LEFT JOIN LATERAL (SELECT state FROM riskanalysis_riskanalysis
                      WHERE piece_id = ANY (helped.pieces) ORDER BY created_at DESC LIMIT 1) AS analysis ON true
  LEFT JOIN LATERAL (SELECT state FROM actionplans_globalpreventionplan
                      WHERE piece_id = ANY (helped.pieces) ORDER BY version_no DESC LIMIT 1) AS global_plan ON true
  LEFT JOIN LATERAL (SELECT state, deadline FROM actionplans_annualactionplan
                      WHERE piece_id = ANY (helped.pieces) ORDER BY year DESC, version_no DESC LIMIT 1) AS annual_plan ON true
  LEFT JOIN LATERAL (SELECT state, meeting_on, remarks_until FROM actionplans_bodyreview
                      WHERE piece_id = ANY (helped.pieces) AND NOT state = ANY(%(over)s)
                      ORDER BY created_at DESC LIMIT 1) AS advice ON true
  LEFT JOIN LATERAL (SELECT count(*) AS total, count(*) FILTER (WHERE state = ANY(%(carried_out)s)) AS carried_out,
                            count(*) FILTER (WHERE state = ANY(%(open)s) AND due_on < %(today)s AND EXISTS (
                              SELECT FROM actionplans_annualactionplan AS plan
                               WHERE plan.id = plan_id AND plan.state = ANY(%(in_force)s))) AS overdue
                       FROM actionplans_preventionmeasure
                      WHERE piece_id = ANY (helped.pieces) AND state <> %(cancelled)s) AS measures ON true
"""
STATES: dict[str, Any] = {
    "advised": AdviceRequestState.ADVISED.value,
    "over": [AdviceRequestState.CLOSED.value, AdviceRequestState.WITHDRAWN.value],
    "carried_out": [state.value for state in CARRIED_OUT],
    "open": [state.value for state in OPEN],
    "in_force": [state.value for state in IN_FORCE],
    "cancelled": MeasureState.CANCELLED.value,
}


@dataclass(frozen=True)
class Facts:
    """State per step of one trajectory; "" where nothing exists yet."""

    trajectory: Trajectory
    analysis: str = ""
    global_plan: str = ""
    annual_plan: str = ""
    annual_deadline: date | None = None
    advice: str = ""  # of the newest request that is not over
    advice_due_on: date | None = None  # the meeting, or until when remarks are taken
    advised: bool = False  # an advice waits for an answer, this or another
    measures: dict[str, int] = field(default_factory=dict)  # total, carried_out, overdue as the list has it; {} without
    asked: CoachRequest | None = None  # a coach who has not answered yet
    reported: bool = False  # the coach's final report is there


def gather(trajectories: Iterable[Trajectory], today: date) -> dict[UUID, Facts]:
    """Facts per trajectory id, in one round trip. Needs a hat that reads analyses and plans (company, coach, body).

    Written out: composing the same questions anew for every page took five times as long as answering them.
    """
    rows = list(trajectories)
    asked = _asked(rows)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"ids": [str(row.pk) for row in rows], "today": today, **STATES})
        told = {pk: rest for pk, *rest in cursor.fetchall()}
    return {row.pk: _facts(row, told[row.pk], asked.get(row.pk)) for row in rows}


def _facts(row: Trajectory, told: list[Any], asked: CoachRequest | None) -> Facts:
    analysis, global_plan, annual_plan, deadline, advice, due_on, advised, total, carried_out, overdue = told
    return Facts(
        row,
        analysis or "",
        global_plan or "",
        annual_plan or "",
        deadline,
        advice or "",
        due_on,
        advised,
        {"total": total, "carried_out": carried_out, "overdue": overdue} if total else {},
        asked,
        _reported(row),
    )


def _asked(rows: list[Trajectory]) -> dict[UUID, CoachRequest]:
    """Open questions to coaches, where one waits for an answer at all."""
    ids = [row.pk for row in rows if row.state == TrajectoryState.COACH_REQUESTED]
    if not ids:
        return {}
    open_ones = CoachRequest.objects.filter(trajectory_id__in=ids, state=CoachRequestState.OPEN)
    return {row.trajectory_id: row for row in open_ones.select_related("coach")}


def _reported(row: Trajectory) -> bool:
    """As the list counted it, which does not read the text."""
    counted = getattr(row, "has_report", None)
    return bool(row.final_report.strip()) if counted is None else bool(counted)


def portfolio(actor: Actor) -> list[Trajectory]:
    """The coach's companies: running first, then those to start, then ended."""
    own = Trajectory.objects.filter(coach__user_id=actor.person_key).select_related("company")
    reported = ExpressionWrapper(~Q(final_report=""), output_field=BooleanField())
    return list(own.only(*SHOWN).annotate(has_report=reported).order_by("company__name"))

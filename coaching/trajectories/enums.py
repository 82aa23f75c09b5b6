"""States of a trajectory and of a request to a coach."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.core.ground.workflow import Machine, Transition


class TrajectoryState(models.TextChoices):
    AWAITING_COACH = "awaiting_coach", _("no coach chosen yet")
    COACH_REQUESTED = "coach_requested", _("waiting for the coach's answer")
    COACH_ACCEPTED = "coach_accepted", _("coach found, not started yet")
    STARTED = "started", _("started")
    ANALYSIS = "analysis", _("risk analysis")
    PLANNING = "planning", _("making plans")
    IMPLEMENTATION = "implementation", _("carrying out measures")
    EVALUATION = "evaluation", _("evaluation")
    CLOSED = "closed", _("closed")
    ON_HOLD = "on_hold", _("on hold")
    STOPPED = "stopped", _("stopped")


S = TrajectoryState
BEFORE_START = (S.AWAITING_COACH, S.COACH_REQUESTED, S.COACH_ACCEPTED)
RUNNING = (S.STARTED, S.ANALYSIS, S.PLANNING, S.IMPLEMENTATION, S.EVALUATION)
ENDED = (S.CLOSED, S.STOPPED)

TRAJECTORY = Machine(
    "trajectory",
    TrajectoryState,
    S.AWAITING_COACH,
    [
        Transition("request_coach", (S.AWAITING_COACH,), S.COACH_REQUESTED, "trajectories.choose_coach"),
        Transition("cancel_request", (S.COACH_REQUESTED,), S.AWAITING_COACH, "trajectories.choose_coach"),
        Transition("coach_accepts", (S.COACH_REQUESTED,), S.COACH_ACCEPTED, "trajectories.answer_request"),
        Transition("coach_declines", (S.COACH_REQUESTED,), S.AWAITING_COACH, "trajectories.answer_request"),
        Transition("release_coach", (S.COACH_ACCEPTED,), S.AWAITING_COACH, "trajectories.release_coach", reason=True),
        Transition("coach_leaves", (S.COACH_REQUESTED, S.COACH_ACCEPTED), S.AWAITING_COACH, "trajectories.hand_over"),
        Transition("start", (S.COACH_ACCEPTED,), S.STARTED, "trajectories.log_session"),
        Transition("unstart", (S.STARTED,), S.COACH_ACCEPTED, "trajectories.log_session", reason=True),
        Transition("begin_analysis", (S.STARTED,), S.ANALYSIS, "trajectories.steer"),
        Transition("begin_planning", (S.STARTED, S.ANALYSIS), S.PLANNING, "trajectories.steer"),
        Transition("begin_implementation", (S.PLANNING,), S.IMPLEMENTATION, "trajectories.steer"),
        Transition("begin_evaluation", (S.IMPLEMENTATION,), S.EVALUATION, "trajectories.steer"),
        Transition("close", (S.EVALUATION,), S.CLOSED, "trajectories.close"),
        Transition("hold", BEFORE_START + RUNNING, S.ON_HOLD, "trajectories.interrupt", reason=True),
        Transition("resume", (S.ON_HOLD,), None, "trajectories.interrupt"),
        Transition("reinstate", (S.STOPPED,), S.AWAITING_COACH, "trajectories.set_clock"),
        Transition("stop", (*BEFORE_START, *RUNNING, S.ON_HOLD), S.STOPPED, "trajectories.interrupt", reason=True),
    ],
    stamps={S.STARTED: (), S.CLOSED: ("closed_at", "closed_by_id"), S.STOPPED: ("stopped_at",)},
    model="trajectories.trajectory",
)


class CoachRequestState(models.TextChoices):
    OPEN = "open", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


COACH_REQUEST = Machine(
    "coach_request",
    CoachRequestState,
    CoachRequestState.OPEN,
    [
        Transition("accept", ("open",), "accepted", "trajectories.answer_request"),
        Transition("decline", ("open",), "declined", "trajectories.answer_request", reason=True),
        Transition("withdraw", ("open",), "withdrawn", "trajectories.withdraw_request"),
    ],
    stamps={"accepted": ("answered_at",), "declined": ("answered_at",), "withdrawn": ("answered_at",)},
    model="trajectories.coachrequest",
)


class PlannedState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("session", "dates proposed")
    AGREED = "agreed", pgettext_lazy("session", "agreed")
    DECLINED = "declined", pgettext_lazy("session", "no date suited")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")
    HELD = "held", pgettext_lazy("session", "held and logged")


PLANNED_SESSION = Machine(
    "planned_session",
    PlannedState,
    PlannedState.PROPOSED,
    [
        Transition("accept", ("proposed",), "agreed", "trajectories.answer_plan"),
        Transition("decline", ("proposed",), "declined", "trajectories.answer_plan", reason=True),
        Transition("move", ("agreed",), "agreed", "trajectories.move_plan", reason=True),
        Transition("cancel", ("proposed", "agreed"), "cancelled", "trajectories.cancel_plan", reason=True),
        Transition("log", ("agreed",), "held", "trajectories.log_session"),
        Transition("unlog", ("held",), "agreed", "trajectories.log_session", reason=True),
    ],
    stamps=dict.fromkeys(
        (PlannedState.AGREED, PlannedState.DECLINED, PlannedState.CANCELLED, PlannedState.HELD),
        ("changed_at", "changed_by_id"),
    ),
    model="trajectories.plannedsession",
)


class ExpenseState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("expense", "to be settled")
    APPROVED = "approved", pgettext_lazy("expense", "paid")
    REFUSED = "refused", pgettext_lazy("expense", "refused")


EXPENSE = Machine(
    "expense",
    ExpenseState,
    ExpenseState.SUBMITTED,
    [
        Transition("settle", (ExpenseState.SUBMITTED,), ExpenseState.APPROVED, "trajectories.settle"),
        Transition("refuse", (ExpenseState.SUBMITTED,), ExpenseState.REFUSED, "trajectories.settle", reason=True),
    ],
    stamps={
        ExpenseState.APPROVED: ("settled_at", "settled_by_id"),
        ExpenseState.REFUSED: ("settled_at", "settled_by_id"),
    },
    model="trajectories.expensestatement",
)


class SessionKind(models.TextChoices):
    INTAKE = "intake", _("first talk")
    ANALYSIS = "analysis", _("risk analysis")
    GROUP_TALK = "group_talk", _("group talk")
    PLANNING = "planning", _("working on the plans")
    FLOOR = "floor", _("on the shop floor")
    FOLLOW_UP = "follow_up", _("follow-up")
    EVALUATION = "evaluation", _("evaluation")

"""What people do in a trajectory. Import from here: `from coaching.trajectories.actions import log_session`."""

from coaching.trajectories.actions.access import coach_let_in, coach_shut_out
from coaching.trajectories.actions.account import set_account
from coaching.trajectories.actions.another_coach import ask_change, ask_for_help, plan_talk, release_coach
from coaching.trajectories.actions.choice import accept, cancel_request, decline, request_coach
from coaching.trajectories.actions.clock import extend_clock, pause_clock, resume_clock
from coaching.trajectories.actions.closing import close, write_report
from coaching.trajectories.actions.course import (
    begin_analysis,
    begin_evaluation,
    begin_implementation,
    begin_planning,
    hold,
    move_on,
    resume,
    stop,
)
from coaching.trajectories.actions.expenses import claim_expenses, refuse_expenses, settle_expenses, settle_together
from coaching.trajectories.actions.handover import hand_over_files
from coaching.trajectories.actions.opening import open_trajectory, plan_clock
from coaching.trajectories.actions.planning import accept_plan, cancel_plan, decline_plan, move_plan, plan_session
from coaching.trajectories.actions.sessions import (
    confirm_session,
    edit_session,
    log_session,
    object_to_session,
    remove_session,
)

__all__ = [
    "accept",
    "accept_plan",
    "ask_change",
    "ask_for_help",
    "begin_analysis",
    "begin_evaluation",
    "begin_implementation",
    "begin_planning",
    "cancel_plan",
    "cancel_request",
    "claim_expenses",
    "close",
    "coach_let_in",
    "coach_shut_out",
    "confirm_session",
    "decline",
    "decline_plan",
    "edit_session",
    "extend_clock",
    "hand_over_files",
    "hold",
    "log_session",
    "move_on",
    "move_plan",
    "object_to_session",
    "open_trajectory",
    "pause_clock",
    "plan_clock",
    "plan_session",
    "plan_talk",
    "refuse_expenses",
    "release_coach",
    "remove_session",
    "request_coach",
    "resume",
    "resume_clock",
    "set_account",
    "settle_expenses",
    "settle_together",
    "stop",
    "write_report",
]

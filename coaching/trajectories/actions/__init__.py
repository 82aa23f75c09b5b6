"""What people do in a trajectory. Import from here: `from coaching.trajectories.actions import log_session`."""

from coaching.trajectories.actions.choice import accept, cancel_request, decline, request_coach
from coaching.trajectories.actions.clock import extend_clock, pause_clock, resume_clock
from coaching.trajectories.actions.closing import close, write_report
from coaching.trajectories.actions.course import (
    begin_analysis,
    begin_evaluation,
    begin_implementation,
    begin_planning,
    hold,
    resume,
    stop,
)
from coaching.trajectories.actions.opening import open_trajectory, plan_clock
from coaching.trajectories.actions.sessions import edit_session, log_session

__all__ = [
    "accept", "begin_analysis", "begin_evaluation", "begin_implementation", "begin_planning", "cancel_request", "close",
    "decline", "edit_session", "extend_clock", "hold", "log_session", "open_trajectory",
    "pause_clock", "plan_clock", "request_coach", "resume", "resume_clock",
    "stop", "write_report",
]  # fmt: skip

"""A trajectory and its parts: one file per aggregate."""

from coaching.trajectories.models.account import PaymentAccount
from coaching.trajectories.models.expense import ExpenseStatement
from coaching.trajectories.models.message import Message, MessageMark
from coaching.trajectories.models.planned import PlannedSession
from coaching.trajectories.models.trajectory import (
    CoachingSession,
    CoachRequest,
    Helped,
    ProgrammeVisible,
    Trajectory,
    TrajectoryPart,
)

__all__ = [
    "CoachRequest",
    "ExpenseStatement",
    "Helped",
    "Message",
    "MessageMark",
    "PaymentAccount",
    "PlannedSession",
    "ProgrammeVisible",
    "CoachingSession",
    "Trajectory",
    "TrajectoryPart",
]

"""Coaches: one file per aggregate."""

from coaching.coaches.models.absence import CoachAbsence
from coaching.coaches.models.coach import Coach, CoachState

__all__ = ["Coach", "CoachAbsence", "CoachState"]

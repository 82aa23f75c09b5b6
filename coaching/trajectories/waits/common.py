"""What the kinds of waiting of trajectories share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F

DAY = "SHORT_DATE_FORMAT"
BY_START = (F("clock_paused_on").asc(nulls_first=True), "start_due_on", "id")


def start_due(trajectory: Any) -> date | None:
    """By when it has to start; nothing while the clock stands still."""
    return None if trajectory.clock_paused_on else trajectory.start_due_on

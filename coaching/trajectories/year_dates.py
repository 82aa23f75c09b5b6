"""Dates of a coaching on the year wheel: its start, and the look back six and twelve months after its closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.companies.wheel.files import File
from coaching.core.ground.clock import add_months
from coaching.core.ground.wheel import Deed, Kind, Provider, Span, Who
from coaching.trajectories import rules
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory

FOLLOW_UPS = (6, 12)  # months after the closing; subject/lives.md#periods
START = Kind(
    "coaching_start",
    _("Start of the coaching"),
    _("Three months after the approval, unless the programme moved it."),
    _("Rules of the programme"),
    "coach",
    opens=rules.VIEW,
)
FOLLOW_UP = Kind(
    "coaching_follow_up",
    _("Looking back on the coaching"),
    _("Six and twelve months after the closing."),
    _("Rules of the programme"),
    "coach",
    passes=True,
)
READ = ("company_id", "state", "start_due_on", "clock_paused_on", "started_on", "closed_at", "coach_id")


@dataclass(frozen=True)
class Coaching:
    """A trajectory with its days."""

    start_due_on: date
    started_on: date | None = None
    closed_on: date | None = None
    stands_still: bool = False  # stopped, or its clock does: then there is no date
    has_coach: bool = True


def facts_of(keys: Sequence[UUID]) -> Mapping[UUID, tuple[Coaching, ...]]:
    """One query."""
    found: dict[UUID, list[Coaching]] = defaultdict(list)
    for row in Trajectory.objects.filter(company_id__in=keys).order_by("approved_on", "id").values(*READ):
        closed = timezone.localtime(row["closed_at"]).date() if row["closed_at"] else None
        still = row["state"] == TrajectoryState.STOPPED or row["clock_paused_on"] is not None
        coached = row["coach_id"] is not None
        found[row["company_id"]].append(Coaching(row["start_due_on"], row["started_on"], closed, still, coached))
    return {key: tuple(found[key]) for key in keys}


def deeds(file: File, coachings: Sequence[Coaching], span: Span) -> Iterator[Deed]:
    """Pure. Where no coach was found yet, the employer must act."""
    for one in coachings:
        started = one.started_on is not None
        if span.holds(one.start_due_on) and (started or not one.stands_still):
            who: Who | None = None if one.has_coach else "employer"
            page = ("trajectories:trajectory",)
            yield Deed(START.key, one.start_due_on, done=started, done_on=one.started_on, who=who, page=page)
        for months in FOLLOW_UPS if one.closed_on else ():
            assert one.closed_on is not None
            if span.holds(add_months(one.closed_on, months)):
                yield Deed(FOLLOW_UP.key, add_months(one.closed_on, months))


PROVIDER = Provider(facts_of, deeds)

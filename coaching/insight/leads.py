"""How long the way takes, from application to plan: counted here alone, for page, files and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground.periods import within
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory

FEWEST = 5  # days of fewer would tell about one company (subject/privacy.md#small-groups)
HALF, MOST = 0.5, 0.9


@dataclass(frozen=True)
class Lead:
    """A step. companies: how many took it; half, most: in how many calendar days half and 90 % did; None: too few to say."""

    label: str
    companies: int
    half: int | None
    most: int | None


def at_most(days: Sequence[int], share: float) -> int:
    """The fewest days within which at least this share took the step (nearest rank: always a number that occurred)."""
    return sorted(days)[max(ceil(share * len(days)), 1) - 1]


def lead(label: str, days: Iterable[int]) -> Lead:
    """Days below none, of dates that were corrected, are left out."""
    known = [value for value in days if value >= 0]
    if len(known) < FEWEST:
        return Lead(label, len(known), None, None)
    return Lead(label, len(known), at_most(known, HALF), at_most(known, MOST))


def leads(programme_id: UUID, first: date | None = None, last: date | None = None) -> list[Lead]:
    """Each step of the way, of applications that were sent between two days (both counted). Three queries."""
    decided = Application.objects.filter(
        programme_id=programme_id, decided_at__isnull=False, submitted_at__isnull=False
    ).order_by()  # by default in the order of a column that observers do not read
    sent = _sent(decided, "", first, last).values_list(_day("submitted_at"), _day("decided_at"))
    running = _sent(Trajectory.objects.filter(programme_id=programme_id).order_by(), "application__", first, last)
    rows = list(running.values_list("pk", "approved_on", _day("coach_accepted_at"), "started_on", _day("closed_at")))
    plans = plans_adopted(programme_id)
    return [
        lead(_("From application to decision"), [(b - a).days for a, b in sent]),
        lead(_("From decision to coach"), [(c - a).days for _pk, a, c, _s, _e in rows if c]),
        lead(_("From decision to first session"), [(s - a).days for _pk, a, _c, s, _e in rows if s]),
        lead(_("From coach to first session"), [(s - c).days for _pk, _a, c, s, _e in rows if c and s]),
        lead(
            _("From first session to plan"), [(plans[pk] - s).days for pk, _a, _c, s, _e in rows if s and pk in plans]
        ),
        lead(_("From first session to closing"), [(e - s).days for _pk, _a, _c, s, e in rows if s and e]),
    ]


def _day(moment: str) -> TruncDate:
    """The day here of a moment, worked out by the database: of tens of thousands it took half of the page's time."""
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())


def _sent(rows: QuerySet[Any], application: str, first: date | None, last: date | None) -> QuerySet[Any]:
    return rows.filter(within(f"{application}submitted_at", first, last))


def plans_adopted(programme_id: UUID) -> dict[UUID, date]:
    """Trajectory → the day of its first plan; nobody at a desk reads the plans themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT trajectory_id, adopted_on FROM plans_adopted(%s)", [str(programme_id)])
        return dict(cursor.fetchall())

"""Looking for coaches: who is there, and who has a free place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Case, QuerySet, When

from coaching.coaches.models import Coach, CoachAbsence, CoachState
from coaching.core.ground import clock
from coaching.core.ground.search import kept

COACH_LOCK = 7_210_002  # namespace of the advisory locks on a coach's places


@dataclass(frozen=True)
class Criteria:
    """What somebody looks for; empty means anything."""

    search: str = ""
    province: str = ""
    language: str = ""
    theme: str = ""
    free: bool = False
    near: str = ""  # province of who looks: coaches who work there come first


def directory(criteria: Criteria) -> QuerySet[Coach]:
    """Coaches who are in the programme, by name. "Free" counts companies they have and those that are asking."""
    nearest = Case(When(provinces__contains=[criteria.near], then=0), default=1)
    order = (nearest, "name", "id") if criteria.near else ("name", "id")
    found = Coach.objects.exclude(state=CoachState.LEFT).order_by(*order)
    if criteria.province:
        found = found.filter(provinces__contains=[criteria.province])
    if criteria.language:
        found = found.filter(languages__contains=[criteria.language])
    if criteria.theme:
        found = found.filter(themes__contains=[criteria.theme])
    if criteria.search:
        found = found.filter(kept(criteria.search, Coach))
    if criteria.free:
        away = CoachAbsence.objects.filter(from_on__lte=clock.today(), until_on__gte=clock.today())
        found = found.filter(state=CoachState.ACTIVE).exclude(pk__in=_full()).exclude(pk__in=away.values("coach_id"))
    return found


def loads(coaches: Iterable[UUID]) -> dict[UUID, int]:
    """Coach id → companies they have or have been asked for; absent means none. One query for a whole page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coach_id, load FROM coach_loads_of(%s::uuid[])", [[str(pk) for pk in coaches]])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Record:
    """What companies of one size did with a coach. hours: on average, of those that finished; None when none did."""

    started: int
    finished: int
    hours: int | None


# Sizes of companies, by workers, within which one learns from another.
SIZES = ((1, 9), (10, 49), (50, 249), (250, 10_000_000))


def size_of(headcount: int) -> tuple[int, int]:
    """The size that a company has; the smallest one for none."""
    return next(size for size in SIZES if headcount <= size[1])


def records(coaches: Iterable[UUID], headcount: int) -> dict[UUID, Record]:
    """Coach id → what companies of this size did with them; absent where fewer than three did. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coach_id, started, finished, hours::int FROM coach_records(%s::uuid[], %s, %s)",
            [[str(pk) for pk in coaches], *size_of(headcount)],
        )
        return {pk: Record(*rest) for pk, *rest in cursor.fetchall()}


def free_places(coach: Coach, load: int) -> int:
    """Places left; none for a coach who takes no new companies."""
    return max(coach.capacity - load, 0) if coach.state == CoachState.ACTIVE else 0


def lock_availability(coach: Coach) -> int:
    """Free places of a coach, locked until the end of the transaction; below zero when there are too many already.

    An advisory lock, because a company may not lock the coach's row. A coach who takes no new companies has none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [COACH_LOCK, str(coach.pk)])
        cursor.execute("SELECT load FROM coach_loads_of(ARRAY[%s]::uuid[])", [str(coach.pk)])
        row = cursor.fetchone()
    free = coach.capacity - (row[0] if row else 0)
    return min(free, 0) if coach.state != CoachState.ACTIVE else free


def _full() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.coach_id FROM coach_loads() l JOIN coaches_coach k ON k.id = l.coach_id "
            "WHERE l.load >= k.capacity"
        )
        return [row[0] for row in cursor.fetchall()]


def absences(coaches: Iterable[UUID], day: date) -> dict[UUID, date]:
    """Coach id → last day away, for those who are away on `day`. One query for a whole page."""
    rows = CoachAbsence.objects.filter(coach_id__in=list(coaches), from_on__lte=day, until_on__gte=day)
    return {row.coach_id: row.until_on for row in rows.order_by("until_on")}


def coming_absences(coach: Coach, day: date) -> QuerySet[CoachAbsence]:
    """Present and coming absences of one coach, the first one first."""
    return CoachAbsence.objects.filter(coach=coach, until_on__gte=day)


def names_of_active() -> list[tuple[int, str]]:
    """Account and name of each coach who works now, for a list to choose from."""
    return list(Coach.objects.filter(state=CoachState.ACTIVE).values_list("user_id", "name"))

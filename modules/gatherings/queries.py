"""Finding gatherings, and how many places are left: a figure for everybody, names for the programme alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from coaching.core.ground import clock
from modules.models import Gathering, Module


def coming(module: Module) -> QuerySet[Gathering]:
    """Gatherings of a module that are still ahead and not cancelled."""
    return (
        Gathering.objects.filter(module=module, starts_at__gt=clock.now(), cancelled_at=None)
        .order_by("starts_at")
        .defer("link")
    )


def taken(gathering_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Places taken per gathering; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_taken(%s::uuid[])", [[str(pk) for pk in gathering_ids]])
        return dict(cursor.fetchall())


def has_place(gathering_id: UUID, email: str) -> bool:
    """Whether an address comes or waits already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_place(%s::uuid, %s)", [str(gathering_id), email])
        return bool(cursor.fetchone()[0])


def with_room(gatherings: Iterable[Gathering]) -> list[tuple[Gathering, int]]:
    """Each gathering with the places that are left."""
    rows = list(gatherings)
    counts = taken(row.pk for row in rows)
    return [(row, max(0, row.capacity - counts.get(row.pk, 0))) for row in rows]


def lock_places(gathering_id: UUID) -> int:
    """Wait for one's turn at this gathering; then how many places are taken. Nobody else counts or takes meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"places:{gathering_id}"])
    return taken([gathering_id]).get(gathering_id, 0)


def desk() -> QuerySet[Gathering]:
    """The programme's gatherings: what is coming first, a year back."""
    since = clock.now() - timedelta(days=365)
    return Gathering.objects.filter(starts_at__gt=since).select_related("module").order_by("-starts_at", "id")


def link_of(gathering_id: UUID) -> str:
    """The link of a gathering, for the holder of a place in it; "" for everybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_link(%s::uuid)", [str(gathering_id)])
        return str(cursor.fetchone()[0] or "")

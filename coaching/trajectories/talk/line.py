"""The time line of a file: lines of the trail, reminders that were sent and documents, newest first, by whole days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from coaching.core.models import AuditEvent, Document, Reminder
from coaching.core.screen import timeline
from coaching.trajectories.models import Trajectory

PAGE_SIZE = 50
MOST_ROWS = 500  # of one source on one page, should one day hold that many
REMINDERS, DOCUMENTS = "reminders", "documents"


@dataclass(frozen=True)
class Line:
    """source: a group of `timeline.GROUPS` with rows of its own, or "" for the trail. row: where it comes from."""

    at: datetime
    source: str
    row: Any


def _trail(trajectory: Trajectory, group: str) -> QuerySet[Any]:
    events = [name for name, entry in timeline.ENTRIES.items() if not group or entry.group == group]
    about = Q(trajectory_id=trajectory.pk) | Q(subject_id__in=[trajectory.pk, trajectory.application_id])
    return AuditEvent.objects.filter(about, event__in=events).annotate(moment=F("at")).defer("data")


def _reminders(trajectory: Trajectory) -> QuerySet[Any]:
    rows = Reminder.objects.filter(trajectory_id=trajectory.pk, state="sent", sent_at__isnull=False)
    return rows.annotate(moment=F("sent_at")).defer("context")


def _documents(trajectory: Trajectory) -> QuerySet[Any]:
    rows = Document.objects.filter(trajectory_id=trajectory.pk, state="ready")
    return rows.annotate(moment=Coalesce(F("ready_at"), F("created_at"))).defer("data")


def _sources(trajectory: Trajectory, group: str) -> dict[str, QuerySet[Any]]:
    """What may hold lines of this group; "" asks for all. Policies decide which rows the reader gets."""
    found = {REMINDERS: _reminders(trajectory), DOCUMENTS: _documents(trajectory), "": _trail(trajectory, group)}
    if group in (REMINDERS, DOCUMENTS):
        return {group: found[group]}
    return {"": found[""]} if group else found


def lines(trajectory: Trajectory, *, group: str = "", before: date | None = None) -> tuple[list[Line], date | None]:
    """A page of whole days before `before` (the newest when None), and the day before which the next page begins.

    Whole days, so that lines of one moment never fall between two pages.
    """
    sources = _sources(trajectory, group)
    if before:
        sources = {name: rows.filter(moment__lt=_midnight(before)) for name, rows in sources.items()}
    found = _merged(sources, PAGE_SIZE + 1)
    if len(found) <= PAGE_SIZE:
        return found, None
    day = timezone.localtime(found[PAGE_SIZE - 1].at).date()
    begin = _midnight(day)
    page = _merged({name: rows.filter(moment__gte=begin) for name, rows in sources.items()}, MOST_ROWS)
    more = any(rows.filter(moment__lt=begin).exists() for rows in sources.values())
    return page, day if more else None


def _merged(sources: dict[str, QuerySet[Any]], most: int) -> list[Line]:
    found = [
        Line(row.moment, name, row) for name, rows in sources.items() for row in rows.order_by("-moment", "id")[:most]
    ]
    return sorted(found, key=lambda line: line.at, reverse=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

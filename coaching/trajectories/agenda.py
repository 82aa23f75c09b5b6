"""Planned sessions for calendars: those that were agreed, at the company and over all companies of a coach."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground import ics
from coaching.core.ground.agenda import BACK, MOST, Source
from coaching.core.ground.composed import Asked
from coaching.core.tenancy.workspace import Place
from coaching.trajectories import rules
from coaching.trajectories.enums import ENDED, PlannedState
from coaching.trajectories.models import PlannedSession

AGREED = (PlannedState.AGREED, PlannedState.HELD)
READ = ("pk", "version", "starts_at", "ends_at", "venue", "link", "changed_at", "company__name", "company__slug")


def title_of(company: str) -> str:
    """What a calendar calls it; the same in mails, files and feeds."""
    return _("Session of %(company)s with the coach") % {"company": company}


def place_of(venue: str, link: str) -> str:
    """What a calendar shows as the place: the address, or the link that programs make something to tap of."""
    return venue or link


def coached(asked: Asked) -> QuerySet[PlannedSession]:
    """Planned sessions of the coach who asks, of files that have not ended."""
    found = PlannedSession.objects.filter(trajectory__coach__user_id=asked.actor.person_key)
    return found.exclude(trajectory__state__in=ENDED)


def _entries(rows: QuerySet[PlannedSession], asked: Asked, place: Place) -> list[ics.Entry]:
    since = timezone.make_aware(datetime.combine(asked.today - BACK, time(0)))
    found = (
        rows.filter(state__in=AGREED, starts_at__gte=since)
        .order_by("starts_at", "id")
        .select_related("company", "session")
    )
    return [_entry(row, asked, place) for row in found[:MOST]]


def _entry(row: PlannedSession, asked: Asked, place: Place) -> ics.Entry:
    slug = [] if place.kind == "company" else [row.company.slug]
    hat = {} if place.kind == "company" else {"as": "coach"}
    assert row.starts_at is not None  # agreed
    return ics.Entry(
        uid=ics.uid_of("session", row.pk),
        title=title_of(row.company.name),
        start=row.held_on or row.starts_at,
        end=row.ends_at or row.starts_at + timedelta(hours=1),
        place=place_of(row.venue, row.link),
        url=f"{settings.SITE_URL}{asked.url('trajectories:planned', *slug, row.pk, **hat)}",
        sequence=row.version,
        changed=row.changed_at,
        busy=row.held_on is None,
    )


def of_company(asked: Asked, place: Place) -> list[ics.Entry]:
    return _entries(PlannedSession.objects.filter(company_id=asked.actor.company_key), asked, place)


def of_coach(asked: Asked, place: Place) -> list[ics.Entry]:
    return _entries(coached(asked), asked, place)


SOURCES = (
    Source("company", rules.VIEW_LOG, of_company),
    Source("coach", rules.LOG_SESSION, of_coach),
)

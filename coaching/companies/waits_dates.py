"""Dates of the year wheel that are near or past: what waits, and what calendars show of those to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.companies import guests, rules
from coaching.companies.models import DateNotice
from coaching.companies.wheel import kinds
from coaching.companies.wheel.notices import NEAR
from coaching.companies.wheel.saying import titled
from coaching.companies.wheel.whole import Wheel, ahead, wheels
from coaching.core.ground import ics
from coaching.core.ground.agenda import MOST, Source
from coaching.core.ground.composed import Asked
from coaching.core.ground.waiting import Kind, Line
from coaching.core.ground.wheel import DONE_AT
from coaching.core.tenancy.workspace import Place

DATES = ngettext_lazy("date that is near or past", "dates that are near or past", "n")
IN_CALENDAR = "annual_plan_submission"  # its own lists tell of it once it is near
READS = ("pk", "kind", "due_on", "about", "ref_id", "is_late", "company__created_at")


def near(asked: Asked) -> QuerySet[DateNotice]:
    """As the morning found them; what is done since has gone from here."""
    return DateNotice.objects.filter(due_on__lte=asked.today + NEAR)


def near_of_guest(asked: Asked) -> QuerySet[DateNotice]:
    return guests.still_added_to(near(asked))


def _lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [Line(row.pk, titled(row.kind, row.about), _url(row, asked), why=_why(row), due=row.due_on) for row in rows]


def _why(row: Any) -> str:
    """A date from before the file was opened is late as any, but may have been done where nobody could note it here."""
    if row.due_on >= localtime(row.company__created_at).date():
        return ""
    return _("From before this file was opened. Is it done? Note it.")


def _url(row: Any, asked: Asked) -> str:
    day = row.due_on.isoformat()
    if row.kind == kinds.OWN.key:
        return asked.url("companies:date_done_of", row.kind, day, row.ref_id)
    if row.kind in DONE_AT:
        return asked.url(DONE_AT[row.kind])
    if row.kind in kinds.RECORDED:
        return asked.url("companies:date_done", row.kind, day)
    return asked.url("companies:year")


def _lines_of_guest(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            titled(row.kind, row.about),
            guests.page_of(asked, row.company__slug, DONE_AT.get(row.kind, "companies:year")),
            who=row.company__name,
            why=_why(row),
            due=row.due_on,
        )
        for row in rows
    ]


KINDS = (
    Kind(
        "companies.dates",
        "company",
        DATES,
        rules.KEEP_DATES,
        near,
        _lines,
        ("due_on", "id"),
        "companies:year",
        reads=READS,
    ),
    Kind(
        "companies.dates_of_companies",
        "coach",
        DATES,
        rules.KEEP_DATES,
        near_of_guest,
        _lines_of_guest,
        ("due_on", "id"),
        "insight:portfolio",
        reads=(*READS, "company__slug", "company__name"),
        told=False,
    ),
)


# -- Calendars ---------------------------------------------------------------------------------------------------------
def _entries(keys: Sequence[UUID], asked: Asked, place: Place) -> list[ics.Entry]:
    """What is not near yet: from then on it waits, and stands in the calendar by that."""
    found = [
        _entry(wheel, line, asked, place)
        for wheel in wheels(keys, today=asked.today, until=ahead(asked.today))
        for line in wheel.lines
        if line.is_coming and line.day > asked.today + NEAR and (line.kind.told or line.kind.key == IN_CALENDAR)
    ]
    return sorted(found, key=lambda entry: (entry.start, entry.uid))[:MOST]


def _entry(wheel: Wheel, line: Any, asked: Asked, place: Place) -> ics.Entry:
    """A title says the kind and whose it is, never a name of a person or words of the company's own."""
    inside = place.kind == "company"
    path = asked.url("companies:year") if inside else guests.page_of(asked, wheel.file.slug, "companies:year")
    key = "-".join(filter(None, (str(wheel.file.id), line.kind.key, line.day.isoformat(), str(line.deed.ref or ""))))
    return ics.Entry(
        uid=ics.uid_of("date", key),
        title=_("%(what)s · %(company)s") % {"what": line.kind.title, "company": wheel.file.name},
        start=line.day,
        url=f"{settings.SITE_URL}{path}",
        busy=False,
    )


def of_company(asked: Asked, place: Place) -> list[ics.Entry]:
    return _entries([asked.actor.company_key], asked, place)


def of_coach(asked: Asked, place: Place) -> list[ics.Entry]:
    running, _over = guests.own_mandates()
    return _entries(sorted({one.mandate.company_id for one in running}, key=str), asked, place)


SOURCES = (
    Source("company", rules.KEEP_DATES, of_company),
    Source("coach", rules.KEEP_DATES, of_coach),
)

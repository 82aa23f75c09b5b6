"""Dates of measures for calendars: by their code, never by what they are about."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.enums import PlanState
from actionplans.models import PreventionMeasure
from actionplans.queries import follow_up
from coaching.companies import guests
from coaching.core.ground import ics
from coaching.core.ground.agenda import MOST, Source
from coaching.core.ground.composed import Asked
from coaching.core.tenancy.workspace import Place

PAGE = "actionplans:measure"  # in its company, or from the portfolio of the company's coach


def _entries(rows: QuerySet[PreventionMeasure], asked: Asked, place: Place) -> list[ics.Entry]:
    """From today on: what is late waits, and stands in the calendar by that."""
    coming = rows.filter(plan__state=PlanState.ACTIVE, state__in=follow_up.OPEN, due_on__gte=asked.today)
    found = coming.select_related("company").order_by("due_on", "id")
    return [_entry(row, row.due_on, asked, place) for row in found[:MOST] if row.due_on]


def _entry(row: PreventionMeasure, day: date, asked: Asked, place: Place) -> ics.Entry:
    inside = place.kind == "company"
    path = asked.url(PAGE, row.pk) if inside else asked.url(PAGE, row.company.slug, row.pk, **{"as": "coach"})
    return ics.Entry(
        uid=ics.uid_of("measure", row.pk),
        title=_("Date of measure %(code)s · %(company)s") % {"code": row.code, "company": row.company.name},
        start=day,
        url=f"{settings.SITE_URL}{path}",
        busy=False,
    )


def of_company(asked: Asked, place: Place) -> list[ics.Entry]:
    return _entries(follow_up.measures_for(asked.actor), asked, place)


def of_coach(asked: Asked, place: Place) -> list[ics.Entry]:
    return _entries(guests.still_written(follow_up.measures_for(asked.actor)), asked, place)


SOURCES = (
    Source("company", rules.CARRY_OUT, of_company),
    Source("coach", rules.CARRY_OUT, of_coach),
)

"""One overview for a coach or an adviser: the dates of all files in which they work, late ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from coaching.coaches.models import Coach
from coaching.companies import guests, rules
from coaching.companies.exports import ALL_DATES
from coaching.companies.forms.dates import DatesFilter
from coaching.companies.lists_dates import state
from coaching.companies.wheel.saying import what_of, who_of
from coaching.companies.wheel.whole import ahead, wheels
from coaching.core.ground import clock
from coaching.core.ground.search import fold
from coaching.core.ground.wheel import KINDS, Line
from coaching.core.paper import exports
from coaching.core.screen.columns import Column, drawn
from coaching.core.screen.lists import capped, page_of
from coaching.core.screen.pages import requires
from coaching.core.screen.tables import link
from coaching.core.screen.waits import asked_by
from coaching.core.templatetags.ui import when
from coaching.core.tenancy.requests import PlaceRequest

HIDDEN = ("service_year_start", "service_year_end")  # of many files at once they only stand in the way
COLUMNS = (
    Column("company", gettext_lazy("Company")),
    Column("what", gettext_lazy("What"), "whole"),
    Column("day", gettext_lazy("At the latest on"), "nowrap"),
    Column("state", gettext_lazy("Status"), "nowrap"),
    Column("who", gettext_lazy("Who must act")),
)


@dataclass(frozen=True)
class Row:
    """A date and whose it is."""

    name: str
    slug: str
    line: Line


def rows_of(filters: dict[str, Any]) -> list[Row]:
    """What is late or to come within two years, by date; the same number of queries for one file and for five hundred."""
    today = clock.today()
    running, _over = guests.own_mandates()
    keys = sorted({one.mandate.company_id for one in running}, key=str)
    words, kind, state_asked = fold(filters.get("q") or ""), filters.get("kind"), filters.get("state")
    found = [
        Row(wheel.file.name, wheel.file.slug, line)
        for wheel in wheels(keys, today=today, until=ahead(today))
        if words in fold(wheel.file.name)
        for line in wheel.lines
        if not line.is_done
        and line.kind.key not in HIDDEN
        and kind in (None, line.kind.key)
        and state_asked in (None, line.state)
    ]
    return sorted(found, key=lambda row: (row.line.day, row.name, row.line.kind.key, row.line.about))


@requires(rules.VIEW_DATES)
@require_GET
def all_dates(request: PlaceRequest) -> HttpResponse:
    """Filtered, paged, as a file."""
    choices = [(key, kind.title) for key, kind in KINDS.items() if key not in HIDDEN]
    form = DatesFilter(request.GET, kinds=choices)
    rows = rows_of(dict(form.filters))
    if kind := exports.wanted(request):
        coach = Coach.objects.filter(user_id=request.actor.person_key).first()
        return exports.answer(kind, _("Dates of all files"), ALL_DATES, rows, by=request.actor, about=coach)
    page: Any = page_of(request, rows, known=capped(len(rows)))  # type: ignore[arg-type]  # a list pages alike
    cells = {
        "company": lambda row: link(guests.page_of(asked_by(request), row.slug, "companies:year"), row.name),
        "what": lambda row: what_of(row.line),
        "day": lambda row: when(row.line.day),
        "state": lambda row: state(row.line),
        "who": lambda row: capfirst(who_of(row.line.who)),
    }
    context = {
        "form": form,
        "page": page,
        "body": drawn(request, COLUMNS, page.object_list, cells) if rows else "",
        "asks": form.asks,
    }
    return render(request, "insight/all_dates.html", context)

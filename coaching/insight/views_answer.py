"""The programme's report as a page, with its files and its paper: one count, four ways to take it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.paper.asking import ask_for
from coaching.core.screen.chart_parts import table_body
from coaching.core.screen.pages import requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import pictures
from coaching.insight.answer import Table, tables
from coaching.insight.counts import counts
from coaching.insight.forms import PeriodForm
from coaching.insight.reports.answer import KIND, note, period_in_words, printed
from coaching.insight.trend import beside, trend
from coaching.insight.views_funnel import asked, periods
from coaching.programmes import rules
from coaching.programmes.models import Programme

ABOVE = ("province", "target-group")


@require_safe
@requires(rules.VIEW_DESK)
def report(request: PlaceRequest, programme: str) -> HttpResponse:
    """How many companies of each kind in each province, how many workers, how long? Observers too: no company is named."""
    own, today = Programme.objects.get(pk=request.place.id), clock.today()
    form = PeriodForm(request.GET or None)
    first, last = form.period()
    context: dict[str, Any] = {
        "form": form,
        "periods": periods(today, (first, last)),
        "words": period_in_words(first, last),
    }
    if form.errors:
        return render(request, "insight/report.html", context)
    found = tables(own.pk, first, last, today)
    if kind := exports.wanted(request):
        name = f"{_('Programme report')} {period_in_words(first, last)}"
        return exports.tables(kind, name, [_sheet(table) for table in found], by=request.actor, about=own)
    drawn = [_drawn(table) for table in found]
    context |= {
        "crossed": [table for table in drawn if table["key"] not in ABOVE],
        "plain": [table for table in drawn if table["key"] in ABOVE],
        "first": first,
        "last": last,
        "files": [(name, f"?{asked(first, last, export=kind)}") for name, kind in (("CSV", "csv"), ("Excel", "xlsx"))],
        "note": note(),
        **_pictures(own, first, last, today),
    }
    return render(request, "insight/report.html", context)


def _sheet(table: Table) -> exports.Sheet:
    return exports.Sheet(table.caption, [table.headings, *table.rows], totals=table.totals)


def _drawn(table: Table) -> dict[str, Any]:
    body = table_body([printed(row) for row in table.rows], with_total=table.totals)
    return {"key": table.key, "caption": table.caption, "headings": table.headings, "body": body}


def _pictures(own: Programme, first: date | None, last: date | None, today: date) -> dict[str, Any]:
    """Those of the overview, of the same period."""
    rows, found = counts(own.pk, "province", first, last), beside(first, last, today)
    course = pictures.course(trend(own.pk, found)) if found else None
    return {"map": pictures.provinces(rows), "reached": pictures.reached(rows[-1]), "course": course}


@require_POST
@requires(rules.VIEW_DESK)
def report_page(request: PlaceRequest, programme: str) -> HttpResponse:
    """The same on one page of paper."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return to(request, "insight:report")
    first, last = form.period()
    own = Programme.objects.get(pk=request.place.id)
    return ask_for(request, KIND, own, first=first, last=last)

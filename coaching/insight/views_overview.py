"""The overview of a programme: its figures as pictures, and the two tables that are asked for, on one page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coaching.core.ground import clock
from coaching.core.screen.chart_parts import table_body
from coaching.core.screen.pages import requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import pictures
from coaching.insight.counts import BY, counts_in
from coaching.insight.forms import PeriodForm
from coaching.insight.funnel import Tally, tally
from coaching.insight.trend import beside, trend
from coaching.insight.views_funnel import asked, labelled, periods
from coaching.programmes import figures, rules
from coaching.programmes.models import Programme
from coaching.programmes.money import budget_of, forecast_of
from coaching.trajectories.queries import start_clocks

# The two tables of Coaches 2018 (subject/programme.md#two-tables-to-test-by).
TABLES = (
    ("province", _("Applied, approved and started, by province"), _("Province")),
    ("target-group", _("Applied, approved and started, by target group"), _("Target group")),
)


@require_safe
@requires(rules.VIEW_DESK)
def overview(request: PlaceRequest, programme: str) -> HttpResponse:
    """Whom do we reach, how far do they get, what does it cost, and is it more than before? Names no company."""
    own, today = Programme.objects.get(pk=request.place.id), clock.today()
    form = PeriodForm(request.GET or None)
    first, last = form.period()
    columns = [BY[by].column for by, *_words in TABLES]
    kept = figures.kept(own.pk, *columns)
    counted = tally(own.pk, *columns, first=first, last=last, kept=kept)
    rows = counts_in(counted, TABLES[0][0])
    budget = budget_of(own, kept=kept)
    return render(
        request,
        "insight/overview.html",
        {
            "programme": own,
            "form": form,
            "first": first,
            "periods": periods(today, (first, last)),
            "tables": tables_of(request, counted, first, last),
            "map": pictures.provinces(rows),
            "reached": pictures.reached(rows[-1]),
            "clocks": pictures.clocks(start_clocks(own, today)),
            "money": pictures.money(budget, forecast_of(budget, kept)),
            **_course(own.pk, first, last, today),
        },
    )


def tables_of(request: PlaceRequest, counted: Tally, first: date | None, last: date | None) -> list[dict[str, Any]]:
    """Both tables with their totals, and where the same is a file."""
    return [_table(request, counted, (first, last), *about) for about in TABLES]


def _table(
    request: PlaceRequest, counted: Tally, period: tuple[date | None, date | None], by: str, caption: Any, heading: Any
) -> dict[str, Any]:
    page, rows = request.place.url("insight:funnel"), labelled(request.place.id, by, counts_in(counted, by))
    return {
        "caption": caption,
        "heading": heading,
        "rows": rows,
        "body": table_body([(row.label, row.applied, row.approved, row.started) for row in rows], with_total=True),
        "files": [(kind.upper(), f"{page}?{asked(*period, by, export=kind)}") for kind in ("csv", "xlsx")],
    }


def _course(programme_id: UUID, first: date | None, last: date | None, today: date) -> dict[str, Any]:
    """The period beside the one before; nothing when none of it is over."""
    found = beside(first, last, today)
    if found is None:
        return {"compared": []}
    told = trend(programme_id, found)
    lines = pictures.compared(told)
    return {
        "compared": lines,
        "compared_body": table_body(lines),
        "headings": pictures.headings(found),
        "course": pictures.course(told),
        "part": last is not None and found.last < last,
    }

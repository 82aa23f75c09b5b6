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
from coaching.core.screen.pages import requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import pictures
from coaching.insight.counts import BY, counts_in
from coaching.insight.forms import PeriodForm
from coaching.insight.funnel import Tally, tally
from coaching.insight.trend import beside, trend
from coaching.insight.views_funnel import asked, labelled, periods
from coaching.programmes import rules
from coaching.programmes.models import Programme
from coaching.programmes.money import budget_of, forecast_of
from coaching.trajectories.queries import start_clocks

# The two tables of Coaches 2018 (subject/programme.md#two-tables-to-test-by).
TABLES = (
    ("province", _("By province"), _("Applied, approved and started, by province"), _("Province")),
    ("target-group", _("By target group"), _("Applied, approved and started, by target group"), _("Target group")),
)


@require_safe
@requires(rules.VIEW_DESK)
def overview(request: PlaceRequest, programme: str) -> HttpResponse:
    """Whom do we reach, how far do they get, what does it cost, and is it more than before? Names no company."""
    own, today = Programme.objects.get(pk=request.place.id), clock.today()
    form = PeriodForm(request.GET or None)
    first, last = form.period()
    counted = tally(own.pk, *(BY[by].column for by, *_words in TABLES), first=first, last=last)
    rows = counts_in(counted, TABLES[0][0])
    budget = budget_of(own)
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
            "money": pictures.money(budget, forecast_of(own, budget)),
            **_course(own.pk, first, last, today),
        },
    )


def tables_of(request: PlaceRequest, counted: Tally, first: date | None, last: date | None) -> list[dict[str, Any]]:
    """Both tables with their totals, and where the same is a file."""
    page = request.place.url("insight:funnel")
    return [
        {
            "title": title,
            "caption": caption,
            "heading": heading,
            "rows": labelled(request.place.id, by, counts_in(counted, by)),
            "more": f"{page}?{asked(first, last, by)}",
            "files": [(kind.upper(), f"{page}?{asked(first, last, by, export=kind)}") for kind in ("csv", "xlsx")],
        }
        for by, title, caption, heading in TABLES
    ]


def _course(programme_id: UUID, first: date | None, last: date | None, today: date) -> dict[str, Any]:
    """The period beside the one before; nothing when none of it is over."""
    found = beside(first, last, today)
    if found is None:
        return {"compared": []}
    told = trend(programme_id, found)
    return {
        "compared": pictures.compared(told),
        "headings": pictures.headings(found),
        "course": pictures.course(told),
        "part": last is not None and found.last < last,
    }

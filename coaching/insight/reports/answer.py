"""The tables of the programme's report on one page of paper: the very cells of the page and its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import clock
from coaching.core.ground.figures import figure
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.insight.answer import Table, tables
from coaching.insight.leads import FEWEST
from coaching.insight.reports.words import short
from coaching.programmes import rules
from coaching.programmes.models import Programme

KIND = "programme-answer"
FIRST, LAST = ("province", "workers"), ("lead-times", "trend")  # pairs, side by side on paper


def period_in_words(first: date | None, last: date | None) -> str:
    """Between which days applications were sent."""
    if first and last:
        return _("sent from %(first)s to %(last)s") % {"first": short(first), "last": short(last)}
    if first:
        return _("sent from %(first)s") % {"first": short(first)}
    if last:
        return _("sent until %(last)s") % {"last": short(last)}
    return _("since the start")


def note() -> str:
    """What a reader has to know to repeat the figures."""
    return _(
        "What lapsed later counts as approved; what has started was approved. Workers: each company once, by its last "
        "application. Of fewer than %(fewest)s companies no workers and no days are given. No company is named."
    ) % {"fewest": FEWEST}


def printed(cells: Sequence[Any]) -> list[str]:
    return [cell if isinstance(cell, str) else figure(cell) for cell in cells]


def _plain(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "headings": list(table.headings),
        "rows": [printed(row) for row in table.rows],
        "totals": table.totals,
    }


@report(
    KIND, label=gettext_lazy("Programme report on one page"), model="programmes.programme", permission=rules.VIEW_DESK
)
def programme_answer(
    programme: Programme, language: str, first: date | None = None, last: date | None = None
) -> ReportData:
    """Companies by province and kind, their workers, and how long it takes."""
    del language
    found = {table.key: _plain(table) for table in tables(programme.pk, first, last, clock.today())}
    context = {
        "programme": programme.name,
        "period": period_in_words(first, last),
        "first": [found[key] for key in FIRST],
        "below": [table for key, table in found.items() if key not in (*FIRST, *LAST)],
        "last": [found[key] for key in LAST if key in found],
        "note": note(),
    }
    title = _("Companies by province and kind")
    return ReportData(title, "insight/pdf/answer.html", context, (Hat.ADMIN, Hat.OBSERVER))

"""The funnel as a page: the very counts of `manage.py funnel`, with a period, a picture and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.screen.charts import StackedBarChart
from coaching.core.screen.pages import requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import funnel, lists
from coaching.insight.counts import TOTAL, Counts, counts
from coaching.insight.forms import FunnelForm
from coaching.programmes import rules
from coaching.programmes.models import Programme

COLUMN = {"province": "province", "target-group": "target_group", "layer": "layer", "channel": "referral_channel"}
COLUMNS = (
    exports.Column(gettext_lazy("Group"), lambda row: row.label),
    exports.Column(gettext_lazy("Applied"), lambda row: row.applied),
    exports.Column(gettext_lazy("Approved"), lambda row: row.approved),
    exports.Column(gettext_lazy("Started"), lambda row: row.started),
    exports.Column(gettext_lazy("Started of those approved"), lambda row: row.started_share / 100, exports.PERCENT),
)


@require_safe
@requires(rules.VIEW_DESK)
def funnel_page(request: PlaceRequest, programme: str) -> HttpResponse:
    """Where do companies drop out, in which period and group? Observers too: no company is named."""
    place = request.place
    form = FunnelForm(request.GET or None)
    asked = form.asked()
    by, first, last = asked
    rows = labelled(place.id, by, counts(place.id, by, first, last)) if not form.errors else []
    if rows and (kind := exports.wanted(request)):
        about = Programme.objects.get(pk=place.id)
        return exports.answer(kind, _("Funnel"), COLUMNS, rows, by=request.actor, about=about)
    context = {
        "form": form,
        "rows": rows,
        "body": lists.funnel(rows, _("Group")),
        "chart": _chart(rows[:-1]) if rows and rows[-1].applied else None,
        "periods": periods(clock.today(), (first, last), by=by),
        "by": dict(FunnelForm.CUTS)[by],
        "first": first,
        "last": last,
    }
    return render(request, "insight/funnel.html", context)


def labelled(programme_id: Any, by: str, found: Sequence[Counts]) -> list[funnel.Row]:
    """The command's groups under the names of the reader's language."""
    labels = funnel.GROUPS[COLUMN[by]](programme_id)[0] if by in COLUMN else {}
    return [
        funnel.Row(str(row.key), capfirst(str(_label(row, labels))), row.applied, row.approved, row.started)
        for row in found
    ]


def _label(row: Counts, labels: dict[Any, Any]) -> Any:
    if row.key == TOTAL:
        return _("Total")
    if row.key in labels:
        return labels[row.key]
    return date_format(row.key, "F Y") if hasattr(row.key, "year") else row.group


def _chart(rows: Sequence[funnel.Row]) -> StackedBarChart:
    shown = [row for row in rows if row.applied]
    return StackedBarChart(
        title=_("How far companies get"),
        desc=_("Per group: how many applications started, were approved but have not started, and were not approved."),
        series=[(_("Started"), "s1"), (_("Approved, not started"), "s2"), (_("Not approved (yet)"), "s3")],
        data=[(row.label, _parts(row)) for row in shown],
        full=False,
        label_heading=_("Group"),
    )


def _parts(row: funnel.Row) -> list[float]:
    """Each application once; a trajectory that started stays so when its approval was taken back."""
    started = min(row.started, row.applied)
    approved = max(row.approved, started)
    return [started, approved - started, max(row.applied - approved, 0)]


def periods(today: date, chosen: tuple[date | None, date | None], by: str = "") -> list[dict[str, Any]]:
    """Links to the periods that people ask for. by: what is counted by, where one chooses that."""
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = clock.add_months(quarter, -3)
    year = date(today.year, 1, 1)
    named: list[tuple[Any, date | None, date | None]] = [
        (_("Since the start"), None, None),
        (_("This quarter"), quarter, clock.add_months(quarter, 3) - timedelta(days=1)),
        (_("Last quarter"), before, quarter - timedelta(days=1)),
        (_("This year"), year, date(today.year, 12, 31)),
        (_("Last year"), date(today.year - 1, 1, 1), year - timedelta(days=1)),
    ]
    return [
        {"label": label, "url": f"?{asked(first, last, by)}", "current": (first, last) == chosen}
        for label, first, last in named
    ]


def asked(first: date | None, last: date | None, by: str = "", **more: str) -> str:
    """The period, and what is counted by, as an address has it."""
    named = {"by": by, "first": first.isoformat() if first else "", "last": last.isoformat() if last else "", **more}
    return urlencode({name: value for name, value in named.items() if value})

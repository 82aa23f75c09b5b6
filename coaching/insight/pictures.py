"""The pictures of a programme's overview: from figures that were counted elsewhere to charts, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground.choices import Province
from coaching.core.screen.chart_parts import figure
from coaching.core.screen.chart_shapes import ColumnChart, SmallLineChart, Tile, TileMap
from coaching.core.screen.charts import Bar, BarChart
from coaching.core.templatetags.ui import euro
from coaching.insight.counts import FLEMISH, Counts
from coaching.insight.trend import Beside, Trend
from coaching.programmes.money import Budget, Forecast
from coaching.trajectories.queries import StartClocks

# Where a province stands in our drawing: x, y, width, height. Drawn by hand after nothing but which lies beside which.
PLACES = {
    "WVL": (1, 42, 96, 122),
    "OVL": (101, 30, 98, 134),
    "ANT": (203, 1, 98, 163),
    "LIM": (305, 22, 94, 142),
    "VBR": (101, 168, 298, 96),
    "BRU": (203, 173, 98, 86),
}
TALL = 266


def provinces(rows: Sequence[Counts]) -> TileMap:
    """Six tiles, those with none included; what lies elsewhere is in the table beside it."""
    found = {row.key: row for row in rows}
    names = dict(Province.choices)
    assert PLACES.keys() == FLEMISH.keys()  # noqa: S101 - a province that always counts has its place in the drawing
    return TileMap(
        title=_("Where companies apply"),
        desc=_(
            "The five Flemish provinces and Brussels, drawn as tiles: how many applied, and below it how many started."
        ),
        tiles=[_tile(names[code], PLACES[code], found[code]) for code in PLACES],
        tall=TALL,
        label_heading=_("Province"),
        value_headings=[_("Applied"), _("Approved"), _("Started")],
        uid="provinces",
    )


def _tile(name: Any, place: tuple[int, int, int, int], row: Counts) -> Tile:
    note = ngettext("%(n)s started", "%(n)s started", row.started) % {"n": row.started}
    return Tile(capfirst(str(name)), place, (row.applied, row.approved, row.started), note)


def reached(total: Counts) -> BarChart:
    """How far all of them got."""
    approved = _share(total.approved, total.applied, _("%(share)s of those that applied"))
    started = _share(total.started, total.approved, _("%(share)s of those approved"))
    return BarChart(
        title=_("From application to start"),
        desc=_("Who started was approved first; what lapsed later counts as approved."),
        bars=[
            Bar(_("Applied"), total.applied),
            Bar(_("Approved"), total.approved, approved),
            Bar(_("Started"), total.started, started),
        ],
        maximum=total.applied or None,
        label_heading=_("Step"),
        value_heading=_("Applications"),
        uid="reached",
    )


def _share(part: int, whole: int, words: str) -> str:
    share = f"{round(100 * part / whole)}\u00a0%" if whole else "–"
    return f"{figure(part)} · {words % {'share': share}}"


def clocks(found: StartClocks) -> ColumnChart:
    """How many companies are in which week of the time that they have to start."""
    waiting = sum(found.weeks) + found.past + found.on_hold
    bars = [
        Bar(week, n, _("Week %(week)s") % {"week": week}, "s1" if week <= len(found.weeks) - 4 else "s2")
        for week, n in enumerate(found.weeks, 1)
    ]
    bars.append(Bar("!", found.past, _("Date passed"), "bad"))
    bars.append(Bar("‖", found.on_hold, _("On hold"), "neutral"))
    return ColumnChart(
        title=_("Approved, and not started yet"),
        desc=ngettext(
            "Today one company has still to start. Each column is a week of the time for it.",
            "Today %(n)s companies have still to start. Each column is a week of the time for it.",
            waiting,
        )
        % {"n": waiting},
        bars=bars,
        legend_of_tones=[
            (_("In time"), "s1"),
            (_("Last four weeks"), "s2"),
            ("! " + _("Date passed"), "bad"),
            ("‖ " + _("On hold"), "neutral"),
        ],
        label_heading=_("Week"),
        value_heading=_("Companies"),
        uid="clocks",
    )


def money(budget: Budget, forecast: Forecast) -> BarChart:
    """Committed, paid and what is to be expected, beside all that there is."""
    none = _("Forecast: no application for coaching waits for a decision, so no more is to be expected now.")
    words = ngettext(
        "Forecast: one application for coaching still waits. If as many are approved as until now (%(share)s %%), it takes "
        "%(more)s more.",
        "Forecast: %(n)s applications for coaching still wait. If as many are approved as until now (%(share)s %%), they "
        "take %(more)s more.",
        forecast.waiting,
    )
    return BarChart(
        title=_("Budget"),
        desc=words % {"n": forecast.waiting, "share": forecast.percent, "more": euro(forecast.more)}
        if forecast.waiting
        else none,
        bars=[
            _euro(_("Whole budget"), budget.total, "neutral"),
            _euro(_("Taken by approvals"), budget.committed, "s1"),
            _euro(_("Paid of that"), budget.spent, "s4"),
            _euro(_("Forecast of what approvals take"), forecast.committed, "s3"),
        ],
        maximum=float(max(budget.total, forecast.committed)) or None,
        label_heading=_("Amount"),
        value_heading=_("Euro"),
        uid="money",
    )


def _euro(label: str, amount: Any, tone: str) -> Bar:
    return Bar(label, float(amount), euro(amount), tone)


def course(found: Trend) -> SmallLineChart | None:
    """Applications per month beside those of the period before; None for one month, where there is no line to draw."""
    if len(found.per_month) < 2:
        return None
    return SmallLineChart(
        title=_("Applications per month"),
        desc=_("The period beside the one before it, month by month."),
        labels=[capfirst(date_format(month, "M Y")) for month, _now, _before in found.per_month],
        series=[
            (_between(found.beside), [now for _month, now, _before in found.per_month]),
            (_former(found.beside), [before for _month, _now, before in found.per_month]),
        ],
        label_heading=_("Month"),
        uid="course",
    )


def compared(found: Trend) -> list[tuple[Any, int, int, str]]:
    """Per step: how many now, how many before, and the difference with its sign."""
    labels = (_("Applied"), _("Approved"), _("Started"))
    lines = zip(labels, found.now, found.before, strict=True)
    return [(label, now, before, f"{now - before:+d}".replace("-", "−")) for label, now, before in lines]


def headings(found: Beside) -> tuple[str, str]:
    """Both periods in words."""
    return _between(found), _former(found)


def _between(found: Beside) -> str:
    return _period(found.first, found.last, found.months)


def _former(found: Beside) -> str:
    return _period(found.first_before, found.last_before, found.months)


def _period(first: date, last: date, months: int) -> str:
    """Whole months by their names, else by days."""
    begin, end = (date_format(day, "M Y" if months else "SHORT_DATE_FORMAT") for day in (first, last))
    return begin if months == 1 else f"{begin} – {end}"

"""The question of a minister: how many companies of each kind in each province between two dates, and how many workers?

Tables, counted once: the page, the CSV, the workbook and the paper show these very cells. No company is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.choices import Province
from coaching.insight import funnel, pictures
from coaching.insight.counts import BY, FLEMISH, TOTAL, WALLOON, counts_in
from coaching.insight.leads import FEWEST, leads
from coaching.insight.trend import beside, trend
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory

Cell = int | str
FEW = "–"  # too few companies to say it, or nothing to say
STAGES = ("applied", "approved", "started")
SHORT: dict[Any, Any] = {
    TargetGroup.SME_LOW_SKILLED: gettext_lazy("< 50, low-skilled"),
    TargetGroup.SME_OTHER: gettext_lazy("< 50, other"),
    TargetGroup.LARGE_LOW_SKILLED: gettext_lazy("50+, low-skilled"),
    TargetGroup.LARGE_OTHER: gettext_lazy("50+, other"),
}


@dataclass(frozen=True)
class Table:
    """key: in files and tests. rows: the first cell names the row; the last row is the total where there is one."""

    key: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: bool = True


def tables(programme_id: UUID, first: date | None, last: date | None, today: date) -> list[Table]:
    """All of them, of applications that were sent between two days (both counted; None: since the start, until today)."""
    tallied = funnel.tally(
        programme_id, *(BY[by].column for by in ("province", "target-group")), first=first, last=last
    )
    crossed = funnel.crossed(programme_id, first, last)
    found = [
        _stages("province", _("By province"), _("Province"), counts_in(tallied, "province"), _provinces()),
        _stages("target-group", _("By kind of company"), _("Kind"), counts_in(tallied, "target-group"), _kinds()),
        *(_cross(stage, crossed[stage]) for stage in STAGES),
        _workers(programme_id, first, last),
        _leads(programme_id, first, last),
    ]
    periods = beside(first, last, today)
    return [*found, _trend(programme_id, periods)] if periods else found


def _provinces() -> dict[Any, str]:
    return {code: capfirst(str(label)) for code, label in Province.choices if code} | {"": _("Unknown")}


def _kinds() -> dict[Any, str]:
    return {code: capfirst(str(label)) for code, label in TargetGroup.choices} | {"": _("Unknown")}


def _stages(key: str, caption: str, heading: str, rows: Iterable[Any], names: dict[Any, str]) -> Table:
    """One of both tables of Coaches 2018, as the overview and the funnel have it."""
    lines = tuple(
        (_("Total") if row.key == TOTAL else names.get(row.key, str(row.key)), row.applied, row.approved, row.started)
        for row in rows
    )
    return Table(key, caption, (heading, _("Applied"), _("Approved"), _("Started")), lines)


def _order(found: Iterable[str]) -> list[str]:
    """The five Flemish provinces and Brussels always, the others when somebody applied from there, unknown last."""
    others = {*found} - {*FLEMISH}
    return [*FLEMISH, *(code for code in WALLOON if code in others), *([""] if "" in others else [])]


def _cross(stage: str, found: Counter[tuple[str, str]]) -> Table:
    """Provinces by kinds of company, with sums on both sides."""
    captions = {
        "applied": _("Companies that applied"),
        "approved": _("Companies that were approved"),
        "started": _("Companies that have started"),
    }
    kinds = [*TargetGroup.values, *([""] if any(not kind for _p, kind in found) else [])]
    names, places = _provinces(), _order(place for place, _k in found)
    lines: list[tuple[Cell, ...]] = []
    for place in places:
        cells = [found[place, kind] for kind in kinds]
        lines.append((names[place], *cells, sum(cells)))
    sums = [sum(found[place, kind] for place in places) for kind in kinds]
    headings = (_("Province"), *(str(SHORT.get(kind, _("Unknown"))) for kind in kinds), _("Total"))
    return Table(f"province-{stage}", captions[stage], headings, (*lines, (_("Total"), *sums, sum(sums))))


# -- Workers -------------------------------------------------------------------------------------------------------------
def _workers(programme_id: UUID, first: date | None, last: date | None) -> Table:
    """Workers of the companies that got so far, each company once, by its last application of the period.

    Where a sum is over fewer than five companies it is left out, and with it what would give it away by subtraction.
    """
    sent = Application.objects.filter(programme_id=programme_id).exclude(state=ApplicationState.DRAFT)
    sent = funnel.narrowed(sent, "", (), first, last)
    running = Trajectory.objects.filter(programme_id=programme_id, started_on__isnull=False).order_by()
    stages = (
        sent,
        sent.filter(state__in=funnel.ONCE_APPROVED),
        sent.filter(pk__in=running.values("application_id")),
    )
    found = [_by_place(rows) for rows in stages]
    places, names = _order(place for part in found for place in part), _provinces()
    columns = [hidden([part.get(place, (0, 0)) for place in places]) for part in found]
    lines = [(names[place], *(column[n] for column in columns)) for n, place in enumerate(places)]
    sums = [_sum(part.values()) for part in found]
    caption = _("Workers in these companies")
    return Table(
        "workers", caption, (_("Province"), _("Applied"), _("Approved"), _("Started")), (*lines, (_("Total"), *sums))
    )


def _by_place(rows: Any) -> dict[str, tuple[int, int]]:
    """Province → companies and their workers. One query."""
    newest = rows.order_by("company_id", "-submitted_at", "-id").distinct("company_id").values("pk")
    counted = Application.objects.filter(pk__in=newest).order_by().values_list("province")
    return {place: (n, workers or 0) for place, n, workers in counted.annotate(n=Count("pk"), w=Sum("headcount"))}


def hidden(cells: Sequence[tuple[int, int]]) -> list[Cell]:
    """Per group its workers, or that there are too few companies to say. cells: companies and workers.

    What is left out adds up to five companies or more, or is nothing: who knows the total works out no small group.
    """
    out = {n for n, (companies, _w) in enumerate(cells) if 0 < companies < FEWEST}
    others = sorted((companies, n) for n, (companies, _w) in enumerate(cells) if companies >= FEWEST)
    while out and others and (len(out) < 2 or sum(cells[n][0] for n in out) < FEWEST):
        out.add(others.pop(0)[1])
    return [FEW if n in out else workers for n, (_c, workers) in enumerate(cells)]


def _sum(cells: Iterable[tuple[int, int]]) -> Cell:
    cells = list(cells)
    return FEW if 0 < sum(companies for companies, _w in cells) < FEWEST else sum(workers for _c, workers in cells)


# -- Time ----------------------------------------------------------------------------------------------------------------
def _leads(programme_id: UUID, first: date | None, last: date | None) -> Table:
    lines = tuple(
        (row.label, row.companies, FEW if row.half is None else row.half, FEW if row.most is None else row.most)
        for row in leads(programme_id, first, last)
    )
    headings = (_("Step"), _("Companies"), _("Half took at most"), _("90 % took at most"))
    return Table("lead-times", _("Lead times in calendar days"), headings, lines, totals=False)


def _trend(programme_id: UUID, periods: Any) -> Table:
    told = trend(programme_id, periods)
    labels = (_("Applied"), _("Approved"), _("Started"))
    lines = tuple((label, now, was, now - was) for label, now, was in zip(labels, told.now, told.before, strict=True))
    headings = (_("Step"), *pictures.headings(periods), _("Difference"))
    return Table("trend", _("Beside the period before"), headings, lines, totals=False)

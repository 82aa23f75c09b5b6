"""Where the programme reaches companies and where it leaks: applied, approved, started."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.choices import Province
from coaching.core.ground.periods import within
from coaching.programmes import figures
from coaching.programmes.enums import ApplicationState, LayerNumber, ReferralChannel, TargetGroup
from coaching.programmes.models import Application
from coaching.programmes.queries import layers_in_use
from coaching.trajectories.models import Trajectory

ONCE_APPROVED = (ApplicationState.APPROVED, ApplicationState.LAPSED)
PROVINCE_ORDER = [p.value for p in Province if p.value] + [""]


def _layers(programme_id: UUID) -> tuple[dict[Any, Any], list[Any]]:
    """Layers by number, with the name that the programme gives them now."""
    names = {row.number: f"{row.number}. {row}" for row in layers_in_use(programme_id)}
    numbers = sorted({*LayerNumber.values, *names})
    return {n: names.get(n, _("Layer %(number)s") % {"number": n}) for n in numbers}, numbers


def _fixed(choices: Any, order: list[Any] | None = None) -> Callable[[UUID], tuple[dict[Any, Any], list[Any]]]:
    labels = {"": gettext_lazy("unknown"), **dict(choices)}
    return lambda programme_id: (labels, order or [*(value for value, _label in choices if value), ""])


# What the funnel can be cut by (columns of an application) → labels and order of the groups.
GROUPS: dict[str, Callable[[UUID], tuple[dict[Any, Any], list[Any]]]] = {
    "province": _fixed(Province.choices, PROVINCE_ORDER),
    "target_group": _fixed(TargetGroup.choices),
    "layer": _layers,
    "referral_channel": _fixed(ReferralChannel.choices),
}


@dataclass(frozen=True)
class Row:
    """One group of the funnel; counts are cumulative: a started company was also approved and has also applied."""

    key: str
    label: Any
    applied: int
    approved: int
    started: int

    @property
    def approved_share(self) -> int:
        return round(100 * self.approved / self.applied) if self.applied else 0

    @property
    def started_share(self) -> int:
        return round(100 * self.started / self.approved) if self.approved else 0


def funnel(programme_id: UUID, by: str) -> list[Row]:
    """by: a key of `GROUPS`. Groups in their fixed order, those without applications left out."""
    return tally(programme_id, by).rows(by)


@dataclass(frozen=True)
class Tally:
    """Applications of a programme counted once, to be added up along any of the columns they were counted by."""

    programme_id: UUID
    states: Counter[str]  # drafts are in no figure
    counts: dict[str, dict[str, Counter[Any]]]  # column → applied | approved | started → value

    def rows(self, by: str) -> list[Row]:
        labels, order = GROUPS[by](self.programme_id)
        found = self.counts[by]
        return [
            Row(key, labels.get(key, key), found["applied"][key], found["approved"][key], found["started"][key])
            for key in order
            if found["applied"][key]
        ]


MONTH = "month"  # in which an application was sent: a column worked out


def tally(
    programme_id: UUID,
    *columns: str,
    first: date | None = None,
    last: date | None = None,
    kept: figures.Kept | None = None,
) -> Tally:
    """Exact, in one query however many columns and files; a period that cuts through a month counts its files (two).

    columns: of an application, or MONTH; first, last: days of sending, both counted. kept: figures of these columns that
    the page has read, for all of the programme: then it asks nothing.
    """
    states: Counter[str] = Counter()
    counts: dict[str, dict[str, Counter[Any]]] = {
        column: {"applied": Counter(), "approved": Counter(), "started": Counter()} for column in columns
    }
    if kept and not (first or last):
        found: Counted = ((c.cut, c.value, c.state, c.applied, c.started) for c in kept.cells if c.cut in columns)
    elif figures.whole_months(first, last):
        found = _kept(programme_id, columns, first, last)
    else:
        found = _counted(programme_id, columns, first, last)
    for column, value, state, applied, started in found:
        if column == columns[0]:
            states[state] += applied
        counts[column]["applied"][value] += applied
        counts[column]["approved"][value] += applied if state in ONCE_APPROVED else 0
        counts[column]["started"][value] += started
    return Tally(programme_id, states, counts)


Counted = Iterator[tuple[str, Any, str, int, int]]  # column, value, state, applied, started


def _kept(programme_id: UUID, columns: tuple[str, ...], first: date | None, last: date | None) -> Counted:
    """From the figures. The month is no cut of its own: every cut is kept per month."""
    cuts = {figures.LAYER if column == MONTH else column for column in columns}
    for cell in figures.cells(programme_id, cuts, first, last, by_month=MONTH in columns):
        if cell.cut in columns:
            yield cell.cut, cell.value, cell.state, cell.applied, cell.started
        if cell.cut == figures.LAYER and MONTH in columns:
            yield MONTH, cell.month, cell.state, cell.applied, cell.started


def _counted(programme_id: UUID, columns: tuple[str, ...], first: date | None, last: date | None) -> Counted:
    """From the files: one query over applications, one over trajectories that have started."""
    sent = Application.objects.filter(programme_id=programme_id).exclude(state=ApplicationState.DRAFT)
    applied = narrowed(sent, "", columns, first, last).values_list("state", *columns)
    for state, *values, n in applied.annotate(n=Count("*")):
        for column, value in zip(columns, values, strict=True):
            yield column, value, state, n, 0
    running = Trajectory.objects.filter(programme_id=programme_id, started_on__isnull=False)
    started = narrowed(running, "application__", columns, first, last)
    names = (column if column == MONTH else f"application__{column}" for column in columns)
    for *values, n in started.values_list(*names).annotate(n=Count("*")):
        for column, value in zip(columns, values, strict=True):
            yield column, value, "", 0, n


def crossed(
    programme_id: UUID, first: date | None = None, last: date | None = None
) -> dict[str, Counter[tuple[str, str]]]:
    """applied | approved | started → (province, target group) → how many. Two queries; a cross is no cut of the figures.

    Its sums are those of `tally` by either column: the same files, counted by the same states.
    """
    found: dict[str, Counter[tuple[str, str]]] = {stage: Counter() for stage in ("applied", "approved", "started")}
    columns, file = ("province", "target_group"), "application__"
    sent = Application.objects.filter(programme_id=programme_id).exclude(state=ApplicationState.DRAFT)
    for place, kind, state, n in (
        narrowed(sent, "", columns, first, last).values_list(*columns, "state").annotate(n=Count("*"))
    ):
        found["applied"][place, kind] += n
        found["approved"][place, kind] += n if state in ONCE_APPROVED else 0
    running = Trajectory.objects.filter(programme_id=programme_id, started_on__isnull=False)
    cut = narrowed(running, file, columns, first, last).values_list(*(f"{file}{column}" for column in columns))
    for place, kind, n in cut.annotate(n=Count("*")):
        found["started"][place, kind] += n
    return found


def narrowed(
    rows: QuerySet[Any], application: str, columns: tuple[str, ...], first: date | None, last: date | None
) -> QuerySet[Any]:
    """Of the days asked for, with the month where it is asked for. application: the way from a row to its application."""
    sent = f"{application}submitted_at"
    rows = rows.filter(within(sent, first, last))
    month = TruncMonth(sent, output_field=DateField())
    return (rows.annotate(month=month) if MONTH in columns else rows).order_by()


def total(rows: list[Row], label: Any) -> Row:
    return Row(
        "total", label, sum(r.applied for r in rows), sum(r.approved for r in rows), sum(r.started for r in rows)
    )

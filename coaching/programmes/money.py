"""The money of a programme: what there is, what is committed, what is spent, what is left; per layer and period.

The only place that counts it. Desk, files, budget page, release, report and the decision itself ask here.

A file of coaching whose approval stands commits one subsidy (subject/programme.md#money), also once it is closed or
stopped: hours that were held can still be claimed. What lapsed, was withdrawn or taken back
gives its subsidy back, but never what was paid for it. The
other layers have no subsidy. Spent is what the programme paid of expense statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count

from coaching.core.ground.periods import within
from coaching.programmes import figures
from coaching.programmes.enums import OPEN_STATES, ApplicationState, LayerNumber
from coaching.programmes.models import Application, Programme

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Paid:
    """What was paid for files of a layer; stands: whether their approval still does."""

    layer: int
    stands: bool
    euro: Decimal


# Apps above register what was paid: (programme's id, first day, last day) → one line per layer and standing.
PAID: list[Callable[[UUID, date | None, date | None], Iterable[Paid]]] = []


@dataclass(frozen=True)
class LayerMoney:
    """approved: files whose approval stands."""

    number: int
    approved: int
    committed: Decimal
    spent: Decimal


@dataclass(frozen=True)
class Budget:
    """Euro of subsidy, excluding VAT."""

    total: Decimal
    subsidy: Decimal
    layers: tuple[LayerMoney, ...] = ()

    @property
    def committed(self) -> Decimal:
        return sum((layer.committed for layer in self.layers), NOTHING)

    @property
    def spent(self) -> Decimal:
        return sum((layer.spent for layer in self.layers), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.total - self.committed

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.committed / self.total)) if self.total else 0

    @property
    def room_for(self) -> int:
        """For how many more companies."""
        return max(0, int(self.left // self.subsidy)) if self.subsidy else 0

    @property
    def suffices(self) -> bool:
        return self.left >= self.subsidy

    def after(self, approvals: int) -> Decimal:
        """What would be left once so many proposed approvals of coaching are released."""
        return self.left - self.takes(approvals)

    def takes(self, approvals: int) -> Decimal:
        return approvals * self.subsidy


def budget_of(
    programme: Programme, first: date | None = None, last: date | None = None, *, kept: figures.Kept | None = None
) -> Budget:
    """As it is now, in one query or from the figures that a page has `kept`; of a period the files are counted.

    first, last: approvals decided, and statements paid, in these days only (both included).
    """
    subsidy = Decimal(programme.subsidy_eur)
    found = _counted(programme, first, last) if first or last else _standing(programme, kept)
    layers = [
        LayerMoney(number, row.approved, row.lost + row.approved * _each(number, subsidy), row.paid)
        for number, row in sorted(found.items())
    ]
    return Budget(Decimal(programme.budget_eur), subsidy, tuple(layers))


@dataclass(frozen=True)
class Forecast:
    """What will be committed once all is decided that waits now, when as many are approved as until now.

    waiting: applications for coaching without a decision; percent: of those decided until now, approved.
    """

    waiting: int
    percent: int
    more: Decimal
    committed: Decimal


def forecast_of(budget: Budget, kept: figures.Kept) -> Forecast:
    """From figures. Who was approved and lapsed counts as approved; with nothing decided yet, all that wait."""
    states: dict[str, int] = defaultdict(int)
    for cell in kept.cells:
        if cell.cut == figures.LAYER and cell.value == LayerNumber.COACHING:
            states[cell.state] += cell.applied
    waiting = sum(states[state] for state in OPEN_STATES)
    approved = states[ApplicationState.APPROVED] + states[ApplicationState.LAPSED]
    decided = approved + states[ApplicationState.REJECTED]
    share = Decimal(approved) / decided if decided else Decimal(1)
    more = round(waiting * share) * budget.subsidy
    return Forecast(waiting, round(100 * share), more, budget.committed + more)


def _standing(programme: Programme, kept: figures.Kept | None) -> dict[int, figures.Standing]:
    return kept.money if kept else figures.money(programme.pk)


def _counted(programme: Programme, first: date | None, last: date | None) -> dict[int, figures.Standing]:
    approved = Application.objects.filter(programme_id=programme.pk, state=ApplicationState.APPROVED)
    counts = dict(_within(approved, "decided_at", first, last).order_by().values_list("layer").annotate(n=Count("*")))
    spent: dict[int, Decimal] = defaultdict(Decimal)
    lost: dict[int, Decimal] = defaultdict(Decimal)
    for line in (line for count in PAID for line in count(programme.pk, first, last)):
        spent[line.layer] += line.euro
        lost[line.layer] += NOTHING if line.stands else line.euro
    return {
        number: figures.Standing(counts.get(number, 0), spent[number], lost[number]) for number in {*counts, *spent}
    }


def _each(layer: int, subsidy: Decimal) -> Decimal:
    return subsidy if layer == LayerNumber.COACHING else NOTHING


def _within(rows: Any, column: str, first: date | None, last: date | None) -> Any:
    return rows.filter(within(column, first, last))

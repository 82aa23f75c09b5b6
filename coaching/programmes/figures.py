"""Figures of programmes as triggers keep them: exact at every moment, at the price of some hundreds of rows (ADR 0037).

The sum of the rows in sight is what a count of the files would give in the same instant: both change in one transaction.
Who counts by something that is no cut here, or days within a month, counts the files themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Figure

ROUND, LAYER, PAID = "round", "layer", "paid"
STANDS = "stands"
# Values of a cut are kept as text; these are numbers or ids.
TYPES: dict[str, Callable[[str], Any]] = {LAYER: int, ROUND: UUID, PAID: int}


@dataclass(frozen=True)
class Cell:
    """So many applications of a state, and so many starts, under one value of a column and, when asked for, a month."""

    cut: str
    value: Any
    state: str
    month: date | None
    applied: int
    started: int


def whole_months(first: date | None, last: date | None) -> bool:
    """Whether a period can be answered from figures, which know months and no days."""
    return (first is None or first.day == 1) and (last is None or (last + timedelta(days=1)).day == 1)


def cells(
    programme_id: UUID,
    cuts: Iterable[str],
    first: date | None = None,
    last: date | None = None,
    *,
    by_month: bool = False,
) -> Iterator[Cell]:
    """One query over the figures of a programme. first, last: of whole months of applying, both included."""
    rows = Figure.objects.filter(programme_id=programme_id, cut__in=list(cuts))
    if first:
        rows = rows.filter(month__gte=first)
    if last:
        rows = rows.filter(month__lte=last)
    keys = ("cut", "value", "state", "month") if by_month else ("cut", "value", "state")
    found = rows.order_by().values_list(*keys).annotate(a=Sum("applied"), s=Sum("started"))
    for cut, value, state, *months, applied, started in found:
        month = months[0] if months else None
        if applied or started:
            yield Cell(cut, TYPES.get(cut, str)(value), state, month, int(applied), int(started))


@dataclass(frozen=True)
class Kept:
    """What one query found of a programme since its start: cells of the cuts asked for and of LAYER, and its money."""

    cells: tuple[Cell, ...]
    money: dict[int, Standing]


def kept(programme_id: UUID, *cuts: str) -> Kept:
    """`cells` and `money` together, for a page that shows both."""
    asked = {LAYER, *cuts}
    rows = Figure.objects.filter(programme_id=programme_id, cut__in=[*asked, PAID]).order_by()
    sums = rows.values_list("cut", "value", "state").annotate(a=Sum("applied"), s=Sum("started"), eur=Sum("paid_eur"))
    found = list(sums)
    counted = tuple(
        Cell(cut, TYPES.get(cut, str)(value), state, None, int(applied), int(started))
        for cut, value, state, applied, started, _eur in found
        if cut != PAID and (applied or started)
    )
    of_money = ((cut, value, state, applied, eur) for cut, value, state, applied, _started, eur in found)
    return Kept(counted, _standings(row for row in of_money if _is_money(row[0], row[2])))


def sent_for(rounds: Iterable[UUID]) -> dict[UUID, int]:
    """Round id → applications that were sent for it; absent means none."""
    rows = Figure.objects.filter(cut=ROUND, value__in=[str(pk) for pk in rounds])
    counted = rows.order_by().values_list("value").annotate(n=Sum("applied"))
    return {UUID(value): int(n) for value, n in counted if n}


@dataclass(frozen=True)
class Standing:
    """Of a layer: files whose approval stands, euro paid in all, and euro paid for files whose approval does not stand."""

    approved: int
    paid: Decimal
    lost: Decimal


def money(programme_id: UUID) -> dict[int, Standing]:
    """Layer → what its budget comes from, since the start. Layers with nothing are left out."""
    rows = Figure.objects.filter(Q(cut=LAYER, state=ApplicationState.APPROVED) | Q(cut=PAID), programme_id=programme_id)
    return _standings(
        rows.order_by().values_list("cut", "value", "state").annotate(n=Sum("applied"), eur=Sum("paid_eur"))
    )


def _is_money(cut: str, state: str) -> bool:
    return cut == PAID or (cut == LAYER and state == ApplicationState.APPROVED)


def _standings(sums: Iterable[tuple[str, str, str, Any, Any]]) -> dict[int, Standing]:
    """From (cut, value, state, applied, paid in euro) of what is money."""
    found: dict[int, dict[str, Any]] = {}
    for cut, value, state, n, eur in sums:
        if n or eur:
            found.setdefault(int(value), {})["approved" if cut == LAYER else state] = n if cut == LAYER else eur
    nothing = Decimal(0)
    return {
        layer: Standing(
            int(parts.get("approved", 0)),
            parts.get(STANDS, nothing) + parts.get("gone", nothing),
            parts.get("gone", nothing),
        )
        for layer, parts in sorted(found.items())
    }


def fold() -> int:
    """Rows about the same become one; how many did. In a system context; nobody waits for it and it waits for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_figures()")
        return int(cursor.fetchone()[0])

"""The funnel as a table to script against: fixed names and order, whatever the language (docs/contract.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from coaching.core.ground.choices import Province
from coaching.insight.funnel import Tally, tally
from coaching.programmes.enums import LayerNumber, ReferralChannel, TargetGroup

UNKNOWN, TOTAL = "unknown", "total"
# The five Flemish provinces and Brussels, always; the others when somebody applied from there
# (subject/programme.md#two-tables-to-test-by).
FLEMISH = {
    "ANT": "Antwerpen",
    "BRU": "Brussel",
    "LIM": "Limburg",
    "OVL": "Oost-Vlaanderen",
    "VBR": "Vlaams-Brabant",
    "WVL": "West-Vlaanderen",
}
WALLOON = {"HAI": "Henegouwen", "LIE": "Luik", "LUX": "Luxemburg", "NAM": "Namen", "WBR": "Waals-Brabant"}
assert {*FLEMISH, *WALLOON, ""} == set(Province.values)  # noqa: S101 - a new province needs its name here


@dataclass(frozen=True)
class Counts:
    """Cumulative: what has started was approved, what was approved has been applied for."""

    group: str
    applied: int
    approved: int
    started: int
    key: Any = None  # value of the column; of the total its name


@dataclass(frozen=True)
class _Cut:
    """column: what to group by; always: groups that are shown when empty, in order; name: of a group's value."""

    column: str
    always: tuple[Any, ...]
    name: Callable[[Any], str]


BY: dict[str, _Cut] = {
    "province": _Cut("province", tuple(FLEMISH), lambda code: (FLEMISH | WALLOON).get(code, UNKNOWN)),
    "target-group": _Cut("target_group", tuple(TargetGroup.values), lambda code: code or UNKNOWN),
    "layer": _Cut("layer", tuple(LayerNumber.values), str),
    "channel": _Cut("referral_channel", tuple(ReferralChannel.values), lambda code: code or UNKNOWN),
    "month": _Cut("month", (), lambda moment: f"{moment:%Y-%m}" if moment else UNKNOWN),
}


def counts(programme_id: UUID, by: str, first: date | None = None, last: date | None = None) -> list[Counts]:
    """One row per group and a total. by: a key of BY; first, last: days of sending, both counted."""
    return counts_in(tally(programme_id, BY[by].column, first=first, last=last), by)


def counts_in(counted: Tally, by: str) -> list[Counts]:
    """The same of files that were counted already, by the column of this cut among others."""
    cut = BY[by]
    found = counted.counts[cut.column]
    applied = {key: n for key, n in found["applied"].items() if n}
    rows = {
        key: Counts(cut.name(key), n, found["approved"][key], found["started"][key], key) for key, n in applied.items()
    }
    order = [*cut.always, *sorted((key for key in rows if key not in cut.always), key=lambda key: _last(key, cut))]
    shown = [rows.get(key, Counts(cut.name(key), 0, 0, 0, key)) for key in order]
    return [*shown, _total(shown)]


def _last(key: Any, cut: _Cut) -> tuple[bool, str]:
    """Others by name; unknown behind them."""
    name = cut.name(key)
    return name == UNKNOWN, name


def _total(rows: list[Counts]) -> Counts:
    sums = (sum(r.applied for r in rows), sum(r.approved for r in rows), sum(r.started for r in rows))
    return Counts(TOTAL, *sums, TOTAL)

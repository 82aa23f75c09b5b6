"""Reach as tables, under the names of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.choices import Province
from coaching.insight.partners.reach import DIMENSIONS, OTHER, STAGES, Came, grouped, reached

HEADINGS = {
    "applied": gettext_lazy("Applied"),
    "approved": gettext_lazy("Approved"),
    "started": gettext_lazy("Started"),
    "closed": gettext_lazy("Closed"),
}
TITLES = {
    "size": gettext_lazy("By number of workers"),
    "province": gettext_lazy("By province"),
    "sector": gettext_lazy("By sector"),
}
ORDER = ["1-9", "10-49", "50-199", "200+", *Province.values]


@dataclass(frozen=True)
class Table:
    """columns: stages that are shown; lines: (group, figures in that order)."""

    title: Any
    columns: list[Any]
    lines: list[tuple[str, list[int]]]


def name_of(dimension: str, group: str) -> str:
    if group == OTHER:
        return _("All others together")
    if not group:
        return _("Unknown")
    if dimension == "province":
        return capfirst(str(dict(Province.choices)[group]))
    if dimension == "sector":
        return _("NACE-BEL %(code)s") % {"code": group}
    return _("%(size)s workers") % {"size": group.replace("-", "–")}


def tables_of(published: Mapping[str, Any]) -> list[Table]:
    """What may be shown, as the machine wrote it down."""
    return [_table(name, published[name]) for name in DIMENSIONS if published.get(name)]


@dataclass(frozen=True)
class Line:
    """A line of the file. figures: stage → number; stages that may not be shown are not in it."""

    cut: Any
    group: str
    figures: Mapping[str, int]


def lines_of(published: Mapping[str, Any]) -> list[Line]:
    """What may be shown, for a file: the total, then each table."""
    found = [Line(_("Total"), "", published["total"])] if published.get("total") else []
    return found + [
        Line(TITLES[name], name_of(name, group), figures)
        for name in DIMENSIONS
        for group, figures in published.get(name) or ()
    ]


def all_of(came: Sequence[Came]) -> list[Table]:
    """Everything, for who administers the programme and may open each file anyway."""
    every: list[Table] = []
    for dimension in DIMENSIONS:
        rows = [
            [group, {stage: reached(parts, index) for index, stage in enumerate(STAGES)}]
            for group, parts in grouped(came, dimension).items()
        ]
        if rows:
            every.append(_table(dimension, rows))
    return every


def _table(dimension: str, rows: Sequence[Any]) -> Table:
    stages = [stage for stage in STAGES if stage in rows[0][1]]
    ranked = sorted(rows, key=lambda row: (row[0] == OTHER, not row[0], _rank(row[0]), row[0]))
    lines = [(name_of(dimension, group), [figures[stage] for stage in stages]) for group, figures in ranked]
    return Table(TITLES[dimension], [HEADINGS[stage] for stage in stages], lines)


def _rank(group: str) -> int:
    return ORDER.index(group) if group in ORDER else len(ORDER)

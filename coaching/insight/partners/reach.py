"""How many companies came by a partner's link, told so that no small group shows.

A company stands in one cell: its group and how far it came (applied, approved, started, closed). Cells are put together
until each is empty or holds SMALLEST companies; only sums of such blocks are shown. Whatever somebody adds up or
subtracts within a table is therefore a sum of blocks again: no single company can be worked out. What was shown before
is remembered, and a figure moves only when it differs by none or by SMALLEST at once. The figures are those of the end
of last month; years do not overlap. Limits: docs/partners.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.utils import timezone

from coaching.insight.funnel import ONCE_APPROVED
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Partner
from coaching.trajectories.models import Trajectory

SMALLEST = 5  # subject/privacy.md#small-groups
STAGES = ("applied", "approved", "started", "closed")
DIMENSIONS = ("size", "province", "sector")
COURSE = "course"  # in the tables: [last day, total] of each month that was told, in order
OTHER = "other"  # all groups that are too small, together
Parts = list[int]  # companies per furthest stage
Groups = dict[str, Parts]


@dataclass(frozen=True)
class Came:
    """One company that came by the link: its groups and the furthest stage (index of STAGES)."""

    size: str
    province: str
    sector: str
    depth: int


def size_of(headcount: int | None) -> str:
    """Size classes: up to 9, 49, 199 and more workers."""
    if headcount is None:
        return ""
    return next((name for most, name in ((9, "1-9"), (49, "10-49"), (199, "50-199")) if headcount <= most), "200+")


def gather(partner: Partner, year: int, until: date) -> list[Came]:
    """Each company once, as it stood at the end of a day. Needs a hat that reads applications."""
    sent = Application.objects.filter(partner_id=partner.pk, submitted_at__year=year, submitted_at__date__lte=until)
    rows = sent.exclude(state=ApplicationState.DRAFT).order_by("submitted_at", "id")
    files = list(rows.values_list("pk", "company_id", "headcount", "province", "nace_code", "state", "decided_at"))
    running = Trajectory.objects.filter(application_id__in=[row[0] for row in files])
    paths = {row[0]: row[1:] for row in running.values_list("application_id", "started_on", "closed_at")}
    found: dict[Any, Came] = {}
    for pk, company, headcount, province, nace, state, decided in files:
        approved = state in ONCE_APPROVED and _day(decided) <= until
        depth = _depth(approved, *paths.get(pk, (None, None)), until=until)
        first = found.get(company)
        if first is None:
            found[company] = Came(size_of(headcount), province, nace[:2], depth)
        elif depth > first.depth:
            found[company] = replace(first, depth=depth)
    return list(found.values())


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date() if moment else date.max


def _depth(approved: bool, started_on: date | None, closed_at: Any, *, until: date) -> int:
    if closed_at and _day(closed_at) <= until:
        return 3
    if started_on and started_on <= until:
        return 2
    return int(approved)


def grouped(came: Sequence[Came], dimension: str) -> Groups:
    groups: Groups = {}
    for row in came:
        groups.setdefault(getattr(row, dimension), [0] * len(STAGES))[row.depth] += 1
    return groups


def reached(parts: Parts, stage: int) -> int:
    """How many came at least as far as a stage."""
    return sum(parts[stage:])


def enough(count: int) -> bool:
    return count == 0 or abs(count) >= SMALLEST


def fine(parts: Parts, stages: Sequence[int]) -> bool:
    """Whether the cumulative figures of these stages, and every difference between two of them, are none or enough."""
    bounds = [*stages, len(STAGES)]
    return all(enough(sum(parts[low:high])) for low, high in zip(bounds, bounds[1:], strict=False))


def choices(within: Sequence[int]) -> list[tuple[int, ...]]:
    """Sets of stages that may be shown, the fullest first; how many applied is in each."""
    rest = [stage for stage in within if stage]
    return [(0, *some) for size in range(len(rest), -1, -1) for some in combinations(rest, size)]


def merged(groups: Groups, stages: Sequence[int], loose: Collection[str] = ()) -> Groups | None:
    """Groups that may be shown by themselves, and the others together; None when that leaves fewer than two rows.

    loose: groups that go with the others whatever their size.
    """
    own = {name: parts for name, parts in groups.items() if name not in loose and fine(parts, stages)}
    other = _sum([parts for name, parts in groups.items() if name not in own])
    while own and not fine(other, stages):
        other = _sum([other, own.pop(min(own, key=lambda name: (sum(own[name]), name)))])
    shown = dict(sorted(own.items())) | ({OTHER: other} if sum(other) else {})
    return shown if len(shown) > 1 else None


def _sum(several: Sequence[Parts]) -> Parts:
    return [sum(column) for column in zip(*several, [0] * len(STAGES), strict=True)]


def publish(
    came: Sequence[Came], memory: dict[str, Any], before: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What may be shown now and what to remember of it; ({}, memory) when nothing may.

    Shape: {"total": {stage: n}, "size": [[group, {stage: n}], …], …}. before: what was shown last.
    """
    whole = [
        sum(column) for column in zip(*([0] * row.depth + [1] + [0] * (3 - row.depth) for row in came), strict=True)
    ]
    whole = whole or [0] * len(STAGES)
    stages = next((s for s in choices(range(4)) if fine(whole, s) and _steady(memory, "total", "", whole, s)), None)
    if stages is None:
        return {}, memory
    tables: dict[str, Any] = {"total": _figures(whole, stages)}
    for dimension in DIMENSIONS:
        best = _best(grouped(came, dimension), stages, dimension, memory, before)
        if best:
            tables[dimension] = best
    return tables, _remember(memory, tables)


def _best(
    groups: Groups, within: Sequence[int], dimension: str, memory: dict[str, Any], before: dict[str, Any]
) -> list[list[Any]]:
    """The table that tells most: rows times stages."""
    found: list[list[Any]] = []
    for stages in choices(within):
        # A group that would move by a few since it was last shown goes with the others.
        loose = [name for name, parts in groups.items() if not _steady(memory, dimension, name, parts, stages)]
        shown = merged(groups, stages, loose)
        table = [[name, _figures(parts, stages)] for name, parts in (shown or {}).items()]
        if table and _rest_steady(table, before.get(dimension, [])) and _weight(table) > _weight(found):
            found = table
    return found


def _weight(table: list[list[Any]]) -> int:
    return sum(len(figures) for _name, figures in table)


def _figures(parts: Parts, stages: Sequence[int]) -> dict[str, int]:
    return {STAGES[stage]: reached(parts, stage) for stage in stages}


def _steady(memory: dict[str, Any], dimension: str, name: str, parts: Parts, stages: Sequence[int]) -> bool:
    """Since each figure was last shown it moved by none or enough."""
    last = memory.get(f"{dimension}/{name}", {})
    return all(enough(reached(parts, s) - last[STAGES[s]]) for s in stages if STAGES[s] in last)


def _rest_steady(now: list[list[Any]], before: list[list[Any]]) -> bool:
    """All groups that are not shown both times, taken together, moved by none or enough."""
    old, new = dict(before), dict(now)
    same = (old.keys() & new.keys()) - {OTHER}
    for stage in STAGES:
        if all(stage in row for row in old.values()) and all(stage in row for row in new.values()) and old:
            was = sum(row[stage] for name, row in old.items() if name not in same)
            is_now = sum(row[stage] for name, row in new.items() if name not in same)
            if not enough(is_now - was):
                return False
    return True


def _remember(memory: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    kept = dict(memory)
    kept["total/"] = kept.get("total/", {}) | tables["total"]
    for dimension in DIMENSIONS:
        for name, figures in tables.get(dimension, []):
            if name != OTHER:
                kept[f"{dimension}/{name}"] = kept.get(f"{dimension}/{name}", {}) | figures
    return kept


def last_month_end(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)

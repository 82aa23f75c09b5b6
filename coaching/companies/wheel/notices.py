"""Which dates people of a company are told of: worked out each morning, kept so that nobody is told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coaching.companies.models import DateNotice
from coaching.companies.wheel.whole import Wheel, wheels
from coaching.core.ground.wheel import Line

NEAR = timedelta(days=30)  # before a date it waits, and is told by mail; subject/lives.md#periods
LATELY = timedelta(days=7)  # what passed longer ago is told by no mail any more; subject/lives.md#periods
Key = tuple[UUID, str, date, UUID | None]


@dataclass(frozen=True)
class Told:
    """What one company is told of today."""

    wheel: Wheel
    lines: list[Line]


def waits(line: Line, today: date) -> bool:
    """Whether a date waits for somebody by now: it is near or past, not done, and no other list tells of it."""
    return line.kind.told and not line.is_done and line.day <= today + NEAR


def take_stock(keys: Sequence[UUID], today: date) -> list[Told]:
    """Bring the notices of these companies up to date; gives back what is new: what came near, and what passed lately."""
    there = {_key_of(row): row for row in DateNotice.objects.filter(company_id__in=keys)}
    added: list[DateNotice] = []
    passed: list[DateNotice] = []
    news: dict[UUID, list[Line]] = defaultdict(list)
    found = wheels(keys, today=today, until=today + NEAR)
    for wheel in found:
        for line in wheel.lines:
            if not waits(line, today):
                continue
            row = there.pop((wheel.file.id, line.kind.key, line.day, line.deed.ref), None)
            if row is None:
                added.append(_new(wheel, line))
            elif row.is_late != line.is_late:
                row.is_late = line.is_late
                passed.append(row)
            else:
                continue
            if line.day >= today - LATELY:
                news[wheel.file.id].append(line)
    DateNotice.objects.bulk_create(added, ignore_conflicts=True)
    DateNotice.objects.bulk_update(passed, ["is_late"])
    DateNotice.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    return [Told(wheel, news[wheel.file.id]) for wheel in found if wheel.file.id in news]


def _key_of(row: DateNotice) -> Key:
    return row.company_id, row.kind, row.due_on, row.ref_id


def _new(wheel: Wheel, line: Line) -> DateNotice:
    return DateNotice(
        company_id=wheel.file.id,
        kind=line.kind.key,
        due_on=line.day,
        about=line.about,
        ref_id=line.deed.ref,
        is_late=line.is_late,
    )


def told_in_mail(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """As a mail keeps them: plain values, no words of a language."""
    return [
        {"kind": line.kind.key, "about": line.about, "day": line.day.isoformat(), "late": line.is_late}
        for line in lines
    ]

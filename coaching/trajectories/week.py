"""A coach's week over all own companies: sessions, proposed dates, and what has a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coaching.core.ground import agenda as calendars
from coaching.core.ground.composed import Asked
from coaching.core.ground.ics import Entry
from coaching.core.ground.waiting import Line, find, rows_of, worklist
from coaching.core.tenancy.workspace import Place
from coaching.trajectories.agenda import AGREED, coached
from coaching.trajectories.enums import PlannedState
from coaching.trajectories.models import PlannedSession
from coaching.trajectories.models.planned import Slot

TO_LOG = "trajectories.to_log"  # stands above the week
FIRST_YEAR, LAST_YEAR = 1900, 2300  # what an address may name
EACH = 50  # lines of one kind of waiting


@dataclass(frozen=True)
class Item:
    """One thing of a day. span: from when to when, "" for the whole day; planned: the session, for its status."""

    title: str
    url: str
    who: str = ""
    span: str = ""
    begins: datetime | None = None
    planned: PlannedSession | None = None


@dataclass(frozen=True)
class Day:
    day: date
    is_today: bool
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    monday: date
    days: list[Day]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def before(self) -> str:
        return name_of(self.monday - timedelta(days=7))

    @property
    def after(self) -> str:
        return name_of(self.monday + timedelta(days=7))

    @property
    def is_empty(self) -> bool:
        return not any(day.items for day in self.days)


def name_of(day: date) -> str:
    """The week of a day, as addresses name it: 2026-W49."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(name: str, today: date) -> date:
    """The first day of the week that an address names; of this week for anything else."""
    this_week = today - timedelta(days=today.weekday())
    try:
        found = date.fromisoformat(f"{name}-1") if len(name) == 8 else this_week
    except ValueError:
        return this_week
    return found if FIRST_YEAR <= found.year < LAST_YEAR else this_week


def week_of(monday: date, place: Place, asked: Asked) -> Week:
    """What there is from that day to the Sunday after it; a fixed number of queries."""
    items: dict[date, list[Item]] = {monday + timedelta(days=number): [] for number in range(7)}
    for day, item in [*_sessions(monday, asked), *_waits(asked), *_dates(place, asked)]:
        if day in items:
            items[day].append(item)
    for found in items.values():
        found.sort(key=lambda item: (item.begins is not None, item.begins or timezone.now(), item.who))
    return Week(monday, [Day(day, day == asked.today, found) for day, found in items.items()])


def _sessions(monday: date, asked: Asked) -> list[tuple[date, Item]]:
    first = timezone.make_aware(datetime.combine(monday, time(0)))
    rows = coached(asked).select_related("company")
    agreed = rows.filter(state__in=AGREED, starts_at__gte=first, starts_at__lt=first + timedelta(days=8))
    proposed = rows.filter(state=PlannedState.PROPOSED)
    return [
        _session(row, slot, asked)
        for row in [*agreed, *proposed]
        for slot in ([row.agreed] if row.agreed else row.slots)
        if slot
    ]


def _session(row: PlannedSession, slot: Slot, asked: Asked) -> tuple[date, Item]:
    begins = timezone.localtime(slot.starts_at)
    url = asked.url("trajectories:planned", row.company.slug, row.pk, **{"as": "coach"})
    span = f"{begins:%H:%M} – {slot.ends}"
    return begins.date(), Item(row.company.name, url, row.get_kind_display(), span, begins, row)


def _waits(asked: Asked) -> list[tuple[date, Item]]:
    found = worklist("coach", asked, each=EACH, most=EACH * 20)
    return [
        (line.due, Item(str(line.what), line.url, line.who)) for line in found.lines if line.due and line.kind != TO_LOG
    ]


def _dates(place: Place, asked: Asked) -> list[tuple[date, Item]]:
    """What other apps have dated; sessions stand here already, with their hours."""
    return [
        (entry.start, _dated(entry))
        for entry in calendars.entries_of(place, asked)
        if not isinstance(entry.start, datetime)
    ]


def _dated(entry: Entry) -> Item:
    return Item(entry.title, entry.url)


def to_log(asked: Asked) -> list[Line]:
    """All sessions that took place and are not in the log, whatever the week."""
    kind = find("coach", TO_LOG, asked.actor)
    return kind.lines(list(rows_of(kind, asked)[:EACH]), asked) if kind else []

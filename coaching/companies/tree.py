"""The organisation as it stood on a day: establishments, the units in them, functions across them, and how many people.

`tree_on(day)` is what an analysis, a round of questions or a report keeps to: it asks for its own day, and gets the names,
places and figures of that day whatever happened since. With `known=` it also leaves out what was written down later about
that day: whoever launched something keeps the tree that could be seen then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coaching.companies.models import (
    BusinessUnit,
    Company,
    EarlierUnit,
    EstablishmentUnit,
    FunctionPlace,
    Headcount,
    UnitKind,
    WorkUnit,
)
from coaching.core.ground import clock

# What `EarlierUnit.stood` holds, by the name that it has there.
KEPT: dict[type[Any], dict[str, str]] = {
    WorkUnit: {
        "name": "name",
        "kind": "kind",
        "parent": "parent_id",
        "establishment": "establishment_id",
        "ended_on": "ended_on",
        "became": "became",
    },
    EstablishmentUnit: {
        **{name: name for name in ("name", "number", "street", "postcode", "municipality", "ended_on")},
        "business_unit": "business_unit_id",
    },
    BusinessUnit: {name: name for name in ("name", "others", "body_kind", "body_name", "ended_on")},
}
MOST_LEVELS = 6
MANY = 6  # units, from which on it helps to put them together


@dataclass(frozen=True)
class Under:
    """Where a unit stands: part of another one, in an establishment, or under the company as such."""

    parent_id: UUID | None = None
    establishment_id: UUID | None = None


TOP = Under()
Stood = tuple[Any, Mapping[str, Any]]  # a row and how it stood on the day


@dataclass(frozen=True)
class Place:
    """An establishment; key None: the company as such, for units that stand in no establishment."""

    key: UUID | None
    name: str
    number: str = ""
    business_unit: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class Node:
    """A unit where it stands. level: 0 under an establishment or the company. within: names of what it is part of.

    counted: the figure that was given for it; workers: never fewer than its parts together.
    """

    key: UUID
    name: str
    kind: str
    parent: UUID | None
    place: Place
    level: int
    within: tuple[str, ...]
    counted: int
    workers: int
    parts: tuple[UUID, ...] = ()

    @property
    def path(self) -> str:
        """Production › Packing › Night shift."""
        return " › ".join((*self.within, self.name))

    @property
    def parts_exceed(self) -> bool:
        """Whether its parts together count more people than were given for the whole."""
        return bool(self.parts) and 0 < self.counted < self.workers


@dataclass(frozen=True)
class Works:
    """A unit in which people of a function work, and how many; None: not counted."""

    key: UUID
    workers: int | None


@dataclass(frozen=True)
class Tree:
    """units: in reading order, each part right behind what it is part of. workers: of the company, None when unknown.

    works: of each function in which units its people work, in the order of the units.
    """

    day: date
    places: tuple[Place, ...]
    units: tuple[Node, ...]
    functions: tuple[Node, ...]
    company_workers: int | None = None
    by_key: Mapping[UUID, Node] = field(default_factory=dict)
    works: Mapping[UUID, tuple[Works, ...]] = field(default_factory=dict)

    def functions_in(self, key: UUID) -> list[tuple[Node, int | None]]:
        """Functions of which people work in this unit itself, and how many of each."""
        return [
            (function, one.workers)
            for function in self.functions
            for one in self.works.get(function.key, ())
            if one.key == key
        ]

    @property
    def workers(self) -> int:
        """People in all units, nobody twice: functions cross the units and are left out."""
        return sum(node.workers for node in self.units if node.level == 0)

    @property
    def is_flat(self) -> bool:
        """No unit is part of anything: a small company never sees more than a list."""
        return all(node.level == 0 and node.place.key is None for node in self.units)

    @property
    def is_grown(self) -> bool:
        """Whether the company needs more than a list: several places, parts, functions, or many units."""
        return len(self.places) > 1 or not self.is_flat or bool(self.functions) or len(self.units) >= MANY

    def in_place(self, place: Place) -> list[Node]:
        return [node for node in self.units if node.place.key == place.key]

    def under(self, key: UUID) -> set[UUID]:
        """All that is part of a unit, at any depth."""
        found: set[UUID] = set()
        waiting = list(self.by_key[key].parts) if key in self.by_key else []
        while waiting:
            part = waiting.pop()
            found.add(part)
            waiting += self.by_key[part].parts
        return found


def tree_on(day: date | None = None, *, known: datetime | None = None) -> Tree:
    """The organisation of the company one is in on `day` (today), as far as it was written down at the moment `known` (now).

    The same few queries for any number of units.
    """
    day = day or clock.today()
    past = known is not None or day < clock.today()
    earlier, counts = (_earlier(), _counts(known)) if past else ({}, {})
    places = _places(_standing(EstablishmentUnit.objects.all(), earlier, day, known), earlier, day, known)
    units = _standing(WorkUnit.objects.all(), earlier, day, known)
    figures = {row.pk: _figure(counts.get(row.pk), day, row.headcount) or 0 for row, _stood in units}
    whole = Company.objects.only("headcount").first()
    workers = _figure(counts.get(None), day, whole.headcount) if whole else None
    planting = _Planting(day, places, units, figures)
    return planting.tree(workers, _works(day, known) if planting.functions else {})


def _places(
    stood: Sequence[Stood], earlier: Mapping[UUID, Sequence[EarlierUnit]], day: date, known: datetime | None
) -> dict[UUID, Place]:
    """Establishments with the name that their technical business unit had on the day."""
    names: dict[str, str] = {}
    if any(one["business_unit"] for _row, one in stood):
        rows = _standing(BusinessUnit.objects.all(), earlier, day, known)
        names = {str(row.pk): one["name"] for row, one in rows}
    return {
        row.pk: Place(
            row.pk, one["name"], one["number"], names.get(one["business_unit"] or "", ""), one["municipality"]
        )
        for row, one in stood
    }


def _works(day: date, known: datetime | None) -> dict[UUID, list[Works]]:
    """Of each function where its people worked on the day, as far as that was written down at the moment `known`."""
    found: dict[UUID, list[Works]] = defaultdict(list)
    rows = FunctionPlace.objects.filter(since__lte=day)
    for row in rows.filter(recorded_at__lte=known) if known else rows:
        ended = row.until if not (known and row.ended_at and row.ended_at > known) else None
        if ended is None or ended > day:
            found[row.function_id].append(Works(row.work_unit_id, row.workers))
    return found


def stood_as(row: Any) -> dict[str, Any]:
    """How a unit or establishment stands now, as `EarlierUnit.stood` keeps it."""
    return {name: _plain(getattr(row, column)) for name, column in KEPT[type(row)].items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value


def _earlier() -> dict[UUID, list[EarlierUnit]]:
    found: dict[UUID, list[EarlierUnit]] = defaultdict(list)
    for row in EarlierUnit.objects.order_by("until", "since", "recorded_at"):
        found[row.work_unit_id or row.establishment_id or row.business_unit_id].append(row)  # type: ignore[index]  # one of them, by a CHECK
    return found


def _counts(known: datetime | None) -> dict[UUID | None, list[Headcount]]:
    found: dict[UUID | None, list[Headcount]] = defaultdict(list)
    rows = Headcount.objects.order_by("counted_on", "recorded_at")
    for row in rows.filter(recorded_at__lte=known) if known else rows:
        found[row.work_unit_id].append(row)
    return found


def _figure(rows: Sequence[Headcount] | None, day: date, last: int | None) -> int | None:
    """The last figure of that day or before; before the first one the first; where none was ever changed, the row's own."""
    if not rows:
        return last
    return next((row.workers for row in reversed(rows) if row.counted_on <= day), rows[0].workers)


def _standing(
    rows: Iterable[Any], earlier: Mapping[UUID, Sequence[EarlierUnit]], day: date, known: datetime | None
) -> list[Stood]:
    """Those that were there on the day, each with how it stood."""
    found: list[Stood] = []
    for row in rows:
        if known is not None and row.created_at > known:
            continue
        then = next((e for e in earlier.get(row.pk, ()) if e.until > day or (known and e.recorded_at > known)), None)
        since, stood = (then.since, then.stood) if then else (row.since, stood_as(row))
        ended = stood["ended_on"]
        # What is closed stands so from its end on; only before its first day is a row of today not there yet.
        if since <= day and not (ended and ended <= day.isoformat()):
            found.append((row, stood))
    return found


class _Planting:
    """From rows to a tree. What lost its parent or place on that day stands under the company."""

    def __init__(
        self, day: date, places: Mapping[UUID, Place], units: Sequence[Stood], figures: Mapping[UUID, int]
    ) -> None:
        self.day, self.places, self.figures = day, places, figures
        self.stood = {row.pk: stood for row, stood in units}
        self.parts: dict[UUID, list[UUID]] = defaultdict(list)
        self.tops: dict[UUID | None, list[UUID]] = defaultdict(list)
        self.functions: list[UUID] = []
        self.nodes: list[Node] = []
        for row, stood in sorted(units, key=lambda one: str(one[1]["name"]).casefold()):
            self._put(row.pk, stood)

    def _put(self, key: UUID, stood: Mapping[str, Any]) -> None:
        parent = UUID(stood["parent"]) if stood["parent"] else None
        place = UUID(stood["establishment"]) if stood["establishment"] else None
        if stood["kind"] == UnitKind.FUNCTION:
            self.functions.append(key)
        elif parent in self.stood:
            self.parts[parent].append(key)  # type: ignore[index]  # None is no key of it
        else:
            self.tops[place if place in self.places else None].append(key)

    def tree(self, company_workers: int | None, works: Mapping[UUID, Sequence[Works]]) -> Tree:
        company = Place(None, "")
        places = sorted(self.places.values(), key=lambda place: (place.business_unit, place.name.casefold()))
        for place in (company, *places):
            for key in self.tops.get(place.key, ()):
                self._grow(key, place, ())
        functions = [self._node(key, company, (), self.figures[key]) for key in self.functions]
        by_key = {node.key: node for node in (*self.nodes, *functions)}
        order = {node.key: at for at, node in enumerate(self.nodes)}
        here = {
            key: tuple(sorted((one for one in found if one.key in order), key=lambda one: order[one.key]))
            for key, found in works.items()
        }
        return Tree(self.day, tuple(places), tuple(self.nodes), tuple(functions), company_workers, by_key, here)

    def _grow(self, key: UUID, place: Place, within: tuple[str, ...]) -> int:
        """Its place in the order is before its parts; its figure is known only after them."""
        at = len(self.nodes)
        self.nodes.append(self._node(key, place, within, 0))
        inside = sum(self._grow(part, place, (*within, self.stood[key]["name"])) for part in self.parts[key])
        workers = max(self.figures[key], inside)
        self.nodes[at] = self._node(key, place, within, workers)
        return workers

    def _node(self, key: UUID, place: Place, within: tuple[str, ...], workers: int) -> Node:
        stood = self.stood[key]
        parent = UUID(stood["parent"]) if stood["parent"] else None
        return Node(
            key,
            str(stood["name"]),
            str(stood["kind"]),
            parent if parent in self.stood else None,
            place,
            len(within),
            within,
            self.figures[key],
            workers,
            tuple(self.parts.get(key, ())),
        )


def chain(by_key: Mapping[UUID, UUID | None], key: UUID | None) -> Iterator[UUID]:
    """A unit and all that it is part of, upwards."""
    seen: set[UUID] = set()
    while key is not None and key not in seen:
        seen.add(key)
        yield key
        key = by_key.get(key)

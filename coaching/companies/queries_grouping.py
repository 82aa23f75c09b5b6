"""What pages show of functions across units, of technical business units, and of how a part stood before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind, BusinessUnit, EarlierUnit, EstablishmentUnit, WorkUnit
from coaching.companies.numbers import format_establishment_number
from coaching.companies.tree import Tree, tree_on
from coaching.core.ground.people import names_of

MOST_CHANGES = 100
MOST_PLACES = 200
# What a line of the history tells, in this order, by its name in `EarlierUnit.stood`.
TOLD = (
    ("name", _("name")),
    ("number", _("number")),
    ("street", _("street")),
    ("postcode", _("postcode")),
    ("municipality", _("municipality")),
    ("business_unit", _("technical business unit (TBE)")),
    ("others", _("establishments of other legal entities in it")),
    ("body_kind", _("its consultation body")),
    ("body_name", _("name of the body")),
)


@dataclass(frozen=True)
class FunctionLine:
    """A unit in which people of a function work, or a function that has people in a unit. workers: None, not counted."""

    key: UUID
    name: str
    workers: int | None


@dataclass(frozen=True)
class FunctionShown:
    """A function and where its people work. counted: of the units where they were counted; exceeds: more than there are."""

    lines: list[FunctionLine]
    counted: int
    exceeds: bool


def function_shown(tree: Tree, key: UUID) -> FunctionShown | None:
    """Where the people of a function work, None for what is no function in use."""
    node = tree.by_key.get(key)
    if node is None or node not in tree.functions:
        return None
    lines = [FunctionLine(one.key, _path(tree, one.key), one.workers) for one in tree.works.get(key, ())]
    counted = sum(line.workers or 0 for line in lines)
    return FunctionShown(lines, counted, node.workers < counted)


def functions_in(tree: Tree, key: UUID) -> list[FunctionLine]:
    """Functions with people in a unit or in a part of it, by name; counted together."""
    found: dict[UUID, list[int | None]] = {}
    names: dict[UUID, str] = {}
    for one in (key, *tree.under(key)):
        for function, workers in tree.functions_in(one):
            found.setdefault(function.key, []).append(workers)
            names[function.key] = function.name
    lines = [
        FunctionLine(function, names[function], None if None in figures else sum(one or 0 for one in figures))
        for function, figures in found.items()
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def _path(tree: Tree, key: UUID) -> str:
    node = tree.by_key[key]
    return f"{node.place.name}: {node.path}" if node.place.name else node.path


@dataclass(frozen=True)
class BusinessUnitRow:
    """A technical business unit in a list. workers: of the units in its establishments."""

    key: UUID
    name: str
    places: tuple[str, ...]
    others: tuple[str, ...]
    body: str
    workers: int
    is_ended: bool


def business_units() -> list[BusinessUnitRow]:
    """All of them, those in use first; the same few queries for any number."""
    rows = list(BusinessUnit.objects.order_by("ended_on", "name")[:MOST_PLACES])
    if not rows:
        return []
    places: dict[Any, list[EstablishmentUnit]] = {}
    for place in EstablishmentUnit.objects.filter(business_unit__in=rows, ended_on=None).order_by("name"):
        places.setdefault(place.business_unit_id, []).append(place)
    workers: dict[Any, int] = {}
    for node in tree_on().units:
        if node.level == 0 and node.place.key:
            workers[node.place.key] = workers.get(node.place.key, 0) + node.workers
    # Ended ones come last, whatever the order of empty days in the database.
    rows.sort(key=lambda row: row.ended_on is not None)
    return [_row(row, places.get(row.pk, []), workers) for row in rows]


def _row(row: BusinessUnit, places: list[EstablishmentUnit], workers: dict[Any, int]) -> BusinessUnitRow:
    body = row.body_name or (capfirst(str(BodyKind(row.body_kind).label)) if row.body_kind else "")
    return BusinessUnitRow(
        row.pk,
        row.name,
        tuple(place.name for place in places),
        tuple(row.others_named),
        body,
        sum(workers.get(place.pk, 0) for place in places),
        row.ended_on is not None,
    )


def places_outside() -> list[str]:
    """Establishments in use that are part of no technical business unit, by name."""
    rows = EstablishmentUnit.objects.filter(ended_on=None, business_unit=None).order_by("name")
    return list(rows.values_list("name", flat=True)[:MOST_PLACES])


def places_of(unit: BusinessUnit) -> list[EstablishmentUnit]:
    return list(EstablishmentUnit.objects.filter(business_unit=unit, ended_on=None).order_by("name")[:MOST_PLACES])


def units_in(place: EstablishmentUnit) -> list[WorkUnit]:
    """Units in use that stand in it as such, by name; parts of those are on their pages."""
    return list(WorkUnit.objects.filter(establishment=place, ended_on=None).order_by("name")[:MOST_PLACES])


@dataclass(frozen=True)
class Stretch:
    """How a part stood until a change: what was different from after it, who changed it and why."""

    row: EarlierUnit
    was: list[tuple[Any, str]]
    who: str


def history_of(**subject: Any) -> list[Stretch]:
    """Of one establishment or technical business unit, the last change first. What each change changed, as it was before."""
    rows = list(EarlierUnit.objects.filter(**subject).order_by("-until", "-since", "-recorded_at")[:MOST_CHANGES])
    if not rows:
        return []
    (now,) = subject.values()
    after: dict[str, Any] = {name: _now(now, name) for name, _label in TOLD}
    names = names_of(row.recorded_by_id for row in rows if row.recorded_by_id)
    wholes = {str(row.pk): row.name for row in BusinessUnit.objects.all()}
    found = []
    for row in rows:
        was = [
            (label, _shown(name, row.stood.get(name), wholes))
            for name, label in TOLD
            if name in row.stood and (row.stood[name] or "") != (after.get(name) or "")
        ]
        found.append(Stretch(row, was, names.get(row.recorded_by_id or 0, "–")))
        after |= row.stood
    return found


def _now(part: Any, name: str) -> Any:
    if name == "business_unit":
        key = getattr(part, "business_unit_id", None)
        return str(key) if key else ""
    return getattr(part, name, "")


def _shown(name: str, value: Any, wholes: dict[str, str]) -> str:
    if not value:
        return "–"
    if name == "business_unit":
        return wholes.get(str(value), "–")
    if name == "body_kind":
        return capfirst(str(BodyKind(value).label))
    return format_establishment_number(value) if name == "number" else ", ".join(str(value).splitlines())

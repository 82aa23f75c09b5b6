"""What the company's pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Sum, When

from coaching.companies.models import Company, ConsultationBody, EarlierUnit, Membership, UnitKind, WorkUnit
from coaching.companies.register.age import is_old, outdated, register_as_of
from coaching.companies.register.lookup import LookUp, RegisterEntry, RegisterUnit, look_up, register_entry
from coaching.companies.register.situations import Situation
from coaching.companies.tree import Node, Tree
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role
from coaching.core.ground.search import containing, fold

__all__ = [
    "LookUp",
    "Member",
    "RegisterEntry",
    "RegisterUnit",
    "Situation",
    "active",
    "became",
    "body_of",
    "business_units",
    "closed_units",
    "history_of",
    "is_large",
    "is_old",
    "is_only_contact",
    "look_up",
    "members",
    "memberships",
    "name_and_slug",
    "outdated",
    "register_as_of",
    "register_entry",
    "rows_by_name",
    "unit_rows",
    "units_by_name",
    "work_units",
    "workers_in_units",
]
MOST_CLOSED = 200
MOST_DRAWN = 300


def active(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those in force today."""
    today = clock.today()
    return memberships.filter(ended_at=None, begins_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))


def is_only_contact(membership: Membership) -> bool:
    """Whether nobody else could bind the employer without this membership."""
    if not membership.has_mandate:
        return False
    others = active(Membership.objects.filter(company_id=membership.company_id, role=Role.CONTACT, has_mandate=True))
    return not others.filter(ends_on=None).exclude(pk=membership.pk).exists()


@dataclass(frozen=True)
class Member:
    """One membership with its person's name."""

    membership: Membership
    name: str
    is_active: bool
    is_me: bool


def memberships(*, role: str = "", ended: bool = False) -> QuerySet[Membership]:
    """The company's people, contacts first."""
    found = Membership.objects.all() if ended else active(Membership.objects.all())
    contacts_first = Case(When(role=Role.CONTACT.value, then=0), default=1)
    return (found.filter(role=role) if role else found).order_by(contacts_first, "role", "begins_on", "id")


def members(rows: Iterable[Membership], actor_id: int | None) -> list[Member]:
    """Memberships with the names of their people; one query for all."""
    rows = list(rows)
    names, today = names_of(row.user_id for row in rows), clock.today()
    return [Member(row, names.get(row.user_id, "–"), _runs(row, today), row.user_id == actor_id) for row in rows]


def _runs(row: Membership, today: Any) -> bool:
    return row.ended_at is None and row.begins_on <= today and (row.ends_on is None or row.ends_on >= today)


def work_units() -> QuerySet[WorkUnit]:
    return WorkUnit.objects.order_by("ended_on", "name")


@dataclass(frozen=True)
class UnitRow:
    """A line of the list of units: where it stands, or of a closed one what it became."""

    key: UUID
    name: str
    within: tuple[str, ...]
    place: str
    business_unit: str
    level: int
    workers: int
    is_function: bool = False
    parts_exceed: bool = False
    ended_on: date | None = None
    became: tuple[str, ...] = ()


def is_large() -> bool:
    """Whether the company has more units than a page can show as a tree: they are listed by name, in pages."""
    return bool(WorkUnit.objects.filter(ended_on=None).order_by()[MOST_DRAWN : MOST_DRAWN + 1].values("pk"))


def units_by_name(search: str) -> QuerySet[WorkUnit]:
    """Open units with what each is part of, at once."""
    units = WorkUnit.objects.filter(ended_on=None).select_related("parent").order_by("name")
    return units.filter(containing(search, "name")) if search else units


def rows_by_name(units: Iterable[WorkUnit]) -> list[UnitRow]:
    return [
        UnitRow(unit.pk, unit.name, (unit.parent.name,) if unit.parent else (), "", "", 0, unit.headcount)
        for unit in units
    ]


def workers_in_units() -> int:
    """As `Tree.workers`, without drawing it: the figures of what is part of nothing."""
    tops = WorkUnit.objects.filter(ended_on=None, parent=None, kind=UnitKind.UNIT)
    return tops.aggregate(n=Sum("headcount"))["n"] or 0


def closed_units() -> list[WorkUnit]:
    """What is no longer in use, the last first."""
    return list(WorkUnit.objects.exclude(ended_on=None).order_by("-ended_on", "name")[:MOST_CLOSED])


def unit_rows(tree: Tree, closed: Iterable[WorkUnit], search: str = "") -> list[UnitRow]:
    """All of a tree in its order, then functions, then what is closed; only those with these words in their name."""
    closed = list(closed)
    names = {key: node.name for key, node in tree.by_key.items()} | {unit.pk: unit.name for unit in closed}
    rows = [_row(node, is_function=False) for node in tree.units]
    rows += [_row(node, is_function=True) for node in tree.functions]
    for unit in closed:
        became = tuple(names[key] for key in unit.became if key in names)
        rows.append(UnitRow(unit.pk, unit.name, (), "", "", 0, unit.headcount, ended_on=unit.ended_on, became=became))
    return [row for row in rows if fold(search) in fold(row.name)] if search else rows


def _row(node: Node, *, is_function: bool) -> UnitRow:
    place = node.place
    return UnitRow(
        node.key,
        node.name,
        node.within,
        place.name,
        place.business_unit,
        node.level,
        node.workers,
        is_function=is_function,
        parts_exceed=node.parts_exceed,
    )


def business_units(tree: Tree) -> list[tuple[str, int, int]]:
    """Of each technical business unit: its name, how many establishments, how many workers."""
    places: dict[str, int] = {}
    workers: dict[str, int] = {}
    for place in tree.places:
        if place.business_unit:
            places[place.business_unit] = places.get(place.business_unit, 0) + 1
    for node in tree.units:
        if node.level == 0 and node.place.business_unit:
            workers[node.place.business_unit] = workers.get(node.place.business_unit, 0) + node.workers
    return [(name, count, workers.get(name, 0)) for name, count in places.items()]


@dataclass(frozen=True)
class Change:
    """A line of a unit's history: how it was called until that day, what was done, by whom, why."""

    row: EarlierUnit
    name: str
    who: str


def history_of(unit: WorkUnit) -> list[Change]:
    """The last change first."""
    rows = list(EarlierUnit.objects.filter(work_unit=unit).order_by("-until", "-since", "-recorded_at")[:100])
    names = names_of(row.recorded_by_id for row in rows if row.recorded_by_id)
    return [Change(row, str(row.stood.get("name", "")), names.get(row.recorded_by_id or 0, "–")) for row in rows]


def became(unit: WorkUnit) -> list[WorkUnit]:
    return list(WorkUnit.objects.filter(pk__in=unit.became).order_by("name")) if unit.became else []


def body_of(company_id: UUID) -> ConsultationBody | None:
    return ConsultationBody.objects.filter(company_id=company_id).first()


def name_and_slug(company_id: UUID) -> dict[str, str]:
    """For mails."""
    name, slug = Company.objects.values_list("name", "slug").get(pk=company_id)
    return {"company": name, "slug": slug}

"""The parts of a company from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from coaching.companies import rules
from coaching.companies.actions.business_units import business_unit_named
from coaching.companies.actions.organisation import add_work_unit, change_establishment, change_work_unit
from coaching.companies.actions.standing import day_of, my_turn
from coaching.companies.importing.checking import Fault, Row, check
from coaching.companies.models import Company, EstablishmentUnit, UnitKind, WorkUnit
from coaching.companies.tree import TOP, Under, tree_on
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor


@dataclass(frozen=True)
class Imported:
    """What came of a file: what is written, or would be; nothing when there are faults."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    places: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def unchanged(self) -> int:
        return self.rows - self.added - self.changed


@transaction.atomic
def import_units(*, content: bytes, rehearsal: bool, by: Actor, on: date | None = None, why: str = "") -> Imported:
    """All rows of a file, or none. A unit that is known by its name is counted anew, and moved where its row says where.

    The same file once more changes nothing. What the file does not name stays as it is. rehearsal: nothing is written.
    Raises Unreadable when the file is no table of ours; Refused when a unit cannot change on that day.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    tree = tree_on()
    found = check(content, tree, may_add_places=by.may(rules.EDIT))
    if found.faults:
        return Imported(faults=tuple(found.faults))
    with transaction.atomic():
        done = _Writing(by, on, why).write(found.rows)
        if rehearsal:
            transaction.set_rollback(True)
    if not rehearsal and (done.added or done.changed or done.places):
        company = Company.objects.get(pk=by.company_key)
        data = {"rows": done.rows, "added": done.added, "changed": done.changed, "places": done.places}
        audit.record("companies.units_imported", company, by=by, reason=why, data=data)
    return done


class _Writing:
    """By the very actions of the pages, each with its own line in the trail and in the history."""

    def __init__(self, by: Actor, on: date | None, why: str) -> None:
        self.by, self.on, self.why = by, on, why
        self.units = {unit.name: unit for unit in WorkUnit.objects.filter(ended_on=None)}
        places = EstablishmentUnit.objects.filter(ended_on=None).select_related("business_unit")
        self.places = {place.name: place for place in places}
        self.added = self.changed = self.new_places = 0

    def write(self, rows: list[Row]) -> Imported:
        for row in rows:
            self._unit(row, self._under(row))
        return Imported(len(rows), self.added, self.changed, self.new_places)

    def _under(self, row: Row) -> Under | None:
        """None: the row does not say where."""
        if row.part_of:
            return Under(parent_id=self.units[row.part_of].pk)
        return Under(establishment_id=self._place(row)) if row.establishment else None

    def _place(self, row: Row) -> UUID:
        place = self.places.get(row.establishment)
        if place is None:
            place = EstablishmentUnit(company_id=self.by.company_key, name=row.establishment)
            place.business_unit = business_unit_named(row.business_unit, on=self.on, by=self.by)
            place.since = day_of(self.on)
            place.save(force_insert=True)
            audit.record("companies.establishment_added", place, by=self.by)
            self.places[place.name] = place
            self.new_places += 1
        elif row.business_unit and _named(place).casefold() != row.business_unit.casefold():
            self.places[place.name] = change_establishment(
                unit_id=place.pk, ended=False, on=self.on, why=self.why, business_unit=row.business_unit, by=self.by
            )
        return place.pk

    def _unit(self, row: Row, under: Under | None) -> None:
        known = self.units.get(row.name)
        if known is None:
            kind = UnitKind.FUNCTION if row.is_function else UnitKind.UNIT
            self.units[row.name] = add_work_unit(
                name=row.name, headcount=row.headcount, kind=kind, under=under or TOP, on=self.on, by=self.by
            )
            self.added += 1
            return
        before = known.version
        self.units[row.name] = change_work_unit(
            unit_id=known.pk,
            name=row.name,
            headcount=row.headcount,
            ended=False,
            under=under,
            on=self.on,
            why=self.why,
            by=self.by,
        )
        self.changed += self.units[row.name].version != before


def _named(place: EstablishmentUnit) -> str:
    return place.business_unit.name if place.business_unit else ""

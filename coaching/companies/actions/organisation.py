"""What is done to the parts of a company: add, change, merge, split, close. Nothing that somebody points to disappears.

Each is one deed with a day, who and why. A unit that was merged or split is closed and says what it became; findings,
talks and plans keep the unit that they were about, under the name that it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.actions.business_units import business_unit_named
from coaching.companies.actions.functions import functions_follow
from coaching.companies.actions.standing import (
    TAKEN,
    check_name,
    check_under,
    count,
    counted_just_now,
    day_of,
    my_turn,
    turn,
)
from coaching.companies.models import Deed, EarlierUnit, EstablishmentUnit, UnitKind, WorkUnit
from coaching.companies.tree import TOP, Under
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock


@transaction.atomic
def add_work_unit(
    *,
    name: str,
    headcount: int,
    by: Actor,
    kind: str = UnitKind.UNIT,
    under: Under = TOP,
    on: date | None = None,
) -> WorkUnit:
    """Add a group of workstations or functions that is analysed together (Codex I.2-6).

    Raises Refused when the company has an open unit of that name, or when it cannot stand there.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    there = WorkUnit.objects.filter(company_id=by.company_key, name=name, ended_on=None).first()
    if there:
        if (there.headcount, there.kind) == (headcount, kind) and _stands(there, under):
            raise audit.already(TAKEN, "companies.work_unit_added", there, by=by)
        raise Refused(TAKEN)
    unit = _new(name, headcount, kind=kind, under=under, on=on, by=by)
    audit.record("companies.work_unit_added", unit, by=by)
    return unit


def _stands(unit: WorkUnit, under: Under) -> bool:
    return (unit.parent_id, unit.establishment_id) == (under.parent_id, under.establishment_id)


def _new(name: str, headcount: int, *, kind: str, under: Under, on: date | None, by: Actor) -> WorkUnit:
    if kind == UnitKind.FUNCTION and under != TOP:
        raise Refused(_("A function crosses the units: it stands in none of them."))
    check_under(under)
    return WorkUnit.objects.create(
        company_id=by.company_key,
        name=name,
        headcount=headcount,
        kind=kind,
        parent_id=under.parent_id,
        establishment_id=under.establishment_id,
        since=day_of(on),
    )


@transaction.atomic
def change_work_unit(
    *,
    unit_id: UUID,
    name: str,
    headcount: int,
    ended: bool,
    by: Actor,
    under: Under | None = None,
    on: date | None = None,
    why: str = "",
    opened_with: int | None = None,
) -> WorkUnit:
    """Rename, move, count, close a unit or take it in use again, from a day on. under: None leaves it where it stands.

    Closed, it stays in what was analysed and is no longer offered. Raises VersionConflict when somebody changed it
    since; Refused for a name that is taken, a place where it cannot stand, parts that are still open, a day that does
    not come after the last change.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    unit = lock(WorkUnit.objects.all(), pk=unit_id)
    counted = unit.headcount != headcount and not counted_just_now(unit, headcount, on)
    columns = _new_columns(unit, name, under, ended)
    if not columns and not counted:
        return unit
    unit.claim_version(unit.version if opened_with is None else opened_with)
    day = day_of(on, *([unit] if columns else []))
    if columns:
        _check_change(unit, columns)
        if "ended_on" in columns and ended:
            columns["ended_on"] = day
        turn(unit, _deed(columns, ended), on=day, why=why, by=by, **columns)
        if unit.ended_on:
            functions_follow([unit], None, day, by)
    if counted:
        if count(unit, headcount, on=day, by=by):
            unit.headcount = headcount
        unit.save(update_fields=["headcount", "version"])
    audit.record("companies.work_unit_changed", unit, by=by, reason=why, data={"columns": sorted(columns)})
    return unit


def _new_columns(unit: WorkUnit, name: str, under: Under | None, ended: bool) -> dict[str, Any]:
    """What becomes otherwise, by column."""
    columns: dict[str, Any] = {}
    if unit.name != name:
        columns["name"] = name
    if under is not None and not _stands(unit, under):
        columns |= {"parent_id": under.parent_id, "establishment_id": under.establishment_id}
    if ended != (unit.ended_on is not None):
        columns |= {"ended_on": None, "became": []}
    return columns


def _check_change(unit: WorkUnit, columns: dict[str, Any]) -> None:
    closing = "ended_on" in columns and unit.ended_on is None
    if closing and WorkUnit.objects.filter(parent=unit, ended_on=None).exists():
        raise Refused(_("This unit has parts that are in use. Close or move those first."))
    reopening = "ended_on" in columns and unit.ended_on is not None
    if "name" in columns or reopening:
        check_name(columns.get("name", unit.name), but=unit.pk)
    if "parent_id" in columns or reopening:
        where = Under(columns.get("parent_id", unit.parent_id), columns.get("establishment_id", unit.establishment_id))
        if unit.kind == UnitKind.FUNCTION and where != TOP:
            raise Refused(_("A function crosses the units: it stands in none of them."))
        check_under(where, [unit])


def _deed(columns: dict[str, Any], ended: bool) -> Deed:
    if "ended_on" in columns:
        return Deed.CLOSED if ended else Deed.REOPENED
    if "name" in columns and "parent_id" in columns:
        return Deed.CHANGED
    return Deed.RENAMED if "name" in columns else Deed.MOVED


@transaction.atomic
def merge_units(
    *,
    unit_ids: Sequence[UUID],
    name: str,
    by: Actor,
    headcount: int | None = None,
    under: Under = TOP,
    on: date | None = None,
    why: str = "",
) -> WorkUnit:
    """Make one unit of several. They close and say what they became; their parts go along. headcount: None adds theirs up.

    Raises Refused: fewer than two, closed ones, functions with units, one that is part of another or would hold itself.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    units = [lock(WorkUnit.objects.all(), pk=pk) for pk in sorted(set(unit_ids), key=str)]
    if len(units) < 2:
        raise Refused(_("Choose at least two units."))
    _check_merged_before(units, name, why, by)
    if any(unit.ended_on for unit in units):
        raise Refused(_("One of these units is closed already. Look at the list as it is now."))
    if len({unit.kind for unit in units}) > 1:
        raise Refused(_("A function and a unit cannot become one."))
    for unit in units:
        check_under(Under(unit.parent_id), [other for other in units if other != unit])
    check_under(under, units)
    day = day_of(on, *units)
    for unit in units:
        turn(unit, Deed.MERGED, on=day, why=why, by=by, ended_on=day)
    check_name(name)
    total = sum(unit.headcount for unit in units) if headcount is None else headcount
    whole = _new(name, total, kind=units[0].kind, under=under, on=day, by=by)
    _say_what_they_became(units, [whole])
    _take_along(units, whole, day, why, by)
    functions_follow(units, whole, day, by)
    data = {"units": [str(unit.pk) for unit in units]}
    audit.record("companies.units_merged", whole, by=by, reason=why, data=data)
    return whole


def _check_merged_before(units: Sequence[WorkUnit], name: str, why: str, by: Actor) -> None:
    """The same form sent twice goes on as it did the first time."""
    became = {tuple(unit.became) for unit in units}
    if len(became) != 1 or len(first := became.pop()) != 1:
        return
    whole = WorkUnit.objects.filter(pk=first[0], name=name).first()
    if whole:
        raise audit.already(
            _("These units have been merged already."), "companies.units_merged", whole, by=by, reason=why
        )


def _say_what_they_became(units: Sequence[WorkUnit], after: Sequence[WorkUnit]) -> None:
    for unit in units:
        unit.became = [one.pk for one in after]
        unit.save(update_fields=["became"])


def _take_along(units: Sequence[WorkUnit], whole: WorkUnit, day: date, why: str, by: Actor) -> None:
    """Open parts of what closes become parts of what it became."""
    parts = WorkUnit.objects.filter(parent__in=[unit.pk for unit in units], ended_on=None)
    for part in parts.select_for_update(of=("self",)).order_by("pk"):
        part.version += 1
        turn(part, Deed.MOVED, on=day_of(day, part), why=why, by=by, parent_id=whole.pk)


@transaction.atomic
def split_unit(
    *,
    unit_id: UUID,
    parts: Sequence[tuple[str, int]],
    by: Actor,
    on: date | None = None,
    why: str = "",
    opened_with: int | None = None,
) -> list[WorkUnit]:
    """Make several units, (name, number of workers) each, of one. It closes and says what it became.

    They stand where it stood; its own parts go along with the first, to be moved from there. Raises VersionConflict
    when somebody changed it since; Refused: fewer than two, names that are taken or the same, a closed one.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    unit = lock(WorkUnit.objects.all(), pk=unit_id)
    names = [name for name, _count in parts]
    if unit.became:
        there = list(WorkUnit.objects.filter(pk__in=unit.became).order_by("name"))
        if [one.name for one in there] == sorted(names):
            said = _("This unit has been split already.")
            raise audit.already(said, "companies.unit_split", unit, by=by, reason=why, result=there)
    if unit.ended_on:
        raise Refused(_("This unit is closed already. Look at the list as it is now."))
    if len(parts) < 2 or len(set(names)) < len(names):
        raise Refused(_("Name at least two units, each with a name of its own."))
    unit.claim_version(unit.version if opened_with is None else opened_with)
    day = day_of(on, unit)
    turn(unit, Deed.SPLIT, on=day, why=why, by=by, ended_on=day)
    under = Under(unit.parent_id, unit.establishment_id)
    made = []
    for name, workers in parts:
        check_name(name)
        made.append(_new(name, workers, kind=unit.kind, under=under, on=day, by=by))
    _say_what_they_became([unit], made)
    _take_along([unit], made[0], day, why, by)
    functions_follow([unit], made[0], day, by)
    audit.record("companies.unit_split", unit, by=by, reason=why, data={"units": [str(one.pk) for one in made]})
    return made


@transaction.atomic
def change_establishment(
    *,
    unit_id: UUID,
    ended: bool,
    by: Actor,
    on: date | None = None,
    why: str = "",
    opened_with: int | None = None,
    **columns: Any,
) -> EstablishmentUnit:
    """Change an establishment, or close it, from a day on; how it stood before is kept.

    business_unit: the name of its technical business unit, made when there is none of that name; empty: of none.
    Raises VersionConflict when somebody changed it since; Refused when units in use stand in what closes.
    """
    by.check(rules.EDIT)
    my_turn(by)
    place = lock(EstablishmentUnit.objects.all(), pk=unit_id)
    if "business_unit" in columns:
        whole = business_unit_named(columns.pop("business_unit"), on=on, by=by)
        columns["business_unit_id"] = whole.pk if whole else None
    changed = {name: value for name, value in columns.items() if getattr(place, name) != value}
    closing, was_closed = ended, place.ended_on is not None
    if not changed and closing == was_closed:
        return place
    place.claim_version(place.version if opened_with is None else opened_with)
    day = day_of(on, place)
    if closing != was_closed:
        if closing and WorkUnit.objects.filter(establishment=place, ended_on=None).exists():
            raise Refused(_("There are units in use in this establishment. Close or move those first."))
        changed["ended_on"] = day if closing else None
    deed = (Deed.CLOSED if closing else Deed.REOPENED) if "ended_on" in changed else Deed.CHANGED
    turn(place, deed, on=day, why=why, by=by, **changed)
    audit.record("companies.establishment_changed", place, by=by, reason=why, data={"columns": sorted(changed)})
    return place


@transaction.atomic
def remove_establishment(*, unit_id: UUID, by: Actor) -> None:
    """Remove an establishment that was added by mistake. Raises Refused when anything ever stood in it: that one is closed."""
    by.check(rules.EDIT)
    my_turn(by)
    place = lock(EstablishmentUnit.objects.all(), pk=unit_id)
    here = {"stood__establishment": str(place.pk)}
    if (
        WorkUnit.objects.filter(establishment=place).exists()
        or EarlierUnit.objects.filter(establishment=place).exists()
        or EarlierUnit.objects.filter(**here).exists()
    ):
        raise Refused(
            _("This establishment has a history. Close it instead: change it and say that it no longer exists.")
        )
    audit.record("companies.establishment_removed", place, by=by, data={"name": place.name, "number": place.number})
    place.delete()

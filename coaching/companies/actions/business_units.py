"""Technical business units (TBE): which establishments have one committee together, from which day on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.actions.standing import day_of, my_turn, turn
from coaching.companies.models import BusinessUnit, Deed, EstablishmentUnit
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock

TAKEN = _("There is a technical business unit with this name already.")


def business_unit_named(name: str, *, on: date | None, by: Actor) -> BusinessUnit | None:
    """The open one of this name, capitals aside; made from that day on when there is none. Nothing for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    there = BusinessUnit.objects.filter(ended_on=None, name__iexact=name).first()
    return there or _add(name, {}, day_of(on), by)


def _add(name: str, columns: dict[str, Any], day: date, by: Actor) -> BusinessUnit:
    made = BusinessUnit.objects.create(company_id=by.company_key, name=name, since=day, **columns)
    audit.record("companies.business_unit_added", made, by=by)
    return made


@transaction.atomic
def add_business_unit(
    *, name: str, places: Collection[UUID] = (), on: date | None = None, why: str = "", by: Actor, **columns: Any
) -> BusinessUnit:
    """Make one of these establishments, from a day on. Raises Refused for a name that is taken."""
    by.check(rules.EDIT)
    my_turn(by)
    there = BusinessUnit.objects.filter(ended_on=None, name__iexact=name).first()
    if there:
        if all(getattr(there, column) == value for column, value in columns.items()) and _places_of(there) == set(
            places
        ):
            raise audit.already(TAKEN, "companies.business_unit_added", there, by=by)
        raise Refused(TAKEN)
    unit = _add(name, columns, day_of(on), by)
    _gather(unit, places, on, why, by)
    return unit


@transaction.atomic
def change_business_unit(
    *,
    unit_id: UUID,
    places: Collection[UUID],
    ended: bool,
    by: Actor,
    on: date | None = None,
    why: str = "",
    opened_with: int | None = None,
    **columns: Any,
) -> BusinessUnit:
    """Rename it, say what else is in it or which body it has, add and take out establishments, end it: from a day on.

    Ended, its establishments are part of none. Raises VersionConflict when somebody changed it since; Refused for a
    name that is taken or a day before the last change.
    """
    by.check(rules.EDIT)
    my_turn(by)
    unit = lock(BusinessUnit.objects.all(), pk=unit_id)
    changed = {name: value for name, value in columns.items() if getattr(unit, name) != value}
    wanted = set() if ended else set(places)
    if not changed and ended == (unit.ended_on is not None) and wanted == _places_of(unit):
        return unit
    unit.claim_version(unit.version if opened_with is None else opened_with)
    day = day_of(on, *([unit] if changed or ended != (unit.ended_on is not None) else []))
    name = changed.get("name", unit.name)
    if not ended and BusinessUnit.objects.filter(ended_on=None, name__iexact=name).exclude(pk=unit.pk).exists():
        raise Refused(TAKEN)
    deed = Deed.RENAMED if set(changed) == {"name"} else Deed.CHANGED
    if ended != (unit.ended_on is not None):
        changed["ended_on"], deed = (day, Deed.CLOSED) if ended else (None, Deed.REOPENED)
    if changed:
        turn(unit, deed, on=day, why=why, by=by, **changed)
    else:
        unit.save(update_fields=["version"])
    _gather(unit, wanted, on, why, by)
    audit.record("companies.business_unit_changed", unit, by=by, reason=why, data={"columns": sorted(changed)})
    return unit


def _places_of(unit: BusinessUnit) -> set[UUID]:
    """In use: what is closed stays with it as it was."""
    return set(EstablishmentUnit.objects.filter(business_unit=unit, ended_on=None).values_list("pk", flat=True))


def _gather(unit: BusinessUnit, places: Collection[UUID], on: date | None, why: str, by: Actor) -> None:
    """These establishments are part of it and no others; each keeps how it stood before."""
    wanted, there = set(places), _places_of(unit)
    rows = EstablishmentUnit.objects.filter(pk__in=wanted ^ there)
    for place in rows.select_for_update(of=("self",)).order_by("pk"):
        place.version += 1
        into = unit.pk if place.pk in wanted else None
        turn(place, Deed.CHANGED, on=day_of(on, place), why=why, by=by, business_unit_id=into)

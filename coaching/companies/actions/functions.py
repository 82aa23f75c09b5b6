"""In which units the people of a function work: said from a day on, counted or not, ended. What was, stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.actions.standing import day_of, my_turn
from coaching.companies.models import FunctionPlace, UnitKind, WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock


@transaction.atomic
def place_function(
    *,
    function_id: UUID,
    unit_id: UUID,
    workers: int | None = None,
    ended: bool = False,
    on: date | None = None,
    by: Actor,
) -> FunctionPlace | None:
    """From `on` (today) people of the function work in the unit: so many, None when not counted; ended: nobody any more.

    The same said twice changes nothing. Raises Refused: no function, a unit that is closed, a day in the future or
    before what is known.
    """
    by.check(rules.EDIT_WORK_UNITS)
    my_turn(by)
    function = lock(WorkUnit.objects.filter(kind=UnitKind.FUNCTION), pk=function_id)
    there = FunctionPlace.objects.filter(function=function, work_unit_id=unit_id, until=None).first()
    if there is None and ended:
        return None
    if there is not None and not ended and there.workers == workers:
        return there
    day = day_of(on)
    if there is not None:
        _end(there, day, by)
    placed = None if ended else _begin(function, unit_id, workers, day, by)
    data = {"unit": str(unit_id), "workers": workers, "ended": ended}
    audit.record("companies.function_placed", function, by=by, data=data)
    return placed


def _begin(function: WorkUnit, unit_id: UUID, workers: int | None, day: date, by: Actor) -> FunctionPlace:
    unit = WorkUnit.objects.filter(pk=unit_id, kind=UnitKind.UNIT, ended_on=None).first()
    if unit is None or function.ended_on:
        raise Refused(_("This unit is closed. Choose another one."))
    return FunctionPlace.objects.create(
        company_id=function.company_id,
        function=function,
        work_unit=unit,
        workers=workers,
        since=day,
        recorded_by_id=by.user_id,
    )


def _end(there: FunctionPlace, day: date, by: Actor) -> None:
    if day < there.since:
        gaps = {"day": date_format(there.since, "SHORT_DATE_FORMAT")}
        raise Refused(_("The last change was on %(day)s. Choose that day or a later one.") % gaps)
    there.until, there.ended_at, there.ended_by_id = day, clock.now(), by.user_id
    there.save(update_fields=["until", "ended_at", "ended_by_id"])


def functions_follow(units: Sequence[WorkUnit], into: WorkUnit | None, day: date, by: Actor) -> None:
    """What closes is where nobody works; what it became (the first of several) takes its functions along, figures added up.

    Of two units that become one function the same way: the people of both.
    """
    keys = [unit.pk for unit in units]
    is_function = any(unit.kind == UnitKind.FUNCTION for unit in units)
    column = "function_id" if is_function else "work_unit_id"
    rows = list(FunctionPlace.objects.filter(**{f"{column}__in": keys}, until=None).order_by("since", "pk"))
    found: dict[UUID, list[int | None]] = {}
    for row in rows:
        found.setdefault(row.work_unit_id if is_function else row.function_id, []).append(row.workers)
        _end(row, max(day, row.since), by)
    for other, figures in found.items() if into else ():
        counted = [one for one in figures if one is not None]
        # With one of them not counted the sum would say too little.
        workers = sum(counted) if len(counted) == len(figures) else None
        function_id, unit_id = (into.pk, other) if is_function else (other, into.pk)  # type: ignore[union-attr]  # nothing to do without `into`
        FunctionPlace.objects.create(
            company_id=by.company_key,
            function_id=function_id,
            work_unit_id=unit_id,
            workers=workers,
            since=day,
            recorded_by_id=by.user_id,
        )

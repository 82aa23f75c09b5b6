"""What every change of the organisation does: keep how it stood, check where it goes, count on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import (
    BusinessUnit,
    Company,
    Deed,
    EarlierUnit,
    EstablishmentUnit,
    Headcount,
    UnitKind,
    WorkUnit,
)
from coaching.companies.tree import MOST_LEVELS, Under, chain, stood_as
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import SAME_CLICK, take_turns

M = TypeVar("M", bound=Model)
SUBJECTS: Mapping[type[Any], str] = {
    WorkUnit: "work_unit",
    EstablishmentUnit: "establishment",
    BusinessUnit: "business_unit",
}

TAKEN = _("There is a work unit with this name already. Give this one a name of its own, for example with its place.")


def my_turn(by: Actor) -> None:
    """One change of a company's organisation after the other: each looks at the whole (a coach cannot lock the company)."""
    take_turns("work units", by.company_id)


def day_of(on: date | None, *rows: WorkUnit | EstablishmentUnit | BusinessUnit) -> date:
    """The day of a change. Raises Refused: in the future, or before what is known of these already."""
    day = on or clock.today()
    if day > clock.today():
        raise Refused(_("This day lies in the future. Write it down when it has come."))
    latest = max((row.since for row in rows), default=day)
    if day < latest:
        gaps = {"day": date_format(latest, "SHORT_DATE_FORMAT")}
        raise Refused(_("The last change was on %(day)s. Choose that day or a later one.") % gaps)
    return day


def turn(row: Any, deed: Deed, *, on: date, why: str, by: Actor, **columns: Any) -> None:
    """From `on` the row stands as `columns` say; how it stood until then is kept, with who changed it and why."""
    subject = {SUBJECTS[type(row)]: row}
    EarlierUnit.objects.create(
        company_id=row.company_id,
        since=row.since,
        until=on,
        stood=stood_as(row),
        deed=deed,
        why=why,
        recorded_by_id=by.user_id,
        **subject,
    )
    for name, value in columns.items():
        setattr(row, name, value)
    row.since = on
    row.save(update_fields=[*columns, "since", "version"])


def check_under(under: Under, units: Sequence[WorkUnit] = ()) -> None:
    """Whether these, their parts along, can stand there. Raises Refused: closed, a function, part of one of them, too deep.

    Others wait (`my_turn`), so nothing of this changes before it is written.
    """
    if under.establishment_id and not _open(EstablishmentUnit.objects.all()).filter(pk=under.establishment_id).exists():
        raise Refused(_("This establishment is closed. Choose another one."))
    if not under.parent_id:
        return
    parents = dict(_open(WorkUnit.objects.filter(kind=UnitKind.UNIT)).values_list("pk", "parent_id"))
    if under.parent_id not in parents:
        raise Refused(_("This unit is closed. Choose another one."))
    above = list(chain(parents, under.parent_id))
    if any(unit.pk in above for unit in units):
        raise Refused(_("A unit cannot be part of itself."))
    if len(above) + max((_height(parents, unit.pk) for unit in units), default=1) > MOST_LEVELS:
        raise Refused(_("This is too deep: a unit stands on level %(count)s at most.") % {"count": MOST_LEVELS})


def _open(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.filter(ended_on=None)


def _height(parents: Mapping[UUID, UUID | None], key: UUID) -> int:
    """Levels of a unit, itself included."""
    ways = (list(chain(parents, one)) for one in parents)
    return max((way.index(key) + 1 for way in ways if key in way), default=1)


def check_name(name: str, *, but: UUID | None = None) -> None:
    """Raises Refused when another open unit of the company has this name."""
    same = WorkUnit.objects.filter(ended_on=None, name=name)
    if (same.exclude(pk=but) if but else same).exists():
        raise Refused(TAKEN)


def count(subject: WorkUnit | Company, workers: int, *, on: date, by: Actor) -> bool:
    """Write a figure down for a day; whether it is the figure of today as well. Figures of other days stay what they were."""
    unit = subject if isinstance(subject, WorkUnit) else None
    company_id = subject.company_id if isinstance(subject, WorkUnit) else subject.pk
    rows = Headcount.objects.filter(work_unit=unit)
    last = rows.order_by("-counted_on", "-recorded_at").first()
    if last is None and subject.headcount is not None:
        began = min(timezone.localdate(subject.created_at), on)
        Headcount.objects.create(
            company_id=company_id,
            work_unit=unit,
            counted_on=began,
            workers=subject.headcount,
            recorded_at=subject.created_at,
        )
    Headcount.objects.create(
        company_id=company_id, work_unit=unit, counted_on=on, workers=workers, recorded_by_id=by.user_id
    )
    return last is None or on >= last.counted_on


def counted_just_now(unit: WorkUnit, workers: int, on: date | None) -> bool:
    """The same figure for the same day, written down in the last minutes: a form that is sent twice."""
    since = clock.now() - SAME_CLICK
    same = Headcount.objects.filter(work_unit=unit, workers=workers, counted_on=on or clock.today())
    return same.filter(recorded_at__gt=since, recorded_by_id__isnull=False).exists()

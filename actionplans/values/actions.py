"""Indicators and their values: make, change, enter, put right. A value is only ever added."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.plans import day_of
from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.values import queries, reckoning
from actionplans.values.enums import Better
from actionplans.values.library import Known, by_name
from actionplans.values.models import Indicator, IndicatorValue
from coaching.companies.models import WorkUnit
from coaching.core.ground import audit, clock
from coaching.core.ground.days import long_day
from coaching.core.ground.refusals import gone
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, sent_before, take_turns

FIELDS = ("name", "unit", "better", "source", "aspect", "domain", "theme")
ADDED, ENTERED, CORRECTED = "actionplans.indicator_added", "actionplans.value_entered", "actionplans.value_corrected"


@transaction.atomic
def add_indicator(*, name: str, by: Actor, known_as: str = "", at: datetime | None = None, **fields: Any) -> Indicator:
    """A figure to follow from now on. fields: of FIELDS; known_as: its code in the starting library.

    Raises PermissionDenied, or Refused when one of that name and unit is followed here already.
    """
    by.check(rules.EDIT)
    _only_known(fields)
    take_turns(ADDED, by.company_key)
    said = {key: value.strip() if isinstance(value, str) else value for key, value in fields.items()}
    row = Indicator(
        company_id=by.company_key,
        name=_tidy(name),
        known_as=known_as,
        made_at=at or clock.now(),
        made_by_id=by.person_key,
        **said,
    )
    if not row.name:
        raise Refused(_("Say what you measure."))
    if there := sent_before(row):
        return there
    if _same(row.name, row.unit).exists():
        raise Refused(_("“%(name)s” is followed here already. Enter its values there.") % {"name": row.name})
    row.save(force_insert=True)
    audit.record(ADDED, row, by=by, at=row.made_at, data={"name": row.name})
    return row


def _only_known(fields: dict[str, Any]) -> None:
    if not set(fields) <= set(FIELDS):
        raise TypeError(f"unknown columns: {sorted(set(fields) - set(FIELDS))}")


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _same(name: str, unit: str) -> Any:
    """Of that name, and of that unit where one is said."""
    found = Indicator.objects.filter(name__iexact=_tidy(name), ended_on__isnull=True)
    return found.filter(unit__iexact=unit.strip()) if unit.strip() else found


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, opened_with: int, by: Actor, ended: bool = False, at: datetime | None = None, **fields: Any
) -> Indicator:
    """Change what it is called and what it is about; ended: it is no longer followed, its values stay.

    Plans keep the words that were agreed. Raises VersionConflict, PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    _only_known(fields)
    moment = at or clock.now()
    found = lock(Indicator.objects.all(), pk=indicator.pk)
    found.claim_version(opened_with)
    for key, value in fields.items():
        setattr(found, key, _tidy(value) if key == "name" else value.strip())
    if not found.name:
        raise Refused(_("Say what you measure."))
    if not ended and _same(found.name, found.unit).filter(unit__iexact=found.unit).exclude(pk=found.pk).exists():
        raise Refused(_("“%(name)s” is followed here already. Enter its values there.") % {"name": found.name})
    found.ended_on = (found.ended_on or clock.today()) if ended else None
    found.save(update_fields=["version", "ended_on", *fields])
    audit.record("actionplans.indicator_changed", found, by=by, at=moment, data={"columns": sorted(fields)})
    return found


def named(words: str, *, by: Actor, unit: str = "", better: str = "", at: datetime | None = None) -> Indicator | None:
    """The indicator that an objective means by these words: the one that is followed so, one of the library, or a new one.

    None for no words. Whoever may write a plan may do so.
    """
    words = _tidy(words)
    if not words:
        return None
    take_turns(ADDED, by.company_key)
    if there := followed_as(words, unit):
        return there
    if one := by_name(words):
        return _from_library(one, words, unit, by, at)
    return add_indicator(name=words, unit=unit, better=better, by=by, at=at)


def known_by(words: str, *, by: Actor, at: datetime | None = None) -> Indicator | None:
    """The indicator that a measure means: one that is followed, or one of the library. Other words stay words.

    Of a measure people write “photos of the new tables” as well: that is no figure to follow for years.
    """
    words = _tidy(words)
    if not words:
        return None
    return followed_as(words) or (named(words, by=by, at=at) if by_name(words) else None)


def followed_as(words: str, unit: str = "") -> Indicator | None:
    """The one that is followed under this name (and unit, where one is said); what has none takes the first that asks."""
    same = _same(words, unit).order_by("made_at").first()
    if same is None and unit.strip():
        same = _same(words, "").filter(unit="").order_by("made_at").first()
    return same


def _from_library(one: Known, words: str, unit: str, by: Actor, at: datetime | None) -> Indicator:
    return add_indicator(
        name=words,
        unit=unit or one.unit,
        better=one.better,
        source=one.source,
        aspect=one.aspect,
        domain=one.domain,
        theme=one.theme,
        known_as=one.code,
        by=by,
        at=at,
    )


def better_of(baseline: Decimal | None, target: Decimal | None) -> str:
    """Which way is better, as an objective goes; "" where it does not say."""
    if baseline is None or target is None or baseline == target:
        return ""
    return Better.LESS if target < baseline else Better.MORE


def tie(objective: Objective, *, by: Actor, at: datetime | None = None) -> None:
    """Let an objective that is being written mean its indicator; a baseline that nobody typed is the last value.

    Saves nothing: the caller does. Columns: measured_by, unit, baseline, baseline_on.
    """
    way = better_of(objective.baseline, objective.target)
    found = named(objective.indicator, unit=objective.unit, better=way, by=by, at=at)
    objective.measured_by = found
    if found is None:
        return
    objective.unit = objective.unit or found.unit
    if objective.baseline is None and objective.target is not None:
        points = queries.series_of([found.pk]).get(found.pk, queries.NOTHING).points
        if points:
            objective.baseline, objective.baseline_on = points[-1].value, points[-1].on


# ---- Values. ----


@transaction.atomic
def enter_value(
    *,
    indicator: Indicator,
    on: date,
    value: Decimal,
    by: Actor,
    work_unit: WorkUnit | None = None,
    note: str = "",
    at: datetime | None = None,
) -> IndicatorValue:
    """A figure of one day, of the whole company or of one unit.

    Raises PermissionDenied, or Refused: a day to come, a value of that day (and unit) that is there already, a unit that is
    not in use, an indicator that is no longer followed.
    """
    by.check(rules.EDIT)
    found = lock(Indicator.objects.all(), pk=indicator.pk)
    if found.ended_on:
        raise Refused(_("This figure is no longer followed. Take it up again first."))
    row = _value(found, on=on, value=value, work_unit=work_unit, note=note, by=by, at=at)
    if there := sent_before(row):
        return there
    _check_free(row)
    row.save(force_insert=True)
    audit.record(ENTERED, found, by=by, at=row.entered_at, data={"on": on.isoformat(), "value": str(value)})
    return row


def _value(
    indicator: Indicator,
    *,
    on: date,
    value: Decimal | None,
    work_unit: WorkUnit | None,
    note: str,
    by: Actor,
    at: datetime | None,
    **more: Any,
) -> IndicatorValue:
    if on > clock.today():
        raise Refused(_("This day is yet to come. Enter a value once it has been measured."))
    if work_unit and not queries.units_to_choose().filter(pk=work_unit.pk).exists():
        raise Refused(_("This unit is not in use any more. Look at the list as it is now."))
    return IndicatorValue(
        company_id=by.company_key,
        indicator=indicator,
        on=on,
        value=value,
        work_unit=work_unit,
        note=note.strip(),
        entered_at=at or clock.now(),
        entered_by_id=by.person_key,
        **more,
    )


def _check_free(row: IndicatorValue) -> None:
    """One value of one day and one unit."""
    same = queries.holding().filter(indicator_id=row.indicator_id, on=row.on, work_unit_id=row.work_unit_id)
    if row.corrects_id:
        same = same.exclude(pk=row.corrects_id)
    if same.exists():
        raise Refused(_("There is a value of %(day)s already. Correct that one.") % {"day": long_day(row.on)})


@transaction.atomic
def correct_value(
    *,
    value_id: Any,
    correction: str,
    by: Actor,
    on: date,
    value: Decimal | None,
    work_unit: WorkUnit | None = None,
    note: str = "",
    at: datetime | None = None,
) -> IndicatorValue:
    """Another value in its place; the first stays to be read, with what was wrong. value: None takes it away.

    Each is put right once; the last one can be put right again. Raises PermissionDenied, AlreadyDone or Refused.
    """
    by.check(rules.EDIT)
    first = IndicatorValue.objects.filter(company_id=by.company_key, pk=value_id).first()
    if first is None:
        raise gone(IndicatorValue)()
    found = lock(Indicator.objects.all(), pk=first.indicator_id)
    if not correction.strip():
        raise Refused(_("Write what was wrong."))
    if after := IndicatorValue.objects.filter(corrects=first).first():
        message = _("This value was put right already. Look at the newer one.")
        if (after.on, after.value, after.correction) != (on, value, correction.strip()):
            raise Refused(message)  # other words than those on record: nothing of them may seem saved
        raise audit.already(message, CORRECTED, found, by=by, reason=after.correction)
    # A unit that was closed since stays what it was.
    unit, same_unit = work_unit, (work_unit.pk if work_unit else None) == first.work_unit_id
    row = _value(found, on=on, value=value, work_unit=None if same_unit else unit, note=note, by=by, at=at)
    row.work_unit_id = first.work_unit_id if same_unit else row.work_unit_id
    row.corrects, row.correction = first, correction.strip()
    if value is not None:
        _check_free(row)
    row.save(force_insert=True)
    told = {"on": on.isoformat(), "value": "" if value is None else str(value)}
    audit.record(CORRECTED, found, by=by, reason=row.correction, at=row.entered_at, data=told)
    return row


def keep_measured(plan: GlobalPreventionPlan, reached: dict[str, dict[str, str]], *, by: Actor, at: datetime) -> None:
    """Figures that were typed at the end of a five-year plan are values of their indicators too, of its last day at most."""
    day = min(plan.end, day_of(at))
    for objective in plan.objectives.filter(measured_by__isnull=False).select_related("measured_by"):
        typed = reached.get(objective.code, {}).get("value", "")
        indicator = objective.measured_by
        if not typed or indicator is None or indicator.ended_on:
            continue
        points = queries.series_of([indicator.pk]).get(indicator.pk, queries.NOTHING).points
        known = reckoning.known_on(points, day)
        free = not queries.holding().filter(Q(on=day), indicator=indicator, work_unit=None).exists()
        if free and (not known or known[-1].value != Decimal(typed)):
            enter_value(indicator=indicator, on=day, value=Decimal(typed), by=by, at=at)

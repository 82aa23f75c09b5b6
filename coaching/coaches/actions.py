"""What coaches do with their profile."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.coaches import rules
from coaching.coaches.models import Coach, CoachAbsence
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock

EDITABLE = (
    "introduction",
    "provinces",
    "languages",
    "themes",
    "sectors",
    "capacity",
    "state",
    "employer_service",
    "trained_on",
    "intervisions",
    "based_in",
    "working_days",
)


@transaction.atomic
def update_profile(*, coach_id: UUID, opened_with: int, by: Actor, **values: Any) -> Coach:
    """Save the coach's own profile (EDITABLE columns). Raises VersionConflict on a silent overwrite."""
    by.check(rules.EDIT_OWN_PROFILE)
    coach = lock(Coach.objects.filter(user_id=by.person_key), pk=coach_id)
    coach.claim_version(opened_with)
    changed = sorted(name for name in EDITABLE if name in values and getattr(coach, name) != values[name])
    for name in changed:
        setattr(coach, name, values[name])
    if changed:
        coach.save(update_fields=[*changed, "version"])
        audit.record("coaches.profile_updated", coach, by=by, data={"changed": changed})
    return coach


LONGEST_ABSENCE_DAYS = 366


@transaction.atomic
def add_absence(*, from_on: date, until_on: date, by: Actor) -> CoachAbsence:
    """Say that one is away. Raises Refused for days that have passed, run backwards, overlap, or last over a year."""
    by.check(rules.EDIT_OWN_PROFILE)
    coach = lock(Coach.objects.all(), user_id=by.person_key)
    if until_on < from_on:
        raise Refused(_("The last day away comes before the first."))
    if until_on < clock.today():
        raise Refused(_("These days have passed."))
    if (until_on - from_on).days > LONGEST_ABSENCE_DAYS:
        raise Refused(_("That is more than a year. Say in your profile that you take no new companies."))
    there = CoachAbsence.objects.filter(coach=coach, from_on__lte=until_on, until_on__gte=from_on).first()
    if there and (there.from_on, there.until_on) == (from_on, until_on):
        return there
    if there:
        raise Refused(_("You have said already that you are away on some of these days."))
    absence = CoachAbsence.objects.create(coach=coach, from_on=from_on, until_on=until_on)
    audit.record("coaches.absence_added", coach, by=by, data={"from": str(from_on), "until": str(until_on)})
    return absence


@transaction.atomic
def remove_absence(*, absence_id: UUID, by: Actor) -> None:
    """One is there after all; a second click changes nothing."""
    by.check(rules.EDIT_OWN_PROFILE)
    coach = lock(Coach.objects.all(), user_id=by.person_key)
    absence = CoachAbsence.objects.filter(pk=absence_id, coach=coach).first()
    if absence:
        audit.record("coaches.absence_removed", coach, by=by, data={"from": str(absence.from_on)})
        absence.delete()

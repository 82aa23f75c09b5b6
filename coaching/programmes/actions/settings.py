"""The rules of a programme: data that its administrators set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.paper import letterhead
from coaching.core.tenancy.models import lock
from coaching.programmes import rules
from coaching.programmes.models import Programme

SETTABLE = (
    "name",
    "budget_eur",
    "start_months",
    "clock_steps",
    "coaching_hours",
    "company_share_eur",
    "subsidy_eur",
    "priority_points",
    "risk_sectors",
    "is_open",
    "requires_accreditation",
    "contact_address",
    "contact_email",
    "contact_phone",
    "objection_days",
    "paid_by",
    "objection_texts",
)
PAPER = ("paper_name", "paper_colour", "paper_accent", "logo")


@transaction.atomic
def set_rules(*, programme_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> Programme:
    """Other rules from now on: files that are on the clock keep the steps, amounts in letters stay as they were.

    Raises VersionConflict when a colleague was first.
    """
    return _set("programmes.rules_set", SETTABLE, programme_id, values, opened_with, by)


@transaction.atomic
def set_paper(*, programme_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> Programme:
    """Another letterhead from now on; what was made keeps the one it was made with.

    Raises Refused for a colour that cannot be read on white paper, VersionConflict when a colleague was first.
    """
    by.check(rules.SET_RULES)
    letterhead.check_colour(values.get("paper_colour", ""), letterhead.TEXT)
    letterhead.check_colour(values.get("paper_accent", ""), letterhead.LINES)
    letterhead.keep_turns()
    if not letterhead.is_kept(values.get("logo", "")):  # its form was open for days, and the picture used by nobody
        raise Refused(_("This logo is no longer kept here. Choose the file again."))
    return _set("programmes.paper_set", PAPER, programme_id, values, opened_with, by)


def _set(
    fact: str, names: tuple[str, ...], programme_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor
) -> Programme:
    by.check(rules.SET_RULES)
    programme = lock(Programme.objects, pk=programme_id)
    programme.claim_version(opened_with)
    changed = {}
    for name in names:
        if name in values and getattr(programme, name) != values[name]:
            changed[name] = [str(getattr(programme, name)), str(values[name])]
            setattr(programme, name, values[name])
    if changed:
        programme.save(update_fields=[*names, "version"])
        audit.record(fact, programme, by=by, data=changed)
    return programme

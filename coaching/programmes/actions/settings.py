"""The rules of a programme: data that its administrators set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
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
)


@transaction.atomic
def set_rules(*, programme_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> Programme:
    """Other rules from now on: files that are on the clock keep the steps, amounts in letters stay as they were.

    Raises VersionConflict when a colleague was first.
    """
    by.check(rules.SET_RULES)
    programme = lock(Programme.objects, pk=programme_id)
    programme.claim_version(opened_with)
    changed = {}
    for name in SETTABLE:
        if name in values and getattr(programme, name) != values[name]:
            changed[name] = [str(getattr(programme, name)), str(values[name])]
            setattr(programme, name, values[name])
    if changed:
        programme.save(update_fields=[*SETTABLE, "version"])
        audit.record("programmes.rules_set", programme, by=by, data=changed)
    return programme

"""What coaches do with their profile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from coaching.coaches import rules
from coaching.coaches.models import Coach
from coaching.core import audit
from coaching.core.roles import Actor
from coaching.core.tenancy.models import lock

EDITABLE = (
    "introduction", "provinces", "languages", "themes", "sectors", "capacity", "state", "employer_service",
    "trained_on",
)  # fmt: skip


@transaction.atomic
def update_profile(*, coach_id: UUID, opened_with: int, by: Actor, **values: Any) -> Coach:
    """Save the coach's own profile (EDITABLE columns). Raises VersionConflict on a silent overwrite."""
    by.check(rules.EDIT_OWN_PROFILE)
    coach: Coach = lock(Coach.objects.filter(user_id=by.user_id), pk=coach_id)
    coach.claim_version(opened_with)
    changed = sorted(name for name in EDITABLE if name in values and getattr(coach, name) != values[name])
    for name in changed:
        setattr(coach, name, values[name])
    coach.save(update_fields=[*changed, "version"])
    audit.record("coaches.profile_updated", coach, by=by, data={"changed": changed})
    return coach

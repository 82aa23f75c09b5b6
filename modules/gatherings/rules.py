"""Who plans gatherings and who may ask for a place."""

from __future__ import annotations

from coaching.core.ground.roles import Role, grant

PLAN = grant("modules.plan_gatherings", Role.ADMINISTRATOR)
TAKE_PLACE = grant("modules.take_place", Role.VISITOR, Role.ADMINISTRATOR)
FILL_PLACES = grant("modules.fill_places")  # the system alone
REMIND_DAYS_BEFORE = 2  # subject/lives.md#periods

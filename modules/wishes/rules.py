"""Who may ask to be told of a date."""

from __future__ import annotations

from coaching.core.ground.roles import Role, grant

WISH = grant("modules.wish_date", Role.APPLICANT)

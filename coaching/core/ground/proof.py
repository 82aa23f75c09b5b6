"""Nobody is reached in a company's name until it is proved that whoever opened its file may speak for it (ADR 0061).

What waits for that is said in one place: the permission, declared with `grant(…, proof=refuse_unproved)`. Every action that
checks such a permission is refused by that very check, and its page leads to where the mandate is proved (`screen.pages`).
The database holds the same about invitations: `my_proved()`.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.refusals import Refused
from coaching.core.ground.roles import PROOF_NEEDED, Actor, Hat

PAGE = "companies:proof"  # of the company's place
FIRST_PROVE = _("First prove that you may speak for this company. Until then nobody else is reached in its name.")


def is_proved(company_id: UUID) -> bool:
    """Whether the mandate behind the file of an own company is proved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_is_proved(%s)", [str(company_id)])
        return bool(cursor.fetchone()[0])


def refuse_unproved(by: Actor) -> None:
    """Raise Refused for who acts in a company whose mandate is not proved yet."""
    if not is_proved(by.company_key):
        raise Refused(FIRST_PROVE)


def waits(permission: str, actor: Actor) -> bool:
    """Whether this deed waits for the proof: the actor may do it as soon as that is there."""
    if permission not in PROOF_NEEDED or actor.hat != Hat.CONTACT or actor.company_id is None:
        return False
    return not is_proved(actor.company_id)

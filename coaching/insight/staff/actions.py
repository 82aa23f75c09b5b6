"""Settling a mail in trouble. The machine never sends one again whose fate it does not know; a person may."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from coaching.core import audit
from coaching.core.models import OutgoingEmail
from coaching.core.roles import Actor
from coaching.core.tasks import deliver_mail
from coaching.core.workflow import Refused
from coaching.insight import rules

AGAIN, ARRIVED, LET_GO = "again", "arrived", "let-go"
VERBS = (AGAIN, ARRIVED, LET_GO)


@transaction.atomic
def settle_mail(*, mail_id: UUID, verb: str, by: Actor) -> None:
    """Send it again (failed or unknown), note that it arrived (unknown), or leave it at that (failed).

    Raises Refused when it is no longer in that trouble: a second click, or a colleague was first.
    """
    by.check(rules.SETTLE_MAIL)
    mail = OutgoingEmail.objects.only("id", "company_id", "programme_id", "trajectory_id").get(pk=mail_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT settle_mail(%s, %s)", [mail_id, verb])
        if not cursor.fetchone()[0]:
            raise Refused(_("This mail has been settled already."))
    audit.record("mails.settled", mail, by=by, data={"verb": verb})
    if verb == AGAIN:
        deliver_mail.delay_on_commit()

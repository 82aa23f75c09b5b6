"""Settling what is in trouble. A mail whose fate is not known, work that was given up: the machine does not try again, a
person may."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import work
from coaching.core.mail.tasks import deliver_mail
from coaching.core.models import OutgoingEmail, Work
from coaching.insight import rules

AGAIN, ARRIVED, LET_GO = "again", "arrived", "let-go"
VERBS = (AGAIN, ARRIVED, LET_GO)


@transaction.atomic
def settle_mail(*, mail_id: UUID, verb: str, by: Actor) -> None:
    """Send it again (failed or unknown), note that it arrived (unknown), or leave it at that (failed).

    Raises Refused when it is no longer in that trouble: a second click, or a colleague was first.
    """
    by.check(rules.SETTLE_MAIL)
    mail = OutgoingEmail.objects.only("id", *audit.KEYS).get(pk=mail_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT settle_mail(%s, %s)", [mail_id, verb])
        if not cursor.fetchone()[0]:
            raise Refused(_("This mail has been settled already."))
    audit.record("mails.settled", mail, by=by, data={"verb": verb})
    if verb == AGAIN:
        deliver_mail.delay_on_commit()


@transaction.atomic
def settle_work(*, work_id: UUID, verb: str, by: Actor) -> None:
    """Have work that was given up tried again, or leave it at that.

    Raises Refused when it is no longer given up, or when only the person can begin it anew.
    """
    by.check(rules.SETTLE_WORK)
    given_up = Work.objects.get(pk=work_id)
    if verb == AGAIN and not work.KINDS[given_up.kind].may_go_on:
        raise Refused(_("Only whoever asked for this can begin it anew."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT settle_work(%s, %s, %s)", [work_id, verb, clock.now()])
        if not cursor.fetchone()[0]:
            raise Refused(_("This has been settled already."))
    audit.record("work.settled", given_up, by=by, data={"verb": verb, "kind": given_up.kind})
    if verb == AGAIN:
        work.TASKS[given_up.kind].delay_on_commit(str(given_up.subject_id))

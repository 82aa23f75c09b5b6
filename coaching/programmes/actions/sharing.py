"""A colleague helps with a draft: invited by the one who began it, let in by a confirmed address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, lock
from coaching.programmes import queries, rules
from coaching.programmes.actions.drafts import own_draft
from coaching.programmes.models import Application, DraftShare

MOST_HELPERS = 5
MOST_MAILS = 20  # invitations of one draft, withdrawn ones too: a draft is no way to send mail to many


@transaction.atomic
def share_draft(*, application_id: UUID, email: str, by: Actor, at: datetime | None = None) -> DraftShare:
    """Ask a colleague to help with one's own draft; they get a mail with a link to it.

    Refused when that address was asked already, for more than five at once, and for one's own. Whether the address has
    an account makes no difference and is not told.
    """
    by.check(rules.SUBMIT)
    application, moment = own_draft(application_id, by), at or clock.now()
    shares = list(DraftShare.objects.filter(application=application))
    running = [share for share in shares if share.revoked_at is None]
    email = email.strip().lower()
    there = next((share for share in running if share.email == email), None)
    if there:
        just_now = moment - there.invited_at < SAME_CLICK
        raise AlreadyDone(_("This colleague has been invited already."), result=there, own=just_now)
    if len(running) >= MOST_HELPERS or len(shares) >= MOST_MAILS:
        raise Refused(_("No more colleagues can be invited to this draft."))
    share = DraftShare(application=application, email=email, invited_by_id=by.user_id, invited_at=moment)
    share.save(force_insert=True)
    audit.record("application.share", application, by=by, at=moment, data={"share": str(share.pk)})
    outbox.queue(
        "programmes.draft_shared",
        address=email,
        language=application.language,
        context={
            "application": str(application.pk),
            "person": by.name,
            "company": application.company_name,
            "programme": application.programme.name,
        },
        dedupe=f"application.share:{share.pk}",
    )
    return share


@transaction.atomic
def revoke_share(*, application_id: UUID, share_id: UUID, by: Actor) -> None:
    """Shut the draft for a colleague again; what they filled in stays. A second click changes nothing."""
    by.check(rules.SUBMIT)
    application = own_draft(application_id, by)
    share = lock(DraftShare.objects.filter(application=application), pk=share_id)
    if share.revoked_at is None:
        share.revoked_at = clock.now()
        share.save(update_fields=["revoked_at"])
        audit.record("application.unshare", application, by=by, data={"share": str(share.pk)})


@transaction.atomic
def join_draft(*, application_id: UUID, by: Actor) -> Application:
    """Accept to help. Refused without an open invitation to a confirmed address of this person; twice does no harm."""
    by.check(rules.SUBMIT)
    share = queries.accept_share(application_id)
    if share is None:
        raise Refused(_("There is no invitation to this draft for you (any more)."))
    application: Application = queries.in_hand(by.user_id).get(pk=application_id)
    audit.record("application.join", application, by=by, data={"share": str(share)})
    return application

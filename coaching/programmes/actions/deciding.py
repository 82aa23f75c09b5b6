"""The programme decides: approve, reject, waiting list, lapse. Each with a reason and a mail; two with a letter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.models import AuditEvent
from coaching.core.paper import documents
from coaching.programmes import contact, rules
from coaching.programmes.actions.assessing import locked
from coaching.programmes.actions.telling import tell_company
from coaching.programmes.enums import APPLICATION
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application, Programme
from coaching.programmes.money import budget_of

LETTER = "decision-letter"


@transaction.atomic
def approve(*, application_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Application:
    """Say yes, with the decision letter and a mail to the contacts.

    Coaching is to start within the programme's months, three by default (Coaches 2018): sets `start_due_on`. Refused when the
    budget does not suffice for one more subsidy; two approvals at once cannot both take the last one (lock on the
    programme). The other layers have neither coach nor subsidy: they ask nothing of the budget and start no clock.
    """
    by.check(rules.DECIDE)
    moment = at or clock.now()
    application = locked(application_id)
    programme = _programme_in_turn(application.programme_id)
    coaching = rules.coaching(application)
    if coaching and application.state == "in_review" and not budget_of(programme).suffices:
        raise Refused(_("The budget of the programme does not suffice for one more company."))
    due = clock.add_months(timezone.localtime(moment).date(), programme.start_months) if coaching else None
    event = apply_transition(
        APPLICATION,
        "approve",
        application,
        by=by,
        at=moment,
        reason=reason,
        decision_reason=reason.strip(),
        start_due_on=due,
    )
    documents.request(LETTER, application, by=by, language=letter_language(application), at=moment)
    if due is None:
        tell_company("programmes.approved_plan", application, f"application.approved:{event.pk}", reason=reason.strip())
        return application
    tell_company(
        "programmes.approved",
        application,
        f"application.approved:{event.pk}",
        start_due_on=due.isoformat(),
        said_at=clock.now().isoformat(),
        hours=str(programme.coaching_hours),
        months=programme.start_months,
        company_share=str(programme.company_share_eur),
    )
    return application


def _programme_in_turn(programme_id: UUID) -> Programme:
    """The programme; approvals of one programme wait for each other here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"budget:{programme_id}"])
    programme: Programme = Programme.objects.get(pk=programme_id)
    return programme


@transaction.atomic
def reject(*, application_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Application:
    """Say no, with the reason that the company reads in the letter and in the mail, where it can object and until when.

    Raises Refused while the programme has not filled in its address, its term and how one objects, in the letter's language.
    """
    application, event = _decide("reject", application_id, reason, by, at)
    contact.refuse_without(application.programme, [letter_language(application)])
    documents.request(LETTER, application, by=by, language=letter_language(application), at=event.at)
    tell_company(
        "programmes.rejected",
        application,
        f"application.rejected:{event.pk}",
        reason=reason,
        **contact.told(application.programme, timezone.localtime(event.at).date()),
    )
    return application


@transaction.atomic
def waitlist(*, application_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Application:
    """Keep the application for later; it can be taken up again."""
    application, event = _decide("waitlist", application_id, reason, by, at)
    tell_company("programmes.waitlisted", application, f"application.waitlisted:{event.pk}", reason=reason)
    return application


@transaction.atomic
def lapse(*, application_id: UUID, reason: str, by: Actor, at: datetime | None = None) -> Application:
    """End an approval that was not used, by hand and after the reminders; its subsidy comes free.

    subject/lives.md#application
    """
    application, event = _decide("lapse", application_id, reason, by, at)
    tell_company(
        "programmes.lapsed",
        application,
        f"application.lapsed:{event.pk}",
        reason=reason,
        **contact.told(application.programme, timezone.localtime(event.at).date()),
    )
    return application


def _decide(
    verb: str, application_id: UUID, reason: str, by: Actor, at: datetime | None
) -> tuple[Application, AuditEvent]:
    by.check(rules.DECIDE)
    application = locked(application_id)
    event = apply_transition(
        APPLICATION, verb, application, by=by, at=at, reason=reason, decision_reason=reason.strip()
    )
    return application, event

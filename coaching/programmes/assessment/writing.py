"""Writing to a company about its application, outside any decision: a mail to its contacts that the file remembers."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.mail import outbox
from coaching.programmes.actions.assessing import locked
from coaching.programmes.actions.telling import told
from coaching.programmes.assessment import rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application


@transaction.atomic
def write_to_company(*, application_id: UUID, subject: str, text: str, fact: str, by: Actor) -> Application:
    """A mail to every contact of the company, in these words, which its file keeps.

    fact: what is told; the same fact never reaches the same company twice. Refused where there is nobody to write to.
    """
    by.check(rules.WRITE)
    application = locked(application_id)
    if application.state == ApplicationState.DRAFT or application.company is None:
        raise IllegalTransition(_("This application has not been sent yet."))
    contacts = people.user_ids("contacts_of", application.company_id)
    if not contacts:
        raise Refused(_("This company has no contact to write to."))
    language = letter_language(application)
    outbox.queue(
        "programmes.written",
        recipients=contacts,
        language=language,
        context=told(application, slug=application.company.slug, subject=subject.strip(), text=text.strip()),
        dedupe=f"company.written:{fact}:{application.company_id}",
        about=application,
    )
    words = f"{subject.strip()}\n\n{text.strip()}"
    audit.record("application.written", application, by=by, reason=words, data={"contacts": len(contacts)})
    return application

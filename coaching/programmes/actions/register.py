"""Somebody of the programme checked who the company is, where the register could not tell."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.models import lock
from coaching.programmes import rules
from coaching.programmes.models import Application

VERIFIED = "application.verify_company"


@transaction.atomic
def verify_company(*, application_id: UUID, by: Actor) -> Application:
    """Note that the company's name, number and address were checked. Refused the second time: it is noted once."""
    by.check(rules.DECIDE)
    application = lock(Application.objects.exclude(state="draft"), pk=application_id)
    if AuditEvent.objects.filter(subject_id=application.pk, event=VERIFIED).exists():
        raise Refused(_("The company's data have been verified already."))
    audit.record(VERIFIED, application, by=by)
    return application

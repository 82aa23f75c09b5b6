"""Somebody of the programme checked who the company is, where the register could not tell."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.actions.proof import note_proved
from coaching.companies.models import Company, Proof
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


def prove_mandate(application: Application, *, by: Actor, event: Any) -> None:
    """A programme that takes a company up has looked who speaks for it: what waited for that proof goes on."""
    note_proved(Company(pk=application.company_key), Proof.PROGRAMME, by=by, about=application)

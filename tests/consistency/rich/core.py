"""Rows of the ground floor: trail, mail, documents, work."""

from __future__ import annotations

import uuid
from typing import Any

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document, ListFile, OutgoingEmail, Reminder, Work
from tests.consistency.rich.ground import ids_of

EVERY_HAT = "h_contact h_coach h_cpbw h_admin"


def rows(world: Any, letter: str) -> list[Any]:
    ids, contact = ids_of(world, letter), getattr(world, f"contact_{letter}")
    subject = {"subject_type": "trajectories.trajectory", "subject_id": getattr(world, f"trajectory_{letter}").pk}
    return [
        ListFile.objects.create(user_id=contact.pk, address="/", name="geheim", language="nl"),
        AuditEvent.objects.create(event="trajectory.start", hat="h_coach", actor_id=contact.pk, **subject, **ids),
        Reminder.objects.create(kind="clock.before", due_on=clock.today(), audience="contacts", **subject, **ids),
        OutgoingEmail.objects.create(
            kind="test",
            recipient_id=contact.pk,
            dedupe_key=uuid.uuid4().hex,
            subject="onderwerp",
            body_text="geheim",
            **ids,
        ),
        Document.objects.create(
            kind="risk-report",
            language="nl",
            title="Verslag",
            audience=EVERY_HAT,
            state="ready",
            sha256="0" * 64,
            ready_at=clock.now(),
            **subject,
            **ids,
        ),
        Work.objects.create(
            kind="core.render_document",
            subject_id=uuid.uuid4(),
            company_id=ids["company_id"],
            programme_id=ids["programme_id"],
        ),
    ]

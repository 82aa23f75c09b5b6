"""Rows of accounts."""

from __future__ import annotations

import uuid
from typing import Any

from coaching.accounts.models import CalendarLink, ErasureRequest, Invitation
from coaching.core.ground import clock
from tests.consistency.rich.ground import ids_of


def rows(world: Any, letter: str) -> list[Any]:
    ids, contact = ids_of(world, letter), getattr(world, f"contact_{letter}")
    tenant = {name: ids[name] for name in ("company_id", "programme_id")}
    return [
        ErasureRequest.objects.create(person_id=contact.pk, words="geheim"),
        Invitation.objects.create(
            email="x@voorbeeld.test", role="contact", token_digest=uuid.uuid4().hex, expires_at=clock.now(), **tenant
        ),
        CalendarLink.objects.create(user_id=contact.pk, kind="all"),
    ]

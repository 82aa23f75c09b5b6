"""The sign-in pages' way into the outbox."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import connection

from coaching.core.mail.tasks import deliver_mail
from coaching.core.tenancy.context import without_hat


def queue_mail(address: str, language: str, context: dict[str, Any]) -> None:
    """Queue an "account.message" for an address, in the transaction that is running."""
    key = uuid.uuid4()
    with without_hat(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_account_mail(%s, %s, %s, %s::jsonb, %s)",
            [key, address, language, json.dumps(context), f"account:{key}"],
        )
        deliver_mail.delay_on_commit()

"""A mail kind for the tests of the engines, and rows of it."""

from __future__ import annotations

from typing import Any

from coaching.core.mail.outbox import MAILS, MailContent
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context

KIND = "tests.hello"


def hello(context: dict[str, Any]) -> MailContent:
    if context.get("broken"):
        raise KeyError("word")
    return MailContent(
        subject=f"Hello {context.get('name', '')}",
        paragraphs=["First <line>.", "Second line."],
        facts=[("Before", "1 June")],
        action_label="Open",
        action_path="/c/x/?as=contact#top",
        closing="Bye",
    )


for _kind in (KIND, "tests.start.before", "tests.start.due", "tests.start.after", "tests.other"):
    MAILS.setdefault(_kind, hello)


def queued(user: Any, number: int = 1, **fields: Any) -> OutgoingEmail:
    """One row that is due now."""
    with system_context("test"):
        return OutgoingEmail.objects.create(
            **{"kind": KIND, "recipient_id": user.pk, "dedupe_key": f"test:{user.pk}:{number}", **fields}
        )


def row(mail: OutgoingEmail) -> OutgoingEmail:
    """The row as it is now."""
    with system_context("test"):
        return OutgoingEmail.objects.get(pk=mail.pk)

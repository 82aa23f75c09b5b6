"""Mail that comes back: refused at the door, or returned later by another server (RFC 3464)."""

from __future__ import annotations

import logging
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q

from coaching.core.ground import clock, people
from coaching.core.mail import outbox
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat

log = logging.getLogger(__name__)
OUR_ID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@")
FOR_GOOD = re.compile(r"^\s*5\.[0-9]{1,3}\.[0-9]{1,3}")
LONGEST = 1_000_000  # bytes of a returned message that are read


def note(row: OutgoingEmail, address: str) -> None:
    """The address refused this mail for good: remember it with the person, and tell whoever should phone them.

    A deadline that did not arrive is told to the programme's administrators, once per person and month.
    """
    if row.recipient_id is None:
        return  # to an address of nobody we know
    with without_hat():
        users = get_user_model()._default_manager.filter(pk=row.recipient_id, email__iexact=address)
        users.update(bounced_at=clock.now(), bounced_address=address.lower())
    if not (row.deadline_mail and row.programme_id) or row.kind == "core.undelivered":
        return
    with system_context("a deadline mail came back"):
        administrators = set(people.user_ids("administrators_of", row.programme_id)) - {row.recipient_id}
        names = people.names_of([row.recipient_id])
        outbox.queue(
            "core.undelivered",
            recipients=administrators,
            context={"person": names.get(row.recipient_id, ""), "address": address},
            dedupe=f"undelivered:{row.recipient_id}:{clock.today():%Y-%m}",
            deadline_mail=False,
        )


def take(raw: bytes) -> OutgoingEmail | None:
    """Read a returned message; the mail it is about, now marked as not delivered. None when it is no such thing.

    Believed only for what a report says in its own part, and only about a mail that we sent to that address: whoever
    can send us mail must not be able to silence somebody. Delays and temporary failures (4.x) change nothing.
    """
    message = message_from_bytes(raw[:LONGEST], policy=policy.default)
    refused, row_id = _refused_address(message), _our_id(message)
    if not refused or row_id is None:
        return None
    with system_context("a mail came back"):
        row = OutgoingEmail.objects.select_for_update().filter(pk=row_id, to_address__iexact=refused).first()
        if row is None or row.state not in (MailState.SENT, MailState.UNKNOWN):
            return None
        OutgoingEmail.objects.filter(Q(pk=row.pk) | Q(carried_by=row.pk)).update(
            state=MailState.FAILED, last_error=f"returned by the mail server of {refused}"
        )
    note(row, refused)
    return row


def _refused_address(message: EmailMessage) -> str:
    """The address that the report calls failed for good; "" when there is none."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _parts(part):
            action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", ""))
            if action == "failed" and FOR_GOOD.match(status):
                return str(block.get("Final-Recipient", "")).partition(";")[2].strip().strip("<>").lower()
    return ""


def _our_id(message: EmailMessage) -> UUID | None:
    """The id of our mail, from the part that holds the original (or its headers)."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            text = "".join(str(inner.get("Message-ID", "")) for inner in _parts(part)[:1])
        elif kind == "text/rfc822-headers":
            text = str(part.get_payload())
        else:
            continue
        found = OUR_ID.search(text)
        if found:
            return UUID(found.group(1))
    return None


def _parts(part: EmailMessage) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []

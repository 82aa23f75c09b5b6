"""Mail that comes back: refused at the door, or returned later by another server; what follows for the mail and its reader.

A dead address, a full mailbox, a mail that was not wanted and a server that does not answer are four things: only the
first says that the reader cannot be reached here (ADR 0047).
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Q

from coaching.core.ground import clock, people
from coaching.core.mail import outbox
from coaching.core.mail.returned import LONGEST, Failure, Returned, Why, read, why
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat

__all__ = ["LONGEST", "Why", "given_up_for_room", "note", "refused_at_the_door", "take", "wait_for_room"]
log = logging.getLogger(__name__)
ROOM_AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))  # a full mailbox is tried again; periods.md
SAID = {
    Why.GONE: "returned: nobody has the address {address}",
    Why.FULL: "returned: the mailbox of {address} is full",
    Why.REFUSED: "returned: the mail server of {address} did not want this mail",
    Why.AWAY: "returned: the mail server of {address} could not be reached",
}


def note(row: OutgoingEmail, address: str, reason: Why = Why.GONE, *, last: bool = True) -> None:
    """Remember with the person what their mailbox does, and tell whoever should phone them.

    A deadline that did not arrive is told to the programme's administrators, once per person and month; of a full
    mailbox when it was the last attempt. A mail that was refused for what it is says nothing of the address.
    """
    if reason in (Why.GONE, Why.FULL):
        _remember(row, address, reason)
    if row.recipient_id is None:
        return  # to an address: an invitation, or what the sign-in pages send
    if not last or not (row.deadline_mail and row.programme_id) or row.kind == "core.undelivered":
        return
    with system_context("a deadline mail came back"):
        administrators = set(people.user_ids("administrators_of", row.programme_id)) - {row.recipient_id}
        names = people.names_of([row.recipient_id])
        outbox.queue(
            "core.undelivered",
            recipients=administrators,
            context={"person": names.get(row.recipient_id, ""), "address": address, "why": reason.value},
            dedupe=f"undelivered:{row.recipient_id}:{clock.today():%Y-%m}",
            deadline_mail=False,
        )


def _remember(row: OutgoingEmail, address: str, reason: Why) -> None:
    """With the person whom it was sent to; of a mail to an address, whoever signs in with it (none: nothing to note)."""
    with without_hat():
        users = get_user_model()._default_manager.filter(email__iexact=row.to_address or address)
        if row.recipient_id is not None:
            users = users.filter(pk=row.recipient_id)
        users.update(bounced_at=clock.now(), bounced_address=F("email"), bounced_why=reason.value)


def refused_at_the_door(code: int, error: str) -> Why:
    """Why a server refused a recipient while we were speaking to it."""
    return why("" if code >= 500 else "4.0.0", error)


def take(raw: bytes) -> OutgoingEmail | None:
    """Read a returned message; the mail it is about, now settled. None when it is no such thing.

    Believed only about a mail that we sent, by its number that nobody can guess, and to that very address: whoever can
    send us mail must not be able to silence somebody. Delays and answers of people who are away change nothing.
    """
    found = read(raw)
    if found is None:
        return None
    with system_context("a mail came back"):
        row = OutgoingEmail.objects.select_for_update().filter(pk=found.mail_id).first()
        failure = _about(found, row)
        if row is None or failure is None or row.state not in (MailState.SENT, MailState.UNKNOWN):
            return None
        last = _settle(row, failure.why)
    note(row, row.to_address, failure.why, last=last)
    return row


def _about(found: Returned, row: OutgoingEmail | None) -> Failure | None:
    """The failure that is about the address to which we sent it.

    An address that forwards: the report names the mailbox behind it, and ours as the original one, or ours stands in
    the original's To. Both come from who had our mail.
    """
    if row is None or not row.to_address:
        return None
    ours = row.to_address.lower()
    named = next((one for one in found.failures if ours in one.addresses), None)
    return named or (found.failures[0] if ours in found.to else None)


def _settle(row: OutgoingEmail, reason: Why) -> bool:
    """The mail's new state; False when it is tried again later. Call in a system context, with the row locked."""
    changes: dict[str, Any] = {"last_error": SAID[reason].format(address=row.to_address)}
    again = reason == Why.FULL and row.deadline_mail and row.times_full < len(ROOM_AFTER)
    if again:
        later = clock.now() + ROOM_AFTER[row.times_full]
        changes |= {"state": MailState.QUEUED, "not_before": later, "claimed_at": None, "attempts": 0}
    else:
        changes |= {"state": MailState.FULL if reason == Why.FULL else MailState.FAILED}
    if reason == Why.FULL:
        changes["times_full"] = row.times_full + 1
    OutgoingEmail.objects.filter(Q(pk=row.pk) | Q(carried_by=row.pk)).update(**changes)
    return not again


def wait_for_room(row: OutgoingEmail, address: str, error: str) -> MailState:
    """A server that says at once that the mailbox is full, for good as it sees it: the same as when it says so later."""
    with system_context("mail delivery: the mailbox is full"):
        row.to_address = address
        last = _settle(row, Why.FULL)
        OutgoingEmail.objects.filter(pk=row.pk).update(last_error=error)
    note(row, address, Why.FULL, last=last)
    return MailState.FULL if last else MailState.QUEUED


def given_up_for_room(row: OutgoingEmail) -> str:
    """It failed after every attempt, each time for want of room: that is what pages say."""
    with system_context("mail delivery: the mailbox is full"):
        rows = OutgoingEmail.objects.filter(Q(pk=row.pk) | Q(carried_by=row.pk), state=MailState.FAILED)
        rows.update(state=MailState.FULL)
    return MailState.FULL.value

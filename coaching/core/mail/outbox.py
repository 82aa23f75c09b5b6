"""Queueing mails. Words live in each app's `emails.py`, one readable function per mail; delivery in `delivery`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from celery import current_app

from coaching.core.ground.audit import tenant_keys_of
from coaching.core.ground.ics import Entry
from coaching.core.models import OutgoingEmail

DELIVERY = "core.deliver_mail"  # by name: the task itself, in `mail.tasks`, delivers what is queued here


@dataclass(frozen=True)
class MailContent:
    """What a mail says. Text and HTML are both made from it (templates/mail/base.*).

    calendar: what the mail says of a date, which goes along as a file for the reader's own calendar.
    subject says what to do by when; paragraphs: plain sentences; facts: (label, value) lines; action: one button.
    """

    subject: str
    paragraphs: list[str]
    action_label: str = ""
    action_path: str = ""  # site-relative; delivery adds the host and ?lang=
    facts: list[tuple[str, str]] = field(default_factory=list)
    closing: str = ""
    calendar: Entry | None = None


MAILS: dict[str, Callable[[dict[str, Any]], MailContent]] = {}


def mail(kind: str) -> Callable[[Any], Any]:
    """Register the function that writes mails of this kind: (context) → MailContent, in the active language."""

    def register(function: Any) -> Any:
        if kind in MAILS:
            raise ValueError(f"mail {kind} is declared twice")
        MAILS[kind] = function
        return function

    return register


def queue(
    kind: str,
    *,
    recipients: Iterable[int] = (),
    address: str = "",
    language: str = "",
    context: dict[str, Any],
    dedupe: str,
    about: Any = None,
    deadline_mail: bool = True,
    reminder_id: Any = None,
) -> list[OutgoingEmail]:
    """Write one outbox row per recipient (user ids) or one to `address`, in the transaction of the fact it tells.

    `dedupe` names the fact ("application.approved:<id>"): the same fact never mails the same person twice.
    `about`: the record whose company, programme and trajectory the mail is filed under.
    """
    if kind not in MAILS:
        raise ValueError(f"no mail function is registered for {kind}")
    keys = tenant_keys_of(about) if about is not None else {}
    common = dict(
        kind=kind, language=language, context=context, deadline_mail=deadline_mail, reminder_id=reminder_id, **keys
    )
    rows = [OutgoingEmail(recipient_id=user, dedupe_key=f"{dedupe}:{user}", **common) for user in set(recipients)]
    if address:
        rows.append(OutgoingEmail(address=address, dedupe_key=f"{dedupe}:{address}", **common))
    OutgoingEmail.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        current_app.tasks[DELIVERY].delay_on_commit()
    return rows

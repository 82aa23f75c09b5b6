"""Delivering the outbox: claim, begin, send, tell.

Rows are claimed in a short transaction, fifty at a time, and written. Right before the server hears of one, another
transaction notes where it goes (`to_address`), and that the one before was sent; it is sent outside every transaction.
Two workers never claim the same row (SKIP LOCKED). A worker that dies leaves its rows `sending`, and the lock that says
it lives goes with it (`work.held`): those that were not begun wait again, the one that was begun is named `unknown` and
nobody sends it again silently (ADR 0001). Whoever was only slow finds its claim gone, by the moment of it, and lets go.
"""

from __future__ import annotations

import logging
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import connection
from django.db.models import F, Q, QuerySet

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.mail import added, bounces, mailbody, newcomers, together, waits
from coaching.core.mail.outbox import MAILS
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context

log = logging.getLogger(__name__)
BATCH = 50
BUDGET_SECONDS = 60  # per call, well under the task's time limit; the rest waits for the next call
BACK_OFF = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6)]
STUCK_AFTER = timedelta(minutes=15)  # of a worker that lives and does not get on
LEFT_AFTER = timedelta(seconds=30)  # of a worker that is gone
CLAIM = "core.deliver_mail"
WAITING = {"state": MailState.QUEUED, "claimed_at": None, "carried_by": None, "attempts": F("attempts") - 1}
CARRY = "SELECT carry_mail(%s::timestamptz, %s::uuid, %s::timestamptz, %s, %s, %s, %s, %s::uuid, %s, %s)"
STOPPED = "the worker stopped while this mail was being sent"


@dataclass(frozen=True)
class Reader:
    """Where a claimed mail goes, as known at the moment of claiming."""

    address: str
    language: str
    newcomer: bool = False  # could never sign in: the mail says how


@dataclass(frozen=True)
class Claimed:
    """A mail to send now, and the news that goes along with it in the same mail."""

    row: OutgoingEmail
    reader: Reader
    along: list[OutgoingEmail]
    added: added.Paragraphs


@dataclass(frozen=True)
class Sent:
    """A mail that the server took, which the database is yet to hear."""

    row: OutgoingEmail
    letter: mailbody.Letter
    at: datetime


class ConnectionRefused(Exception):
    """The mail server could not be reached: certainly nothing was sent."""


def deliver_due(now: datetime | None = None, budget: float = BUDGET_SECONDS) -> dict[str, int]:
    """Send all that is due, in batches; figures per outcome. Must not be called inside a tenant context.

    Stops after `budget` seconds: what is left stays queued. Each mail is sent at most once.
    """
    figures: dict[str, int] = {}
    until = time.monotonic() + budget
    while time.monotonic() < until:
        moment = now or clock.now()
        with work.held(CLAIM, _named(moment)):  # before the claim is seen by anybody
            claimed, outcome = claim(moment)
            _add(figures, outcome)
            if not claimed and not outcome:
                break
            if claimed and not _send_batch(claimed, moment, until, figures):
                break
    return figures


def _named(moment: datetime) -> str:
    """A claim, by its moment, among the locks that say who is at work."""
    return f"{moment.timestamp():.6f}"


def claim(now: datetime) -> tuple[list[Claimed], dict[str, int]]:
    """Take up to BATCH due rows (committed as `sending`) with their readers; rows without a reader are cancelled.

    Who could never sign in is welcomed first: their other mails stay where they are until that one is settled.
    """
    figures: dict[str, int] = {}
    with system_context("mail delivery: claim"):
        due = OutgoingEmail.objects.filter(state=MailState.QUEUED, not_before__lte=now).order_by("not_before", "id")
        rows = list(newcomers.after_welcome(due).select_for_update(skip_locked=True)[:BATCH])
        rows, welcomed = newcomers.welcome_first(rows)
        found = together.sort(rows, now)
        readers = _readers(found.rows)
        nobody = [row.pk for row in found.rows if row.pk not in readers]
        if nobody:
            OutgoingEmail.objects.filter(Q(pk__in=nobody) | Q(carried_by__in=nobody)).update(
                state=MailState.CANCELLED, last_error="the account is no longer active"
            )
        going = [(row, found.carried.get(row.pk, [])) for row in found.rows if row.pk in readers]
        theirs = added.to([one for row, along in going for one in (row, *along)])
        taken = [Claimed(row, readers[row.pk], along, theirs) for row, along in going]
        OutgoingEmail.objects.filter(pk__in=[one.row.pk for one in taken]).update(
            state=MailState.SENDING, claimed_at=now, attempts=F("attempts") + 1, to_address=""
        )
        for one in taken:
            one.row.attempts += 1
            for row in (one.row, *one.along):
                row.claimed_at = now
    _add(
        figures,
        {"cancelled": len(nobody) + found.cancelled, "postponed": found.postponed, "welcomed": welcomed},
    )
    return taken, figures


def sweep(now: datetime) -> int:
    """Settle what stays in `sending` too long, or whose worker is gone; returns how many became `unknown`.

    Call in a system context. Of a mail without an address the server has not heard: it waits again. It may itself be
    what stops the workers, so this counts as an attempt.
    """
    sending = OutgoingEmail.objects.filter(state=MailState.SENDING)
    claims = sending.filter(claimed_at__lt=now - LEFT_AFTER).values_list("claimed_at", flat=True).distinct()
    names = {(CLAIM, _named(moment)): moment for moment in claims if moment is not None}
    left = [names[name] for name in names.keys() - work.under_way(names)]
    stuck = sending.filter(Q(claimed_at__lt=now - STUCK_AFTER) | Q(claimed_at__in=left))
    unknown = stuck.exclude(to_address="").update(state=MailState.UNKNOWN, last_error=STOPPED)
    untouched = stuck.filter(to_address="")
    untouched.filter(attempts__gt=len(BACK_OFF)).update(state=MailState.FAILED, last_error=STOPPED)
    untouched.update(state=MailState.QUEUED, claimed_at=None, carried_by=None)
    return unknown


def anything_due(now: datetime) -> bool:
    """Whether a delivery run has something to do. Call in a system context."""
    return OutgoingEmail.objects.filter(state=MailState.QUEUED, not_before__lte=now).exists()


def _send_batch(claimed: list[Claimed], now: datetime, until: float, figures: dict[str, int]) -> bool:
    """Send one batch over one connection; False when the server or the time gave out (the rest is queued again)."""
    waiting = {one.row.pk: one.row for one in claimed}
    backend, sent = get_connection(), None
    try:
        _open(backend)
        for row, letter in _written(claimed):  # all of them first: nothing else happens between two of them
            if time.monotonic() > until:
                return False
            del waiting[row.pk]
            if letter is None:
                _add(figures, {MailState.FAILED.value: 1})
                continue
            begun, sent = _carry(sent, row, letter), None
            outcome = _send_one(row, letter, backend, now) if begun else "taken back"
            sent = Sent(row, letter, now) if outcome == MailState.SENT.value else None
            _add(figures, {outcome: 1})
    except ConnectionRefused as error:
        _add(figures, {"retried": len(waiting)})
        for row in waiting.values():
            _retry(row, str(error), now)
        waiting.clear()
        return False
    finally:
        _carry(sent)
        _release(list(waiting.values()))
        _close(backend)
    return True


def _written(claimed: list[Claimed]) -> list[tuple[OutgoingEmail, mailbody.Letter | None]]:
    """Each mail with its words; without, when it cannot be written: it has failed, and its news waits for the next one."""
    written: list[tuple[OutgoingEmail, mailbody.Letter | None]] = []
    for one in claimed:
        row, reader = one.row, one.reader
        along = [other for other in one.along if _can_be_written(other)]
        newcomer = reader.newcomer and row.kind != newcomers.WELCOME
        if _can_be_written(row):
            told = waits.along_with(row, reader.language)
            letter = mailbody.write(
                row, reader.address, reader.language, along, newcomer=newcomer, waits=told, added=one.added
            )
            written.append((row, letter))
        else:
            _release_along(row)
            written.append((row, None))
    return written


def _send_one(row: OutgoingEmail, letter: mailbody.Letter, backend: Any, now: datetime) -> str:
    """Send one mail and note the outcome, but for `sent`, which is noted with the next one; its name for the figures."""
    try:
        mailbody.message(row, letter, backend).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return _refused_address(row, letter.to, max(codes, default=550), _told(error), now)
    except smtplib.SMTPResponseException as error:
        return _refused(row, error.smtp_code, str(error), now)
    except (OSError, smtplib.SMTPException) as error:
        # The line broke while sending: the server may have accepted it. Never send twice silently.
        return _mark(row, MailState.UNKNOWN, last_error=f"the connection broke while sending: {error}")
    return MailState.SENT.value


def _carry(sent: Sent | None, row: OutgoingEmail | None = None, letter: mailbody.Letter | None = None) -> bool:
    """Note what was sent, and that `row` goes out now, in one round trip: two transactions cost more than the mail (ADR 0036).

    From here on the server may have heard of `row`; False when the sweeper took it back meanwhile. Both are of one claim.
    """
    claim = row or (sent.row if sent else None)
    if claim is None:
        return False
    done = [str(sent.row.pk), sent.at, *_words(sent.letter)] if sent else [None] * 6
    after = [str(row.pk), letter.to, letter.subject] if row and letter else [None] * 3
    with connection.cursor() as cursor:
        cursor.execute(CARRY, [claim.claimed_at, *done, *after])
        return bool(cursor.fetchone()[0])


def _words(letter: mailbody.Letter) -> list[str]:
    return [letter.to, letter.subject, letter.text, letter.html]


def _ours(which: Q, row: OutgoingEmail) -> QuerySet[OutgoingEmail]:
    """Those of `which` that are still claimed as `row` was."""
    return OutgoingEmail.objects.filter(which, state=MailState.SENDING, claimed_at=row.claimed_at)


def _can_be_written(row: OutgoingEmail) -> bool:
    """Whether the mail's own function makes words of it: a mistake there must not stop others."""
    try:
        MAILS[row.kind](row.context)
    except Exception as error:
        log.exception("mail %s could not be written", row.pk)
        with system_context("mail delivery: failed"):
            _ours(Q(pk=row.pk), row).update(state=MailState.FAILED, last_error=f"could not be written: {error!r}")
        return False
    return True


def _release_along(row: OutgoingEmail) -> None:
    """What should have gone along with a mail that cannot be written waits for the next one."""
    with system_context("mail delivery: release"):
        _ours(Q(carried_by=row.pk), row).update(**WAITING)


def _told(error: smtplib.SMTPRecipientsRefused) -> str:
    """The server's words, without the wrapping of two languages of computers."""
    return " ".join(f"{code} {words.decode('utf-8', 'replace')}" for code, words in error.recipients.values())


def _refused_address(row: OutgoingEmail, address: str, code: int, error: str, now: datetime) -> str:
    """The address is not taken: for good, for want of room, or not now. What it says of the reader is remembered."""
    reason = bounces.refused_at_the_door(code, error)
    if code >= 500 and reason == bounces.Why.FULL:
        state = bounces.wait_for_room(row, address, error)
        return state.value if state == MailState.FULL else "retried"
    outcome = _refused(row, code, error, now)
    if outcome != MailState.FAILED.value:
        return outcome
    if reason == bounces.Why.FULL:  # and not once was there any
        outcome = bounces.given_up_for_room(row)
    bounces.note(row, address, reason)
    return outcome


def _refused(row: OutgoingEmail, code: int, error: str, now: datetime) -> str:
    """5xx is for good; 4xx asks to come back later."""
    return _mark(row, MailState.FAILED, last_error=error) if code >= 500 else _retry(row, error, now)


def _retry(row: OutgoingEmail, error: str, now: datetime) -> str:
    if row.attempts > len(BACK_OFF):
        return _mark(row, MailState.FAILED, last_error=error)
    later = now + BACK_OFF[row.attempts - 1]
    _mark(row, MailState.QUEUED, not_before=later, claimed_at=None, last_error=error)
    with system_context("mail delivery: retried"):
        OutgoingEmail.objects.filter(carried_by=row.pk, state=MailState.QUEUED).update(carried_by=None)
    return "retried"


def _mark(row: OutgoingEmail, state: MailState, **columns: Any) -> str:
    with system_context(f"mail delivery: {state.value}"):
        _ours(Q(pk=row.pk) | Q(carried_by=row.pk), row).update(state=state, **columns)
    return state.value


def _release(rows: list[OutgoingEmail]) -> None:
    """Rows of one batch that were claimed but not touched go back unharmed."""
    if rows:
        ids = [row.pk for row in rows]
        with system_context("mail delivery: release"):
            _ours(Q(pk__in=ids) | Q(carried_by__in=ids), rows[0]).update(**WAITING)


def _open(backend: Any) -> None:
    try:
        backend.open()
    except (OSError, smtplib.SMTPException) as error:
        raise ConnectionRefused(f"the mail server cannot be reached: {error}") from error


def _close(backend: Any) -> None:
    try:
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("closing the connection to the mail server: %s", error)


def _readers(rows: list[OutgoingEmail]) -> dict[UUID, Reader]:
    """Address and language of each row, read at this moment; nobody for accounts that are no longer active."""
    people = get_user_model()._default_manager.filter(
        pk__in={row.recipient_id for row in rows if row.recipient_id}, is_active=True
    )
    known = {person.pk: person for person in people}
    readers = {}
    for row in rows:
        if row.recipient_id is None:
            readers[row.pk] = Reader(row.address, row.language or "nl")
        elif row.recipient_id in known:
            person: Any = known[row.recipient_id]
            readers[row.pk] = Reader(
                person.email, row.language or person.language, newcomers.never_could_sign_in(person)
            )
    return readers


def _add(figures: dict[str, int], more: dict[str, int]) -> None:
    for name, count in more.items():
        if count:
            figures[name] = figures.get(name, 0) + count

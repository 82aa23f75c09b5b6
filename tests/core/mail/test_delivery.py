"""Delivery: what is due is sent once, in the reader's language; what fails is retried, what is unclear is named."""

from __future__ import annotations

import math
import smtplib
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import ProgrammingError, connection, transaction

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.mail import delivery
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.core.mail.mails import queued, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db):
    return factories.user("Lezer", language="fr")


def failing(monkeypatch, error, at="send_messages"):
    def fail(self, *args):
        raise error

    monkeypatch.setattr(EmailBackend, at, fail, raising=False)


def test_sends_text_and_html_in_the_readers_language(reader):
    mail = queued(reader, context={"name": "Lezer"})
    assert delivery.deliver_due() == {"sent": 1}
    sent, kept = mailbox.outbox[0], row(mail)
    assert sent.to == [reader.email] == [kept.to_address]
    assert sent.subject == "Hello Lezer" == kept.subject
    assert "First <line>." in sent.body and "/c/x/?as=contact&lang=fr#top" in sent.body
    assert "First &lt;line&gt;." in kept.body_html and "lang=fr" in kept.body_html
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert str(mail.pk) in sent.message()["Message-ID"]
    assert kept.state == MailState.SENT and kept.sent_at and kept.attempts == 1


def test_second_run_sends_nothing(reader):
    queued(reader)
    delivery.deliver_due()
    assert delivery.deliver_due() == {}
    assert len(mailbox.outbox) == 1


def test_address_and_language_are_read_when_sending(reader):
    queued(reader)
    type(reader).objects.filter(pk=reader.pk).update(email="nieuw@voorbeeld.test", language="nl")
    delivery.deliver_due()
    assert mailbox.outbox[0].to == ["nieuw@voorbeeld.test"] and "lang=nl" in mailbox.outbox[0].body


def test_mail_to_an_address_without_account():
    with system_context("test"):
        OutgoingEmail.objects.create(kind="tests.hello", address="iemand@voorbeeld.test", dedupe_key="x")
    assert delivery.deliver_due() == {"sent": 1}


def test_inactive_reader_gets_nothing(reader):
    mail = queued(reader)
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    assert delivery.deliver_due() == {"cancelled": 1}
    assert row(mail).state == MailState.CANCELLED and not mailbox.outbox


def test_not_before_its_moment(reader):
    later = clock.now() + timedelta(hours=1)
    queued(reader, not_before=later)
    assert delivery.deliver_due() == {}
    assert delivery.deliver_due(later) == {"sent": 1}


def test_unreachable_server_is_retried_and_gives_up_in_the_end(reader, monkeypatch):
    mail, now = queued(reader), clock.now()
    failing(monkeypatch, ConnectionRefusedError("no"), at="open")
    assert delivery.deliver_due(now) == {"retried": 1}
    assert row(mail).not_before == now + timedelta(minutes=1)
    for _ in range(5):
        now += timedelta(hours=7)
        delivery.deliver_due(now)
    assert row(mail).state == MailState.FAILED and "cannot be reached" in row(mail).last_error


@pytest.mark.parametrize(
    ("error", "outcome", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"unknown")}), "failed", "failed"),
        (smtplib.SMTPRecipientsRefused({"a": (451, b"later")}), "retried", "queued"),
        (smtplib.SMTPDataError(554, b"no"), "failed", "failed"),
        (smtplib.SMTPDataError(421, b"busy"), "retried", "queued"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown", "unknown"),
        (TimeoutError("slow"), "unknown", "unknown"),
    ],
)
def test_what_the_server_says_decides(reader, monkeypatch, error, outcome, state):
    mail = queued(reader)
    failing(monkeypatch, error)
    assert delivery.deliver_due() == {outcome: 1}
    assert row(mail).state == state and row(mail).last_error


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(reader):
    broken, good = queued(reader, 1, context={"broken": True}), queued(reader, 2)
    assert delivery.deliver_due() == {"failed": 1, "sent": 1}
    assert row(broken).state == MailState.FAILED and row(good).state == MailState.SENT


class Killed(BaseException):
    """The end of the process, as far as a test can have it: nothing that it would still do is done."""


def killed_while_sending(monkeypatch):
    """A worker dies with its first mail on the line: what `finally` would give back stays as it is."""
    with monkeypatch.context() as patched:
        failing(patched, Killed())
        patched.setattr(delivery, "_release", lambda rows: None)
        with pytest.raises(Killed):
            delivery.deliver_due()


def sweep(now):
    with system_context("test"):
        return delivery.sweep(now)


def test_killed_before_sending_waits_again_and_is_sent_once(reader):
    mail, now = queued(reader), clock.now()
    minute = now + timedelta(minutes=1)
    with work.held(delivery.CLAIM, delivery._named(now)):  # as long as the worker lives
        delivery.claim(now)
        assert sweep(now + timedelta(minutes=14)) == 0 and delivery.deliver_due(now + timedelta(minutes=14)) == {}
        assert row(mail).state == MailState.SENDING
    assert sweep(minute) == 0
    assert row(mail).state == MailState.QUEUED and row(mail).claimed_at is None
    assert delivery.deliver_due(minute) == {"sent": 1}
    assert row(mail).attempts == 2 and len(mailbox.outbox) == 1


def test_a_worker_that_lives_and_does_not_get_on_loses_its_mails(reader):
    mail, now = queued(reader), clock.now()
    with work.held(delivery.CLAIM, delivery._named(now)):
        delivery.claim(now)
        sweep(now + timedelta(minutes=16))
    assert row(mail).state == MailState.QUEUED


def test_killed_while_sending_is_named_and_never_sent_again(reader, monkeypatch):
    mails, now = [queued(reader, n) for n in range(3)], clock.now()
    killed_while_sending(monkeypatch)
    assert sweep(now + timedelta(minutes=1)) == 1
    states = Counter(row(mail).state for mail in mails)
    assert states == {MailState.UNKNOWN: 1, MailState.QUEUED: 2}
    unknown = next(row(mail) for mail in mails if row(mail).state == MailState.UNKNOWN)
    assert unknown.to_address == reader.email and unknown.subject  # what staff looks up
    assert delivery.deliver_due(now + timedelta(days=2)) == {"sent": 2}
    assert row(unknown).state == MailState.UNKNOWN and len(mailbox.outbox) == 2


def test_what_stops_every_worker_is_given_up(reader):
    mail, now = queued(reader), clock.now()
    for _ in range(len(delivery.BACK_OFF) + 1):
        assert row(mail).state == MailState.QUEUED
        delivery.claim(now)
        now += timedelta(minutes=16)
        sweep(now)
    assert row(mail).state == MailState.FAILED and row(mail).last_error


def test_a_worker_that_was_only_slow_lets_go(reader):
    mails, now = [queued(reader, n) for n in range(2)], clock.now()
    slow, _ = delivery.claim(now)
    later = now + timedelta(minutes=16)
    sweep(later)
    assert delivery.deliver_due(later) == {"sent": 2}
    figures = {}
    assert delivery._send_batch(slow, now, math.inf, figures) and figures == {"taken back": 2}
    assert len(mailbox.outbox) == 2 and {row(mail).state for mail in mails} == {MailState.SENT}


def test_a_worker_that_was_only_slow_gives_nothing_of_others_back(reader):
    mail, now = queued(reader), clock.now()
    slow, _ = delivery.claim(now)
    later = now + timedelta(minutes=16)
    sweep(later)
    delivery.claim(later)  # somebody else sends it now
    assert not delivery._send_batch(slow, now, 0, {})  # its time is up: gives back what it holds
    assert row(mail).state == MailState.SENDING and row(mail).claimed_at == later


def test_what_was_sent_is_noted_when_the_time_gives_out(reader, monkeypatch):
    """The mail that went out last is not left in doubt: it has no next one to be noted with."""
    mails, now = [queued(reader, n) for n in range(2)], clock.now()
    claimed, _ = delivery.claim(now)
    moments = iter([0, 2])
    monkeypatch.setattr("coaching.core.mail.delivery.time.monotonic", lambda: next(moments))
    assert not delivery._send_batch(claimed, now, 1, {})
    monkeypatch.undo()
    assert sorted(row(mail).state for mail in mails) == [MailState.QUEUED, MailState.SENT]
    assert len(mailbox.outbox) == 1


def test_what_was_sent_is_noted_before_the_next_one_leaves(reader, monkeypatch):
    """Whoever dies on the second mail leaves doubt about that one only."""
    mails = [queued(reader, n) for n in range(2)]
    seen = []

    def look(self, messages):
        seen.append(Counter(row(mail).state for mail in mails if row(mail).to_address))
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", look)
    assert delivery.deliver_due() == {"sent": 2}
    assert seen == [Counter({MailState.SENDING: 1}), Counter({MailState.SENT: 1, MailState.SENDING: 1})]


@pytest.mark.parametrize("who", ["w_web", "h_contact", "h_admin", "h_staff"])
def test_only_the_workers_login_carries_mails(reader, who):
    mail, now = queued(reader), clock.now()
    ((one,), _) = delivery.claim(now)
    asked = [now, str(mail.pk), now, "x@example", "x", "x", "x", None, None, None]
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET LOCAL ROLE {who}")
        cursor.execute(delivery.CARRY, asked)
    assert row(mail).state == MailState.SENDING and one.row.pk == mail.pk


def test_news_that_went_along_with_a_dead_worker_waits_again_too(reader):
    mails, now = [queued(reader, n, deadline_mail=False) for n in range(3)], clock.now()
    delivery.claim(now)
    later = now + timedelta(minutes=16)
    sweep(later)
    assert {(row(mail).state, row(mail).carried_by) for mail in mails} == {(MailState.QUEUED, None)}
    assert delivery.deliver_due(later) == {"sent": 1} and len(mailbox.outbox) == 1
    assert {row(mail).state for mail in mails} == {MailState.SENT}


def test_an_interrupted_batch_gives_back_what_it_did_not_touch(reader, monkeypatch):
    mails = [queued(reader, n) for n in range(3)]
    failing(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver_due()
    states = sorted(row(mail).state for mail in mails)
    assert states == [MailState.QUEUED, MailState.QUEUED, MailState.SENDING]


def test_more_than_one_batch(reader):
    for number in range(delivery.BATCH + 3):
        queued(reader, number)
    assert delivery.deliver_due() == {"sent": delivery.BATCH + 3}


def test_a_call_stops_when_its_time_is_up(reader):
    queued(reader)
    assert delivery.deliver_due(budget=0) == {}


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once():
    people = [factories.user() for _ in range(40)]
    for person in people:
        queued(person)
    results: list[dict[str, int]] = []

    def work():
        try:
            results.append(delivery.deliver_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(result.get("sent", 0) for result in results) == 40
    assert sorted(mail.to[0] for mail in mailbox.outbox) == sorted(person.email for person in people)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_sending(monkeypatch):
    queued(factories.user())
    open_then = []

    def watch(self, messages):
        open_then.append(connection.in_atomic_block)
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", watch)
    delivery.deliver_due()
    assert open_then == [False]

"""Mail that comes back: at the door and later; who is told, what stops, and who cannot be silenced by it."""

from __future__ import annotations

import io
import smtplib
import sys
import uuid

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse

from coaching.core.mail import bounces, delivery
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.core.mail.mails import queued, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db):
    return factories.user("Lezer", language="nl")


def report(mail_id, address, *, action="failed", status="5.1.1", headers=True):
    """A report as mail servers write it (RFC 3464), by hand: invented, no copy of a real one."""
    original = f"Message-ID: <{mail_id}@voorbeeld.test>\nSubject: Iets\n" if headers else "Subject: Iets\n"
    return (
        "From: MAILER-DAEMON@mx.example\nTo: post@voorbeeld.test\nSubject: Undelivered\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{original}\n--b--\n"
    ).encode()


def refuse(monkeypatch, reader, code):
    def no(self, *args):
        raise smtplib.SMTPRecipientsRefused({reader.email: (code, b"no such user")})

    monkeypatch.setattr(EmailBackend, "send_messages", no)


def broken_line(self, *args):
    raise smtplib.SMTPServerDisconnected("gone")


def test_refused_at_the_door_is_remembered_and_news_stops(reader, monkeypatch, login):
    with monkeypatch.context() as patched:
        refuse(patched, reader, 550)
        first = queued(reader, 1)
        assert delivery.deliver_due() == {"failed": 1}
    reader.refresh_from_db()
    assert row(first).state == MailState.FAILED and reader.bounces
    queued(reader, 2, deadline_mail=False)
    queued(reader, 3)
    assert delivery.deliver_due() == {"cancelled": 1, "sent": 1}  # a deadline is tried all the same
    client = login(reader)
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "Mail aan u komt terug" in page
    client.post(reverse("accounts:mail_works_again"))
    reader.refresh_from_db()
    assert not reader.bounces


def test_another_address_is_another_story(reader):
    type(reader).objects.filter(pk=reader.pk).update(bounced_address=reader.email, bounced_at="2026-01-01T00:00Z")
    reader.refresh_from_db()
    assert reader.bounces
    reader.email = "nieuw@voorbeeld.test"
    assert not reader.bounces


def test_later_is_no_bounce(reader, monkeypatch):
    refuse(monkeypatch, reader, 451)
    queued(reader)
    assert delivery.deliver_due() == {"retried": 1}
    reader.refresh_from_db()
    assert not reader.bounces


def test_returned_later_by_another_server(world):
    mail = queued(world.contact_a, programme_id=world.programme_a.pk)
    delivery.deliver_due()
    assert bounces.take(report(mail.pk, world.contact_a.email.upper())) is not None
    assert row(mail).state == MailState.FAILED
    with system_context("test"):
        told = OutgoingEmail.objects.filter(kind="core.undelivered")
        assert [mail.recipient_id for mail in told] == [world.admin_a.pk]
    assert bounces.take(report(mail.pk, world.contact_a.email)) is None  # the second copy of the report


def test_a_mail_of_which_nobody_knew_whether_it_was_sent_comes_back(reader, monkeypatch):
    mail = queued(reader)
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", broken_line)
        assert delivery.deliver_due() == {"unknown": 1}
    assert bounces.take(report(mail.pk, reader.email)) is not None
    assert row(mail).state == MailState.FAILED


@pytest.mark.parametrize(
    "changes",
    [{"action": "delayed", "status": "4.4.7"}, {"action": "delivered"}, {"headers": False}],
)
def test_what_is_no_refusal_changes_nothing(reader, changes):
    mail = queued(reader)
    delivery.deliver_due()
    assert bounces.take(report(mail.pk, reader.email, **changes)) is None
    assert row(mail).state == MailState.SENT


def test_nobody_is_silenced_by_an_invented_report(reader):
    other = factories.user("Ander")
    mail = queued(reader)
    delivery.deliver_due()
    assert bounces.take(report(mail.pk, other.email)) is None
    assert bounces.take(report(uuid.uuid4(), reader.email)) is None
    for user in (reader, other):
        user.refresh_from_db()
        assert not user.bounces


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 50, b"Content-Type: multipart/report; boundary=x\n\n--x", b"a" * 2_000_000]
)
def test_rubbish_is_swallowed(raw):
    assert bounces.take(raw) is None


def test_the_command_reads_what_the_mail_server_hands_over(reader, monkeypatch, tmp_path, capsys):
    mail = queued(reader)
    delivery.deliver_due()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report(mail.pk, reader.email))))
    call_command("take_bounce")
    assert str(mail.pk) in capsys.readouterr().out
    kept = tmp_path / "report"
    kept.write_bytes(b"nothing")
    call_command("take_bounce", str(kept))
    assert "nothing about" in capsys.readouterr().out

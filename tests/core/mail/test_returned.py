"""Returned mail in the shapes in which servers send it: cases/*.eml, invented, each after the documentation of its server."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail as sent_mail
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.mail import bounces, delivery
from coaching.core.mail.returned import Why, why
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.core.mail.mails import KIND, queued, row

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases"
GONE = ["postfix", "exchange", "exim-letter", "qmail", "gmail", "forwarded-alias", "forwarded-unnamed"]
GONE += ["headers-only", "original-in-base64", "global"]
FULL = ["full-for-good", "full-given-up", "full-in-words"]
NOT_HIS_FAULT = ["given-up", "refused-as-spam"]
NOTHING = ["delayed", "exim-delayed", "vacation", "quoted-by-a-person"]
NOTHING += ["spoofed-for-somebody-else", "spoofed-without-number"]
STATUS = "Reporting-MTA: dns; mx.voorbeeld.example\n\nFinal-Recipient: rfc822; @TO@\nAction: failed\nStatus: 5.1.1\n"
ORIGINAL = "From: no-reply@vijfsprong.invalid\nTo: @TO@\nMessage-ID: <@ID@@localhost>\nSubject: Iets\n\nBeste\n"


@pytest.fixture
def reader(db: None) -> Any:
    return factories.user("Lezer", language="nl")


def case(name: str, mail: OutgoingEmail, address: str) -> bytes:
    text = (CASES / f"{name}.eml").read_text()
    for gap, kind, inner in (
        ("@STATUS64@", "message/delivery-status", STATUS),
        ("@ORIGINAL64@", "message/rfc822", ORIGINAL),
    ):
        packed = base64.encodebytes(_filled(inner, mail, address).encode()).decode()
        text = text.replace(gap, f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{packed}")
    return _filled(text, mail, address).encode()


def _filled(text: str, mail: OutgoingEmail, address: str) -> str:
    return text.replace("@ID@", str(mail.pk)).replace("@TO@", address)


def sent(reader: Any, number: int = 1, **fields: Any) -> OutgoingEmail:
    mail = queued(reader, number, **fields)
    delivery.deliver_due()
    assert row(mail).state == MailState.SENT
    return mail


def test_every_case_is_told_apart():
    assert {*GONE, *FULL, *NOT_HIS_FAULT, *NOTHING} == {path.stem for path in CASES.glob("*.eml")}


@pytest.mark.parametrize("name", GONE)
def test_nobody_has_that_address(reader, name):
    mail = sent(reader)
    assert bounces.take(case(name, mail, reader.email)) is not None
    reader.refresh_from_db()
    assert row(mail).state == MailState.FAILED and reader.bounces and not reader.mailbox_full
    assert bounces.take(case(name, mail, reader.email)) is None, "a second copy changes nothing"


@pytest.mark.parametrize("name", NOT_HIS_FAULT)
def test_it_did_not_arrive_but_the_address_is_right(reader, name):
    mail = sent(reader)
    assert bounces.take(case(name, mail, reader.email)) is not None
    reader.refresh_from_db()
    assert row(mail).state == MailState.FAILED and not reader.bounces and not reader.mailbox_full


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_bounce_changes_nothing(reader, name):
    mail = sent(reader)
    assert bounces.take(case(name, mail, reader.email)) is None
    reader.refresh_from_db()
    assert row(mail).state == MailState.SENT and not reader.bounces and not reader.mailbox_full


@pytest.mark.parametrize("name", FULL)
def test_a_full_mailbox_is_tried_again_and_then_said(reader, name):
    """After one, three and seven days; each time the same mail. News to it goes on: the address is right."""
    mail = sent(reader)
    moment = clock.now()
    for days in (1, 3, 7):
        with time_machine.travel(moment, tick=False):
            assert bounces.take(case(name, mail, reader.email)) is not None
        now = row(mail)
        assert now.state == MailState.QUEUED and now.not_before - now.sent_at >= timedelta(days=days)
        assert delivery.deliver_due(now.not_before - timedelta(minutes=1)) == {}
        moment = now.not_before
        with time_machine.travel(moment, tick=False):
            assert delivery.deliver_due(moment) == {"sent": 1}
    with time_machine.travel(moment, tick=False):
        bounces.take(case(name, mail, reader.email))
        reader.refresh_from_db()
        assert reader.mailbox_full and not reader.bounces
    assert row(mail).state == MailState.FULL
    assert len({message.extra_headers["Message-ID"] for message in sent_mail.outbox}) == 1


def test_news_to_a_full_mailbox_is_not_sent_twice(reader):
    mail = sent(reader, deadline_mail=False)
    bounces.take(case("full-for-good", mail, reader.email))
    assert row(mail).state == MailState.FULL


def test_who_is_told_of_a_full_mailbox_and_when(world):
    """The administrators, once nobody made room; the reader, in their own details, from the first time on."""
    mail = sent(world.contact_a, programme_id=world.programme_a.pk)
    with system_context("test"):
        OutgoingEmail.objects.filter(pk=mail.pk).update(times_full=2)
        told = OutgoingEmail.objects.filter(kind="core.undelivered")
        bounces.take(case("full-for-good", mail, world.contact_a.email))
        assert not told.exists()
        OutgoingEmail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=clock.now())
        bounces.take(case("full-for-good", mail, world.contact_a.email))
        assert [one.recipient_id for one in told] == [world.admin_a.pk]
        assert told[0].context["why"] == "full"
    delivery.deliver_due()
    assert "postvak" in next(m.subject for m in sent_mail.outbox if world.admin_a.email in m.to).lower()


def test_the_reader_sees_what_to_do(reader, login):
    mail = sent(reader)
    bounces.take(case("full-for-good", mail, reader.email))
    client = login(reader)
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "Uw postvak zat vol" in page and "Mail aan u komt terug" not in page
    client.post(reverse("accounts:mail_works_again"))
    assert "Uw postvak zat vol" not in client.get(reverse("accounts:profile")).content.decode()


def test_a_mail_of_the_sign_in_pages_comes_back_too(reader):
    """It is sent to an address; the person is whoever signs in with it."""
    with system_context("test"):
        mail = OutgoingEmail.objects.create(kind=KIND, address=reader.email, dedupe_key="test:address")
        stranger = OutgoingEmail.objects.create(kind=KIND, address="niemand@voorbeeld.test", dedupe_key="test:nobody")
    delivery.deliver_due()
    assert bounces.take(case("postfix", mail, reader.email)) is not None
    assert bounces.take(case("postfix", stranger, "niemand@voorbeeld.test")) is not None
    reader.refresh_from_db()
    assert reader.bounces and row(stranger).state == MailState.FAILED


def test_a_full_mailbox_is_not_said_for_ever(reader):
    mail = sent(reader)
    bounces.take(case("full-for-good", mail, reader.email))
    reader.refresh_from_db()
    assert reader.mailbox_full
    reader.bounced_at -= timedelta(days=15)
    assert not reader.mailbox_full and not reader.bounces


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("5.1.1", "", Why.GONE),
        ("5.1.10", "", Why.GONE),
        ("5.4.1", "Recipient address rejected: Access denied", Why.GONE),
        ("5.2.1", "mailbox disabled", Why.GONE),
        ("5.1.1", "user unknown; quota exceeded", Why.GONE),
        ("5.0.0", "550 5.1.1 no such user", Why.GONE),
        ("", "550 no such user", Why.GONE),
        ("5.2.2", "", Why.FULL),
        ("4.2.2", "", Why.FULL),
        ("5.0.0", "552 5.2.2 over quota", Why.FULL),
        ("", "552 mailbox is full", Why.FULL),
        ("5.2.3", "message too large", Why.REFUSED),
        ("5.3.4", "message too big", Why.REFUSED),
        ("5.7.1", "spam", Why.REFUSED),
        ("4.4.7", "expired", Why.AWAY),
        ("4.3.1", "insufficient system storage", Why.AWAY),
    ],
)
def test_why_it_came_back(code, text, reason):
    assert why(code, text) == reason


def _nested(depth: int) -> bytes:
    return b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * depth + b"x"


def _parts(count: int) -> bytes:
    return b'Content-Type: multipart/report; boundary="B"\n\n' + b"--B\nContent-Type: text/plain\n\nx\n" * count


HOSTILE = {
    "nested": _nested(20_000),
    "nested multiparts": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    ),
    "many parts": _parts(30_000),
    "many addresses": b"From: MAILER-DAEMON@x.example\n\n5.1.1 " + b"a@b.example " * 80_000,
    "one long header": b"X-Failed-Recipients: " + b"(" * 900_000 + b"\n\nx",
    "one long line in a report": b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n"
    b"Diagnostic-Code: smtp; " + b"over " * 190_000,
    "a kind with parameters without end": b'Content-Type: multipart/report; boundary="' + b'\\";' * 300_000,
    "a kind on many lines": b"X: y\rContent-Type: multipart/report;\n" + b' a="\\";\n' * 100_000,
    "headers without end": b"X: y\n" * 200_000,
    "wrong letters": b"Content-Type: message/delivery-status; charset=bestaat-niet\n\n\xff\xfe\x00Action: failed\n",
    "no base64": b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n!!!\n",
    "huge": b"From: MAILER-DAEMON@x.example\n\nHi. This is the " + b"<" * 3_000_000,
    "quota": b"From: MAILER-DAEMON@x.example\n\n5.0.0 exceed " + b"exceed the " * 70_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_mail_made_to_tire_us_is_swallowed(db, name):
    assert bounces.take(HOSTILE[name]) is None

"""News goes out together, once a day or as rarely as its reader wants; deadlines come at once."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from coaching.core.mail import delivery, together
from coaching.core.models import MailState
from tests import factories
from tests.core.mail.mails import queued, row

pytestmark = pytest.mark.django_db
TUESDAY = timezone.make_aware(datetime(2026, 3, 3, 10, 0))


@pytest.fixture
def reader(db):
    return factories.user("Lezer", language="nl")


def news(reader, number, **fields):
    return queued(
        reader, number, **{"deadline_mail": False, "not_before": TUESDAY, "context": {"name": f"nr {number}"}, **fields}
    )


def test_news_of_one_day_comes_in_one_mail(reader):
    mails = [news(reader, number) for number in range(1, 4)]
    deadline = queued(reader, 9, not_before=TUESDAY)
    assert delivery.deliver_due(TUESDAY) == {"sent": 2}
    assert {row(mail).state for mail in [*mails, deadline]} == {MailState.SENT}
    (digest,) = [mail for mail in mailbox.outbox if "nr" in mail.subject]
    assert "nr 1" in digest.subject and "nog 2 berichten" in digest.subject
    for number in range(1, 4):
        assert digest.body.count(f"Hello nr {number}") >= 1
    assert digest.body.count("/c/x/") == 3
    assert len({row(mail).subject for mail in mails}) == 1


def test_the_next_news_waits_for_the_morning_and_then_comes_together(reader):
    news(reader, 1)
    delivery.deliver_due(TUESDAY)
    later = [news(reader, number) for number in (2, 3)]
    assert delivery.deliver_due(TUESDAY + timedelta(hours=1)) == {"postponed": 2}
    assert timezone.localtime(row(later[0]).not_before).hour == together.MORNING
    assert delivery.deliver_due(TUESDAY + timedelta(hours=2)) == {}
    assert delivery.deliver_due(TUESDAY + timedelta(days=1)) == {"sent": 1}
    assert len(mailbox.outbox) == 2 and {row(mail).state for mail in later} == {MailState.SENT}


def test_more_than_fits_follows_the_next_day(reader):
    for number in range(together.MOST + 4):
        news(reader, number)
    delivery.deliver_due(TUESDAY)
    delivery.deliver_due(TUESDAY + timedelta(days=1))
    assert len(mailbox.outbox) == 2


def test_weekly_comes_on_monday(reader):
    type(reader).objects.filter(pk=reader.pk).update(mail_rhythm="weekly")
    mails = [news(reader, number) for number in (1, 2)]
    assert delivery.deliver_due(TUESDAY) == {"postponed": 2}
    moment = timezone.localtime(row(mails[0]).not_before)
    assert (moment.weekday(), moment.hour, moment.date().isoformat()) == (0, together.MORNING, "2026-03-09")
    queued(reader, 5, not_before=TUESDAY)
    assert delivery.deliver_due(TUESDAY) == {"sent": 1}  # a deadline does not wait
    assert delivery.deliver_due(moment) == {"sent": 1}


def test_never_gets_deadlines_only(reader):
    type(reader).objects.filter(pk=reader.pk).update(mail_rhythm="never")
    piece = news(reader, 1)
    queued(reader, 2, not_before=TUESDAY)
    assert delivery.deliver_due(TUESDAY) == {"cancelled": 1, "sent": 1}
    assert row(piece).state == MailState.CANCELLED


def test_a_mistake_in_one_piece_stops_only_that_one(reader):
    good, broken = news(reader, 1), news(reader, 2, context={"broken": True})
    delivery.deliver_due(TUESDAY)
    assert (row(good).state, row(broken).state) == (MailState.SENT, MailState.FAILED)


def test_a_retry_keeps_all_pieces(reader, monkeypatch):
    mails = [news(reader, number) for number in (1, 2)]

    def busy(self, *args):
        raise smtplib.SMTPRecipientsRefused({reader.email: (451, b"later")})

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", busy)
        assert delivery.deliver_due(TUESDAY) == {"retried": 1}
    assert {row(mail).state for mail in mails} == {MailState.QUEUED} and not any(row(mail).carried_by for mail in mails)
    assert delivery.deliver_due(TUESDAY + timedelta(days=1)) == {"sent": 1}
    assert {row(mail).state for mail in mails} == {MailState.SENT}


def test_one_chooses_in_ones_own_details(reader, login):
    client = login(reader)
    page = reverse("accounts:profile")
    values = {"name": "Lezer", "language": "nl", "mail_rhythm": "weekly"}
    assert client.post(page, values).status_code == 302
    reader.refresh_from_db()
    assert reader.mail_rhythm == "weekly"
    assert client.post(page, {**values, "mail_rhythm": "hourly"}).status_code == 200

"""News is stopped with one click, by the reader's own link only, and nothing else is (RFC 8058)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail as sent_mail
from django.test import Client

from coaching.core.mail import delivery
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.core.mail.mails import queued

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader(db: None) -> Any:
    return factories.user("Lezer", language="nl")


def link(reader: Any) -> str:
    queued(reader, deadline_mail=False)
    delivery.deliver_due()
    header = sent_mail.outbox[-1].extra_headers["List-Unsubscribe"]
    assert header.startswith("<http") and header.endswith(">")
    return urlsplit(header[1:-1]).path


def rhythm(reader: Any) -> str:
    reader.refresh_from_db()
    return str(reader.mail_rhythm)


def test_one_click_of_a_mail_program(reader):
    """Without cookies, without a token of a form, answered at once; a second one changes nothing."""
    address = link(reader)
    assert sent_mail.outbox[-1].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _ in range(2):
        assert Client(enforce_csrf_checks=True).post(address, ONE_CLICK).status_code == 200
    assert rhythm(reader) == "never"
    with system_context("test"):
        assert AuditEvent.objects.filter(event="accounts.news_stopped", actor_id=reader.pk).count() == 1


def test_what_has_a_date_goes_on(reader):
    Client().post(link(reader), ONE_CLICK)
    queued(reader, 2)
    assert delivery.deliver_due() == {"sent": 1}
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post"} & set(sent_mail.outbox[-1].extra_headers)
    assert "stop-news" not in sent_mail.outbox[-1].body
    queued(reader, 3, deadline_mail=False)
    assert delivery.deliver_due() == {"cancelled": 1}


def test_opening_the_link_stops_nothing(reader):
    """Scanners of mail open every link."""
    address = link(reader)
    page = Client().get(address)
    assert page.status_code == 200 and rhythm(reader) == "daily"
    answer = Client().post(address)
    assert answer.status_code == 302 and rhythm(reader) == "never"
    assert Client().get(answer.url).status_code == 200


def test_both_parts_of_the_mail_say_it(reader):
    address = link(reader)
    assert address in sent_mail.outbox[-1].body and address in sent_mail.outbox[-1].alternatives[0][0]


@pytest.mark.parametrize("change", ["0", "x", ""])
def test_a_link_that_we_did_not_make(reader, change):
    other = factories.user("Ander")
    token = link(reader).rstrip("/").rpartition("/")[2]
    forged = f"/account/stop-news/{other.pk}:{token.partition(':')[2]}{change}/"
    assert Client().post(forged, ONE_CLICK).status_code == 404
    assert Client().get(forged).status_code == 404
    assert rhythm(other) == "daily" and rhythm(reader) == "daily"


def test_of_a_closed_account(reader):
    address = link(reader)
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    assert Client().post(address, ONE_CLICK).status_code == 404

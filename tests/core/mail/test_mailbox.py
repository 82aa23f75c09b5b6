"""The local mailbox page."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from coaching.core.mail import delivery
from tests import factories
from tests.core.mail.mails import queued

pytestmark = pytest.mark.django_db


def test_shows_mails_of_addresses_that_belong_to_nobody(client):
    reader = factories.user("Lezer")  # …@voorbeeld.test
    stranger = factories.user("Echt", email="iemand@bedrijf.be")
    mail, hidden = queued(reader, context={"name": "Lezer"}), queued(stranger)
    delivery.deliver_due()
    page = client.get(reverse("core_demo:mailbox")).content.decode()
    assert "Hello Lezer" in page and reader.email in page and stranger.email not in page
    assert "Second line." in client.get(reverse("core_demo:mail", args=[mail.pk])).content.decode()
    assert client.get(reverse("core_demo:mail", args=[hidden.pk])).status_code == 404


def test_unknown_mail(client):
    assert client.get(reverse("core_demo:mail", args=[uuid.uuid4()])).status_code == 404
    # A 404 rolls the test's own transaction back: nothing more can be asked here.


def test_a_demo_installation_shows_all(client):
    factories.user("Demo", is_demo=True)
    mail = queued(factories.user("Echt", email="iemand@bedrijf.be"))
    assert "iemand@bedrijf.be" in client.get(reverse("core_demo:mailbox")).content.decode()
    assert client.get(reverse("core_demo:mail", args=[mail.pk])).status_code == 200  # waiting: no words yet


def test_html_is_shut_in_by_its_own_policy(client):
    mail = queued(factories.user())
    delivery.deliver_due()
    answer = client.get(reverse("core_demo:mail_html", args=[mail.pk]))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy
    assert "First &lt;line&gt;." in answer.content.decode()


@pytest.mark.parametrize(
    "query", [{"q": "hello"}, {"q": "%'\x00"}, {"before": "gisteren"}, {"before": "2026-13-45T00:00"}]
)
def test_search_takes_anything(client, query):
    queued(factories.user())
    assert client.get(reverse("core_demo:mailbox"), query).status_code == 200


def test_more_than_a_page(client):
    reader = factories.user()
    for number in range(55):
        queued(reader, number)
    first = client.get(reverse("core_demo:mailbox"))
    assert len(first.context["mails"]) == 50 and first.context["older"]
    assert len(client.get(reverse("core_demo:mailbox") + first.context["older"]).context["mails"]) == 5


def test_empty(client):
    assert client.get(reverse("core_demo:mailbox")).status_code == 200

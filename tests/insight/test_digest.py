"""What waits goes along with the news, by the definition of the pages; nobody gets a mail because of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as mailbox
from django.urls import reverse
from django.utils import timezone

from coaching.core.mail import delivery, waits
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight import digest
from coaching.programmes.models import ProgrammeMembership
from tests import factories
from tests.core.mail.mails import queued, row
from tests.insight.waiting_scenes import SCENES, apply, late_measures, to_confirm

pytestmark = pytest.mark.django_db
TUESDAY = timezone.make_aware(datetime(2026, 3, 3, 10, 0))


def news(person: Any, number: int = 1, **fields: Any) -> OutgoingEmail:
    return queued(person, number, **{"deadline_mail": False, "not_before": TUESDAY, **fields})


@pytest.fixture
def waiting(world: Any) -> Any:
    """A late measure and a session to confirm, in both companies."""
    with system_context("test"):
        for letter in "ab":
            late_measures(world, letter)
            to_confirm(world, letter)
    return world


def test_news_brings_what_waits_with_a_link_to_doing_it(waiting: Any) -> None:
    mail = news(waiting.contact_a)
    assert delivery.deliver_due(TUESDAY) == {"sent": 1}
    (sent,) = mailbox.outbox
    assert (
        "Wat op u wacht" in sent.body and "1 maatregel te laat" in sent.body and "1 sessie te bevestigen" in sent.body
    )
    late = reverse("actionplans:measures", args=[waiting.company_a.slug])
    assert f"{settings.SITE_URL}{late}?late=on&as=contact&lang=nl" in sent.body
    assert "Bevestig de sessie van" in sent.body and waiting.company_b.name not in sent.body
    html = sent.alternatives[0][0]
    assert "Wat op u wacht" in html and "1 maatregel te laat" in html
    assert row(mail).body_text == sent.body


def test_the_most_urgent_stand_on_top_and_no_more_than_five(waiting: Any) -> None:
    found = digest.waits_for(waiting.contact_a)
    assert [one.what.split()[0] for one in found.urgent] == ["A1", "Bevestig"]
    assert [figure for figure, _words, _path in found.counts] == ["1", "1"]
    with system_context("test"):
        for _number in range(7):
            apply(waiting, "a", "submitted", layer=4)
    assert len(digest.waits_for(waiting.admin_a).urgent) == digest.MOST_URGENT


def test_several_places_are_named(waiting: Any) -> None:
    with system_context("test"):
        factories.membership(waiting.company_b, waiting.contact_a)
    words = [words for _figure, words, _path in digest.waits_for(waiting.contact_a).counts]
    assert len(words) == 4 and all("·" in one for one in words)
    assert {one.who for one in digest.waits_for(waiting.contact_a).urgent} == {
        waiting.company_a.name,
        waiting.company_b.name,
    }


def test_it_says_what_the_pages_say_in_the_language_of_the_reader(waiting: Any, login: Any) -> None:
    type(waiting.coach_a).objects.filter(pk=waiting.coach_a.pk).update(language="fr")
    page = login(waiting.coach_a).get(reverse("insight:portfolio"))
    told = waits.along_with(news(waiting.coach_a), "fr")
    assert told is not None and {"1 mesure en retard", "1 séance à corriger"} == {
        f"{n} {words}" for n, words, _ in told.counts
    }
    assert [figure for figure, _words, _path in told.counts] == [pile.figure for pile in page.context["worklist"].piles]


def test_a_deadline_and_a_reader_for_whom_nothing_waits_get_nothing_of_it(waiting: Any) -> None:
    queued(waiting.contact_a, 1, not_before=TUESDAY)
    news(waiting.outsider, 2)
    assert delivery.deliver_due(TUESDAY) == {"sent": 2}
    assert all("Wat op u wacht" not in sent.body for sent in mailbox.outbox)


def test_what_waits_is_no_reason_for_a_mail(waiting: Any) -> None:
    """Nothing goes out without news; who wants none gets none; news still comes once a day."""
    assert delivery.deliver_due(TUESDAY) == {}
    type(waiting.contact_a).objects.filter(pk=waiting.contact_a.pk).update(mail_rhythm="never")
    first, second = news(waiting.contact_a), news(waiting.coach_a, 2)
    delivery.deliver_due(TUESDAY)
    news(waiting.coach_a, 3)
    assert delivery.deliver_due(TUESDAY + timedelta(hours=1)) == {"postponed": 1}
    assert (row(first).state, row(second).state) == (MailState.CANCELLED, MailState.SENT)
    assert len(mailbox.outbox) == 1


def test_a_mistake_in_telling_keeps_no_news_from_anybody(waiting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(person: Any) -> waits.Waits:
        raise RuntimeError

    monkeypatch.setattr(waits, "_teller", [broken])
    mail = news(waiting.contact_a)
    assert delivery.deliver_due(TUESDAY) == {"sent": 1}
    assert row(mail).state == MailState.SENT and "Wat op u wacht" not in mailbox.outbox[0].body


def test_a_role_that_ended_is_told_nothing(waiting: Any) -> None:
    with system_context("test"):
        SCENES["insight.mails"].make(waiting, "a")
    assert digest.waits_for(waiting.admin_a).counts
    with system_context("test"):
        ProgrammeMembership.objects.filter(user=waiting.admin_a).update(ended_at=timezone.now())
    assert digest.waits_for(waiting.admin_a).counts == []

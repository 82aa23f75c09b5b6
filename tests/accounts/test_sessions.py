"""A session is read together with its person, and what proves it is held against that person as ever."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/me/"


@pytest.fixture
def person():
    return factories.user("Sara Sessie")


@pytest.fixture
def page(client, person):
    client.force_login(person)  # signing in by the pages notes the session, this does not
    UserSession.objects.create(user=person, session_key=client.session.session_key, ip="127.0.0.1")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(PAGE)
        return answer, [query["sql"] for query in queries if "accounts_user" in query["sql"]]

    return asked


def test_one_question_tells_the_session_and_whose_it_is(page):
    answer, asked = page()
    assert answer.status_code == 200 and "Sara Sessie" in answer.content.decode()
    assert len(asked) == 1 and "session_data" in asked[0]


def test_a_session_that_nobody_noted_is_somebodys_all_the_same(page):
    UserSession.objects.all().delete()
    answer, asked = page()
    assert answer.status_code == 200 and len(asked) == 2


def test_a_session_that_is_noted_for_another_is_still_its_own_persons(page):
    UserSession.objects.update(user=factories.user("Iemand Anders"))
    answer, _ = page()
    assert "Sara Sessie" in answer.content.decode() and "Iemand Anders" not in answer.content.decode()


@pytest.mark.parametrize(
    "end",
    [
        lambda person: person.__class__.objects.filter(pk=person.pk).update(is_active=False),
        lambda person: person.__class__.objects.filter(pk=person.pk).update(password="another"),
        lambda person: Session.objects.update(expire_date=timezone.now()),
        lambda person: Session.objects.all().delete(),
    ],
    ids=["closed", "new password", "expired", "signed out elsewhere"],
)
def test_who_is_out_is_out_at_the_next_page(page, person, end):
    assert page()[0].status_code == 200
    end(person)
    assert page()[0].status_code == 302


def test_two_people_in_one_process_stay_apart(client, person):
    """What was read for one page is gone with it."""
    other = factories.user("Otto Ander")
    for who in (person, other, person):
        client.force_login(who)
        assert who.name in client.get(PAGE).content.decode()
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_signing_in_notes_whose_the_session_is(client, person):
    person.set_password("vijf-wegen-samen")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    client.post(reverse("account_login"), {"login": person.email, "password": "vijf-wegen-samen"})
    assert UserSession.objects.get(session_key=client.session.session_key).user == person


def test_the_sign_in_page_asks_a_visitor_nothing(client, django_assert_num_queries):
    client.get(reverse("account_login"))
    with django_assert_num_queries(0):
        assert client.get(reverse("account_login")).status_code == 200

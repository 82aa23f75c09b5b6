"""Guessing is slowed down per person, and a sign-in gets a session id of its own (docs/security.md, 20 and 21)."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/account/login/"


@pytest.fixture
def people(world: Any) -> Any:
    for person in (world.contact_a, world.contact_b):
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return world


def sign_in(client: Client, person: Any, password: str = factories.PASSWORD, address: str = "192.0.2.1") -> Any:
    return client.post(PAGE, {"login": person.email, "password": password}, REMOTE_ADDR=address)


def test_guessing_is_stopped_and_the_right_password_too_for_a_while(people):
    client = Client()
    for _attempt in range(12):
        sign_in(client, people.contact_a, "verkeerd-geraden-woord")
    assert sign_in(client, people.contact_a).status_code != 302
    assert "_auth_user_id" not in client.session


def test_others_are_not_locked_out_with_them(people):
    for _attempt in range(12):
        sign_in(Client(), people.contact_a, "verkeerd-geraden-woord")
    assert sign_in(Client(), people.contact_b, address="192.0.2.2").status_code == 302


def test_sign_in_changes_the_session_id(people):
    client = Client()
    client.get(PAGE)
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    assert sign_in(client, people.contact_a).status_code == 302
    assert client.cookies["sessionid"].value != before

"""A lost second step, and sessions that somebody left open elsewhere."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.accounts.test_signin import SECRET

pytestmark = pytest.mark.django_db


def _sign_in(user, code="") -> Client:
    client = Client(headers={"user-agent": "Proefbladeraar"})
    client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD})
    if code:
        client.post("/account/2fa/authenticate/", {"code": code})
    return client


@pytest.fixture
def coach(world):
    EmailAddress.objects.create(user=world.coach_a, email=world.coach_a.email, primary=True, verified=True)
    return world.coach_a


def test_a_recovery_code_works_once_instead_of_the_app(coach):
    TOTP.activate(coach, SECRET)
    code = RecoveryCodes.activate(coach).get_unused_codes()[0]
    assert _sign_in(coach, code).get("/coach/").status_code == 200
    assert _sign_in(coach, code).get("/coach/").status_code == 302  # used up


def test_sessions_are_listed_and_the_others_are_signed_out(coach):
    TOTP.activate(coach, SECRET)
    first, second = RecoveryCodes.activate(coach).get_unused_codes()[:2]
    here, elsewhere = _sign_in(coach, first), _sign_in(coach, second)
    page = here.get(reverse("usersessions_list"))
    assert page.status_code == 200 and page.content.decode().count("Proefbladeraar") == 2
    assert elsewhere.get("/coach/").status_code == 200
    assert here.post(reverse("usersessions_list")).status_code == 302
    assert "/account/login/" in elsewhere.get("/coach/").url and here.get("/coach/").status_code == 200


def test_sessions_of_others_are_neither_shown_nor_ended(coach, world):
    EmailAddress.objects.create(user=world.contact_b, email=world.contact_b.email, primary=True, verified=True)
    other = _sign_in(world.contact_b)
    here = _sign_in(coach)
    assert here.get(reverse("usersessions_list")).content.decode().count("Proefbladeraar") == 1
    here.post(reverse("usersessions_list"))
    assert other.get("/me/?all=1").status_code == 200

"""OpenID Connect with a real provider: whom it lets in, and what it does not replace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context
from tests.accounts.provider import CLIENT_ID, SECRET, Provider

pytestmark = pytest.mark.django_db
INVITED = {"sub": "42", "email": "coach@dienst.test", "email_verified": True, "name": "Carla Coach"}


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = Provider()
    app = {
        "provider_id": "sso",
        "name": "De Dienst",
        "client_id": CLIENT_ID,
        "secret": SECRET,
        "settings": {"server_url": running.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield running
    running.close()


def _come_back(client: Client, provider: Provider) -> Any:
    """From the button on the sign-in page through the provider and back; the answer after that."""
    page = client.get("/account/login/")
    start = next(line for line in page.content.decode().split('"') if "/oidc/sso/login/" in line)
    there = client.post(start.replace("&amp;", "&"))
    assert there.status_code == 302 and there.url.startswith(provider.url + "/authorize")
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def _invited(world: Any, make_invitation: Any, client: Client) -> None:
    make_invitation(
        "uitnodiging",
        email=INVITED["email"],
        role=Role.COACH,
        company_id=None,
        programme_id=world.programme_a.pk,
        invited_by_id=world.admin_a.pk,
    )
    assert client.post("/invite/uitnodiging/").status_code == 302


def test_an_invited_coach_comes_in_and_needs_a_second_step(world, make_invitation, provider):
    client = Client()
    _invited(world, make_invitation, client)
    provider.person = INVITED
    answer = _come_back(client, provider)
    assert answer.status_code == 302
    user = User.objects.get(email=INVITED["email"])
    assert user.name == "Carla Coach" and not user.has_usable_password()
    assert EmailAddress.objects.filter(user=user, verified=True).exists()
    with system_context("test"):
        assert Coach.objects.filter(user_id=user.pk).exists()
    assert {"/.well-known/openid-configuration", "/token", "/userinfo"} <= set(provider.asked)
    asked = client.get("/coach/")
    assert asked.status_code == 302 and asked.url.startswith("/account/second-factor/")
    client.post("/account/logout/")
    again = Client()
    assert _come_back(again, provider).status_code == 302  # the second time without an invitation
    assert "_auth_user_id" in again.session and User.objects.filter(email=INVITED["email"]).count() == 1


@pytest.mark.parametrize("claim", [False, None, "false", "true"])
def test_an_unconfirmed_address_is_refused(world, make_invitation, provider, claim):
    client = Client()
    _invited(world, make_invitation, client)
    provider.person = {**INVITED, "email_verified": claim}
    answer = _come_back(client, provider)
    assert answer.status_code == 403 and "_auth_user_id" not in client.session
    assert not User.objects.filter(email=INVITED["email"]).exists()


def test_somebody_whom_nobody_invited_is_refused(world, provider):
    client = Client()
    provider.person = {**INVITED, "email": "vreemd@elders.test"}
    answer = _come_back(client, provider)
    assert answer.status_code == 403 and "_auth_user_id" not in client.session
    assert not User.objects.filter(email="vreemd@elders.test").exists() and not SocialAccount.objects.exists()


def test_an_invitation_to_somebody_else_is_not_taken(world, make_invitation, provider):
    client = Client()
    _invited(world, make_invitation, client)
    provider.person = {**INVITED, "email": "ander@dienst.test"}
    assert _come_back(client, provider).status_code == 403
    assert not User.objects.filter(email="ander@dienst.test").exists()


def test_an_existing_account_is_not_taken_over(world, provider):
    """The same address at a provider is not enough: its owner connects the account after signing in."""
    EmailAddress.objects.create(user=world.coach_a, email=world.coach_a.email, primary=True, verified=True)
    client = Client()
    provider.person = {**INVITED, "email": world.coach_a.email}
    assert _come_back(client, provider).status_code == 403
    assert "_auth_user_id" not in client.session and not SocialAccount.objects.exists()


def test_a_token_for_another_site_is_refused(world, make_invitation, provider):
    client = Client()
    _invited(world, make_invitation, client)
    provider.person, provider.audience = INVITED, "een-andere-site"
    _come_back(client, provider)
    assert "_auth_user_id" not in client.session and not User.objects.filter(email=INVITED["email"]).exists()

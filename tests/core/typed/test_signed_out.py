"""A form posted by somebody whose session has ended: kept, put back after signing in, for its writer alone."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests import factories

TEXT = "Wij tillen elke dag 40 kisten <zwaar> & zoeken raad.\nMet hulp van buiten."


def form_of(page: Any) -> dict[str, str]:
    """What a browser would send with every form of the page: the token and whose it is."""
    import re

    found = dict(re.findall(r'name="(csrfmiddlewaretoken|_whose)" value="([^"]+)"', page.content.decode()))
    assert set(found) == {"csrfmiddlewaretoken", "_whose"}
    return found


def end_session(client: Client) -> None:
    Session.objects.filter(session_key=client.cookies["sessionid"].value).delete()
    from django.core.cache import cache

    cache.clear()


def sign_in(client: Client, user: Any, to: str) -> Any:
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    page = client.get(to)
    import re

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    fields = {"login": user.email, "password": factories.PASSWORD, "csrfmiddlewaretoken": token[1]}
    return client.post(to, fields)


@pytest.fixture
def strict(login: Any) -> Any:
    """`strict(user)` → a client that is signed in and checks CSRF as a browser meets it."""

    def made(user: Any) -> Client:
        client = login(user)
        client.handler.enforce_csrf_checks = True
        return client

    return made


def profile(client: Client) -> tuple[str, dict[str, str]]:
    url = reverse("accounts:profile")
    return url, {**form_of(client.get(url)), "name": "Een andere naam dan eerst"}


def test_what_was_posted_comes_back_after_signing_in(world, strict):
    client = strict(world.contact_a)
    url, fields = profile(client)
    end_session(client)
    away = client.post(url, fields)
    assert away.status_code == 302 and away.url.startswith("/account/login/?next=")
    assert "bewaard" in client.get(away.url).content.decode()
    back = sign_in(client, world.contact_a, away.url)
    page = client.get(back.url).content.decode()
    assert back.url == url and 'value="Een andere naam dan eerst"' in page
    world.contact_a.refresh_from_db()
    assert world.contact_a.name != "Een andere naam dan eerst"

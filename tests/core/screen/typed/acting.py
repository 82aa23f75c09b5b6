"""What the tests of kept texts do: read a form as a browser would, end a session, sign in."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from tests import factories

CARRIED = re.compile(r'name="(csrfmiddlewaretoken|_whose)" value="([^"]+)"')


def form_of(page: Any) -> dict[str, str]:
    """What every form of the page carries: the token, and whose it is."""
    found = dict(CARRIED.findall(page.content.decode()))
    assert set(found) == {"csrfmiddlewaretoken", "_whose"}
    return found


def hidden(page: Any) -> dict[str, str]:
    """Every hidden field of the page's own form."""
    own = re.split(r'<form\s+class="form', page.content.decode())[1].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', own))


def end_session(client: Client) -> None:
    """As when it expired, or was ended elsewhere: the browser still has its cookies."""
    Session.objects.filter(session_key=client.cookies["sessionid"].value).delete()
    cache.clear()


def sign_in(client: Client, user: Any, at: str = "/account/login/") -> Any:
    """By the sign-in page, as a person does."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    token = dict(CARRIED.findall(client.get(at).content.decode()))["csrfmiddlewaretoken"]
    return client.post(at, {"login": user.email, "password": factories.PASSWORD, "csrfmiddlewaretoken": token})

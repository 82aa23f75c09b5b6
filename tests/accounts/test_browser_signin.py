"""Signing in in a real browser: with a passkey (Chromium's virtual authenticator), and by single sign-on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from csp.constants import SELF

from coaching.accounts.models import User
from coaching.core.ground.roles import Role
from tests import factories
from tests.accounts.test_single_signon import INVITED, provider, running  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(world: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty browser in Dutch. Playwright keeps an event loop in this thread; the tests' own queries are not async."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(locale="nl-BE", base_url=live_server.url)
        yield context.new_page()
        browser.close()


def _path(page: Any) -> str:
    return str(urlsplit(page.url).path)


def _sign_out(page: Any) -> None:
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").click()
    page.goto("/coach/")
    assert _path(page) == "/account/login/"


def test_a_coach_signs_in_with_a_passkey_alone(page, world):
    coach = world.coach_a
    EmailAddress.objects.create(user=coach, email=coach.email, primary=True, verified=True)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]

    page.goto("/coach/")
    page.fill("input[name=login]", coach.email)
    page.fill("input[name=password]", factories.PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/account/second-factor/**")
    page.click("a[href*='webauthn/add']")
    page.fill("input[name=password]", factories.PASSWORD)  # setting up a key asks for it again
    page.press("input[name=password]", "Enter")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    assert Authenticator.objects.filter(user=coach, type=Authenticator.Type.WEBAUTHN).count() == 1
    page.goto("/coach/")
    assert _path(page) == "/coach/"  # registering it is the second step of this session

    _sign_out(page)
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    page.goto("/coach/")
    assert _path(page) == "/coach/"  # no password, and no second step asked

    _sign_out(page)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.click("#passkey_login")
    page.wait_for_timeout(1500)
    page.goto("/coach/")
    assert _path(page) == "/account/login/"  # the key without the finger opens nothing


def test_single_signon_leads_through_the_provider_and_back(page, world, make_invitation, provider, settings):  # noqa: F811
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": [SELF, provider.url]}}
    make_invitation(
        "uitnodiging",
        email=INVITED["email"],
        role=Role.COACH,
        company_id=None,
        programme_id=world.programme_a.pk,
        invited_by_id=world.admin_a.pk,
    )
    provider.person = INVITED
    page.goto("/invite/uitnodiging/")
    page.locator("main form button[type=submit]").click()
    page.goto("/account/login/")
    page.click("a[href*='/oidc/sso/login/']")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/account/second-factor/**")
    assert User.objects.filter(email=INVITED["email"]).exists()

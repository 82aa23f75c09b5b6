"""What a real browser gets to keep is what the privacy page lists, no more and no less."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from coaching.core.ground.keeps import KEPT
from tests import factories
from tests.needs import browser_path
from tests.patience import until
from tests.programmes.conftest import baker, draft  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MEMORIES = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def set_by(answer: Any) -> list[str]:
    """Names of the cookies that an answer sets; what it takes away counts as little as what it never gave."""
    lines = [header["value"] for header in answer.headers_array() if header["name"].lower() == "set-cookie"]
    return [line.split("=", 1)[0] for line in lines if not line.split("=", 1)[1].startswith(('"";', ";"))]


def test_the_list_is_what_a_browser_keeps(live_server: Any, baker: Any, draft: Any, monkeypatch: Any) -> None:  # noqa: F811
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    EmailAddress.objects.create(user=baker, email=baker.email, primary=True, verified=True)
    kept: set[str] = set()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = started.new_context(base_url=live_server.url, locale="nl-BE")
        answers: list[Any] = []
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the driver marks what it is given
        for path in ("/", "/offer/", "/coaches/", "/privacy/", "/help/contact/"):
            page.goto(path)
        page.locator("form.lang button[value=fr]").click()
        page.locator("button[name=theme]:visible").first.click()
        page.goto("/account/login/")
        page.fill("[name=login]", baker.email)
        page.fill("[name=password]", factories.PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/me/**")
        page.goto(reverse("programmes:step", args=[draft.pk, "question"]))
        page.wait_for_selector("[name=_typed]", state="attached")
        page.fill("[name=motivation]", "Iets om te bewaren, meer dan een woord.")
        kept |= set(until(lambda: page.evaluate(MEMORIES)))
        page.locator("button[name=later]").click()
        page.wait_for_load_state()
        page.goto("/me/profile/")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
        kept |= {cookie["name"] for cookie in context.cookies()} | set(page.evaluate(MEMORIES))
        for answer in answers:
            kept |= set(set_by(answer))
        started.close()
    unlisted = {name for name in kept if not any(thing.is_this(name) for thing in KEPT)}
    assert not unlisted, f"not on the privacy page: {unlisted}"
    unseen = {thing.name for thing in KEPT if not any(thing.is_this(name) for name in kept)}
    assert not unseen, f"on the privacy page, but no browser got it: {unseen}"

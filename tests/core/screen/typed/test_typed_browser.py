"""In a real browser: what is typed stays through signing out, no connection, the back button and a crash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from tests import factories, patience
from tests.needs import browser_path
from tests.programmes.conftest import baker, draft, fresh  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Een lange tekst,\nvan meer dan één regel."
BACK = "section.typed, body > :not(template) [data-say=back]"


@pytest.fixture
def browser(live_server: Any, login: Any, baker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:  # noqa: F811
    """The baker's browser. Its pages save nothing by themselves, so that only our memory is tried."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    EmailAddress.objects.create(user=baker, email=baker.email, primary=True, verified=True)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = started.new_context(base_url=live_server.url, locale="nl-BE")
        session = login(baker).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        context.route("**/save/", lambda route: route.abort())
        yield context
        started.close()


@pytest.fixture
def address(draft: Any) -> str:  # noqa: F811
    return reverse("programmes:step", args=[draft.pk, "question"])


def until(page: Any, holds: Any) -> None:
    """Our content policy forbids the driver's own waiting for a function."""
    patience.until(lambda: holds() or page.wait_for_timeout(100), of=holds)


def remembered(page: Any, how_many: int = 1) -> None:
    count = "Object.keys(localStorage).filter((name) => name.startsWith('typed:')).length"
    until(page, lambda: page.evaluate(count) == how_many)


def type_in(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector("[name=_typed]", state="attached")
    page.fill("[name=motivation]", TEXT)
    remembered(page)
    return page


def sign_out_elsewhere(browser: Any) -> None:
    other = browser.new_page()
    other.goto("/account/logout/")
    other.click("main form button[type=submit]")
    other.close()


def sign_in(page: Any, user: Any) -> None:
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.press("[name=password]", "Enter")


def motivation(page: Any) -> str:
    return str(page.input_value("[name=motivation]"))


def test_signed_out_in_another_tab_then_sent(browser, address, baker, draft):  # noqa: F811
    page = type_in(browser.new_page(), address)
    sign_out_elsewhere(browser)
    page.click("[name=later]")
    page.wait_for_selector("[name=login]")
    assert "is bewaard" in page.inner_text("main")
    sign_in(page, baker)
    page.wait_for_selector("section.typed")
    assert motivation(page) == TEXT and fresh(draft).motivation != TEXT
    page.click("[name=later]")
    page.wait_for_url("**/apply/*/")
    assert fresh(draft).motivation.replace("\r", "") == TEXT


def test_no_connection_then_sent_then_back(browser, address, draft):  # noqa: F811
    page = type_in(browser.new_page(), address)
    browser.set_offline(True)
    page.click("[name=later]")
    page.wait_for_selector("form [data-say=offline], [data-say=offline] + form")
    assert motivation(page) == TEXT
    browser.set_offline(False)
    page.wait_for_selector("[data-say=offline]", state="detached")
    page.click("[name=later]")
    page.wait_for_url("**/apply/*/")
    assert fresh(draft).motivation.replace("\r", "") == TEXT
    remembered(page, 0)
    page.go_back()
    page.wait_for_selector("[name=_typed]", state="attached")
    assert page.locator(BACK).count() == 0  # what was sent does not come back as unsent


def test_left_crashed_and_thrown_away(browser, address, draft):  # noqa: F811
    page = type_in(browser.new_page(), address)
    browser.route(f"**{address}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.click("[name=later]", no_wait_after=True)  # the server is away: the browser shows a page of its own
    until(page, lambda: page.url.startswith("chrome-error://"))
    page.goto(address)
    page.wait_for_selector("[data-say=back]")
    assert motivation(page) == TEXT
    page.goto("/me/profile/")
    page.go_back()
    page.wait_for_selector("[data-say=back]")
    assert motivation(page) == TEXT
    page.close()
    page = browser.new_page()  # another tab of the same browser, as after a crash
    page.goto(address)
    page.wait_for_selector("[data-say=back] time")
    assert motivation(page) == TEXT
    sealed = page.evaluate("JSON.stringify(localStorage)")
    assert "lange tekst" not in sealed and str(draft.pk) not in sealed
    page.click("[data-say=back] button")
    page.wait_for_selector("[data-say=back]", state="detached")
    assert motivation(page) == "Veel rugklachten."
    remembered(page, 0)


def test_another_person_finds_nothing_and_signing_out_empties_it(browser, address, world):
    page = type_in(browser.new_page(), address)
    browser.clear_cookies(name="sessionid")  # expired: nobody signed out
    EmailAddress.objects.create(user=world.contact_b, email=world.contact_b.email, primary=True, verified=True)
    page.goto("/account/login/?next=/me/profile/")
    remembered(page)  # its writer may still come back
    sign_in(page, world.contact_b)
    page.wait_for_url("**/me/profile/")
    remembered(page, 0)
    page.fill("main [name=name]", "Nieuwe naam")
    remembered(page)
    sign_out_elsewhere(browser)
    remembered(page, 0)


def test_a_page_that_saves_itself_says_that_one_is_signed_out_and_goes_on(browser, address, baker, draft):  # noqa: F811
    browser.unroute("**/save/")
    page = type_in(browser.new_page(), address)
    until(page, lambda: "Bewaard" in page.inner_text("#autosave"))
    remembered(page, 0)  # the server has it
    sign_out_elsewhere(browser)
    page.fill("[name=motivation]", "Nog meer.")
    page.wait_for_selector("[data-say=signed-out]")
    assert page.locator("[name=login]").count() == 0 and motivation(page) == "Nog meer."
    with browser.expect_page() as opened:
        page.click("[data-say=signed-out] a")
    sign_in(opened.value, baker)
    opened.value.wait_for_url("**/me/**")
    opened.value.close()
    with page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.ok):
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.wait_for_selector("[data-say=signed-out]", state="detached")
    until(page, lambda: fresh(draft).motivation == "Nog meer.")


def test_only_what_its_writer_changed_comes_back_over_what_others_saved(browser, address, draft, baker):  # noqa: F811
    """Goals were typed and not sent; meanwhile a colleague rewrote the reason. Their words stay."""
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("[name=_typed]", state="attached")
    page.fill("[name=objectives]", "Mijn doelen.")
    remembered(page)
    with system_context("test"):
        Application.objects.filter(pk=draft.pk).update(motivation="Van mijn collega.")
    page.goto("/me/profile/")
    page.goto(address)
    page.wait_for_selector("[data-say=back] time")
    assert (motivation(page), page.input_value("[name=objectives]")) == ("Van mijn collega.", "Mijn doelen.")
    assert re.search(r"\d\d/\d\d/\d{4} \d\d:\d\d", page.inner_text("[data-say=back] time"))  # as the pages write it


def test_what_was_refused_and_then_mended_comes_back_whole(browser, address, draft):  # noqa: F811
    """The page that refuses shows what was sent, which is not what is saved."""
    page = type_in(browser.new_page(), address)
    page.fill("[name=own_hours]", "1,000")
    page.click("[name=continue]")
    page.wait_for_selector(".error-summary")
    page.wait_for_selector("[name=_typed]", state="attached")
    page.fill("[name=objectives]", "Later bijgetypt.")
    page.wait_for_timeout(500)
    with system_context("test"):
        Application.objects.filter(pk=draft.pk).update(motivation="Veel rugklachten.")  # whatever the page had kept
    page.goto("/me/profile/")
    page.goto(address)
    page.wait_for_selector("[data-say=back] time")
    assert (motivation(page), page.input_value("[name=objectives]")) == (TEXT, "Later bijgetypt.")

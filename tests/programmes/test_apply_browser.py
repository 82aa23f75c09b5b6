"""In a real browser: a page saves itself, sees a colleague's change, and shows support where it is ticked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.programmes import actions
from tests.acting import as_person
from tests.core.paper.test_uploads import PDF
from tests.needs import browser_path
from tests.programmes.conftest import fresh
from tests.programmes.test_apply_sharing import helper, joined  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: Any, login: Any, baker: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A window of the baker's browser; fails on errors in scripts and refused resources."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    troubles: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url, locale="nl-BE")
        session = login(baker).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        window = context.new_page()
        window.on("console", lambda message: troubles.append(message.text))
        window.on("pageerror", lambda error: troubles.append(str(error)))
        yield window
        browser.close()
    assert troubles == []


def saved(page: Any, act: Any) -> str:
    """What the quiet line says after the page saved itself.

    Waits by a locator: `wait_for_function` reads its text as code over and over, which the page's policy refuses.
    """
    from playwright.sync_api import expect

    with page.expect_response(lambda response: response.url.endswith("/save/")):
        act()
    expect(page.locator("#autosave")).not_to_be_empty()
    page.wait_for_timeout(100)  # the answer is put in its place
    return str(page.locator("#autosave").inner_text())


def test_typing_saves_and_a_colleague_is_noticed(world, baker, draft, helper, joined, page):  # noqa: F811
    page.goto(reverse("programmes:step", args=[draft.pk, "question"]))
    motivation = page.locator("[name=motivation]")
    assert "Bewaard om" in saved(page, lambda: motivation.fill("Getypt."))
    assert fresh(draft).motivation == "Getypt."
    assert "Bewaard om" in saved(page, lambda: motivation.fill("Getypt en meer."))
    with as_person(helper) as by:
        actions.save_step(
            application_id=draft.pk,
            values={"motivation": "Van Els"},
            opened_with=fresh(draft).version,
            page="question",
            by=by,
        )
    told = saved(page, lambda: motivation.fill("Van Bart"))
    assert "Els Helper" in told and motivation.input_value() == "Van Bart" and fresh(draft).motivation == "Van Els"


def test_support_is_asked_where_it_is_ticked_and_a_file_is_added(world, baker, draft, page):
    page.goto(reverse("programmes:step", args=[draft.pk, "support"]))
    assert (
        page.locator("[name=support_EMPLOYER]").is_visible()
        and not page.locator("[name=support_COMMITTEE]").is_visible()
    )
    page.locator("[name=support_from][value=COMMITTEE]").check()
    page.locator("[name=support_COMMITTEE]").fill("Positief advies.")
    page.set_input_files(
        "[name=_file_COMMITTEE]", files=[{"name": "advies.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    page.locator(".party", has=page.locator("[name=_file_COMMITTEE]")).locator("[name=attach]").click()
    page.wait_for_load_state()
    assert "advies.pdf" in page.locator(".file-now").inner_text()
    assert fresh(draft).support_texts["COMMITTEE"] == "Positief advies."

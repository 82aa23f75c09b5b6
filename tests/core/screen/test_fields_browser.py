"""In a real browser, set to each language: what is typed in a box is what the form gets."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from coaching.core.screen.forms import Renderer
from coaching.trajectories.forms import SessionForm
from tests.core.screen.test_fields import Everything
from tests.needs import browser_path

pytestmark = pytest.mark.browser
TYPED = {
    "workers": "1.000",
    "share": "35,5",
    "done": "50 %",
    "cost": "14.000,50",
    "figure": "0,5",
    "hours": "0,5",
    "day": "2.3.2026",
    "hour": "14u30",
    "postcode": "B-3800",
    "number": "BE 0999.990.123",
}


class _Hours(forms.Form):
    """The box of a session's hours, as the log has it; a number box of the browser made 5 of 0,5 in English."""

    hours = SessionForm.base_fields["hours"]


@pytest.mark.parametrize("language", ["en-US", "nl-BE", "fr-BE", "de-DE"])
def test_what_is_typed_is_what_is_sent(language: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", f"--lang={language}"])
        page = browser.new_page(locale=language)
        page.set_content(f"<form>{Everything(renderer=Renderer()).as_p()}</form>")
        sent = {name: _typed(page, name, text) for name, text in TYPED.items()}
        page.set_content(f"<form>{_Hours(renderer=Renderer()).as_p()}</form>")
        hours = _typed(page, "hours", "0,5")
        browser.close()
    assert (sent, hours) == (TYPED, "0,5")
    assert Everything(sent).is_valid()


def _typed(page: Any, name: str, text: str) -> str:
    """Key by key, as a person does; then what the form would send."""
    page.locator(f"[name={name}]").press_sequentially(text)
    return str(page.evaluate("name => new FormData(document.querySelector('form')).get(name)", name))

"""A form sent empty is no first visit: each page that shows a form with a required field says what is missing."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from coaching.core.ground.roles import PERMISSIONS, Role
from tests.consistency.pages import pages, urls_of
from tests.consistency.rich import enrich
from tests.consistency.routes import own_routes

pytestmark = pytest.mark.django_db
CAST = {
    "contact_a": Role.CONTACT,
    "coach_a": Role.COACH,
    "secretary_a": Role.SECRETARY,
    "owner_a": Role.MEASURE_OWNER,
    "worker_bench_a": Role.WORKER_BENCH,
    "admin_a": Role.ADMINISTRATOR,
    "assessor_a": Role.ASSESSOR,
}


class PostForms(HTMLParser):
    """The forms of a page that are posted: address, whether a field must be filled in, what its button sends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._open: dict[str, Any] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._open = {"action": given.get("action") or "", "required": False, "button": {}}
            self.found.append(self._open)
        elif tag in {"input", "select", "textarea"} and self._open is not None:
            self._open["required"] |= "required" in given
        elif tag == "button" and "formnovalidate" in given:
            pass  # asks for something else than to do what the form is for
        elif tag == "button" and self._open is not None and given.get("name") and not self._open["button"]:
            self._open["button"] = {given["name"]: given.get("value") or ""}

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def _buttons(response: Any, url: str) -> list[dict[str, str]]:
    """What is sent by pressing the button of each form with a required field that comes back to the page itself."""
    forms = PostForms(response.content.decode()).found
    own = {"", url.partition("?")[0]}
    return [form["button"] for form in forms if form["required"] and form["action"].partition("?")[0] in own]


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("who", CAST)
def test_a_form_sent_empty_says_what_is_missing(world, login, who):
    made, client, silent, tried = enrich(world)["a"], login(getattr(world, who)), [], 0
    area = "p" if who in {"admin_a", "assessor_a"} else "c"
    for route in own_routes():
        if route.area != area or route.permission and CAST[who].value not in PERMISSIONS[route.permission]:
            continue
        for url, _language, page in pages(client, urls_of(route, world, made)):
            for button in _buttons(page, url):
                tried += 1
                answer = client.post(url, button)
                said = answer.status_code in {200, 422} and b"error-summary" in answer.content
                if not said and answer.status_code not in {403, 404, 409}:
                    silent.append((route.name, answer.status_code))
    assert not silent, sorted(set(silent))
    assert tried or who == "owner_a", "no form was tried"


def test_staff_forms_say_what_is_missing(world, login):
    answer = login(world.staff).post("/staff/people/", {})
    assert answer.status_code == 200 and b"error-summary" in answer.content


def test_ones_own_profile_says_what_is_missing(world, login):
    answer = login(world.coach_a).post("/me/profile/", {})
    assert answer.status_code == 200 and b"error-summary" in answer.content

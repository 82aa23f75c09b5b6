"""The jobs of each role on the demo, from the page on which one lands: as many clicks as docs/clicks.md says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coaching.insight.demo.people import PASSWORD
from tests.acceptance.browsing import NAVIGATE, Person, shown_when_it_fails
from tests.acceptance.cast import Role
from tests.acceptance.clicking import Clicks, told
from tests.acceptance.week_cast import of_demo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
HAVEN, MEUBEL = "/c/logistiek-haven-fictief/", "/c/meubel-meetjesland-fictief/"
ADVICE, DESK = f"{HAVEN}advice/", "/p/demo/"
CONTACT = Role("Contact 20", "bedrijf20@demo.example", password=PASSWORD)


def sought(words: str) -> tuple[str, ...]:
    """By the box in the header, with its key."""
    return ("key:/", f"type:{words}", "key:Enter", "css:.finds a")


# Where one lands, the job, and the way: links, buttons and entries of the menu by their words, fields by their name.
Way = tuple[str, str, tuple[str, ...]]
WAYS: dict[str, list[Way]] = {
    "beheerder": [
        (DESK, "A file found by its reference", sought("2026")),
        (DESK, "The contact of a company past its date, to write to", ("a:Neem contact", "see:a[href^='mailto:']")),
        (DESK, "Coaches with a free place", ("group:Coach", "menu:^Coaches", "css:main [name=free]", "send")),
    ],
    "beoordelaar": [
        (f"{DESK}assessments/", "What is to be scored, after signing in", ("see:h1",)),
        (f"{DESK}assessments/", "A file found by the name of its company", sought("wasserij")),
        (f"{DESK}assessments/", "What the others scored, once one handed in", ("a:Wasserij",)),
    ],
    "directeur": [
        (HAVEN, "A session confirmed", ("a:Bevestig de sessie", "button:Bevestig")),
        (HAVEN, "Words to the coach", ("a:Schrijf een bericht", "text=Dag", "button:Versturen")),
        (HAVEN, "The coach called", ("call",)),
    ],
    "werknemersbank": [
        (ADVICE, "What waits for advice, and until when", ("see:.waits .by",)),
        (ADVICE, "A plan read", ("a:Lees het", "see:h1")),
        (ADVICE, "A remark given", ("a:Lees het", "a:[Oo]pmerking", "text=Meer licht", "send")),
        (ADVICE, "What is late of the measures", ("menu:^Maatregelen", "css:main [name=late]", "send")),
        (ADVICE, "The papers", ("group:bedrijf", "menu:^Documenten")),
    ],
    "contact": [
        (
            MEUBEL,
            "How far a late measure of the company is, told",
            ("a:Tiltraining", "a:Hoever", "text=Volgende week", "send"),
        )
    ],
}


@pytest.mark.parametrize("who", WAYS)
def test_a_job_takes_as_many_clicks_as_the_table_says(who: str, product: Any, demo: Any, chromium: Any) -> None:
    person = Person(chromium, product.base, CONTACT if who == "contact" else of_demo(who))
    person.page.set_viewport_size({"width": 1440, "height": 900})
    clicks = Clicks(person)
    with shown_when_it_fails([person]):
        begin(person, demo["cookies"].get(who, ""))
        for start, job, way in WAYS[who]:
            person.visit(start)
            clicks.begin()
            for step in way:
                take(person, step)
            assert clicks.sofar == told(job), job
        assert person.troubles == []


def begin(person: Person, cookie: str) -> None:
    if cookie:
        person.context.add_cookies([{"name": "sessionid", "value": cookie, "url": person.base}])
    else:
        person.sign_in()


def take(person: Person, step: str) -> None:
    """One step of a way; what leads to another page is waited for."""
    page, (kind, _colon, what) = person.page, step.partition(":")
    words = re.compile(what)
    clicked = {
        "a": page.locator("main").get_by_role("link", name=words),
        "button": page.locator("main").get_by_role("button", name=words),
        "menu": page.locator("nav").get_by_role("link", name=words),
        "group": page.locator("nav summary").filter(has_text=words),
        "css": page.locator(what or "main"),
        "send": page.locator("main :is(.list-tools, form:not([role])) button[type=submit]:visible"),
        "call": page.locator("main a[href^='tel:']"),
    }
    if kind in ("a", "button", "menu", "send") or what == ".finds a":
        with page.expect_navigation(**NAVIGATE):
            clicked[kind].first.click()
    elif kind == "call":  # there is no telephone here
        clicked[kind].first.evaluate("one => one.addEventListener('click', event => event.preventDefault())")
        clicked[kind].first.click()
    elif kind in clicked:
        clicked[kind].first.click()
    else:
        look_or_type(page, kind, what)


def look_or_type(page: Any, kind: str, what: str) -> None:
    if kind == "see":
        assert page.locator("main").locator(what).first.is_visible()
    elif kind == "type":
        page.keyboard.type(what)
    elif kind == "key" and what == "Enter":
        with page.expect_navigation(**NAVIGATE):
            page.keyboard.press(what)
    elif kind == "key":
        page.keyboard.press(what)
    else:
        name, _equals, words = kind.partition("=")
        page.locator(f"main [name={name}]:not([type=hidden])").first.fill(words)

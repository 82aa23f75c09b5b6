"""A Monday of the demo's coach, and its baker who chooses a coach by something that matters; on a desktop and on a phone.

Each is played twice: what the first one did (a request answered, a measure followed up) is gone for the second.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest

from tests.acceptance import week_cast as cast
from tests.acceptance.browsing import NAVIGATE, Person, shown_when_it_fails, words
from tests.acceptance.clicking import Clicks, told
from tests.acceptance.story import today

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
SIZES = ((1440, 900), (360, 740))


@pytest.fixture(scope="module")
def prepared(product: Any, demo: dict[str, Any]) -> dict[str, str]:
    """A session of each person of the demo, so that nobody signs in twice with one code."""
    product.run("-m", "tests.acceptance.seed", "week")
    cookies: dict[str, str] = demo["cookies"]
    return cookies


def at(product: Any, chromium: Any, role: Any, cookie: str, size: tuple[int, int]) -> Person:
    person = Person(chromium, product.base, role)
    person.context.add_cookies([{"name": "sessionid", "value": cookie, "url": product.base}])
    person.page.set_viewport_size({"width": size[0], "height": size[1]})
    return person


def follow(person: Person, found: Any) -> None:
    with person.page.expect_navigation(**NAVIGATE):
        found.first.click()
    assert wide(person) <= 0, person.path


def wide(person: Person) -> int:
    return int(person.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


# -- The coach's Monday ------------------------------------------------------------------------------------------------
def home(an: Person) -> None:
    """The first page of a coach, as one lands on it."""
    an.visit("/")
    an.visit("/coach/")
    assert wide(an) <= 0


def waits(an: Person, who: str, what: str = "") -> Any:
    """A line of what waits: of this company, and what to do."""
    return an.page.locator(".waits li").filter(has_text=who).get_by_role("link", name=what or re.compile("."))


def badge(an: Person, path: str) -> int:
    """The number that the navigation carries at an entry."""
    found = an.page.locator(f"nav a[href='{path}'] .badge")
    said = found.first.text_content() if found.count() else "0"
    return int(re.sub(r"\D", "", said or "") or 0)


def days_of(an: Person) -> list[str]:
    """The dates of the lines, from the first to the last; "" for a line without one."""
    found = [re.search(r"(\d\d)/(\d\d)/(\d{4})", line) for line in due_of(an.page.locator(".waits li"))]
    return ["-".join(reversed(one.groups())) if one else "" for one in found]


def due_of(lines: Any) -> list[str]:
    return list(lines.evaluate_all("all => all.map(one => (one.querySelector('.by') || {innerText: ''}).innerText)"))


@pytest.mark.parametrize("turn", [0, 1], ids=["desktop", "phone"])
def test_a_monday_of_the_coach(turn: int, product: Any, prepared: dict[str, str], chromium: Any) -> None:
    an = at(product, chromium, cast.COACH, prepared["coach"], SIZES[turn])
    clicks = Clicks(an)
    with shown_when_it_fails([an]):
        home(an)
        what_hurts_first_is_first(an)
        for job, doing in (
            ("A request answered", partial(answers_a_request, an, cast.ASKS[turn])),
            ("The first session logged of whom the clock runs out", partial(begins_with_whom_the_clock_runs_out, an)),
            ("What is new read, and answered", partial(reads_and_answers, an, cast.WRITES[turn])),
            ("A contact called", partial(calls_a_contact, an)),
            ("How far a late measure is, told", partial(follows_up_what_is_late, an, cast.LATE[turn])),
        ):
            home(an)
            clicks.begin()
            doing()
            assert clicks.sofar == told(job), job
        assert an.troubles == []


def what_hurts_first_is_first(an: Person) -> None:
    days = days_of(an)
    dated = [day for day in days if day]
    assert len(dated) >= 4 and days == sorted(dated) + [""] * (len(days) - len(dated))
    assert dated[0] < today().isoformat() < dated[-1]


def answers_a_request(an: Person, company: str) -> None:
    before = badge(an, "/coach/requests/")
    assert before >= 1
    assert all(due_of(an.page.locator(".waits li").filter(has_text=company)))  # by when the company waits for an answer
    follow(an, waits(an, company, words("Answer a request")))
    assert company in an.text and words("Answer by") in an.text
    an.fill(answer="Graag. Ik bel u morgen.")
    an.press("Yes, I will be the coach")
    home(an)
    assert badge(an, "/coach/requests/") == before - 1
    assert waits(an, company, words("Hold and log the first session")).count() == 1


def begins_with_whom_the_clock_runs_out(an: Person) -> None:
    """The first of those whose last day comes nearest: one click from where the session is logged."""
    first = an.page.locator(".waits li").filter(has_text=words("Hold and log the first session")).first
    company, before = str(first.locator(".who").inner_text()), badge(an, "/coach/")
    follow(an, first.get_by_role("link"))
    assert words("This is the first session") in an.text
    an.fill(held_on=today(), kind="intake", hours="2", present="Zaakvoerder", agreed="Kennisgemaakt.")
    an.send("Save the session")
    home(an)
    assert waits(an, company, words("Hold and log the first session")).count() == 0
    assert badge(an, "/coach/") == before - 1


def reads_and_answers(an: Person, company: str) -> None:
    before = badge(an, "/coach/")
    follow(an, waits(an, company, words("Read what is new")))
    assert cast.WORDS in an.text
    an.fill(text="Donderdag om 14 uur, aan de poort.")
    an.send("Send")
    assert "Donderdag om 14 uur" in an.text
    home(an)
    assert badge(an, "/coach/") == before - 1


def calls_a_contact(an: Person) -> None:
    """One tap on the row of a company: nobody looks a number up."""
    number = an.page.locator("main table a[href^='tel:+32']").first
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= an.page.viewport_size["width"]
    assert re.sub(r"\D", "", number.inner_text()) == number.get_attribute("href").partition("+")[2]
    number.evaluate("one => one.addEventListener('click', event => event.preventDefault())")  # no telephone here
    number.click()


def follows_up_what_is_late(an: Person, measure: str) -> None:
    follow(an, an.page.locator(".waits").get_by_role("link", name=measure))
    assert words("This measure is late") in an.text
    follow(an, an.page.get_by_role("link", name=words("How far is it?")))
    an.fill(text="Besproken met de ploegbaas: volgende week klaar.", progress="80")
    an.page.locator("main form button[type=submit]").first.click()
    an.page.get_by_text("Besproken met de ploegbaas").first.wait_for()


# -- The baker ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_a_baker_chooses_a_coach_by_something_that_matters(
    size: tuple[int, int], product: Any, prepared: dict[str, str], chromium: Any
) -> None:
    """Who works nearest stands first; what one knows, speaks and did, and when, is on the card; then one asks."""
    nadia = at(product, chromium, cast.BAKER, prepared["bakker"], size)
    clicks = Clicks(nadia)
    with shown_when_it_fails([nadia]):
        nadia.visit("/c/bakkerij-claes-fictief/")
        clicks.begin()
        follow(nadia, nadia.page.locator("main").get_by_role("link", name=words("Go to this step")))
        cards = [card.inner_text() for card in nadia.page.locator("main article, main .card").all()]
        near = [words("works in your province") in card for card in cards]
        assert near == sorted(near, reverse=True) and near[0] and not near[-1]  # other stories have coaches here too
        own, other = cards[0], cards[near.index(False)]
        known = ("voeding", "Nederlands, Frans", "ma, di, wo, do", words("mental health"))
        assert [one for one in known if one not in own] == []
        assert re.search(r"\d+ vrije plaats|geen vrije plaats", own) and "vrije plaatsen" in other
        assert re.search(r"3 bedrijven met 1 tot 9 werknemers", own) and "tot 9 werknemers" not in other
        to_the_cards = clicks.sofar
        by_language(nadia)
        clicks.begin()
        asks(nadia, "Bart Mertens")
        assert to_the_cards + clicks.sofar == told("A coach chosen and asked")
        nadia.press("Withdraw the request")
        assert nadia.offers("Ask this coach") or "Bart Mertens" in nadia.text
        assert nadia.troubles == []


def by_language(nadia: Person) -> None:
    """English on the floor: one coach is left, further away, and the page says so."""
    if not nadia.page.locator("main [name=language]").is_visible():  # a phone folds the filters
        nadia.page.locator("main .filters summary").first.click()
    with nadia.page.expect_navigation(**NAVIGATE):
        nadia.page.locator("main [name=language]").select_option("en")
    assert "Bart Mertens" in nadia.text and "An Segers" not in nadia.text
    assert words("works further away") in nadia.text


def asks(nadia: Person, coach: str) -> None:
    nadia.press("Ask this coach", after=f" {coach}")
    assert "Nederlands, Engels" in nadia.text
    nadia.fill(message="We bakken ’s nachts. Past een namiddag?")
    nadia.send("Send the request")
    assert words("Waiting for the coach") in nadia.text and coach in nadia.text

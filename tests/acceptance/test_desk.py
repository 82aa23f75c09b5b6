"""Who lives in the lists, in a real browser: forty files decided before noon, twelve scored without touching a list.

The clicks are counted, and docs/clicks.md says how many they are.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.acceptance import desk_cast as cast
from tests.acceptance.browsing import NAVIGATE, Person, shown_when_it_fails, words
from tests.acceptance.clicking import Clicks, told

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
SIZES = {"desktop": (1440, 900), "phone": (360, 740)}
BY_HAND = cast.ELSEWHERE


@pytest.fixture(scope="module")
def seeded(product: Any) -> Any:
    product.run("-m", "tests.acceptance.seed", "desk")
    return product


def at_desk(product: Any, chromium: Any, role: Any, size: str = "desktop") -> Person:
    person = Person(chromium, product.base, role)
    width, height = SIZES[size]
    person.page.set_viewport_size({"width": width, "height": height})
    return person


def wide(person: Person) -> int:
    return int(person.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def follow(person: Person, found: Any) -> None:
    with person.page.expect_navigation(**NAVIGATE):
        found.click()


def test_an_administrator_decides_forty_files(seeded: Any, chromium: Any) -> None:
    """Those of one province together, the others by hand from one to the next, then all are released."""
    an = at_desk(seeded, chromium, cast.ADMINISTRATOR)
    clicks = Clicks(an)
    with shown_when_it_fails([an]):
        an.sign_in()
        an.visit(f"/p/{cast.SLUG}/applications/")
        clicks.begin()
        together(an)
        assert clicks.sofar == told("Thirty-four files on the waiting list together")
        clicks.begin()
        one_by_one(an)
        assert clicks.sofar == told("Six files decided one by one")
        clicks.begin()
        released(an)
        assert clicks.sofar == told("Forty proposals released")
        an.visit(f"/p/{cast.SLUG}/applications/?view=waiting")
        clicks.begin()
        written_to(an)
        assert clicks.sofar == told("One mail to each of forty companies")
        for number in range(len(cast.FILES)):
            seeded.mails.take(f"v{number}@zaak.example", lambda mail: mail.subject == cast.SUBJECT)
        assert an.troubles == []


def narrow(an: Person, province: str) -> None:
    with an.page.expect_navigation(**NAVIGATE):
        an.page.locator("[name=province]").select_option(province)
        an.page.locator(".list-tools button[type=submit]").first.click()


def together(an: Person) -> None:
    page = an.page
    narrow(an, "LIM")
    page.locator("#bulk [name=all]").click()
    follow(an, page.locator("#bulk [name=what][value=propose]"))
    assert f"{cast.LIMBURG} " in page.locator("main [name=go]").inner_text()
    page.locator("[name=verb][value=waitlist]").click()
    page.locator("[name=text]").select_option(label=cast.REASON)
    follow(an, page.locator("[name=use_text]"))
    assert "{company}" in page.locator("[name=text_nl]").input_value()
    assert page.locator("[name=verb][value=waitlist]").is_checked()
    follow(an, page.locator("[name=go]"))
    page.get_by_text(re.compile(rf"{cast.LIMBURG} van {cast.LIMBURG}")).wait_for()
    page.locator(".notice, [class*=notice]").first.wait_for()
    follow(an, page.locator(f"main a[href*='/p/{cast.SLUG}/applications/?']").last)
    assert "province=LIM" in page.url  # back to the list as it was


def one_by_one(an: Person) -> None:
    page = an.page
    narrow(an, "ANT")
    follow(an, page.locator("main tbody th a").first)
    follow(an, page.locator("main a[href*='/propose/']").first)
    for number in range(1, BY_HAND + 1):
        assert words("%(number)s of %(total)s") % {"number": number, "total": BY_HAND} in an.text
        assert page.locator("[name=reason]").bounding_box()["y"] < 900  # beside the file, without scrolling
        page.locator("[name=verb][value=waitlist]").click()
        page.locator("[name=reason]").fill("Geen budget meer dit jaar.")  # the cursor goes there by the tab key
        follow(an, page.locator("aside button.button:not(.secondary):not(.quiet)").first)
    assert "/applications/?" in page.url and "province=ANT" in page.url


def released(an: Person) -> None:
    page = an.page
    follow(an, page.locator(f"nav a[href='/p/{cast.SLUG}/release/']").first)
    assert page.locator("main [name=ids]:checked").count() == len(cast.FILES)
    follow(an, page.locator("main form button[type=submit]").last)
    page.get_by_text(re.compile(rf"{len(cast.FILES)} van {len(cast.FILES)}")).wait_for()


def written_to(an: Person) -> None:
    page = an.page
    page.locator("#bulk [name=all]").click()
    follow(an, page.locator("#bulk [name=what][value=mail]"))
    an.fill(subject_nl=cast.SUBJECT, text_nl="Dag {company}\n\nKom luisteren.")
    follow(an, page.locator("[name=look]"))
    assert f"{len(cast.FILES)} " in page.locator("main [name=go]").inner_text()
    assert "{company}" not in an.text and cast.FILES[0][0] in an.text
    follow(an, page.locator("main [name=go]"))
    page.get_by_text(re.compile(rf"{len(cast.FILES)} van {len(cast.FILES)}")).wait_for()


def test_an_assessor_scores_twelve_files_in_a_row(seeded: Any, chromium: Any) -> None:
    """The file stands wide beside the criteria; handing in opens the next one; no list is opened in between."""
    bo = at_desk(seeded, chromium, cast.ASSESSOR)
    clicks = Clicks(bo)
    with shown_when_it_fails([bo]):
        bo.sign_in()
        clicks.begin()
        follow(bo, bo.page.locator("main a[href*='/score/']").first)
        criteria = bo.page.locator("fieldset:has([name^=points_])").count()
        for number in range(cast.TO_SCORE):
            assert "/score/" in bo.path and f"{number} / {cast.TO_SCORE}" in bo.text
            assert wide(bo) <= 0
            for criterion in bo.page.locator("fieldset:has([name^=points_])").all():
                criterion.locator("[value='3']").click()
            follow(bo, bo.page.locator("main [name=submit]"))
        assert bo.path == f"/p/{cast.SLUG}/assessments/"
        assert clicks.sofar == told("Twelve files scored") == 1 + cast.TO_SCORE * (criteria + 1)
        assert bo.troubles == []


def test_on_a_phone_the_criteria_are_one_tap_away(seeded: Any, chromium: Any) -> None:
    from playwright.sync_api import expect

    an = at_desk(seeded, chromium, cast.ADMINISTRATOR, "phone")
    with shown_when_it_fails([an]):
        an.sign_in()
        an.visit(f"/p/{cast.SLUG}/applications/?view=all")
        assert wide(an) <= 0
        follow(an, an.page.locator("main tbody th a").first)
        file = an.path
        an.visit(f"{file}propose/?view=all")
        assert wide(an) <= 0
        an.page.locator(".jump").click()
        expect(an.page.locator("#judge h2")).to_be_in_viewport()
        assert an.troubles == []

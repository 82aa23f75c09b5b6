"""Two teams become one, in a real browser: the organisation proposes what to look at, a few ticks on a phone open exactly
those parts of the analysis, and somebody of the consultation body reads it from a mail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.cast import CHANGE_EMPLOYER, CHANGE_MEMBER

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
PHONE = {"width": 360, "height": 740}


def test_a_reorganisation_opens_part_of_an_analysis(product: Any, chromium: Any) -> None:
    product.run("-m", "tests.acceptance.seed", "change")
    employer, member = (Person(chromium, product.base, role) for role in (CHANGE_EMPLOYER, CHANGE_MEMBER))
    employer.page.set_viewport_size(PHONE)
    with shown_when_it_fails([employer, member]):
        employer.sign_in()
        company = "/".join(employer.path.split("/")[:3])
        employer.visit(f"{company}/changes/")
        assert not employer.offers("See what this reorganisation changes in your risk analysis")
        employer.visit(f"{company}/work-units/merge/")
        employer.page.get_by_label("Wassen").check()
        employer.page.get_by_label("Strijken").check()
        employer.fill(name="Wassen en strijken")
        employer.send("Merge")

        employer.visit(f"{company}/")
        employer.page.get_by_role(
            "link", name=words("See what this reorganisation changes in your risk analysis")
        ).click()
        employer.page.wait_for_load_state()
        assert "Wassen en strijken" in employer.value("words")
        assert employer.page.get_by_label("Wassen en strijken").is_checked()
        assert employer.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        employer.page.locator("[name=answers]:checked").uncheck()
        assert employer.is_refused("Save the answers")
        employer.fill(answers=["reorganisation"])
        employer.send("Save the answers")
        assert words("management style") in employer.text and words("noise") not in employer.text

        employer.press("Open the analysis")
        part = employer.path
        assert "Iedere ploeg heeft een andere leiding" in _findings(employer, part)
        assert "lawaai" not in _findings(employer, part)
        employer.visit(f"{company}/analyses/")
        assert words("final") in employer.page.locator("main tr", has_text="Alles bekeken").inner_text()
        assert words("setting up") in employer.page.locator("main tr", has_text="Reorganisatie").inner_text()
        employer.visit(f"{company}/changes/")
        assert not employer.offers("See what this reorganisation changes in your risk analysis")

        label = words("See the change")
        mail = product.mails.take(CHANGE_MEMBER.email, lambda one: f"{label}:\n" in one.text)
        member.sign_in()
        member.visit(mail.link)
        assert "Rik Vloer" in member.text and words("management style") in member.text
        assert not member.offers("Put the answers right")

        employer.page.locator("main tbody a").first.click()
        employer.page.wait_for_load_state()
        employer.press("Put the answers right")
        employer.fill(correction="Alleen op papier", reason="Iedereen blijft waar hij was.")
        employer.page.locator("[name=answers]:checked").uncheck()
        employer.send("Save the answers")
        assert "Iedereen blijft waar hij was." in employer.text
        employer.visit(f"{company}/analyses/")
        assert employer.page.locator("main tr", has_text="Reorganisatie").count() == 0
        member.visit(mail.link)
        assert "Alleen op papier" in member.text
    assert not employer.troubles + member.troubles


def _findings(person: Person, analysis: str) -> str:
    """What stands in the two A's, to be judged again."""
    found = []
    for aspect in ("AO", "AVH"):
        person.visit(f"{analysis}aspects/{aspect}/")
        found.append(person.text)
    return "\n".join(found)

"""A baker asks in a real browser, on a phone, what is held about her, takes her data and the company's file along, asks to be
erased and stays after all. Another installation reads the file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coaching.insight.keeping.checking import check
from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.cast import HELD_BAKER

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
PHONE = {"width": 360, "height": 740}


def _downloaded(person: Person, button: str, target: Path) -> Path:
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name=words(button, person.role.language), exact=True).first.click()
    waiting.value.save_as(target)
    return target


def test_what_is_held_about_me_and_our_whole_file(product: Any, chromium: Any, tmp_path: Path) -> None:
    product.run("-m", "tests.acceptance.seed", "held")
    baker = Person(chromium, product.base, HELD_BAKER)
    baker.page.set_viewport_size(PHONE)
    with shown_when_it_fails([baker]):
        baker.sign_in()
        baker.visit("/me/profile/")
        baker.press("What is held about you")
        assert baker.path == "/me/data/"
        assert words("Your account") in baker.text and words("Mails to you") in baker.text
        assert baker.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways on a phone"
        mine = json.loads(_downloaded(baker, "Download my data", tmp_path / "me.json").read_text())
        assert mine["account"]["email"] == HELD_BAKER.email and mine["signed_in"]
        assert any(one["table"] == "companies_membership" for one in mine["stands_in"])

        baker.press("Ask to be erased")
        baker.fill(words="Ik stop met de bakkerij.")
        baker.send("Ask to be erased")
        assert words("You asked to be erased") in baker.text
        baker.press("Take my request back")
        assert baker.offers("Ask to be erased")

        baker.visit("/me/?all")
        baker.page.get_by_role("link", name="Bakkerij Avond").first.click()
        company = "/".join(baker.path.split("/")[:3])
        baker.visit(f"{company}/take-along/")
        baker.press("Make the file")
        label = words("Download the file", HELD_BAKER.language)
        mail = product.mails.take(HELD_BAKER.email, lambda one: f"{label}:\n" in one.text)
        baker.visit(mail.link)
        ours = _downloaded(baker, "Download", tmp_path / "file.zip")
    with ours.open("rb") as handle:
        checked = check(handle)
    assert checked.faults == [] and "Bakkerij Avond" in checked.company and checked.rows > 10
    with zipfile.ZipFile(ours) as archive:
        assert "tables/companies_company.json" in archive.namelist()

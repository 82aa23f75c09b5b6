"""A refused company goes on in a real browser: the decision from the mail, the file as it was, the analysis that was begun
gets its talk and its first finding; the programme that refused opens none of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.browsing import NAVIGATE, Person, shown_when_it_fails, words
from tests.acceptance.cast import REFUSED, REFUSED_BAKER, REFUSING, REFUSING_ADMINISTRATOR, WHY_REFUSED
from tests.acceptance.story import today

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
HAZARD = "Nachtwerk zonder vaste pauze"
SAID = "Wie om twee uur begint, eet pas om acht."


def _decision(product: Any, baker: Person) -> str:
    label = words("See the decision", baker.role.language)
    return str(product.mails.take(baker.role.email, lambda mail: f"{label}:\n" in mail.text).link)


def test_a_refused_company_goes_on_in_its_file(product: Any, chromium: Any) -> None:
    product.run("-m", "tests.acceptance.seed", "refused")
    baker, refuser = (Person(chromium, product.base, role) for role in (REFUSED_BAKER, REFUSING_ADMINISTRATOR))
    with shown_when_it_fails([baker, refuser]):
        baker.sign_in()
        baker.visit(_decision(product, baker))
        assert WHY_REFUSED in baker.text
        company = "/".join(baker.path.split("/")[:3]) + "/"

        baker.visit(company)
        assert REFUSED in baker.text and baker.say("What you can do yourself") in baker.text
        baker.press("Look for what weighs on people at work")
        baker.page.get_by_role("link", name="Wat weegt er bij ons").first.click()
        baker.page.wait_for_load_state()
        analysis = baker.path
        _collect(baker, analysis)
        baker.visit(f"{analysis}findings/new/?factor=AV2")
        baker.fill(domain="psychosocial", hazard=HAZARD, level="organisation", method="judgement", colour="orange")
        baker.send("Save")
        assert HAZARD in baker.text
        baker.visit(analysis)
        baker.visit(company)  # nothing of the programme stands in the way; one may apply again
        assert baker.say("Your applications") in baker.text

        refuser.sign_in()
        refuser.visit(f"/p/{REFUSING}/applications/?view=all")
        assert REFUSED in refuser.text
        for closed in (company, analysis):
            answer = refuser.page.goto(product.base + closed, **NAVIGATE)
            assert answer and answer.status == 404 and HAZARD not in refuser.page.content()
    assert not baker.troubles
    assert all("404" in trouble for trouble in refuser.troubles), refuser.troubles


def _collect(baker: Person, analysis: str) -> None:
    """From the scope to the first talk, as far as judging asks for it."""
    baker.visit(f"{analysis}scope/")
    baker.fill(scope="Iedereen die bakt of levert.")
    baker.page.get_by_label("Bakkerij (6)", exact=True).check()
    baker.send("Save")
    baker.visit(f"{analysis}prediagnosis/")
    baker.fill(on=today(), signals=["overtime"])
    baker.send("Save")
    baker.visit(analysis)
    baker.press("Begin collecting")
    baker.visit(f"{analysis}talks/new/")
    baker.fill(held_on=today(), kind="group_talk", invited="6", present="5", summary=SAID)
    baker.page.get_by_label(baker.say("Work unit")).select_option(label="Bakkerij")
    baker.send("Save")
    assert SAID in baker.text
    baker.visit(analysis)
    baker.press("Begin judging")

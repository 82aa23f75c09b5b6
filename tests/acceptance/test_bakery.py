"""A bakery opens a file by itself, in a real browser: the same evening it has a final risk analysis, a part of it looked
at anew, and drafts of both plans. Nobody from outside takes part."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.cast import Role
from tests.acceptance.story import today

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
PHONE = {"width": 360, "height": 740}
OWNER = Role("Bregt Bloem", "bregt@bakkerij-bloem.example")
CRATES, NIGHTS = "Bakken bloem van 25 kilo worden met de hand getild", "Zes nachten na elkaar, met één vrije dag"
ROSTER = "Vijf nachten na elkaar sinds het nieuwe rooster"


def _arrive(product: Any, owner: Person) -> str:
    """An account, a file without a programme, two units. Returns the address of the company."""
    owner.visit("/account/signup/")
    owner.fill(name=OWNER.name, email=OWNER.email, password1=OWNER.password)
    owner.send("Make my account")
    label = words("Confirm my address", OWNER.language)
    owner.visit(product.mails.take(OWNER.email, lambda mail: f"{label}:\n" in mail.text).link)
    owner.press("Confirm my address")
    owner.sign_in()
    owner.visit("/file/?without=1")
    owner.fill(name="Bakkerij Bloem", postcode="3500")
    owner.send("Open the file")
    company = owner.path
    for name, headcount in (("Bakkers", 6), ("Winkel", 4)):
        owner.visit(f"{company}work-units/")
        owner.fill(name=name, headcount=headcount)
        owner.send("Add")
    return company


def _add_finding(owner: Person, analysis: str, factor: str, hazard: str, colour: str, **more: Any) -> None:
    owner.visit(f"{analysis}findings/new/?factor={factor}")
    owner.fill(domain=more.pop("domain", "ergonomics"), **more)
    owner.fill(hazard=hazard, level="group", method="judgement", colour=colour)
    owner.page.get_by_label(owner.say("Work unit")).select_option(label="Bakkers")
    owner.send("Save")
    assert hazard in owner.text


def _judge(owner: Person, analysis: str, aspects: tuple[str, ...]) -> None:
    for aspect in aspects:
        owner.visit(f"{analysis}aspects/{aspect}/")
        owner.fill(colour="orange", summary="Samen besproken na de shift.")
        owner.send("Save the judgement")


def _finish(owner: Person, analysis: str) -> None:
    owner.visit(f"{analysis}report/")
    owner.press("Draft report is ready")
    owner.press("Record what the body said")
    owner.fill(notes="Besproken met iedereen in de bakkerij: geen opmerkingen.")
    owner.send("Save")
    owner.press("Make final")
    owner.press("Make final")


def _analyse(owner: Person, company: str) -> str:
    """The whole: without a word of the workers it does not become a report."""
    owner.visit(f"{company}analyses/")
    owner.press("New risk analysis")
    owner.send("Begin the analysis")
    analysis = owner.path.removesuffix("scope/")
    owner.fill(scope="De hele bakkerij. Iedereen praatte mee na de shift.")
    for unit in ("Bakkers (6)", "Winkel (4)"):
        owner.page.get_by_label(unit, exact=True).check()
    owner.send("Save")
    owner.press("Begin collecting")
    owner.press("Begin judging")
    _add_finding(owner, analysis, "AOM6", CRATES, "red")
    mind = {"consequences": ["stress", "burn_out"], "is_objective": "yes", "employer_can_act": "yes"}
    _add_finding(owner, analysis, "AV2", NIGHTS, "red", domain="psychosocial", **mind)
    _judge(owner, analysis, ("AO", "AI", "AV", "AOM", "AVH"))
    owner.visit(f"{analysis}report/")
    owner.press("Draft report is ready")
    assert owner.offers("Draft report is ready")  # nobody asked the workers, and nobody said why
    owner.visit(f"{analysis}talks/")
    owner.press("Record a talk or figures")
    owner.fill(held_on=today(), kind="group_talk", invited="10", present="8", summary="Het tillen en de nachten.")
    owner.send("Save")
    _finish(owner, analysis)
    assert owner.say("What it can lead to") in owner.text and owner.say("burn-out").capitalize() in owner.text
    return analysis


def _look_again(owner: Person, company: str) -> None:
    """The roster of one unit, on a phone; the rest of the whole stays final."""
    owner.page.set_viewport_size(PHONE)
    owner.visit(f"{company}analyses/")
    owner.press("Analyse a part")
    owner.fill(title="Nieuw rooster van de bakkers", parts=["AV2"])
    owner.page.get_by_label("Bakkers (6)", exact=True).check()
    owner.send("Begin the analysis")
    part = owner.path.removesuffix("scope/")
    owner.send("Save")
    owner.press("Begin collecting")
    owner.press("Begin judging")
    _add_finding(owner, part, "AV2", ROSTER, "orange", domain="psychosocial")
    _judge(owner, part, ("AV",))
    owner.visit(f"{part}participation/")
    owner.fill(note="De bakkers hebben het rooster zelf gemaakt; we praten opnieuw in maart.")
    owner.send("Save")
    _finish(owner, part)
    owner.visit(f"{company}analyses/holds/")
    assert ROSTER in owner.text and CRATES in owner.text and NIGHTS not in owner.text
    assert owner.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _plan_ahead(owner: Person, company: str) -> None:
    """The shop next year, moved by a year, and another taken from the board."""
    owner.visit(f"{company}analyses/board/")
    for year, unit in ((today().year + 1, "Winkel (4)"), (today().year + 3, "Bakkers (6)")):
        owner.press("Plan analyses")
        owner.fill(year=year)
        owner.page.get_by_label(unit, exact=True).check()
        owner.send("Put on the board")
    assert owner.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    owner.page.locator("main").get_by_role("link", name="Winkel", exact=True).click()
    owner.page.wait_for_load_state()
    owner.fill(year=today().year + 2)
    owner.send("Save")
    assert str(today().year + 2) in owner.text and str(today().year + 1) not in owner.text
    owner.page.locator("main").get_by_role("link", name="Bakkers", exact=True).click()
    owner.page.wait_for_load_state()
    owner.press("Take from the board")
    owner.fill(why="Vorige week bekeken.")
    owner.send("Take from the board")
    assert "Vorige week bekeken." in owner.text


def _plan(owner: Person, company: str) -> None:
    """Drafts of both plans: the five-year plan takes over what holds, of the whole and of its part."""
    owner.page.set_viewport_size({"width": 1280, "height": 900})
    owner.visit(f"{company}plans/")
    owner.press("Begin the five-year plan")
    owner.fill(start_year=today().year)
    owner.send("Begin the plan")
    plan = owner.path
    owner.visit(f"{plan}sections/1/")
    proposal = owner.value("text")
    assert CRATES in proposal and ROSTER in proposal and NIGHTS not in proposal
    owner.send("Save")
    owner.visit(plan)
    owner.press("New yearly plan")
    owner.fill(year=today().year)
    owner.send("Begin the plan")
    owner.visit(f"{company}plans/")
    assert owner.text.count(owner.say("draft")) >= 2


def test_the_same_evening(product: Any, chromium: Any) -> None:
    owner = Person(chromium, product.base, OWNER)
    with shown_when_it_fails([owner]):
        company = _arrive(product, owner)
        _analyse(owner, company)
        _look_again(owner, company)
        _plan_ahead(owner, company)
        _plan(owner, company)
    assert not owner.troubles, "\n".join(owner.troubles)

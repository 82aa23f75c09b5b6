"""The programme's front half in a real browser: posters and what follows, a cluster, judging and releasing, the clock,
and a coach who leaves. Every step is a page, every mail is taken from the mail server and its link opened."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from tests.acceptance import front_cast as cast
from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.story import today
from tests.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
QUESTION = {"motivation": "Veel nachtwerk en korte nachten.", "objectives": "Beter slapen.", "own_hours": 20}
DECLARED = {"commit_carry_out": True, "commit_start_in_time": True, "commit_involve": True, "declared": True}


@dataclass
class House:
    """The product with the front half's people, each at a browser of their own once they are needed."""

    product: Any
    chromium: Any
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, role: Any, *, signed_in: bool = True) -> Person:
        if role.email not in self.people:
            self.people[role.email] = Person(self.chromium, self.product.base, role)
            if signed_in:
                self.people[role.email].sign_in()
        return self.people[role.email]

    def open_mail(self, reader: Person, button: str) -> None:
        label = words(button, reader.role.language)
        reader.visit(self.product.mails.take(reader.role.email, lambda mail: f"{label}:\n" in mail.text).link)

    def sign_up(self, reader: Person) -> None:
        reader.visit("/account/signup/")
        reader.fill(name=reader.role.name, email=reader.role.email, password1=reader.role.password)
        reader.send("Make my account")
        self.open_mail(reader, "Confirm my address")
        reader.press("Confirm my address")
        reader.sign_in()


@pytest.fixture(scope="module")
def house(product: Any, chromium: Any) -> House:
    product.run("-m", "tests.acceptance.seed", "front")
    return House(product, chromium)


@pytest.fixture(autouse=True)
def _screens(house: House) -> Any:
    with shown_when_it_fails(list(house.people.values())):
        yield
    troubles = [trouble for person in house.people.values() for trouble in person.troubles]
    assert not troubles, "\n".join(troubles)


def choose_programme(person: Person) -> None:
    """Asked only when several are open."""
    choice = person.page.get_by_label(cast.PROGRAMME, exact=True)
    if choice.count():
        choice.check()


def finish(person: Person, *, number: str = "", company: str = "") -> None:
    """Fill in what is not filled in yet, from the page where one is, and send."""
    identity = {
        "street": "Markt 3",
        "postcode": "3800",
        "municipality": "Sint-Truiden",
        "nace_code": "10.71",
        "language": "nl",
    }
    if number:
        identity |= {"enterprise_number": number, "company_name": company}
    pages: dict[str, dict[str, Any]] = {
        "company": identity,
        "workers": {"headcount": 9, "blue_collar": 7, "high_skilled": 1},
        "body": {"body_kind": "direct"},
        "question": QUESTION,
        "support": {
            "support_from": ["EMPLOYER", "WORKERS"],
            "support_EMPLOYER": "Beslist.",
            "support_WORKERS": "Besproken.",
        },
        "channel": {"referral_channel": "SECTOR_FUND"},
    }
    draft = "/".join(person.path.split("/")[:3]) + "/"
    for slug, answers in pages.items():
        person.visit(f"{draft}{slug}/")
        if slug in ("question", "channel") and number:  # the shared question is there already
            assert person.value("motivation") if slug == "question" else True
            answers = {"own_hours": 20} if slug == "question" else {}
        person.fill(**answers)
        person.send("Save and continue")
    person.visit(f"{draft}check/")
    person.fill(**DECLARED)
    person.send("Send the application")
    assert person.path.endswith("/received/"), person.text


def posters(person: Person, base: str) -> int:
    """How many posters stand ready to print on this page, once the worker has made them; each is a PDF."""
    links = person.page.locator(".posters a")
    until(lambda: links.count() or person.page.reload() is None, lambda: person.text, every=0.5)
    for link in links.all():
        assert person.page.request.get(f"{base}{link.get_attribute('href')}").body().startswith(b"%PDF-")
    return int(links.count())


def test_a_bakery_takes_posters_and_later_applies_without_typing_it_again(house: House) -> None:
    baker = house.person(cast.BAKER, signed_in=False)
    started = time.monotonic()
    baker.visit("/offer/")
    baker.visit("/offer/affiches-pauze/")
    baker.visit("/offer/affiches-pauze/take/")
    choose_programme(baker)
    typed = {"company_name": cast.BAKERY, "enterprise_number": cast.NUMBER, "contact_name": cast.BAKER.name}
    baker.fill(**typed, email=cast.BAKER.email)
    baker.send("Take it up")
    seconds = time.monotonic() - started
    assert cast.BAKERY in baker.text
    assert posters(baker, house.product.base) >= 3
    house.open_mail(baker, "Go to your page")
    assert baker.offers("Make an account")
    house.sign_up(baker)
    baker.visit("/me/uptakes/")
    baker.page.locator("main tbody a").first.click()
    baker.press("Apply for coaching")
    draft = baker.path
    baker.visit(f"{draft}company/")
    assert baker.value("company_name") == cast.BAKERY
    assert baker.value("enterprise_number").replace(".", "") == cast.NUMBER
    finish(baker)
    print(f"posters taken in {seconds:.1f} s")


def test_a_cluster_of_four(house: House) -> None:
    lead = house.person(cast.FELLOWS[0], signed_in=False)
    house.sign_up(lead)
    lead.visit("/apply/")
    choose_programme(lead)
    lead.press("Begin")
    lead.visit("/".join(lead.path.split("/")[:3]) + "/question/")
    lead.fill(**QUESTION)
    lead.send("Save and continue")
    draft = "/".join(lead.path.split("/")[:3]) + "/"
    lead.visit(f"{draft}channel/")
    lead.fill(referral_channel="SECTOR_FUND")
    lead.send("Save and continue")
    lead.visit(draft)
    lead.press("Apply together with other companies")
    lead.fill(name="Winkels van de Markt")
    lead.send("Begin a group")
    others = [*cast.FELLOWS[1:], cast.BAKER]
    for role in others:
        lead.fill(company_name=f"Zaak van {role.name}", email=role.email)
        lead.send("Send the invitation")
    for role, number in zip(cast.FELLOWS[1:], cast.FELLOW_NUMBERS, strict=False):
        fellow = house.person(role, signed_in=False)
        house.sign_up(fellow)
        house.open_mail(fellow, "See the invitation")
        assert QUESTION["motivation"] in fellow.text
        fellow.press("Yes, we apply together")
        finish(fellow, number=number, company=f"Zaak van {role.name}")
    lead.visit(f"{draft}cluster/")
    assert lead.text.count(words("sent")) >= 2 and words("Not confirmed yet") in lead.text  # the baker has not answered
    lead.visit(draft)
    finish(lead, number=cast.FELLOW_NUMBERS[2], company=f"Zaak van {cast.FELLOWS[0].name}")
    administrator = house.person(cast.ADMINISTRATOR)
    administrator.visit(f"/p/{cast.SLUG}/applications/?q=Zaak")
    administrator.page.locator("main tbody a").first.click()
    assert "Winkels van de Markt" in administrator.text


def test_three_assessors_and_a_release_of_twelve(house: House) -> None:
    administrator = house.person(cast.ADMINISTRATOR)
    rows = _files(administrator)
    first = rows[0]
    administrator.visit(first)
    administrator.press("Take up")
    administrator.press("Who judges?")
    boxes = administrator.page.locator('main [name="assessors"]')
    for role in cast.ASSESSORS:
        administrator.page.get_by_label(role.name).check()
    assert boxes.count() >= 3
    administrator.fill(due_on=today() + timedelta(days=10))
    administrator.send("Ask them")
    for place, role in enumerate(cast.ASSESSORS):
        assessor = house.person(role)
        assessor.visit(f"{first}scores/")
        assert words("First your own score") in assessor.text  # blind until one's own is in
        assessor.visit(f"{first}score/")
        for control in assessor.page.locator('main fieldset:has(input[type="radio"])').all():
            control.locator('input[type="radio"]').nth(min(place + 2, 4)).check()
        for control in assessor.page.locator('main input[type="number"]').all():
            control.fill(str(2 + place))
        assessor.send("Hand in my score")
    administrator.visit(f"{first}scores/")
    assert all(role.name in administrator.text for role in cast.ASSESSORS)
    for path in rows:
        administrator.visit(path)
        if administrator.offers("Take up"):
            administrator.press("Take up")
        administrator.press("Propose a decision")
        administrator.fill(verb="approve", reason="Een goed gedragen vraag.")
        onward = "Propose, then the next"
        administrator.send(onward if administrator.offers(onward) else "Propose")
    sent = [len(house.product.mails.to(f"a{number}@bedrijf.example")) for _name, number in cast.TWELVE]
    administrator.visit(f"/p/{cast.SLUG}/release/")
    assert administrator.page.locator('main [name="ids"]:checked').count() == 12
    administrator.press("Release these decisions")
    until(
        lambda: words("To the applications") in administrator.text or administrator.visit(administrator.path), every=0.5
    )
    assert "12" in administrator.text and words("Nothing was done") not in administrator.text
    for (_name, number), before in zip(cast.TWELVE, sent, strict=True):
        label = words("Choose a coach")
        house.product.mails.take(f"a{number}@bedrijf.example", lambda mail, label=label: f"{label}:\n" in mail.text)
        assert len(house.product.mails.to(f"a{number}@bedrijf.example")) == before + 1


def _files(administrator: Person) -> list[str]:
    """Paths of the twelve files, over as many pages of the list as there are."""
    administrator.visit(f"/p/{cast.SLUG}/applications/?q=Bedrijf")
    found = administrator.page.locator("main tbody th a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    base = f"/p/{cast.SLUG}/applications/"
    found = [path.partition("?")[0] for path in found]  # the list's own address goes along
    paths = [path if path.startswith("/") else base + path for path in found]
    assert len(paths) == 12, paths
    return paths


def test_the_clock_runs_out(house: House) -> None:
    house.product.run("manage.py", "run_day", "--date", today().isoformat())
    administrator = house.person(cast.ADMINISTRATOR)
    house.open_mail(administrator, "Open the trajectory")
    assert words("Contact this company") in administrator.text and "Laat NV" in administrator.text
    late = house.person(cast.LATE)
    house.open_mail(late, "Start now, or put it on hold")
    before = len(house.product.mails.to(cast.LATE.email))
    house.product.run("manage.py", "run_day", "--date", today().isoformat())
    assert len(house.product.mails.to(cast.LATE.email)) == before  # nothing twice
    administrator.visit(f"/p/{cast.SLUG}/applications/?view=all&q=Laat")
    administrator.page.locator("main tbody a").first.click()
    administrator.press("Let the approval lapse")
    administrator.fill(reason="Niet gestart binnen de termijn, ook niet na contact.")
    administrator.send("See what the company will read")
    administrator.press("Let the approval lapse")
    late.visit("/me/")
    assert late.page.url


def test_a_coach_leaves_in_three_clicks(house: House) -> None:
    administrator = house.person(cast.ADMINISTRATOR)
    leaver = house.person(cast.LEAVER)
    leaver.visit("/coach/")
    assert "Loopt BV" in leaver.text
    administrator.visit(f"/p/{cast.SLUG}/coaches/")
    administrator.press(cast.LEAVER.name)
    administrator.press("The coach leaves")
    administrator.fill(reason="Een andere job.")
    administrator.send("Hand over and let go")
    running = house.person(cast.RUNNING)
    house.open_mail(running, "See your coaching")
    assert cast.SUCCESSOR.name in running.text
    successor = house.person(cast.SUCCESSOR)
    house.open_mail(successor, "My companies")
    assert "Loopt BV" in successor.text
    leaver.page.goto(leaver.base + "/coach/")
    assert leaver.page.locator("main a[href*='/c/']").count() == 0  # the name of a file of before, and no way in

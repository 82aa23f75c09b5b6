"""1–4: from the first page to the letter with the decision."""

from __future__ import annotations

from tests.acceptance.cast import COMPANY, NUMBER, PROGRAMME, SLUG
from tests.acceptance.story import Story

REASON = "Een goed gedragen vraag van een bedrijf waar veel getild wordt."
PAGES = {
    "workers": {"headcount": 62, "blue_collar": 51, "high_skilled": 7},
    "body": {"body_kind": "committee"},
    "question": {
        "motivation": "Veel rugklachten aan de wasstraat en korte afwezigheden.",
        "objectives": "Minder tillen, en een uurrooster dat op tijd bekend is.",
        "own_hours": 60,
    },
    "support": {
        "support_from": ["EMPLOYER", "COMMITTEE", "WORKERS"],
        "support_EMPLOYER": "Beslist door de directie; er is tijd en budget.",
        "support_COMMITTEE": "Besproken in het comité van vorige maand; positief advies.",
        "support_WORKERS": "Uitgelegd in elke ploeg; bijna iedereen is akkoord.",
    },
    "channel": {"referral_channel": "SECTOR_FUND"},
}


def sign_up(story: Story) -> None:
    """1. The employer comes to the first page, wants to apply, makes an account and confirms the address."""
    employer = story.employer
    employer.visit("/")
    employer.press("Apply now")
    assert employer.path == "/account/login/"
    employer.press("Make an account")
    employer.fill(name=employer.role.name, email=employer.role.email, password1="kort")
    employer.is_refused("Make my account")
    assert employer.value("email") == employer.role.email  # nothing typed is lost
    employer.fill(password1=employer.role.password)
    employer.send("Make my account")
    story.open_mail(employer, "Confirm my address")
    employer.press("Confirm my address")
    employer.sign_in()


def apply(story: Story) -> None:
    """2. All pages of the application, with a mistake, a pause, and a double click at the end."""
    employer = story.employer
    employer.visit("/apply/")
    choice = employer.page.get_by_label(PROGRAMME, exact=True)
    if choice.count():  # asked only when several programmes are open
        choice.check()
    employer.press("Begin")
    company = {
        "enterprise_number": "0999.999.999",
        "company_name": COMPANY,
        "street": "Kaai 12",
        "postcode": "9000",
        "municipality": "Gent",
        "nace_code": "96.01",
        "language": "nl",
    }
    employer.fill(**company)
    employer.is_refused("Save and continue")
    assert employer.value("company_name") == COMPANY
    employer.fill(enterprise_number=NUMBER)
    employer.send("Save and continue")
    draft = employer.path.removesuffix("workers/")
    for slug, answers in PAGES.items():
        assert employer.path == f"{draft}{slug}/"
        if slug == "question":  # the telephone rings
            employer.fill(motivation=answers["motivation"])
            employer.send("Save for later")
            employer.visit(f"{draft}question/")
            assert employer.value("motivation") == answers["motivation"]
        employer.fill(**answers)
        employer.send("Save and continue")
    assert employer.path == f"{draft}check/"
    assert NUMBER[:4] in employer.text and "Kaai 12" in employer.text
    employer.is_refused("Send the application")  # without the declaration
    employer.fill(commit_carry_out=True, commit_start_in_time=True, commit_involve=True, declared=True)
    employer.send_twice()
    employer.visit(f"{draft}check/")
    assert employer.path == f"{draft}received/"
    story.open_mail(employer, "See your application")
    sent = story.product.mails.to(employer.role.email)
    assert len(sent) == 2, [mail.subject for mail in sent]  # confirmation and one receipt


def decide(story: Story) -> None:
    """3. The administrator signs in with the app's code, takes the file up, and approves with a reason."""
    administrator = story.administrator
    administrator.visit(f"/p/{SLUG}/")  # the first page asks to sign in
    assert administrator.path == "/account/login/"
    administrator.sign_in()
    administrator.visit(f"/p/{SLUG}/applications/")
    assert administrator.page.locator("main tbody tr").count() == 1  # the double click made one application
    story.open_mail(administrator, "Open the file")
    assert COMPANY in administrator.text
    administrator.press("Take up")
    administrator.press("Approve")
    administrator.is_refused("See what the company will read")
    administrator.fill(reason=REASON)
    administrator.send("See what the company will read")
    assert REASON in administrator.text
    administrator.press("Approve")
    assert REASON in administrator.text


def read_the_letter(story: Story) -> None:
    """4. The employer gets the mail, and opens the letter as a PDF."""
    employer = story.employer
    story.open_mail(employer, "Choose a coach")
    story.places["company"] = "/".join(employer.path.split("/")[:3]) + "/"
    letter = story.pdf(employer, "Decision letter")
    for expected in (COMPANY, REASON, "Kaai 12", story.administrator.role.name):
        assert expected in letter, letter

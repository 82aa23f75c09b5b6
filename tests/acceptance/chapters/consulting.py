"""13–15: the committee advises, the employer answers with reasons, the plans come in force."""

from __future__ import annotations

from tests.acceptance.browsing import Person
from tests.acceptance.chapters.planning import MEASURE, OBJECTIVE
from tests.acceptance.story import Story, today

REMARK = "Plaats de heftafels vóór de zomer, dan is het het drukst."
ADVICE = "Avis favorable, avec la remarque sur le calendrier."
REASONS = "Eén tafel komt vóór de zomer; de tweede volgt, omdat de leverancier maar één tafel tijdig kan leveren."


def put_before_the_committee(story: Story) -> None:
    """13. Both plans are frozen and sent; the delegate reads them on her own and makes a remark."""
    employer = story.employer
    for name in ("five-year", "yearly"):
        employer.visit(story.places[name])
        employer.press("Send to the consultation body")
        employer.fill(meeting_on=today())
        employer.is_refused("Send for advice")  # members must have eight days
        employer.fill(meeting_on=today(), short_notice_accepted=True)
        employer.send("Send for advice")
        story.places[f"review of {name}"] = employer.path
        for reader in (story.member, story.secretary):
            story.open_mail(reader, "Read the plan")
            assert reader.path == story.places[f"review of {name}"]
            assert (OBJECTIVE if name == "five-year" else MEASURE) in reader.text
    member = story.member
    member.visit(story.places["review of yearly"])
    assert not member.offers("Record the advice")
    member.press("Make a remark on this", after=" A1")
    member.fill(text=REMARK)
    member.send("Save remark")
    assert REMARK in member.text
    assert "14.000" in story.pdf(member, "Annual action plan")


def advise(story: Story) -> None:
    """14. The secretary, in French, records the meeting and the advice of both delegations."""
    for name in ("five-year", "yearly"):
        _record(story.secretary, story.places[f"review of {name}"])
        story.mail_to(story.employer, "Answer the advice")


def _record(secretary: Person, review: str) -> None:
    secretary.visit(review)
    secretary.press("The plan was discussed")
    secretary.fill(held_on=today())
    secretary.send("Save and go on")
    secretary.fill(kind="unanimous", workers="yes", employer="no", text=ADVICE)
    secretary.is_refused("Record the advice")  # opinions that differ are not unanimous
    secretary.fill(employer="yes", workers_text="Favorable.")
    secretary.send("Record the advice")
    assert ADVICE in secretary.text


def answer_and_adopt(story: Story) -> None:
    """15. Nothing is adopted before every remark and the advice have their answer, with reasons where needed."""
    employer = story.employer
    employer.visit(story.places["review of yearly"])
    assert not employer.offers("Adopt the plan")
    employer.press("Answer this remark")
    employer.fill(reply="partial")
    employer.is_refused("Save answer")  # the law asks for reasons
    employer.fill(reply_text=REASONS)
    employer.send("Save answer")
    for name, answer in (("five-year", "accepted"), ("yearly", "partial")):
        employer.visit(story.places[f"review of {name}"])
        employer.press("Answer the advice")
        employer.fill(answer=answer, text=REASONS if answer == "partial" else "")
        employer.send("Send answer")
        employer.press("Adopt the plan")
        employer.send("Adopt the plan")
        for reader in (story.member, story.secretary):
            story.mail_to(reader, "Read the answer")
            story.mail_to(reader, "See the measures")
    member = story.member
    member.visit(story.places["review of yearly"])
    assert REASONS in member.text
    advice = story.pdf(employer, "Advice of the consultation body")
    for expected in (REMARK, ADVICE, REASONS):
        assert expected in advice, advice
    assert MEASURE in story.pdf(employer, "Annual action plan")
    assert OBJECTIVE in story.pdf(employer, "Global prevention plan")

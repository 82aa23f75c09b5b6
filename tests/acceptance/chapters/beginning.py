"""5–7: a coach, the first session, and the people of the company."""

from __future__ import annotations

from tests.acceptance.browsing import Person
from tests.acceptance.cast import COACH, COMPANY
from tests.acceptance.story import Story, today


def choose_the_coach(story: Story) -> None:
    """5. The employer asks a coach; the coach accepts."""
    employer, coach = story.employer, story.coach
    employer.visit(f"{story.company}coach/")
    employer.press("Ask this coach", after=f" {COACH.name}")
    employer.fill(message="We horen graag wanneer u kunt langskomen.")
    employer.send("Send the request")
    assert COACH.name in employer.text
    coach.sign_in()
    story.open_mail(coach, "Accept or decline")
    assert COMPANY in coach.text and "langskomen" in coach.text
    coach.fill(answer="Met plezier. Ik bel u deze week.")
    coach.send("Yes, I will be the coach")
    story.open_mail(employer, "Open your coaching")
    assert COACH.name in employer.text


def hold_the_first_session(story: Story) -> None:
    """6. The coach logs the first session: the trajectory starts and its clock stops."""
    coach = story.coach
    coach.press("Go to the company")
    coach.press("Log the first session")
    coach.fill(held_on=today(), kind="intake", hours="2", present="Zaakvoerder, twee leden van het comité")
    coach.fill(agreed="Kennismaking; de analyse begint met de wasstraat.", next_step="Werkeenheden vastleggen.")
    coach.send("Save the session")
    assert "wasstraat" in coach.text
    story.open_mail(story.employer, "See the next step")


def bring_people_in(story: Story) -> None:
    """7. The employer says who advises, and invites a delegate and, in French, the committee's secretary."""
    employer = story.employer
    employer.visit(f"{story.company}body/")
    employer.press("Change")
    employer.fill(kind="committee", worker_members=4)
    employer.send("Save")
    for person, role in ((story.member, "worker_bench"), (story.secretary, "secretary")):
        employer.visit(f"{story.company}people/")
        employer.press("Invite somebody")
        employer.fill(email=person.role.email, role=role, language=person.role.language)
        employer.send("Send the invitation")
        _accept(story, person)
    employer.visit(f"{story.company}people/")
    assert all(person.role.name in employer.text for person in (story.member, story.secretary))


def _accept(story: Story, person: Person) -> None:
    """From the mail to the company's first page, with a new account."""
    story.open_mail(person, "See the invitation")
    assert COMPANY in person.text
    person.press("Make an account and accept")
    assert person.value("email") == person.role.email
    person.fill(name=person.role.name, password1=person.role.password)
    person.send("Make my account")
    assert person.path.startswith(story.company), f"{person.path}\n{person.text}"
    assert person.page.locator("html").get_attribute("lang") == person.role.language

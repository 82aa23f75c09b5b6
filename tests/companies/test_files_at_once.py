"""Two who answer, two who open, five who guess at the same instant: one of each counts."""

from __future__ import annotations

from functools import partial

import pytest

from coaching.accounts.models import User
from coaching.companies import actions, rules
from coaching.companies.models import Company, FileRequest, Membership, ProofLetter
from coaching.core.ground import attempts
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import enter_place
from tests import factories
from tests.acting import as_person, in_company
from tests.attacks.racing import Runners

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "0999990123"


@pytest.fixture
def runners():
    found = Runners(4)
    yield found
    found.close()


def opening(person: User):
    with as_person(person) as by:
        return attempts.run(actions.open_file, number=NUMBER, name="Bakkerij", postcode="9000", by=by)


def answering(person: User, company: Company, request: FileRequest, answer: str):
    with in_company(person, company) as by:
        return actions.answer_request(request_id=request.pk, answer=answer, role="contact", by=by)


def guessing(person: User, company: Company):
    with in_company(person, company) as by:
        return actions.try_code(code="AAAAA-AAAAA", by=by)


def test_four_clicks_open_one_file(runners):
    person = factories.user("Clicker")
    outcomes = runners.together([partial(opening, person)] * 4)
    assert len({outcome.slug for outcome in outcomes}) == 1
    with system_context("test"):
        assert Company.objects.filter(enterprise_number=NUMBER).count() == 1
        assert Membership.objects.filter(user=person).count() == 1


def test_four_people_with_one_new_number_get_one_file_and_three_questions(runners):
    people = [factories.user(f"Person {n}") for n in range(4)]
    outcomes = runners.together([partial(opening, person) for person in people])
    assert sorted(bool(outcome.slug) for outcome in outcomes) == [False, False, False, True]
    with system_context("test"):
        assert FileRequest.objects.count() == 3


def test_of_contacts_who_answer_at_once_the_first_counts(runners):
    with system_context("test"):
        company = factories.company("Two contacts", enterprise_number=NUMBER)
        contacts = [factories.user(f"Contact {n}") for n in range(4)]
        for contact in contacts:
            factories.membership(company, contact, has_mandate=True)
    asker = factories.user("Asker")
    with system_context("test"):
        pass
    asked = opening(asker)
    with system_context("test"):
        request = FileRequest.objects.get(pk=asked.request_id)
    said = ["let_in", "refused", "let_in", "refused"]
    jobs = [partial(answering, who, company, request, answer) for who, answer in zip(contacts, said, strict=True)]
    outcomes = runners.together(jobs)
    assert sum(isinstance(outcome, FileRequest) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3
    with system_context("test"):
        answer = FileRequest.objects.get().answer
        assert Membership.objects.filter(user=asker).exists() == (answer == "let_in")


def test_guesses_at_once_are_all_counted(runners):
    person, staff = factories.user("Guesser"), factories.user("Platform", is_platform_staff=True)
    slug = opening(person).slug
    with system_context("test"):
        company = Company.objects.get(slug=slug)
    with in_company(person, company) as by:
        letter = actions.ask_letter(by=by)
    with enter_place("staff", staff):
        actions.make_letter(letter_id=letter.pk, by=current_actor())
    assert runners.together([partial(guessing, person, company)] * 4) == ["wrong"] * 4
    with system_context("test"):
        assert ProofLetter.objects.get().tries == 4 < rules.CODE_TRIES

"""What somebody tries who opens files that are not theirs: another number, many numbers, a second way in, history undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import translation

from coaching.companies import actions, rules
from coaching.companies.actions.details import TAKEN, TRIED
from coaching.companies.actions.files import Opened
from coaching.companies.actions.proof import code_of
from coaching.companies.models import Company, FileRequest, Mandate, Membership, Proof, ProofLetter
from coaching.core.ground.proof import FIRST_PROVE
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import enter_place
from tests import factories
from tests.acting import as_person, in_company

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "0999123457", "0999990222"


@pytest.fixture
def squatter(world: Any) -> Any:
    return factories.user("Squatter")


def opened(person: Any, number: str = NUMBER, name: str = "Bakkerij Test") -> Opened:
    with as_person(person) as by:
        return actions.open_file(number=number, name=name, postcode="3500", by=by)


def file_of(done: Opened) -> Company:
    with system_context("test"):
        return Company.objects.get(slug=done.slug)


def proved(company: Company) -> None:
    with system_context("test"):
        Company.objects.filter(pk=company.pk).update(unproved_since=None, proved_by=Proof.STAFF)


def invites(person: Any, company: Company) -> None:
    with in_company(person, company) as by:
        by.check(rules.GO_ON_AS)


# -- A proof is that of one number ----------------------------------------------------------------------------------
def test_a_number_typed_afterwards_is_not_proved(squatter: Any) -> None:
    company = file_of(opened(squatter, number=""))
    proved(company)
    invites(squatter, company)
    with in_company(squatter, company) as by:
        actions.change_company(opened_with=company.version, enterprise_number=OTHER, by=by)
    with pytest.raises(Refused, match=str(FIRST_PROVE)):
        invites(squatter, company)


def test_who_goes_on_under_another_number_proves_that_one(squatter: Any) -> None:
    company = file_of(opened(squatter))
    proved(company)
    with in_company(squatter, company) as by:
        actions.go_on_as(number=OTHER, name="Groot", reason="Fusie.", opened_with=company.version, by=by)
    with pytest.raises(Refused, match=str(FIRST_PROVE)):
        invites(squatter, company)
    with system_context("test"):
        found = Company.objects.get(pk=company.pk)
        assert (found.enterprise_number, found.proved_by) == (OTHER, "")


def test_a_programme_that_is_told_answers_for_its_company(world: Any) -> None:
    with system_context("test"):
        company = Company.objects.get(pk=world.company_a.pk)
    with in_company(world.contact_a, company) as by:
        actions.go_on_as(number=OTHER, name="Groot", reason="Fusie.", opened_with=company.version, by=by)
    with system_context("test"):
        assert Company.objects.get(pk=company.pk).unproved_since is None


def test_a_letter_that_was_made_proves_no_number_that_came_after_it(squatter: Any, world: Any) -> None:
    company = file_of(opened(squatter, number=""))
    with in_company(squatter, company) as by:
        letter = actions.ask_letter(by=by)
    with enter_place("staff", world.staff):
        actions.make_letter(letter_id=letter.pk, by=current_actor())
    with in_company(squatter, company) as by:
        actions.change_company(opened_with=company.version, enterprise_number=OTHER, by=by)
        assert actions.try_code(code=code_of(letter.pk), by=by) == "none"
    with system_context("test"):
        assert ProofLetter.objects.get(pk=letter.pk).closed_at


# -- Which numbers have a file ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["edit_company", "go_on_as"])
def test_few_numbers_are_tried_in_an_own_file(login: Any, squatter: Any, world: Any, page: str) -> None:
    """A taken number refuses and leaves no trace, so that it would tell all numbers that have a file."""
    company = file_of(opened(squatter, number="" if page == "edit_company" else NUMBER))
    proved(company)
    client, answers = login(squatter), []
    typed = {
        "name": "Bakkerij Test",
        "postcode": "3500",
        "language": "nl",
        "headcount": 9,
        "high_skilled": 0,
        "reason": "Fusie.",
        "version": company.version,
    }
    with system_context("test"):
        taken = world.company_b.enterprise_number
    for _try in range(rules.NUMBER_TRIES + 1):
        named = {"enterprise_number": taken, "number": taken, **typed}
        address = reverse(f"companies:{page}", args=[company.slug])
        answers.append(client.post(address, named).content.decode())
    with translation.override("nl"):
        assert all(str(TAKEN) in answer for answer in answers[:-1])
        assert str(TAKEN) not in answers[-1] and str(TRIED) in answers[-1]


# -- Whoever is replaced is out --------------------------------------------------------------------------------------
def disputed(person: Any, company: Company, contact: Any) -> FileRequest:
    done = opened(person, company.enterprise_number or "", company.name)
    with in_company(contact, company) as by:
        actions.answer_request(request_id=done.request_id, answer="refused", stranger=True, by=by)
    with system_context("test"):
        return FileRequest.objects.get(pk=done.request_id)


def replaced(world: Any, request: FileRequest) -> None:
    with enter_place("staff", world.staff):
        actions.decide(request_id=request.pk, decision="replace", reason="Called the notary.", by=current_actor())


def test_a_replaced_contact_keeps_no_other_role(world: Any, squatter: Any) -> None:
    owner = factories.user("Owner")
    with system_context("test"):
        Membership.objects.create(company=world.company_b, user=world.contact_b, role="secretary")
    replaced(world, disputed(owner, world.company_b, world.contact_b))
    with system_context("test"):
        living = Membership.objects.filter(company=world.company_b, ended_at=None)
        assert not living.filter(user=world.contact_b).exists()
        assert living.filter(user=owner, has_mandate=True).exists()
        assert living.exclude(user=owner).exists()  # who came with a proved company stays


def test_whoever_a_squatter_let_in_goes_along(world: Any, squatter: Any) -> None:
    accomplice, guest, owner = (factories.user(name) for name in ("Accomplice", "Guest", "Owner"))
    company = file_of(opened(squatter))
    asked = opened(accomplice)
    with in_company(squatter, company) as by:
        actions.answer_request(request_id=asked.request_id, answer="let_in", role="prevention_adviser", by=by)
        with pytest.raises(Refused):  # waits for the proof, as it reaches others
            actions.give_mandate(person_id=guest.pk, discipline="expert", whole_file=True, by=by)
    with system_context("test"):
        Mandate.objects.create(company=company, person_id=guest.pk, discipline="expert", given_by_id=squatter.pk)
    replaced(world, disputed(owner, company, squatter))
    with system_context("test"):
        living = Membership.objects.filter(company=company, ended_at=None)
        assert [row.user_id for row in living] == [owner.pk]
        assert not Mandate.objects.filter(company=company, ended_at=None).exists()


# -- What was answered stays answered --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change", ["staff_since = NULL", "answer = 'let_in'", "answer_words = 'Never said.'", "answered_by_id = 1"]
)
def test_by_sql_no_contact_takes_a_request_away_from_staff(world: Any, squatter: Any, change: str) -> None:
    request = disputed(squatter, world.company_b, world.contact_b)
    with in_company(world.contact_b, world.company_b), pytest.raises(ProgrammingError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE companies_filerequest SET {change} WHERE id = %s", [str(request.pk)])


def test_another_answer_is_no_second_click(world: Any, squatter: Any) -> None:
    """Who says no right after yes is not told that no is kept."""
    done = opened(squatter, world.company_b.enterprise_number, "B")
    with in_company(world.contact_b, world.company_b) as by:
        actions.answer_request(request_id=done.request_id, answer="let_in", by=by)
    for answer, own in (("let_in", True), ("refused", False)):
        with in_company(world.contact_b, world.company_b) as by, pytest.raises(AlreadyDone) as refused:
            actions.answer_request(request_id=done.request_id, answer=answer, by=by)
        assert refused.value.own is own

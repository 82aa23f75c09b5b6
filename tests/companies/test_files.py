"""Opening a file by oneself; a number that has one asks its contacts and tells nothing; staff settles disputes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from coaching.accounts.actions import invite
from coaching.accounts.models import Invitation
from coaching.companies import actions, rules
from coaching.companies.actions.files import TOO_MANY, Opened, hand_to_staff
from coaching.companies.models import Company, FileRequest, Membership
from coaching.core.ground import clock
from coaching.core.ground.roles import PROOF_NEEDED
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.workspace import enter_place
from tests import factories
from tests.acting import as_person, in_company

pytestmark = pytest.mark.django_db
NEW = "0999123457"


@pytest.fixture
def baker(world):
    return factories.user("Baker")


def opened(person, number=NEW, name="Bakkerij Test", **columns) -> Opened:
    with as_person(person) as by:
        return actions.open_file(number=number, name=name, postcode="3500", by=by, **columns)


def mails(kind: str) -> list[int]:
    with system_context("test"):
        return sorted(OutgoingEmail.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def asked(person, company) -> FileRequest:
    number = company.enterprise_number
    found = opened(person, number, company.name)
    assert found.slug == "" and found.request_id
    with system_context("test"):
        return FileRequest.objects.get(pk=found.request_id)


def staff(person):
    return enter_place("staff", person)


def test_whoever_opens_a_file_is_its_contact(baker):
    slug = opened(baker, headcount=9).slug
    with system_context("test"):
        company = Company.objects.get(slug=slug)
        member = Membership.objects.get(company=company)
        assert (company.enterprise_number, company.headcount, company.province) == (NEW, 9, "LIM")
        assert company.unproved_since and company.proved_by == ""
        assert (member.user_id, member.role, member.has_mandate) == (baker.pk, "contact", True)
        assert AuditEvent.objects.get(event="companies.file_opened").company_id == company.pk
    with in_company(baker, company) as by:
        assert by.has_mandate


def test_twice_is_one_file(baker):
    assert opened(baker) == opened(baker)
    assert opened(baker, number="", name="Zonder nummer") == opened(baker, number="", name="zonder NUMMER")
    with system_context("test"):
        assert Membership.objects.filter(user=baker).count() == 2


def test_same_name_of_somebody_else_is_a_second_file(baker):
    other = factories.user("Other baker")
    assert opened(baker, number="").slug != opened(other, number="").slug


def test_a_number_that_has_a_file_asks_its_contacts_and_tells_nothing(world, baker):
    request = asked(baker, world.company_b)
    assert mails("companies.file_asked") == [world.contact_b.pk]
    assert asked(baker, world.company_b).pk == request.pk
    assert mails("companies.file_asked") == [world.contact_b.pk]
    with as_person(baker):
        mine = FileRequest.objects.only("id", "number").get()
        assert mine.number == world.company_b.enterprise_number
        for hidden in ("company_id", "answered_by_id", "answer_words", "staff_since", "decided_by_id"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                list(FileRequest.objects.values_list(hidden))
        assert not Company.objects.exists()


def test_a_contact_lets_in_and_only_once(world, baker):
    request = asked(baker, world.company_b)
    with in_company(world.contact_b, world.company_b) as by:
        actions.answer_request(request_id=request.pk, answer="let_in", role="prevention_adviser", by=by)
    with pytest.raises(AlreadyDone), in_company(world.contact_b, world.company_b) as by:
        actions.answer_request(request_id=request.pk, answer="refused", by=by)
    with system_context("test"):
        assert Membership.objects.get(user=baker).role == "prevention_adviser"
    assert mails("companies.file_let_in") == [baker.pk] and mails("companies.file_not_let_in") == []


def test_a_colleague_without_mandate_neither_sees_nor_answers(world, baker):
    request = asked(baker, world.company_b)
    colleague = factories.user("No mandate")
    with system_context("test"):
        factories.membership(world.company_b, colleague, has_mandate=False)
    with in_company(colleague, world.company_b) as by:
        assert not FileRequest.objects.exists()
        with pytest.raises(PermissionDenied):
            actions.answer_request(request_id=request.pk, answer="let_in", by=by)
    with in_company(world.contact_a, world.company_a) as by:
        assert not FileRequest.objects.exists()
        with pytest.raises(Refused):
            actions.answer_request(request_id=request.pk, answer="let_in", by=by)


def test_a_contact_whose_role_ended_meanwhile_lets_nobody_in(world, baker):
    request = asked(baker, world.company_b)
    with in_company(world.contact_b, world.company_b) as by:
        Membership.objects.filter(user_id=by.user_id).update(ended_at=clock.now())
        with pytest.raises(Refused):
            actions.answer_request(request_id=request.pk, answer="let_in", by=by)
    with system_context("test"):
        assert not Membership.objects.filter(user=baker).exists()


def test_without_living_contacts_staff_is_asked_at_once(world, baker):
    with system_context("test"):
        Membership.objects.filter(company=world.company_b).update(ended_at=clock.now())
    request = asked(baker, world.company_b)
    assert request.staff_since and mails("companies.file_asked") == []


def test_after_its_term_staff_is_asked(world, baker):
    request = asked(baker, world.company_b)
    with system_context("test"):
        assert hand_to_staff(request.answer_by) == 0
        assert hand_to_staff(request.answer_by + timedelta(days=1)) == 1
        assert hand_to_staff(request.answer_by + timedelta(days=2)) == 0


def refused(world, baker, **said) -> FileRequest:
    request = asked(baker, world.company_b)
    with in_company(world.contact_b, world.company_b) as by:
        actions.answer_request(request_id=request.pk, answer="refused", words="Never seen.", by=by, **said)
    return request


def test_dispute_goes_to_staff_who_decides_with_a_reason(world, baker):
    request = refused(world, baker)
    with staff(world.staff):
        assert not FileRequest.objects.exists()
    with as_person(baker) as by:
        actions.dispute(request_id=request.pk, words="It is my bakery.", by=by)
        with pytest.raises(Refused):
            actions.dispute(request_id=request.pk, words="It is my bakery.", by=by)
    with staff(world.staff):
        found = FileRequest.objects.get()
        assert (found.answer_words, found.dispute) == ("Never seen.", "It is my bakery.")
        by = staff_actor()
        with pytest.raises(Refused):
            actions.decide(request_id=request.pk, decision="replace", reason=" ", by=by)
        actions.decide(request_id=request.pk, decision="replace", reason="Called the notary.", by=by)
        with pytest.raises(Refused):
            actions.decide(request_id=request.pk, decision="leave", reason="Twice.", by=by)
    with system_context("test"):
        living = Membership.objects.filter(company=world.company_b, role="contact", ended_at=None)
        assert [(row.user_id, row.has_mandate) for row in living] == [(baker.pk, True)]
        assert AuditEvent.objects.get(event="companies.file_decided").reason == "Called the notary."
    assert {baker.pk, world.contact_b.pk} <= set(mails("companies.file_decided"))


def staff_actor():
    from coaching.core.tenancy.context import current_actor

    return current_actor()


def test_an_unknown_person_is_told_to_staff_by_the_contact_too(world, baker):
    refused(world, baker, stranger=True)
    with staff(world.staff):
        assert FileRequest.objects.count() == 1


def test_staff_that_leaves_it_changes_no_role(world, baker):
    request = refused(world, baker, stranger=True)
    with staff(world.staff):
        actions.decide(request_id=request.pk, decision="leave", reason="A competitor.", by=staff_actor())
    with system_context("test"):
        assert not Membership.objects.filter(user=baker).exists()
        assert Membership.objects.filter(company=world.company_b, user=world.contact_b, ended_at=None).exists()


def test_nobody_but_staff_decides(world, baker):
    request = refused(world, baker, stranger=True)
    for context in (as_person(baker), in_company(world.contact_b, world.company_b)):
        with context as by:
            with pytest.raises(PermissionDenied):
                actions.decide(request_id=request.pk, decision="replace", reason="Mine.", by=by)
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT decide_file(%s, 'replace', 'mine')", [request.pk])


def test_nobody_opens_or_asks_for_a_thousand(world, baker):
    for seed in range(rules.MOST_BEGUN - 1):
        assert opened(baker, number=factories.enterprise_number(7000 + seed)).slug
    asked(baker, world.company_b)
    for number in (factories.enterprise_number(7999), world.company_a.enterprise_number, ""):
        with pytest.raises(Refused, match=str(TOO_MANY)[:20]):
            opened(baker, number=number, name="One more")


def test_until_the_mandate_is_proved_nobody_is_invited(baker):
    slug = opened(baker).slug
    with system_context("test"):
        company = Company.objects.get(slug=slug)
    said = {"email": "worker@example.org", "role": "worker_bench", "place": "x", "language": "nl"}
    with in_company(baker, company) as by, pytest.raises(Refused):
        invite(company_id=company.pk, by=by, **said)
    with in_company(baker, company) as by, pytest.raises(ProgrammingError), transaction.atomic():
        Invitation.objects.create(
            email="a@example.org",
            role="contact",
            company_id=company.pk,
            language="nl",
            token_digest="x" * 64,
            invited_by_id=by.user_id,
            expires_at=clock.now(),
        )
    with in_company(baker, company), pytest.raises(ProgrammingError), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(unproved_since=None)


@pytest.mark.parametrize("permission", sorted(PROOF_NEEDED))
def test_each_gate_opens_with_the_proof(baker, permission):
    slug = opened(baker).slug
    with system_context("test"):
        company = Company.objects.get(slug=slug)
    with in_company(baker, company) as by, pytest.raises(Refused):
        by.check(permission)
    with system_context("test"):
        Company.objects.filter(pk=company.pk).update(unproved_since=None)
    with in_company(baker, company) as by:
        by.check(permission)


def test_these_deeds_wait_for_the_proof():
    assert set(PROOF_NEEDED) == {
        "accounts.invite_adviser",
        "accounts.invite_to_company",
        "actionplans.submit",
        "companies.give_mandate",
        "companies.go_on_as",
    }

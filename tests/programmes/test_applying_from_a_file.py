"""A file and an application: one founds the other alike, nothing is asked twice, and no decision changes the file."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from coaching.accounts.actions import invite
from coaching.companies.actions import answer_request, open_file
from coaching.companies.models import Company, ConsultationBody, FileRequest, Membership, WorkUnit
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, queries
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import EVERYTHING, NUMBER, begin, fresh, send

pytestmark = pytest.mark.django_db
REST = {
    name: value
    for name, value in EVERYTHING.items()
    if name not in {"enterprise_number", "company_name", "postcode", "street", "municipality", "nace_code", "headcount"}
}


@pytest.fixture
def baker(world):
    return factories.user("Bakker Bart")


def opened(baker, number=NUMBER) -> Company:
    with as_person(baker) as by:
        slug = open_file(
            number=number,
            name="Bakkerij De Korst",
            street="Dorp 1",
            postcode="3800",
            municipality="Sint-Truiden",
            nace_code="10.71",
            headcount=38,
            by=by,
        ).slug
    with system_context("test"):
        return Company.objects.get(slug=slug)


def drafted(baker, world, company, **more):
    with as_person(baker) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, company_id=company.pk, by=by)
        return actions.save_step(application_id=draft.pk, values=REST | more, opened_with=draft.version, by=by)


def applied(baker, world, company):
    return send(baker, drafted(baker, world, company))


def decided(world, application, verb):
    with in_programme(world.admin_a, world.programme_a) as by:
        if verb != "approve" or application.state == "submitted":
            actions.take_up(application_id=application.pk, by=by)
        getattr(actions, verb)(application_id=application.pk, reason="Because.", by=by)


def snapshot(company) -> dict:
    with system_context("test"):
        return {
            "company": model_to_dict(Company.objects.get(pk=company.pk)),
            "proved": list(Company.objects.filter(pk=company.pk).values_list("unproved_since", "proved_by")),
            "people": list(Membership.objects.filter(company=company).order_by("pk").values()),
            "body": list(ConsultationBody.objects.filter(company=company).values()),
            "units": list(WorkUnit.objects.filter(company=company).values()),
        }


def test_what_the_file_knows_is_not_asked_again(baker, world):
    company = opened(baker)
    with as_person(baker) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, company_id=company.pk, by=by)
        assert "company" not in queries.missing_steps(draft)
        assert (draft.enterprise_number, draft.headcount, draft.nace_code) == (NUMBER, 38, "10.71")
    sent = applied(baker, world, company)
    assert (fresh(sent).state, fresh(sent).company_id) == ("submitted", company.pk)


def test_applying_without_a_file_opens_one_with_the_same_rule(baker, world, draft):
    send(baker, draft)
    company = fresh(draft).company
    assert company.unproved_since
    said = {"email": "worker@example.org", "role": "worker_bench", "place": "x", "language": "nl"}
    with in_company(baker, company) as by, pytest.raises(Refused):
        invite(company_id=company.pk, by=by, **said)


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_a_refused_or_withdrawn_application_changes_nothing_in_the_file(baker, world, verb):
    company = opened(baker)
    sent = applied(baker, world, company)
    before = snapshot(company)
    if verb == "withdraw":
        with in_company(baker, company) as by:
            actions.withdraw(application_id=sent.pk, by=by)
    else:
        decided(world, sent, verb)
    assert fresh(sent).state in {"rejected", "withdrawn"} and snapshot(company) == before


def test_approval_proves_the_mandate_and_a_lapse_changes_nothing(baker, world):
    company = opened(baker)
    sent = applied(baker, world, company)
    decided(world, sent, "approve")
    with system_context("test"):
        found = Company.objects.get(pk=company.pk)
        assert (found.unproved_since, found.proved_by) == (None, "programme")
        assert AuditEvent.objects.get(event="companies.mandate_proved").actor_id == world.admin_a.pk
    before = snapshot(company)
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.lapse(application_id=sent.pk, reason="Not used.", by=by)
    assert fresh(sent).state == "lapsed" and snapshot(company) == before
    with in_company(baker, company) as by:
        invite(email="w@example.org", role="worker_bench", place="x", language="nl", company_id=company.pk, by=by)


def test_a_representatives_application_proves_it_at_once(baker, world, draft):
    with as_person(baker) as by:
        actions.submit(application_id=draft.pk, represents=NUMBER, proved_by="ACM", by=by)
    assert (fresh(draft).company.unproved_since, fresh(draft).company.proved_by) == (None, "sign_on")


def test_a_file_without_a_number_applies_too_and_takes_nobody_elses(baker, world):
    company = opened(baker, number="")
    draft = drafted(baker, world, company, enterprise_number=world.company_b.enterprise_number)
    with pytest.raises(Refused):
        send(baker, draft)
    with as_person(baker) as by:
        own = {"enterprise_number": NUMBER}
        actions.save_step(application_id=draft.pk, values=own, opened_with=fresh(draft).version, by=by)
    send(baker, draft)
    assert (fresh(draft).state, fresh(draft).company_id) == ("submitted", company.pk)


def test_who_applies_with_a_known_number_waits_in_that_workspace_too(baker, world):
    draft = begin(baker, world.programme_a, enterprise_number=world.company_b.enterprise_number)
    send(baker, draft)
    with in_company(world.contact_b, world.company_b) as by:
        request = FileRequest.objects.get()
        answer_request(request_id=request.pk, answer="let_in", role="contact", has_mandate=True, by=by)
    send(baker, draft)
    assert (fresh(draft).state, fresh(draft).company_id) == ("submitted", world.company_b.pk)

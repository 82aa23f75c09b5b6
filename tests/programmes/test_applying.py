"""Draft, submission, receipt; a known number tells nothing; one application, however often one clicks."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from coaching.companies.models import Company, ConsultationBody, Membership
from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.programmes import actions, queries
from coaching.programmes.models import Application, Programme
from tests import factories
from tests.acting import as_person, in_company
from tests.programmes.conftest import NUMBER, begin, fresh, send

pytestmark = pytest.mark.django_db


def mails(kind: str) -> list[int]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_submission_founds_the_company_with_its_contact(world, baker, draft):
    send(baker, draft)
    sent = fresh(draft)
    assert (sent.state, sent.target_group, sent.priority_score) == ("submitted", "SME_LOW_SKILLED", 8)
    assert sent.reference == f"{clock.today().year}-0001" and sent.declared_at and sent.province == "LIM"
    with system_context("test"):
        company = Company.objects.get(pk=sent.company_id)
        member = Membership.objects.get(company=company)
        assert (company.enterprise_number, company.headcount, company.province) == (NUMBER, 38, "LIM")
        assert (member.user_id, member.role, member.has_mandate) == (baker.pk, "contact", True)
        assert ConsultationBody.objects.get(company=company).kind == "union_delegation"
        assert AuditEvent.objects.filter(event="application.submit", subject_id=draft.pk).count() == 1
    assert mails("programmes.received") == [baker.pk]
    assert mails("programmes.new_application") == [world.admin_a.pk]
    with in_company(baker, sent.company):
        assert Application.objects.get().pk == draft.pk


def test_second_submission_changes_nothing(world, baker, draft):
    send(baker, draft)
    with pytest.raises(IllegalTransition):
        send(baker, draft)
    with system_context("test"):
        assert Company.objects.filter(enterprise_number=NUMBER).count() == 1
    assert len(mails("programmes.received")) == 1


def test_incomplete_or_undeclared_is_refused(world, baker):
    incomplete = begin(baker, world.programme_a, motivation="")
    with pytest.raises(Refused):
        send(baker, incomplete)
    complete = begin(baker, world.programme_a)
    with pytest.raises(Refused), as_person(baker) as by:
        actions.submit(application_id=complete.pk, declared=False, by=by)
    assert fresh(complete).state == "draft"


def test_closed_programme_takes_nothing(world, baker, draft):
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(is_open=False)
    with pytest.raises(Refused):
        send(baker, draft)
    with pytest.raises(Refused), as_person(baker) as by:
        actions.start_draft(programme_id=world.programme_a.pk, by=by)


def test_references_run_per_programme_and_year(world, baker):
    with system_context("test"):
        factories.application(world.programme_a, baker, world.company_a, reference=f"{clock.today().year}-0041")
        factories.application(world.programme_a, baker, world.company_a, reference="2019-9999")
        factories.application(world.programme_b, baker, world.company_b, reference=f"{clock.today().year}-7000")
    first = begin(baker, world.programme_a)
    send(baker, first)
    assert fresh(first).reference == f"{clock.today().year}-0042"


def test_known_number_asks_its_contacts_and_founds_nothing(world, baker):
    draft = begin(baker, world.programme_a, enterprise_number=world.company_b.enterprise_number)
    send(baker, draft)
    waiting = fresh(draft)
    assert waiting.state == "draft" and waiting.company_id is None and waiting.reference
    assert sorted(mails("programmes.colleague_applies")) == sorted([world.contact_b.pk, world.colleague_b.pk])
    assert mails("programmes.received") == [baker.pk] and mails("programmes.new_application") == []
    with system_context("test"):
        assert not Membership.objects.filter(user=baker).exists()
    send(baker, draft)  # again: one request, not a stream of them
    assert len(mails("programmes.colleague_applies")) == 2


def test_colleague_who_was_let_in_can_send_it(world, baker):
    draft = begin(baker, world.programme_a, enterprise_number=world.company_b.enterprise_number)
    send(baker, draft)
    with system_context("test"):
        factories.membership(world.company_b, baker)
    send(baker, draft)
    assert (fresh(draft).state, fresh(draft).company_id) == ("submitted", world.company_b.pk)


def test_adviser_is_no_contact(world):
    draft = begin(world.adviser_b, world.programme_a, enterprise_number=world.company_b.enterprise_number)
    send(world.adviser_b, draft)
    assert fresh(draft).state == "draft"


def test_contact_applies_again_with_what_is_known(world):
    with as_person(world.contact_b) as by:
        draft = actions.start_draft(programme_id=world.programme_a.pk, company_id=world.company_b.pk, by=by)
        again = actions.start_draft(programme_id=world.programme_a.pk, company_id=world.company_b.pk, by=by)
    assert again.pk == draft.pk
    assert (draft.company_name, draft.headcount, draft.postcode) == (world.company_b.name, 38, "3800")
    assert draft.enterprise_number == world.company_b.enterprise_number


def test_only_an_own_company_can_be_chosen(world, baker):
    for user in (baker, world.contact_a, world.adviser_b):
        with pytest.raises(Company.DoesNotExist), as_person(user) as by:
            actions.start_draft(programme_id=world.programme_a.pk, company_id=world.company_b.pk, by=by)


def test_one_open_application_per_company_and_programme(world, submitted):
    draft = begin(world.colleague_a, world.programme_a, enterprise_number=world.company_a.enterprise_number)
    with pytest.raises(Refused):
        send(world.colleague_a, draft)
    assert fresh(draft).state == "draft" and not fresh(draft).reference


def test_two_tabs_do_not_overwrite_each_other(world, baker, draft):
    with as_person(baker) as by:
        actions.save_step(application_id=draft.pk, values={"street": "Nieuw 2"}, opened_with=draft.version, by=by)
        with pytest.raises(VersionConflict):
            actions.save_step(application_id=draft.pk, values={"street": "Oud"}, opened_with=draft.version, by=by)
    assert fresh(draft).street == "Nieuw 2"


def test_draft_is_its_writers_only(world, baker, draft):
    with as_person(world.outsider) as by:
        for action in (actions.submit, actions.delete_draft):
            with pytest.raises(Application.DoesNotExist):
                action(application_id=draft.pk, by=by)
    with in_company(world.contact_a, world.company_a) as by, pytest.raises(PermissionDenied):
        actions.submit(application_id=draft.pk, by=by)


def test_draft_is_found_again_and_thrown_away(world, baker, draft):
    with as_person(baker) as by:
        assert [d.pk for d in queries.drafts_of(baker.pk)] == [draft.pk]
        actions.delete_draft(application_id=draft.pk, by=by)
        assert not queries.drafts_of(baker.pk).exists()


def test_sent_application_is_neither_changed_nor_thrown_away(world, baker, draft):
    send(baker, draft)
    version = fresh(draft).version
    with as_person(baker) as by:
        with pytest.raises(IllegalTransition):
            actions.save_step(application_id=draft.pk, values={"street": "x"}, opened_with=version, by=by)
        with pytest.raises(IllegalTransition):
            actions.delete_draft(application_id=draft.pk, by=by)
        assert [a.pk for a in queries.sent_by(baker)] == [draft.pk]

"""Colleagues of a programme: seen by its administrators, ended at once, never without an administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.actions.people import end_role
from coaching.programmes.models import Assessment, ProgrammeMembership
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def role_of(world: Any, person: Any, role: Role) -> ProgrammeMembership:
    with system_context("test"):
        return ProgrammeMembership.objects.get(programme=world.programme_a, user=person, role=role)


def second_administrator(world: Any) -> Any:
    with system_context("test"):
        person = factories.user("Tweede Beheerder")
        factories.programme_member(world.programme_a, person)
    return person


def asked(world: Any, person: Any, **fields: Any) -> Assessment:
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a, state="in_review")
        return Assessment.objects.create(
            application=file,
            company_id=file.company_id,
            programme=world.programme_a,
            assessor_id=person.pk,
            due_on=clock.today(),
            **fields,
        )


def page(world: Any, name: str = "people", *more: Any) -> str:
    return reverse(f"programmes:{name}", args=[world.programme_a.slug, *more])


def test_the_open_page_of_a_colleague_is_closed_at_the_next_request(world: Any, login: Any) -> None:
    assessor, desk = login(world.assessor_a), reverse("programmes:applications", args=[world.programme_a.slug])
    assert assessor.get(desk).status_code == 200
    address = page(world, "end_role", role_of(world, world.assessor_a, Role.ASSESSOR).pk)
    administrator = login(world.admin_a)
    words = administrator.get(address).content.decode()
    assert world.assessor_a.name in words and "kunt u aan iemand anders geven" in words
    assert administrator.post(address)["Location"] == page(world)
    assert assessor.get(desk).status_code == 404
    assert world.assessor_a.name not in administrator.get(page(world)).content.decode()
    assert administrator.post(address).status_code == 302  # a second click: told, and nothing happens
    with system_context("test"):
        mail = OutgoingEmail.objects.get(kind="programmes.role_ended")
        assert (mail.recipient_id, mail.context["by"]) == (world.assessor_a.pk, world.admin_a.name)
        assert AuditEvent.objects.filter(event="programmes.role_ended").count() == 1


def test_what_was_still_to_be_judged_comes_free_and_scores_stay(world: Any) -> None:
    waiting = asked(world, world.assessor_a)
    given = asked(world, world.assessor_a, submitted_at=clock.now(), total=70)
    with in_programme(world.admin_a, world.programme_a) as by:
        end_role(membership_id=role_of(world, world.assessor_a, Role.ASSESSOR).pk, by=by)
    with system_context("test"):
        assert [row.pk for row in Assessment.objects.filter(pk__in=[waiting.pk, given.pk])] == [given.pk]


def test_who_still_judges_in_another_role_keeps_the_questions(world: Any) -> None:
    second = second_administrator(world)
    with system_context("test"):
        factories.programme_member(world.programme_a, second, Role.ASSESSOR)
    waiting = asked(world, second)
    with in_programme(world.admin_a, world.programme_a) as by:
        end_role(membership_id=role_of(world, second, Role.ASSESSOR).pk, by=by)
        assert Assessment.objects.filter(pk=waiting.pk).exists()
        end_role(membership_id=role_of(world, second, Role.ADMINISTRATOR).pk, by=by)
        assert not Assessment.objects.filter(pk=waiting.pk).exists()


def test_the_only_administrator_stays(world: Any, login: Any) -> None:
    own = role_of(world, world.admin_a, Role.ADMINISTRATOR)
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused, match="only administrator|enige"):
        end_role(membership_id=own.pk, by=by)
    with system_context("test"):  # somebody whose role is over tomorrow is one, whose role was over yesterday is none
        over = factories.programme_member(world.programme_a, factories.user("Vroegere Beheerder"))
        over.ends_on = clock.today() - timedelta(days=1)
        over.save(update_fields=["ends_on"])
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
        end_role(membership_id=own.pk, by=by)
    second_administrator(world)
    waiting, client = asked(world, world.admin_a), login(world.admin_a)
    assert client.post(page(world, "end_role", own.pk))["Location"] == reverse("accounts:places")
    assert client.get(page(world)).status_code == 404
    with system_context("test"):
        assert not OutgoingEmail.objects.filter(kind="programmes.role_ended").exists()  # one's own doing
        assert not Assessment.objects.filter(pk=waiting.pk).exists()
        assert AuditEvent.objects.get(event="programmes.role_ended").data["assessments"] == 1


def test_others_neither_see_nor_end(world: Any, login: Any) -> None:
    row = role_of(world, world.observer_a, Role.OBSERVER)
    for person in (world.assessor_a, world.observer_a):
        assert login(person).get(page(world)).status_code == 403
        assert login(person).post(page(world, "end_role", row.pk)).status_code == 403
        with in_programme(person, world.programme_a) as by, pytest.raises(PermissionDenied):
            end_role(membership_id=row.pk, by=by)
    assert login(world.admin_b).post(page(world, "end_role", row.pk)).status_code == 404
    there = reverse("programmes:end_role", args=[world.programme_b.slug, row.pk])
    assert login(world.admin_b).post(there).status_code == 404  # their own address, our colleague
    with system_context("test"):
        row.refresh_from_db()
        assert row.ended_at is None


def test_as_many_queries_for_one_as_for_three(world: Any, login: Any) -> None:
    client = login(world.admin_a)
    client.get(page(world))

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page(world)).status_code == 200
        return len(seen)

    before = count()
    for _n in range(2):
        second_administrator(world)
    assert count() == before <= 10

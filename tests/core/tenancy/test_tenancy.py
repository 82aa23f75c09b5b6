"""The walls: what each hat sees, what the database refuses, what survives nesting."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404

from coaching.companies.models import Company, Membership, WorkUnit
from coaching.core.ground import clock
from coaching.core.tenancy import managers
from coaching.core.tenancy.context import (
    NoTenantContext,
    current_or_none,
    person_context,
    public_context,
    system_context,
)
from coaching.trajectories.models import CoachingSession, Trajectory
from tests.acting import in_company, in_portfolio, in_programme

pytestmark = pytest.mark.django_db


def raw(sql: str, *args: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(match: str) -> object:
    return pytest.raises(DatabaseError, match=match)


def test_login_of_tests_is_harmless():
    assert raw("select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = session_user") == [
        (False,) * 3
    ]


def test_orm_refuses_without_context(world):
    with pytest.raises(NoTenantContext):
        Company.objects.count()


def test_database_refuses_without_hat(world):
    with refused("permission denied"), transaction.atomic():
        raw("select * from companies_company")


def test_hat_without_user_sees_nothing(world):
    with transaction.atomic():
        raw("select set_config('role', 'h_contact', true)")
        assert raw("select count(*) from companies_company") == [(0,)]


@pytest.mark.parametrize("by_key", [True, False])
def test_contact_sees_own_company_only(world, monkeypatch, by_key):
    monkeypatch.setattr(managers, "FILTER_BY_KEY", by_key)
    with in_company(world.contact_a, world.company_a):
        assert list(Company.objects.values_list("id", flat=True)) == [world.company_a.id]
        assert list(Trajectory.objects.values_list("id", flat=True)) == [world.trajectory_a.id]
        assert set(WorkUnit.objects.values_list("company_id", flat=True)) == {world.company_a.id}
        assert set(Membership.objects.values_list("company_id", flat=True)) == {world.company_a.id}


def test_outsider_finds_no_place(world):
    for user in (world.outsider, world.contact_b, world.coach_b, world.admin_a):
        with pytest.raises(Http404), in_company(user, world.company_a):
            pass
    with pytest.raises(Http404), in_programme(world.admin_b, world.programme_a):
        pass
    with pytest.raises(Http404), in_portfolio(world.contact_a):
        pass


def test_coach_sees_own_trajectories(world):
    with in_portfolio(world.coach_a):
        assert list(Trajectory.objects.values_list("id", flat=True)) == [world.trajectory_a.id]
        assert list(Company.objects.values_list("id", flat=True)) == [world.company_a.id]


def test_administrator_reaches_companies_through_files_but_no_members(world):
    with in_programme(world.admin_a, world.programme_a):
        assert list(Company.objects.values_list("id", flat=True)) == [world.company_a.id]
        with refused("permission denied"), transaction.atomic():
            Membership.objects.count()


def test_administrator_reads_hours_not_words(world):
    with in_company(world.coach_a, world.company_a):
        CoachingSession.objects.create(
            trajectory=world.trajectory_a,
            company=world.company_a,
            programme=world.programme_a,
            held_on=clock.today(),
            kind="intake",
            hours=2,
            agreed="vertrouwelijk",
        )
    with in_programme(world.admin_a, world.programme_a):
        assert CoachingSession.objects.only("id", "hours").get().hours == 2
        with refused("permission denied"), transaction.atomic():
            list(CoachingSession.objects.all())


def test_revocation_works_at_once(world):
    with in_company(world.contact_a, world.company_a):
        Membership.objects.filter(user_id=world.colleague_a.pk).update(ended_at=clock.now())
    with pytest.raises(Http404), in_company(world.colleague_a, world.company_a):
        pass


def test_writing_into_a_foreign_company_is_refused(world):
    with in_company(world.contact_a, world.company_a):
        with refused("row-level security"), transaction.atomic():
            WorkUnit.objects.create(company=world.company_b, name="Inbraak")
        assert WorkUnit.objects.filter(pk=world.unit_b.pk).update(name="x") == 0


def test_composite_keys_refuse_a_foreign_parent(world):
    with pytest.raises(IntegrityError), transaction.atomic(), in_company(world.coach_a, world.company_a):
        with system_context("attack"):
            CoachingSession.objects.create(
                trajectory=world.trajectory_b,
                company=world.company_a,
                programme=world.programme_a,
                held_on=clock.today(),
                kind="intake",
                hours=1,
            )
        raw("set constraints all immediate")


def test_nesting_restores_the_outer_context(world):
    with in_company(world.contact_a, world.company_a):
        with system_context("test"):
            assert Company.objects.count() == 2
        assert Company.objects.count() == 1
        with pytest.raises(ZeroDivisionError), system_context("test"):
            raise ZeroDivisionError
        assert Company.objects.count() == 1
    assert current_or_none() is None


def test_public_and_person_hats(world):
    with public_context(), refused("permission denied"), transaction.atomic():
        Company.objects.count()
    with person_context(world.contact_a):
        assert [m.company_id for m in Membership.objects.all()] == [world.company_a.id]


def test_two_relations_to_one_company_choose_one_hat(world):
    with system_context("test"):
        from tests import factories

        factories.membership(world.company_a, world.coach_a)
    with in_company(world.coach_a, world.company_a) as actor:
        assert actor.hat == "h_contact"
    with in_company(world.coach_a, world.company_a, "coach") as actor:
        assert actor.hat == "h_coach"
    with in_company(world.coach_a, world.company_a, "body") as actor:
        assert actor.hat == "h_contact"

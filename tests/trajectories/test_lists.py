"""Lists cost the same number of queries for one row as for three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, CoachRequest
from tests import factories

pytestmark = pytest.mark.django_db


def count(client, address):
    assert client.get(address).status_code == 200  # warm: navigation and sessions
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def more_trajectories(world, number, **fields):
    for _ in range(number):
        company = factories.company()
        yield factories.trajectory(world.programme_a, company, world.contact_a, world.coach_profile_a, **fields)


def test_desk_and_workload(world, login):
    admin = login(world.admin_a)
    addresses = [reverse(f"trajectories:{name}", args=[world.programme_a.slug]) for name in ("desk", "workload")]
    before = [count(admin, address) for address in addresses]
    with system_context("test"):
        list(more_trajectories(world, 2))
        for _ in range(2):
            factories.coach(factories.user())
    assert [count(admin, address) for address in addresses] == before
    assert max(before) <= 13  # one of them: how the reader wants the list


def test_requests(world, login):
    coach, address = login(world.coach_a), reverse("trajectories:requests")

    def ask(number):
        with system_context("test"):
            for row in more_trajectories(world, number, state="coach_requested"):
                for state in ("open", "declined"):
                    CoachRequest.objects.create(
                        trajectory=row,
                        company_id=row.company_id,
                        programme_id=row.programme_id,
                        coach=world.coach_profile_a,
                        state=state,
                        answered_at=clock.now() if state == "declined" else None,
                        answer_due_on=clock.today(),
                    )

    ask(1)
    before = count(coach, address)
    ask(2)
    assert count(coach, address) == before <= 12


def test_trajectory_with_its_log(world, login):
    contact, address = login(world.contact_a), reverse("trajectories:trajectory", args=[world.company_a.slug])
    file = reverse("trajectories:file", args=[world.programme_a.slug, world.trajectory_a.pk])

    def log(number):
        with system_context("test"):
            for _ in range(number):
                CoachingSession.objects.create(
                    trajectory=world.trajectory_a,
                    company=world.company_a,
                    programme=world.programme_a,
                    held_on=clock.today(),
                    kind="intake",
                    hours=1,
                    logged_by_id=world.coach_a.pk,
                )

    log(1)
    before = count(contact, address), count(login(world.admin_a), file)
    log(2)
    assert (count(contact, address), count(login(world.admin_a), file)) == before
    assert max(before) <= 20


def test_choose_a_coach(case, login):
    contact, address = login(case.contact_a), reverse("trajectories:choose", args=[case.company_a.slug])
    before = count(contact, address)
    with system_context("test"):
        for _ in range(3):
            factories.coach(factories.user())
    assert count(contact, address) == before <= 18


def test_pages_of_a_long_list(world, login):
    with system_context("test"):
        list(more_trajectories(world, 52))
    admin, address = login(world.admin_a), reverse("trajectories:desk", args=[world.programme_a.slug])
    first = admin.get(address, {"state": "coach_accepted"})
    assert len(first.context["page"].object_list) == 50 and first.context["page"].paginator.words == "52"
    second = admin.get(address, {"state": "coach_accepted", "page": first.context["page"].next_page_number()})
    assert len(second.context["page"].object_list) == 2 and not second.context["page"].has_next()
    assert "page=1" in second.content.decode()

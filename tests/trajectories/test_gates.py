"""Who may open and do what: outsiders 404, wrong roles 403, bad ids 404, GET refused where POST is needed."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from tests.trajectories.conftest import ask, fresh

pytestmark = pytest.mark.django_db
COMPANY_PAGES = (
    "trajectory",
    "next_phase",
    "hold",
    "resume",
    "stop",
    "report",
    "log_session",
    "choose",
    "cancel_request",
)


@pytest.fixture
def filled(world):
    """A session in A and one in B; a coach request in B."""
    with system_context("test"):
        world.session_a, world.session_b = (
            CoachingSession.objects.create(
                trajectory=t,
                company_id=t.company_id,
                programme_id=t.programme_id,
                held_on=clock.today(),
                kind="intake",
                hours=2,
                agreed="Geheim besproken",
            )
            for t in (world.trajectory_a, world.trajectory_b)
        )
        world.request_b = CoachRequest.objects.create(
            trajectory=world.trajectory_b,
            company_id=world.company_b.pk,
            programme_id=world.programme_b.pk,
            coach=world.coach_profile_b,
            answer_due_on=clock.today(),
        )
    return world


@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_outsiders_find_no_company(filled, login, name):
    address = reverse(f"trajectories:{name}", args=[filled.company_a.slug])
    for user in (filled.outsider, filled.contact_b, filled.coach_b, filled.admin_a):
        client = login(user)
        assert client.get(address).status_code == client.post(address, {"reason": "x"}).status_code == 404
    assert fresh(filled.trajectory_a).state == "started"


@pytest.mark.parametrize(
    ("name", "who", "expected"),
    [
        ("trajectory", "worker_bench_a", 403),
        ("trajectory", "owner_a", 200),
        ("hold", "adviser_a", 403),
        ("stop", "owner_a", 403),
        ("log_session", "contact_a", 403),
        ("report", "contact_a", 403),
        ("choose", "coach_a", 403),
        ("choose", "adviser_a", 403),
        ("hold", "colleague_a", 200),
    ],
)
def test_roles_in_the_company(filled, login, name, who, expected):
    address = reverse(f"trajectories:{name}", args=[filled.company_a.slug])
    assert login(getattr(filled, who)).get(address).status_code == expected


def test_a_measure_owner_sees_no_log(filled, login):
    page = login(filled.owner_a).get(reverse("trajectories:trajectory", args=[filled.company_a.slug])).content.decode()
    assert "Geheim" not in page
    page = (
        login(filled.adviser_a).get(reverse("trajectories:trajectory", args=[filled.company_a.slug])).content.decode()
    )
    assert "Geheim" in page


@pytest.mark.parametrize("name", ["next_phase", "resume", "cancel_request"])
def test_get_is_refused(filled, login, name):
    address = reverse(f"trajectories:{name}", args=[filled.company_a.slug])
    assert login(filled.contact_a).get(address).status_code == 405


def test_sessions_of_others_do_not_exist(filled, login):
    coach = login(filled.coach_a)
    for session in (filled.session_b.pk, uuid.uuid4()):
        address = reverse("trajectories:edit_session", args=[filled.company_a.slug, session])
        assert coach.get(address).status_code == coach.post(address, {}).status_code == 404
    assert (
        coach.get(reverse("trajectories:edit_session", args=[filled.company_a.slug, filled.session_a.pk])).status_code
        == 200
    )


@pytest.mark.parametrize("name", ["request", "accept", "decline"])
def test_requests_of_others_do_not_exist(filled, login, name):
    for user, expected in ((filled.coach_a, 404), (filled.contact_b, 404), (filled.admin_b, 404)):
        client = login(user)
        address = reverse(f"trajectories:{name}", args=[filled.request_b.pk])
        assert client.post(address, {"reason": "x"}).status_code in {expected, 405}
        assert client.get(address).status_code in {expected, 405}
    with system_context("test"):
        assert CoachRequest.objects.get().state == "open"


def test_the_desk_is_of_its_programme(filled, login):
    here, there = filled.programme_a.slug, filled.programme_b.slug
    admin, observer, assessor = login(filled.admin_a), login(filled.observer_a), login(filled.assessor_a)
    assert admin.get(reverse("trajectories:desk", args=[there])).status_code == 404
    assert admin.get(reverse("trajectories:file", args=[here, filled.trajectory_b.pk])).status_code == 404
    assert observer.get(reverse("trajectories:desk", args=[here])).status_code == 403
    assert assessor.get(reverse("trajectories:file", args=[here, filled.trajectory_a.pk])).status_code == 200
    assert assessor.post(reverse("trajectories:close", args=[here, filled.trajectory_a.pk])).status_code == 403
    for name in ("close", "desk_hold", "desk_stop", "desk_resume"):
        address = reverse(f"trajectories:{name}", args=[here, filled.trajectory_b.pk])
        assert admin.post(address, {"reason": "x"}).status_code == 404
    page = admin.get(reverse("trajectories:file", args=[here, filled.trajectory_a.pk])).content.decode()
    assert "Geheim" not in page


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"state": "overdue"},
        {"state": "escalated"},
        {"state": "running"},
        {"state": "nonsense"},
        {"page": "99"},
        {"page": "x"},
        {"search": "\x00"},
        {"sort": "company"},
        {"sort": "x"},
        {"search": "%"},
    ],
)
def test_the_desk_takes_any_filter(filled, login, query):
    answer = login(filled.admin_a).get(reverse("trajectories:desk", args=[filled.programme_a.slug]), query)
    assert answer.status_code == 200
    assert filled.company_b.name not in answer.content.decode()


def test_desk_filters_find(filled, login):
    admin, address = login(filled.admin_a), reverse("trajectories:desk", args=[filled.programme_a.slug])

    def found(**query):
        return [row.pk for row in admin.get(address, query).context["page"]]

    assert found() == found(state="running") == found(search="fruit") == [filled.trajectory_a.pk]
    assert found(state="overdue") == found(search="bakker") == found(state="closed") == []
    with system_context("test"):
        Trajectory.objects.filter(pk=filled.trajectory_a.pk).update(
            state="awaiting_coach", started_on=None, coach=None, start_due_on="2020-01-01", escalated_at=clock.now()
        )
    assert found(state="overdue") == found(state="escalated") == [filled.trajectory_a.pk]


def test_an_open_request_shows_the_company_but_not_its_workspace(case, login):
    request = ask(case, clock.today(), case.coach_profile_b)
    coach = login(case.coach_b)
    page = coach.get(reverse("trajectories:request", args=[request.pk])).content.decode()
    assert case.company_a.name in page
    assert coach.get(reverse("trajectories:trajectory", args=[case.company_a.slug])).status_code == 404

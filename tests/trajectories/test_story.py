"""The trajectory through its pages: choose, accept, log, hold, report, close, as browsers would do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from tests.actionplans import factories as plans
from tests.trajectories.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def today_case(case):
    """As `case`, approved today."""
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(
            approved_on=clock.today(), start_due_on=clock.add_months(clock.today(), 3)
        )
    return case


def page(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def kinds():
    with system_context("test"):
        return list(OutgoingEmail.objects.order_by("created_at").values_list("kind", flat=True))


def test_from_choice_to_closing(today_case, login):
    case = today_case
    slug, coach_slug = case.company_a.slug, case.coach_profile_a.slug
    contact, coach, admin = login(case.contact_a), login(case.coach_a), login(case.admin_a)

    assert case.coach_profile_a.name in page(contact, "trajectories:choose", slug)
    page(contact, "trajectories:request_coach", slug, coach_slug)
    assert post(contact, "trajectories:request_coach", slug, coach_slug, message="Kom snel").status_code == 302
    again = post(contact, "trajectories:request_coach", slug, coach_slug, message="Kom snel")
    assert again.status_code == 302 and again.url == reverse("trajectories:choose", args=[slug])  # a double click
    assert case.coach_profile_a.name in page(contact, "trajectories:choose", slug)

    request = _only(CoachRequest)
    assert case.company_a.name in page(coach, "trajectories:requests")
    assert "Kom snel" in page(coach, "trajectories:request", request.pk)
    assert post(coach, "trajectories:accept", request.pk, answer="Graag").status_code == 302
    assert post(coach, "trajectories:accept", request.pk).status_code == 302  # a double click lands where the first did
    assert (
        post(coach, "trajectories:decline", request.pk, reason="Te druk").status_code == 200
    )  # another answer does not
    page(coach, "trajectories:request", request.pk)
    page(coach, "trajectories:requests")

    page(coach, "trajectories:log_session", slug)
    line = {"held_on": clock.today(), "kind": "intake", "hours": "2.5", "agreed": "Rondgang", "version": 1}
    assert post(coach, "trajectories:log_session", slug, **line).status_code == 302
    assert post(coach, "trajectories:log_session", slug, **line).status_code == 302  # the same line, once in the log
    session = _only(CoachingSession)
    page(coach, "trajectories:edit_session", slug, session.pk)
    assert post(coach, "trajectories:edit_session", slug, session.pk, **{**line, "hours": "3"}).status_code == 302
    stale = post(coach, "trajectories:edit_session", slug, session.pk, **{**line, "hours": "4"})
    assert stale.status_code == 200
    now = fresh(case.trajectory)
    assert (now.state, str(now.hours_used), now.started_on) == ("started", "3.0", clock.today())
    assert "Rondgang" in page(contact, "trajectories:trajectory", slug)

    for minute, expected in enumerate(("analysis", "planning", "implementation", "evaluation")):
        before = fresh(case.trajectory).state
        with clock.at(clock.now() + timedelta(minutes=minute)):
            post(coach, "trajectories:next_phase", slug, **{"from": before})
            post(coach, "trajectories:next_phase", slug, **{"from": before})  # a double click moves one step only
        assert fresh(case.trajectory).state == expected
    page(coach, "trajectories:report", slug)
    opened = fresh(case.trajectory).version
    assert post(coach, "trajectories:report", slug, final_report="Goed gegaan.", version=opened).status_code == 302

    assert case.company_a.name in page(admin, "trajectories:desk", case.programme_a.slug)
    assert "Rondgang" not in page(admin, "trajectories:file", case.programme_a.slug, case.trajectory.pk)
    page(admin, "trajectories:close", case.programme_a.slug, case.trajectory.pk)
    assert kinds() == ["trajectories.coach_asked"] + ["trajectories.coach_accepted"] * 2 + ["trajectories.started"] * 2


def _only(model):
    with system_context("test"):
        return model.objects.get()


def test_closing_needs_the_report_and_a_measure_and_tells_everybody(today_case, login):
    case = today_case
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(
            state="evaluation", coach=case.coach_profile_a, started_on=clock.today()
        )
    admin, where = login(case.admin_a), (case.programme_a.slug, case.trajectory.pk)
    post(admin, "trajectories:close", *where)
    assert fresh(case.trajectory).state == "evaluation"
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory.pk).update(final_report="Klaar")
    post(admin, "trajectories:close", *where)
    assert fresh(case.trajectory).state == "evaluation"  # no measure has been carried out
    with system_context("test"):
        plans.carried_out(case.trajectory)
    post(admin, "trajectories:close", *where)
    post(admin, "trajectories:close", *where)
    now = fresh(case.trajectory)
    assert now.state == "closed" and now.closed_at and now.closed_by_id == case.admin_a.pk
    assert kinds() == ["trajectories.closed"] * 3


def test_decline_and_ask_another(today_case, login):
    case = today_case
    contact, coach = login(case.contact_a), login(case.coach_a)
    post(contact, "trajectories:request_coach", case.company_a.slug, case.coach_profile_a.slug)
    request = _only(CoachRequest)
    assert post(coach, "trajectories:decline", request.pk, reason="").status_code == 200
    assert post(coach, "trajectories:decline", request.pk, reason="Te ver rijden.").status_code == 302
    assert fresh(case.trajectory).state == "awaiting_coach"
    assert "Te ver rijden." in page(contact, "trajectories:choose", case.company_a.slug)
    assert case.company_a.name not in page(coach, "trajectories:requests")  # out of sight again
    page(coach, "trajectories:request", request.pk)
    assert (
        post(contact, "trajectories:request_coach", case.company_a.slug, case.coach_profile_b.slug).status_code == 302
    )


def test_withdraw_a_request(today_case, login):
    case = today_case
    contact = login(case.contact_a)
    post(contact, "trajectories:request_coach", case.company_a.slug, case.coach_profile_a.slug)
    for _ in range(2):
        assert post(contact, "trajectories:cancel_request", case.company_a.slug).status_code == 302
    assert fresh(case.trajectory).state == "awaiting_coach" and _only(CoachRequest).state == "withdrawn"
    assert kinds() == ["trajectories.coach_asked", "trajectories.request_withdrawn"]


def test_hold_resume_stop_in_the_workspace(today_case, login):
    case = today_case
    contact, slug = login(case.contact_a), case.company_a.slug
    page(contact, "trajectories:hold", slug)
    assert post(contact, "trajectories:hold", slug, reason=" ").status_code == 200
    assert post(contact, "trajectories:hold", slug, reason="Verhuis").status_code == 302
    assert fresh(case.trajectory).state == "on_hold"
    page(contact, "trajectories:trajectory", slug)
    assert post(contact, "trajectories:hold", slug, reason="Verhuis").status_code == 302  # a double click
    post(contact, "trajectories:resume", slug)
    assert fresh(case.trajectory).state == "awaiting_coach"
    post(contact, "trajectories:request_coach", slug, case.coach_profile_a.slug)
    page(contact, "trajectories:stop", slug)
    assert post(contact, "trajectories:stop", slug, reason="Overname").status_code == 302
    assert fresh(case.trajectory).state == "stopped" and _only(CoachRequest).state == "withdrawn"
    with system_context("test"):
        assert not Reminder.objects.filter(subject_id=case.trajectory.pk, state="planned").exists()
    page(contact, "trajectories:trajectory", slug)


def test_the_desk_holds_resumes_and_stops(today_case, login):
    case = today_case
    admin, contact, where = login(case.admin_a), login(case.contact_a), (case.programme_a.slug, case.trajectory.pk)
    post(contact, "trajectories:request_coach", case.company_a.slug, case.coach_profile_a.slug)
    page(admin, "trajectories:desk_hold", *where)
    assert post(admin, "trajectories:desk_hold", *where, reason="Wachten").status_code == 302
    assert post(admin, "trajectories:desk_resume", *where).status_code == 302
    assert fresh(case.trajectory).state == "coach_requested"
    page(admin, "trajectories:desk_stop", *where)
    assert post(admin, "trajectories:desk_stop", *where, reason="Geen antwoord").status_code == 302
    assert fresh(case.trajectory).state == "stopped" and _only(CoachRequest).state == "withdrawn"


def test_a_coach_who_stops_leaves_the_company(world, login):
    coach, slug = login(world.coach_a), world.company_a.slug
    answer = post(coach, "trajectories:stop", slug, reason="Ziek")
    assert answer.status_code == 302 and answer.url == reverse("trajectories:requests")
    assert coach.get(reverse("trajectories:trajectory", args=[slug])).status_code == 410


def test_a_company_without_trajectory(case, login):
    with system_context("test"):
        Reminder.objects.all().delete()
        Trajectory.objects.filter(pk=case.trajectory.pk).delete()
    contact, slug = login(case.contact_a), case.company_a.slug
    page(contact, "trajectories:trajectory", slug)
    assert contact.get(reverse("trajectories:choose", args=[slug])).status_code == 200  # the menu leads there

"""The first page of a company says what really waits: every state, and nothing of which the company is awaited is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight import waiting
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application
from coaching.trajectories.models import CoachingSession, CoachRequest, Trajectory
from tests import factories

pytestmark = pytest.mark.django_db
NOTHING = "U hoeft nu niets te doen"
SENT = [state for state in ApplicationState.values if state != "draft"]


@pytest.fixture
def fresh(world: Any) -> Any:
    """Company a without any trajectory or application yet."""
    with system_context("test"):
        Trajectory.objects.filter(company=world.company_a).delete()
        Application.objects.filter(company=world.company_a).delete()
    return world


def apply(world: Any, state: str, layer: int = 5, **fields: Any) -> Application:
    with system_context("test"):
        return factories.application(
            world.programme_a, world.contact_a, world.company_a, state=state, layer=layer, **fields
        )


def page(world: Any, login: Any, who: str = "contact_a") -> tuple[Any, str]:
    answer = login(getattr(world, who)).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert answer.status_code == 200
    return answer.context["waiting"], answer.content.decode()


def besides(world: Any, login: Any, who: str = "contact_a") -> list[tuple[str, str]]:
    """What waits beside the main step: kind and words."""
    answer = login(getattr(world, who)).get(reverse("insight:workspace", args=[world.company_a.slug]))
    return [(line.kind, str(line.what)) for line in answer.context["worklist"].lines]


# State of the only application → key of the step, whose turn it is, and whether the page may say "nothing now".
STATES = {
    "submitted": ("await_decision", "programme", True),
    "in_review": ("await_decision", "programme", True),
    "info_requested": ("answer_question", "company", False),
    "waitlisted": ("waitlisted", "programme", True),
    "approved": ("begin", "company", False),
    "rejected": ("refused", "nobody", False),
    "withdrawn": ("withdrawn", "nobody", False),
    "lapsed": ("lapsed", "nobody", False),
}


def test_every_state_has_its_sentence():
    assert set(STATES) == set(SENT)
    assert set(waiting._BY_STATE) == set(ApplicationState)


@pytest.mark.parametrize("state", STATES)
def test_an_application_in_each_state(fresh, login, state):
    file = apply(
        fresh,
        state,
        layer=4 if state == "approved" else 5,
        waitlisted_on=clock.today() if state == "waitlisted" else None,
    )
    found, html = page(fresh, login)
    key, who, nothing = STATES[state]
    assert (found.main.step.key, found.main.step.who) == (key, who)
    assert (NOTHING in html) is nothing
    assert reverse("programmes:company_application", args=[fresh.company_a.slug, file.pk]) in html
    assert str(found.main.step.label) in html


def test_a_draft_is_to_be_finished(fresh):
    draft = apply(fresh, "draft")
    step = waiting.of_application(draft, clock.today())
    assert (step.key, step.who) == ("finish", "company")


def test_a_question_is_not_hidden_behind_a_newer_application(fresh, login):
    apply(fresh, "info_requested", layer=4, submitted_at=clock.now() - timedelta(days=9), reference="OUD-1")
    apply(fresh, "submitted", submitted_at=clock.now(), reference="NIEUW-1")
    found, html = page(fresh, login)
    assert found.main.step.key == "await_decision"
    assert [kind for kind, _words in besides(fresh, login)] == ["programmes.questions"]
    assert NOTHING not in html and "OUD-1" in html


def test_a_year_on_the_waiting_list_asks_an_answer(fresh, login):
    apply(fresh, "waitlisted", waitlisted_on=clock.add_months(clock.today(), -12), reference="W-1")
    found, html = page(fresh, login)
    assert (found.main.step.key, found.main.step.who) == ("stay", "company") and NOTHING not in html and "W-1" in html


def run(world: Any, state: str, **fields: Any) -> Trajectory:
    with system_context("test"):
        coach = None if state in {"awaiting_coach", "coach_requested"} else world.coach_profile_a
        return factories.trajectory(world.programme_a, world.company_a, world.contact_a, coach, state=state, **fields)


@pytest.mark.parametrize(
    ("state", "more", "key", "who"),
    [
        ("awaiting_coach", {}, "choose_coach", "company"),
        ("coach_requested", {}, "await_coach", "coach"),
        ("coach_accepted", {}, "first_session", "company"),
        ("started", {}, "open_analysis", "coach"),
        ("on_hold", {"state_before_hold": "started"}, "resume", "company"),
        ("evaluation", {}, "close", "coach"),
        ("evaluation", {"final_report": "Klaar."}, "await_closing", "programme"),
    ],
)
def test_a_trajectory_in_each_state(fresh, login, state, more, key, who):
    run(fresh, state, **more)
    found, html = page(fresh, login)
    step = found.main.step
    assert (step.key, step.who) == (key, who)
    if who == "company":
        assert NOTHING not in html


@pytest.mark.parametrize(("days", "key", "who"), [(3, "await_coach", "coach"), (-1, "coach_silent", "company")])
def test_a_coach_who_does_not_answer_is_said(fresh, login, days, key, who):
    trajectory = run(fresh, "coach_requested")
    due = clock.today() + timedelta(days=days)
    with system_context("test"):
        CoachRequest.objects.create(
            trajectory=trajectory,
            company=fresh.company_a,
            programme=fresh.programme_a,
            coach=fresh.coach_profile_a,
            answer_due_on=due,
        )
    found, _html = page(fresh, login)
    assert (found.main.step.key, found.main.step.who) == (key, who)
    assert found.main.step.due_on == (due if who == "coach" else trajectory.start_due_on)


def test_a_clock_that_stands_still_names_no_date(fresh, login):
    run(fresh, "awaiting_coach", clock_paused_on=clock.today())
    assert page(fresh, login)[0].main.step.due_on is None


def test_sessions_to_confirm_wait_for_the_company_alone(fresh, login):
    trajectory = run(fresh, "started")
    with system_context("test"):
        for day in (1, 2):
            CoachingSession.objects.create(
                trajectory=trajectory,
                company=fresh.company_a,
                programme=fresh.programme_a,
                kind="intake",
                hours=2,
                held_on=clock.today() - timedelta(days=day),
                objection="Te lang" if day == 2 else "",
            )
    assert [kind for kind, _words in besides(fresh, login)] == ["trajectories.to_confirm"]
    assert "Bevestig de sessie van" in page(fresh, login)[1]
    assert besides(fresh, login, "coach_a") == []


def test_a_question_about_another_file_stands_beside_the_trajectory(fresh, login):
    run(fresh, "started")
    apply(fresh, "info_requested", layer=4)
    found, html = page(fresh, login)
    assert found.trajectory is not None
    assert [kind for kind, _words in besides(fresh, login)] == ["programmes.questions"]
    assert NOTHING not in html


def test_after_a_file_that_ended_the_newer_one_counts(fresh, login):
    run(fresh, "closed", closed_at=clock.now(), approved_on=clock.today() - timedelta(days=400))
    apply(fresh, "submitted")
    assert page(fresh, login)[0].main.step.key == "await_decision"


def test_what_ended_says_how_it_ended(fresh, login):
    trajectory = run(fresh, "stopped", stopped_at=clock.now())
    found, html = page(fresh, login)
    assert found.main is None and fresh.programme_a.contact_email in html and NOTHING not in html
    with system_context("test"):
        Application.objects.filter(pk=trajectory.application_id).update(state="lapsed")
    found, html = page(fresh, login)
    assert found.main.step.key == "lapsed" and NOTHING not in html


def test_an_empty_page_says_what_is_on_offer(fresh, login):
    found, html = page(fresh, login)
    assert found.main is None and "/offer/" in html and NOTHING not in html

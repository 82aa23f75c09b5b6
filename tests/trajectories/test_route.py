"""One route with one count: the company, its coach and the programme see the same stop."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight import facts, journey
from coaching.trajectories import route
from coaching.trajectories.models import Trajectory
from tests.acting import in_company
from tests.actionplans import factories as plans

# State of the trajectory, of its analysis, of its yearly plan → how many stops are done.
SCENES = [
    ("awaiting_coach", "", "", 1),
    ("started", "", "", 3),
    ("analysis", "collecting", "", 3),
    ("analysis", "final", "", 4),
    ("planning", "final", "draft", 4),
    ("planning", "final", "submitted_to_body", 5),
    ("planning", "final", "adopted", 6),
    ("on_hold", "final", "active", 6),
    ("closed", "final", "closed", 8),
]


def scene(world: Any, state: str, analysis: str, plan: str) -> Trajectory:
    trajectory: Trajectory = world.trajectory_a
    started = None if state == "awaiting_coach" else clock.today()
    before = "planning" if state == "on_hold" else ""
    accepted = None if state == "awaiting_coach" else clock.now()
    with system_context("test"):
        if analysis:
            plans.analysis(trajectory, state=analysis)
        if plan:
            whole = plans.global_plan(trajectory)
            moments = {"submitted_at": clock.now(), "adopted_at": clock.now(), "advised_at": clock.now()}
            plans.annual_plan(whole, state=plan, **moments)
        closed = clock.now() if state == "closed" else None
        Trajectory.objects.filter(pk=trajectory.pk).update(
            closed_at=closed,
            state=state,
            started_on=started,
            coach_accepted_at=accepted,
            state_before_hold=before,
        )
        return Trajectory.objects.get(pk=trajectory.pk)


@pytest.mark.parametrize(("state", "analysis", "plan", "done"), SCENES)
def test_what_is_read_and_what_is_told_say_the_same(
    state: str, analysis: str, plan: str, done: int, world: Any
) -> None:
    trajectory = scene(world, state, analysis, plan)
    with in_company(world.contact_a, world.company_a):
        read = journey.steps(facts.gather([trajectory], clock.today())[trajectory.pk])
        told = route.steps(trajectory, route.reached(trajectory.pk))
    assert read == told
    assert sum(step.state == route.DONE for step in told) == done


def test_every_page_shows_one_count_and_each_stop_leads_to_its_page(world: Any, login: Any) -> None:
    trajectory = scene(world, "planning", "final", "submitted_to_body")
    slug = world.company_a.slug
    pages = [
        (world.contact_a, reverse("insight:workspace", args=[slug])),
        (world.contact_a, reverse("trajectories:trajectory", args=[slug])),
        (world.coach_a, reverse("trajectories:trajectory", args=[slug])),
        (world.admin_a, reverse("trajectories:file", args=[world.programme_a.slug, trajectory.pk])),
    ]
    shown = {}
    for who, url in pages:
        client = login(who)
        page = client.get(url)
        assert "steps" in page.context, (who, url, page.status_code)
        steps = page.context["steps"]
        shown[who.pk, url] = [(str(step.label), step.state) for step in steps]
        assert [step.url for step in steps if step.url and client.get(step.url, follow=True).status_code != 200] == []
    assert len({tuple(found) for found in shown.values()}) == 1
    assert all(step.url for step in login(world.contact_a).get(pages[0][1]).context["steps"])


def test_the_programme_of_another_is_told_nothing(world: Any, login: Any) -> None:
    with in_company(world.contact_b, world.company_b):
        assert route.reached(world.trajectory_a.pk) == route.Reached()

"""Generated companies: every state is there, nothing clashes, and who may not see them does not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actionplans.models import PreventionMeasure
from coaching.companies.models import Company
from coaching.companies.numbers import parse_enterprise_number
from coaching.core.ground.roles import Role
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.demo import others, scale
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory
from tests import factories

pytestmark = pytest.mark.django_db
ROUND = len(scale.STORIES)


def test_every_state_is_there_and_a_second_call_goes_on():
    assert scale.generate(ROUND) == ROUND
    assert scale.generate(3) == 3
    with system_context("test"):
        assert Application.objects.count() == ROUND + 3
        assert set(Application.objects.values_list("state", flat=True)) == set(ApplicationState.values)
        assert set(Trajectory.objects.values_list("state", flat=True)) == set(TrajectoryState.values)
        assert set(PreventionMeasure.objects.values_list("state", flat=True)) == {"proposed", "planned", "done"}
        assert not OutgoingEmail.objects.exists()


def test_numbers_are_right_and_far_from_those_of_the_demo_and_the_tests():
    scale.generate(ROUND)
    with system_context("test"):
        numbers = list(Company.objects.values_list("enterprise_number", flat=True))
    assert len(set(numbers)) == len(numbers) == ROUND - 1  # a draft has no company yet
    assert all(parse_enterprise_number(number) == number for number in numbers)
    assert min(numbers) > max(others.number(99), factories.enterprise_number(9_999))
    assert len(scale.number(100_000)) == 10


def test_pages_of_generated_companies_open(world, login):
    scale.generate(ROUND)
    with system_context("test"):
        programme = Programme.objects.get(slug=scale.SLUG)
        factories.programme_member(programme, world.outsider, Role.ADMINISTRATOR)
        running = Trajectory.objects.filter(programme=programme, state="implementation").select_related("company")[0]
        contact = factories.user()
        factories.membership(running.company, contact)
    desk, own = login(world.outsider), login(contact)
    for name in ("insight:desk", "programmes:applications", "trajectories:desk", "trajectories:workload"):
        assert desk.get(reverse(name, args=[scale.SLUG])).status_code == 200, name
    for name in ("insight:workspace", "riskanalysis:analyses", "actionplans:plans", "actionplans:measures"):
        assert own.get(reverse(name, args=[running.company.slug])).status_code == 200, name
    assert login(world.contact_a).get(reverse("insight:workspace", args=[running.company.slug])).status_code == 404
    assert login(world.admin_a).get(reverse("insight:desk", args=[scale.SLUG])).status_code == 404


def test_the_demos_own_people_run_the_generated_programme(db):
    beheerder = factories.user("Lieve", email="beheerder@demo.example", is_demo=True)
    scale.generate(1)
    with system_context("test"):
        from coaching.programmes.models import ProgrammeMembership

        assert ProgrammeMembership.objects.get(programme__slug=scale.SLUG).user_id == beheerder.pk

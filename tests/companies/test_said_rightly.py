"""Small words that pages of a file said wrongly: a number without a programme, a year that begins, a counsellor elected."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.companies.models import RoleHolder
from coaching.companies.prevention import queries
from coaching.companies.wheel.saying import state_of
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import in_company
from tests.companies.holders import address

pytestmark = pytest.mark.django_db


def test_a_year_that_has_begun_is_nothing_on_record() -> None:
    assert state_of("done", "service_year_start") != state_of("done", "annual_report") == state_of("done")
    assert state_of("late", "service_year_start") == state_of("late")


def test_a_counsellor_who_became_a_delegate_is_noticed(world: Any, login: Any) -> None:
    with system_context("test"):
        person = factories.user("Vera Vertrouwen")
        factories.membership(world.company_a, person, "measure_owner")
        RoleHolder.objects.create(company=world.company_a, kind="counsellor", name="Vera", person_id=person.pk)
    page = login(world.contact_a).get(address(world))
    tag = "een rol die een vertrouwenspersoon niet mag hebben"
    assert tag not in page.content.decode()
    with system_context("test"):
        factories.membership(world.company_a, person, "worker_bench")
    with in_company(world.contact_a, world.company_a):
        lines = queries.role_map(world.company_a.pk).lines
        assert [one.clashes for line in lines if line.part == "counsellor" for one in line.people] == [True]
    assert tag in login(world.contact_a).get(address(world)).content.decode()


def test_without_a_coaching_the_menu_has_no_sessions(world: Any, login: Any) -> None:
    sessions = reverse("trajectories:trajectory", args=[world.company_a.slug])
    assert (
        sessions
        in login(world.contact_a).get(reverse("companies:company", args=[world.company_a.slug])).content.decode()
    )
    with system_context("test"):
        lone = factories.company("Bakkerij zonder")
        factories.membership(lone, world.contact_a, "contact", has_mandate=True)
    page = login(world.contact_a).get(reverse("companies:company", args=[lone.slug])).content.decode()
    assert reverse("trajectories:trajectory", args=[lone.slug]) not in page

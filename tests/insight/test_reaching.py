"""Names in lists lead to whom one can call; a company that only applied knows whom of the programme to write to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from coaching.accounts.models import User
from coaching.core.ground.people import Reachable
from coaching.core.screen.cards_in_rows import cards
from coaching.core.tenancy.context import system_context, without_hat
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.insight.counting import statement

pytestmark = pytest.mark.django_db
NUMBER, DIALLED = "+32 400 00 00 41", "tel:+32400000041"


@pytest.fixture
def numbered(world: Any) -> Any:
    with without_hat():
        User.objects.filter(pk=world.coach_a.pk).update(phone=NUMBER)
    return world


def test_the_coaches_of_a_programme_can_be_called_from_their_list(numbered: Any, login: Any) -> None:
    address = reverse("trajectories:workload", args=[numbered.programme_a.slug])
    assert DIALLED in login(numbered.admin_a).get(address).content.decode()


def test_an_assessor_sees_the_list_and_no_number(numbered: Any, login: Any) -> None:
    answer = login(numbered.assessor_a).get(reverse("trajectories:workload", args=[numbered.programme_a.slug]))
    assert answer.status_code == 200 and numbered.coach_profile_a.name in answer.content.decode()
    assert DIALLED not in answer.content.decode() and numbered.coach_a.email not in answer.content.decode()


def test_a_statement_names_its_coach_with_one_card_however_many_rows(
    numbered: Any, login: Any, django_assert_max_num_queries: Any
) -> None:
    with system_context("test"):
        statement(numbered.trajectory_a, 1, 100)
    client = login(numbered.admin_a)
    address = reverse("trajectories:desk_expenses", args=[numbered.programme_a.slug]) + "?state=approved"
    client.get(address)
    with django_assert_max_num_queries(60) as one:
        client.get(address)
    with system_context("test"):
        for number in (2, 3):
            statement(numbered.trajectory_a, number, 100)
    with django_assert_max_num_queries(60) as three:
        page = client.get(address).content.decode()
    assert len(one) == len(three)
    key = f"card-{numbered.coach_profile_a.pk}"
    assert page.count(f'popovertarget="{key}"') == 3 and page.count(f'id="{key}"') == 1 and page.count(DIALLED) == 1
    with system_context("test"):  # what has ended tells no number: then a name is a name
        Trajectory.objects.filter(pk=numbered.trajectory_a.pk).update(state="stopped", stopped_at="2026-01-01T12:00Z")
    page = client.get(address).content.decode()
    assert numbered.coach_profile_a.name in page and DIALLED not in page


def test_what_stands_in_a_card_is_escaped() -> None:
    draw = cards("Rol & taak")
    made = draw(7, "<b>Jan</b>", Reachable(7, "<b>Jan</b>", 'a"b@x.example', NUMBER))
    assert "<b>Jan" not in made and "&lt;b&gt;Jan" in made and 'a"b' not in made and "Rol &amp; taak" in made
    assert draw(8, "<i>", None) == "&lt;i&gt;"


def test_a_company_that_only_applied_knows_whom_of_the_programme_to_reach(world: Any, login: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(company=world.company_a).delete()
        Application.objects.filter(company=world.company_a).delete()
        for programme, phone in ((world.programme_a, NUMBER), (world.programme_b, "+32 400 00 00 42")):
            Programme.objects.filter(pk=programme.pk).update(
                contact_phone=phone, contact_email="hulp@programma.example"
            )
        for _n in range(2):
            factories.application(world.programme_a, world.contact_a, world.company_a)
    page = login(world.contact_a).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert [one.name for one in page.context["helpers"]] == [world.programme_a.name]
    html = page.content.decode()
    assert DIALLED in html and "mailto:hulp@programma.example" in html and "tel:+32400000042" not in html


def test_nothing_applied_for_names_nobody(world: Any, login: Any) -> None:
    with system_context("test"):
        Trajectory.objects.filter(company=world.company_a).delete()
        Application.objects.filter(company=world.company_a).delete()
    page = login(world.contact_a).get(reverse("insight:workspace", args=[world.company_a.slug]))
    assert page.context["helpers"] == []


def test_the_desk_shortens_target_groups_and_its_tables_have_totals(world: Any, login: Any) -> None:
    with system_context("test"):
        for _n in range(2):
            factories.application(
                world.programme_a,
                world.contact_a,
                factories.company(),
                state="in_review",
                target_group="SME_LOW_SKILLED",
            )
    page = login(world.admin_a).get(reverse("insight:desk", args=[world.programme_a.slug]))
    html = page.content.decode()
    inbox = html[: html.index("Van aanvraag tot start")]
    assert len(re.findall(r'popovertarget="term-sme_low_skilled"', inbox)) >= 2
    assert inbox.count('id="term-sme_low_skilled"') == 1
    overview = login(world.admin_a).get(reverse("insight:overview", args=[world.programme_a.slug]))
    assert [page.context["provinces"], page.context["targets"]] == [made["rows"] for made in overview.context["tables"]]
    assert page.context["targets"][-1].key == "total"

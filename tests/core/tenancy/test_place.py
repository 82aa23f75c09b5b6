"""A place: its addresses keep the hat that somebody chose; what an actor must have is there or refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from coaching.companies import actions as companies
from coaching.companies.models import WorkUnit
from coaching.core.ground.roles import Actor, Hat, Role, WrongPlace
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.programmes.actions import assessing, partners
from coaching.programmes.models import InformationRequest, Partner
from tests import factories
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world: Any) -> Any:
    """Somebody who is coach and contact of one company."""
    with system_context("test"):
        factories.membership(world.company_a, world.coach_a, Role.CONTACT, has_mandate=True)
    return world


def test_the_chosen_hat_is_in_every_address_of_the_place(both: Any) -> None:
    key, slug = uuid4(), both.company_a.slug
    with enter_place("company", both.coach_a, slug, "coach") as place:
        assert place.hat == Hat.COACH and place.suffix == "?as=coach"
        assert place.url("actionplans:measures") == f"/c/{slug}/measures/?as=coach"
        assert place.url("core:document", key) == f"/c/{slug}/documents/{key}/?as=coach"
        assert place.url("actionplans:measures", sort="due") == f"/c/{slug}/measures/?sort=due&as=coach"
    with enter_place("company", both.coach_a, slug) as place:
        assert place.hat == Hat.CONTACT and place.suffix == ""
        assert place.url("actionplans:measures") == f"/c/{slug}/measures/"


@pytest.mark.parametrize("word", ["nobody", "coach&x=1", "//evil.example", "\u202e"])
def test_a_word_that_is_no_hat_goes_nowhere(both: Any, login: Any, word: str) -> None:
    with enter_place("company", both.coach_a, both.company_a.slug, word) as place:
        assert (place.hat, place.chosen) == (Hat.CONTACT, "")
    page = login(both.coach_a).get(f"/c/{both.company_a.slug}/company/", {"as": word})
    assert page.status_code == 200 and page.context["place_suffix"] == ""


def test_addresses_of_places_without_a_name_in_the_path(world: Any) -> None:
    with enter_place("coach", world.coach_a) as place:
        assert place.url("insight:portfolio") == "/coach/"
    with enter_place("programme", world.admin_a, world.programme_a.slug) as place:
        assert place.url("programmes:applications") == f"/p/{world.programme_a.slug}/applications/"


@pytest.mark.parametrize("page", ["company/edit/", "company/places/add/", "body/edit/"])
def test_who_cancels_a_form_stays_in_the_chosen_role(both: Any, login: Any, page: str) -> None:
    found = login(both.coach_a).get(f"/c/{both.company_a.slug}/{page}", {"as": "contact"})
    assert found.status_code == 200
    assert (found.context.get("up") or found.context["back"]).endswith("/?as=contact")


def test_an_action_in_a_place_of_another_kind_is_refused_before_it_writes(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a) as by:
        assert by.programme_key == world.programme_a.pk and by.person_key == world.admin_a.pk
        with pytest.raises(WrongPlace):
            by.company_key  # noqa: B018 - it is asked to refuse
    machine = Actor(user_id=None, hat=Hat.SYSTEM)
    with system_context("test"):
        units, others = WorkUnit.objects.count(), Partner.objects.count()
        with pytest.raises(PermissionDenied):
            companies.add_work_unit(name="Zaal", headcount=4, by=machine)
        with pytest.raises(PermissionDenied):
            partners.add_partner(name="Sectorfonds", kind="sector_fund", by=machine)
        assert (WorkUnit.objects.count(), Partner.objects.count()) == (units, others)


def test_a_question_to_a_company_is_asked_by_somebody(world: Any) -> None:
    """The machine once could, in the name of user 0."""
    with system_context("test") as context:
        file = factories.application(world.programme_a, world.contact_a, world.company_a, state="in_review")
        assert context.actor is not None
        with pytest.raises(WrongPlace):
            assessing.request_info(application_id=file.pk, question="Hoeveel ploegen?", by=context.actor)
        assert not InformationRequest.objects.filter(application=file).exists()


def test_a_mail_goes_to_others_and_to_nobody_twice(world: Any) -> None:
    with in_company(world.contact_a, world.company_a) as by:
        assert by.others([by.user_id, None, 7, 7, 0]) == {7, 0}

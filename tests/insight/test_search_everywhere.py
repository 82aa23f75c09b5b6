"""Every list with a search finds names whatever accents are typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.coaches.models import Coach
from coaching.coaches.queries import Criteria, directory
from coaching.companies.models import Company, WorkUnit
from coaching.core.tenancy.context import current_actor, public_context, system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from modules import queries as offer
from modules.actions import load_catalogue
from modules.editing.queries import catalogue
from modules.models import Module, ModuleUptake
from modules.uptake.queries import desk_uptakes
from riskanalysis.queries import analyses
from tests.acting import in_company, in_programme
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
WRITTEN, TYPED = "Œuvre Müller à Liège", ("oeuvre muller", "MÜLLER A LIEGE", "liège", "œuvre")


@pytest.mark.parametrize("typed", TYPED)
def test_coaches_and_the_offer(world: Any, typed: str) -> None:
    with system_context("test"):
        load_catalogue(by=current_actor())
        Coach.objects.filter(pk=world.coach_profile_a.pk).update(name=WRITTEN)
        Module.objects.filter(slug="affiches-rug").update(title={"nl": WRITTEN, "fr": "x", "en": "y"})
    with public_context():
        assert [coach.name for coach in directory(Criteria(search=typed))] == [WRITTEN]
        assert [module.slug for module in offer.fitting(q=typed)] == ["affiches-rug"]
    with in_programme(world.admin_a, world.programme_a):
        assert [module.slug for module in catalogue(q=typed)] == ["affiches-rug"]


@pytest.mark.parametrize("typed", TYPED)
def test_lists_of_the_desk(world: Any, login: Any, typed: str) -> None:
    with system_context("test"):
        load_catalogue(by=current_actor())
        Application.objects.filter(pk=world.application_a.pk).update(company_name=WRITTEN)
        module = Module.objects.first()
        ModuleUptake.objects.create(
            programme=world.programme_a,
            module=module,
            module_title=module.title,
            layer=1,
            token_digest="x",
            company_name=WRITTEN,
            contact_name="N",
            email="n@voorbeeld.test",
        )
        assert Trajectory.objects.get(pk=world.trajectory_a.pk).company_name == WRITTEN
    with in_programme(world.admin_a, world.programme_a):
        assert [row.company_name for row in desk_uptakes(q=typed).rows] == [WRITTEN]
    client, slug = login(world.admin_a), world.programme_a.slug
    for name, query in (
        ("programmes:applications", {"q": typed, "view": "all"}),
        ("trajectories:desk", {"search": typed}),
    ):
        assert WRITTEN in client.get(reverse(name, args=[slug]), query).content.decode(), name


@pytest.mark.parametrize("typed", TYPED)
def test_lists_of_company_and_coach(world: Any, login: Any, typed: str) -> None:
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(name=WRITTEN)
        WorkUnit.objects.filter(pk=world.unit_a.pk).update(name=WRITTEN)
        WorkUnit.objects.create(company=world.company_a, name="Magazijn")
        plans.analysis(world.trajectory_a, state="scoping", title=WRITTEN)
    with in_company(world.contact_a, world.company_a):
        assert [row.title for row in analyses(words=typed)] == [WRITTEN]
    units = login(world.contact_a).get(reverse("companies:work_units", args=[world.company_a.slug]), {"q": typed})
    assert f">{WRITTEN}</a>" in units.content.decode() and "Magazijn" not in units.content.decode()
    portfolio = login(world.coach_a).get(reverse("insight:portfolio"), {"q": typed})
    assert [row["trajectory"].company.name for row in portfolio.context["clients"]] == [WRITTEN]

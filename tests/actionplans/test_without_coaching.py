"""A company keeps its file without a programme: never applied, refused, or after its coaching."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from actionplans.actions import follow_up
from actionplans.models import PreventionMeasure
from coaching.core.ground import clock
from coaching.core.models import Document, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis.models import RiskAnalysis
from tests.acting import in_company
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


def never_applied(case: Any) -> None:
    refused(case)
    Application.objects.filter(company=case.company_a).delete()


def refused(case: Any) -> None:
    Trajectory.objects.filter(pk=case.trajectory_a.pk).delete()
    Application.objects.filter(pk=case.application_a.pk).update(state="rejected", decided_at=clock.now())


def closed(case: Any) -> None:
    Trajectory.objects.filter(pk=case.trajectory_a.pk).update(state="closed", closed_at=clock.now())


@pytest.fixture(params=[never_applied, refused, closed])
def alone(planned: Any, request: Any) -> Any:
    """`planned`, in a company that nobody coaches."""
    with system_context("test"):
        request.param(planned)
    return planned


def test_plans_go_the_whole_way(alone: Any) -> None:
    year = clock.today().year
    scenes.ready(alone, year=year)
    for plan in (alone.plan_a, alone.annual_a):
        advice_request = scenes.submitted(alone, plan)
        scenes.advised(alone, advice_request)
        scenes.answered(alone, advice_request)
        scenes.adopted(alone, plan)
    with in_company(alone.contact_a, alone.company_a) as by:
        measure = follow_up.start_measure(measure=PreventionMeasure.objects.get(pk=alone.measure_a.pk), by=by)
        follow_up.finish_measure(measure=measure, done_on=clock.today(), evidence="Factuur", by=by)
    with system_context("test"):
        assert PreventionMeasure.objects.get(pk=alone.measure_a.pk).state == "done"
        told = set(
            OutgoingEmail.objects.filter(kind="actionplans.plan_in_force").values_list("recipient_id", flat=True)
        )
        assert alone.worker_bench_a.pk in told and alone.coach_a.pk not in told
        assert not Document.objects.exclude(programme_id=None).filter(kind__in=["global-plan", "annual-plan"]).exists()


def test_its_pages_and_its_menu_are_there(alone: Any, login: Any) -> None:
    client, slug = login(alone.contact_a), alone.company_a.slug
    home = client.get(reverse("insight:workspace", args=[slug]))
    assert home.status_code == 200
    for name in ("riskanalysis:analyses", "actionplans:plans", "actionplans:measures", "actionplans:advice"):
        address = reverse(name, args=[slug])
        assert f'href="{address}"' in home.content.decode(), name
        assert client.get(address).status_code == 200, name
    assert client.get(reverse("insight:company_waits", args=[slug])).status_code == 200


def test_a_new_analysis_is_opened_on_its_page(alone: Any, login: Any) -> None:
    client, slug = login(alone.contact_a), alone.company_a.slug
    address = reverse("riskanalysis:new_analysis", args=[slug])
    assert "disabled" not in client.get(address).content.decode().split("<main")[1].split("</main")[0]
    assert client.post(address, {"title": "Van onszelf"}).status_code == 302
    with system_context("test"):
        analysis = RiskAnalysis.objects.get(title="Van onszelf")
        assert analysis.company_id == alone.company_a.pk
        assert not Helped.objects.filter(piece=analysis.piece).exists()

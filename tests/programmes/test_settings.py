"""Administrators set the rules of their programme; files on the clock keep theirs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "Gezond werk",
    "is_open": "on",
    "budget_eur": "50000,00",
    "subsidy_eur": "1200",
    "company_share_eur": "400",
    "coaching_hours": "24",
    "start_months": "4",
    "steps": "14, -30, 0,−7",
    "sectors": "10, 81.2",
    "points_small": "5",
    "points_low_skilled": "4",
    "points_risk_sector": "2",
    "points_cluster": "1",
    "version": "1",
}


@pytest.fixture
def page(world: Any) -> str:
    return reverse("programmes:settings", args=[world.programme_a.slug])


def fresh(world: Any) -> Programme:
    with system_context("test"):
        return Programme.objects.get(pk=world.programme_a.pk)


def test_what_is_filled_in_holds(world: Any, login: Any, page: str) -> None:
    client = login(world.admin_a)
    assert client.get(page).status_code == 200
    assert client.post(page, VALUES).status_code == 302
    own = fresh(world)
    assert (own.clock_steps, own.start_months, own.risk_sectors) == ([-30, -7, 0, 14], 4, ["10", "81.2"])
    assert (own.subsidy_eur, own.coaching_hours, own.priority_points["small"]) == (1200, 24, 5)
    assert client.post(page, VALUES).status_code == 302  # a double click
    again = client.post(page, {**VALUES, "start_months": "5"})  # a colleague's page, opened before
    assert again.status_code == 200
    assert "error-summary" in again.content.decode()


def test_saving_what_is_there_already_leaves_no_line(world: Any, login: Any, page: str) -> None:
    client = login(world.admin_a)
    client.post(page, VALUES)
    assert client.post(page, {**VALUES, "version": "2"}).status_code == 302  # from a fresh page
    with system_context("test"):
        assert AuditEvent.objects.filter(event="programmes.rules_set").count() == 1
    assert fresh(world).version == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": "-30 0"},
        {"steps": "morgen"},
        {"steps": "999"},
        {"steps": ""},
        {"start_months": "0"},
        {"start_months": "99"},
        {"budget_eur": "-1"},
        {"coaching_hours": "0"},
        {"sectors": "bakkers"},
        {"points_small": "-1"},
        {"name": ""},
    ],
)
def test_a_mistake_keeps_what_was_typed(world: Any, login: Any, page: str, wrong: dict[str, str]) -> None:
    answer = login(world.admin_a).post(page, VALUES | wrong)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert fresh(world).version == 1


def test_only_administrators(world: Any, login: Any, page: str) -> None:
    for person, status in (
        (world.assessor_a, 403),
        (world.observer_a, 403),
        (world.admin_b, 404),
        (world.contact_a, 404),
    ):
        assert login(person).get(page).status_code == status
        assert login(person).post(page, VALUES).status_code == status
    assert fresh(world).version == 1


def test_in_the_database_too(world: Any) -> None:
    for person, programme in ((world.assessor_a, world.programme_a), (world.admin_b, world.programme_b)):
        with in_programme(person, programme):
            found = Programme._base_manager.filter(pk=world.programme_a.pk)
            assert found.update(budget_eur=1) == 0
    with in_company(world.contact_a, world.company_a), pytest.raises(ProgrammingError), transaction.atomic():
        Programme.objects.filter(pk=world.programme_a.pk).update(budget_eur=1)
    assert fresh(world).budget_eur != 1

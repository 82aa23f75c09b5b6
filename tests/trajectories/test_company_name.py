"""The company's name on its trajectory is the application's, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest

from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests.acting import in_programme
from tests.trajectories.conftest import approve, fresh

pytestmark = pytest.mark.django_db


def test_an_approval_takes_the_name_along(world: Any) -> None:
    row = approve(world, company_name="Bakkerij Zon")
    assert row.company_name == "Bakkerij Zon"


def test_a_new_name_of_the_application_reaches_the_trajectory(world: Any) -> None:
    row = approve(world, company_name="Bakkerij Zon")
    with system_context("test"):
        Application.objects.filter(pk=row.application_id).update(company_name="Bakkerij Maan")
    assert fresh(row).company_name == "Bakkerij Maan"


def test_nobody_writes_another_name(world: Any) -> None:
    row = approve(world, company_name="Bakkerij Zon")
    with in_programme(world.admin_a, world.programme_a):
        Trajectory.objects.filter(pk=row.pk).update(company_name="Iets anders")
    assert fresh(row).company_name == "Bakkerij Zon"
    with system_context("test"):
        row.company_name = ""
        row.save()
    assert fresh(row).company_name == "Bakkerij Zon"

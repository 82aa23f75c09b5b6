"""The page of the plans says that a yearly plan is late where there is no five-year plan either."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "late"), [(date(2027, 11, 1), False), (date(2027, 11, 2), True)])
def test_it_is_said_from_the_day_after(world: Any, login: Any, day: date, late: bool) -> None:
    with system_context("test"):
        lone = factories.company("Bakkerij zonder plan")
        factories.membership(lone, world.contact_a, "contact", has_mandate=True)
    with clock.at(day):
        page = login(world.contact_a).get(reverse("actionplans:plans", args=[lone.slug]))
    assert bool(page.context["late"]) is late
    assert ("Het plan voor 2028 is te laat" in page.content.decode()) is late

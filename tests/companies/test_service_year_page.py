"""When the service years begin: read by who reads about prevention, changed with a date by who edits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from coaching.companies.actions import change_service_year
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


def changed(world: Any, day: date, today: date = TODAY) -> Company:
    with clock.at(today), in_company(world.contact_a, world.company_a) as by:
        version = Company.objects.get(pk=world.company_a.pk).version
        return change_service_year(first_day=day, opened_with=version, by=by)


def test_from_a_day_on_the_years_begin_in_another_month(world: Any) -> None:
    assert changed(world, date(2027, 9, 1)).year_changes == [date(2027, 9, 1)]
    with pytest.raises(AlreadyDone):
        changed(world, date(2027, 9, 1))
    assert changed(world, date(2029, 1, 1), date(2028, 1, 2)).year_changes == [date(2027, 9, 1), date(2029, 1, 1)]


@pytest.mark.parametrize(
    "day", [date(2027, 9, 2), date(2027, 1, 1), date(2029, 2, 1), date(2025, 11, 1), date(2028, 1, 1)]
)
def test_what_is_no_change_or_too_far_away_is_refused(world: Any, day: date) -> None:
    with pytest.raises(Refused):
        changed(world, day)


def test_between_two_changes_lies_a_year(world: Any) -> None:
    changed(world, date(2027, 9, 1))
    for day in (date(2028, 1, 1), date(2027, 3, 1), date(2028, 8, 1)):
        with pytest.raises(Refused):
            changed(world, day)


def test_the_page(world: Any, login: Any) -> None:
    where = reverse("companies:service_year", args=[world.company_a.slug])
    with clock.at(TODAY):
        assert login(world.contact_b).get(where).status_code == 404
        page = login(world.adviser_a).get(where)
        assert page.status_code == 200
        client = login(world.contact_a)
        form = client.get(where).context["form"]
        data = {"first_day": "2027-09-01", "version": form["version"].value()}
        assert client.post(where, data | {"first_day": "2027-01-01"}).context["form"].errors
        assert client.post(where, data).status_code == 302
        shown = client.get(where).content.decode()
        assert "01/09/2027" in shown and "31/08/2027" in shown and "01/07/2027" in shown
        assert login(world.worker_bench_a).post(where, data).status_code == 403
    with system_context("test"):
        assert Company.objects.get(pk=world.company_a.pk).year_changes == [date(2027, 9, 1)]

"""The funnel page tells what the command tells."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.insight.counts import BY
from tests.insight.importing import coaches_2018

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(world: Any, tmp_path: Any) -> Any:
    path = coaches_2018.write(tmp_path / "coaches_2018.csv")
    call_command("import_applications", str(path), programme=world.programme_a.slug, stdout=io.StringIO())
    return world


def command(programme: Any, by: str, **period: str) -> list[list[str]]:
    out = io.StringIO()
    call_command("funnel", programme=programme.slug, by=by, format="csv", stdout=out, **period)
    return [row[1:] for row in csv.reader(io.StringIO(out.getvalue()))][1:]


def exported(client: Any, programme: Any, **asked: str) -> list[list[str]]:
    response = client.get(reverse("insight:funnel", args=[programme.slug]), {**asked, "export": "csv"})
    assert response.status_code == 200 and response["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))[1:]


@pytest.mark.parametrize("by", sorted(BY))
@pytest.mark.parametrize("period", [("", ""), ("2017-03-01", "2018-05-31")])
def test_the_same_figures_as_the_command(imported, login, by, period):
    client, (first, last) = login(imported.admin_a), period
    told = command(imported.programme_a, by, first=first, last=last)
    shown = exported(client, imported.programme_a, by=by, first=first, last=last)
    assert [row[1:4] for row in shown] == told and int(told[-1][0]) > 0
    page = client.get(
        reverse("insight:funnel", args=[imported.programme_a.slug]), {"by": by, "first": first, "last": last}
    )
    rows = page.context["rows"]
    assert [[str(row.applied), str(row.approved), str(row.started)] for row in rows] == told
    drawn = page.context["chart"]
    assert sum(sum(values) for _label, values in drawn.data) == int(told[-1][0])


def test_figures_are_for_observers_too_and_name_no_company(imported, login):
    page = login(imported.observer_a).get(reverse("insight:funnel", args=[imported.programme_a.slug]))
    assert page.status_code == 200 and imported.company_a.name not in page.content.decode()


def test_a_file_leaves_a_line_in_the_trail(imported, login):
    client = login(imported.admin_a)
    response = client.get(reverse("insight:funnel", args=[imported.programme_a.slug]), {"export": "xlsx"})
    assert response.content[:2] == b"PK"
    with system_context("test"):
        assert AuditEvent.objects.get(event="exports.taken").actor_id == imported.admin_a.pk


@pytest.mark.parametrize(
    "asked", [{"first": "2026-02-01", "last": "2026-01-01"}, {"first": "morgen"}, {"by": "company_name"}]
)
def test_a_period_that_cannot_be_counted_is_said(world, login, asked):
    page = login(world.admin_a).get(
        reverse("insight:funnel", args=[world.programme_a.slug]), {**asked, "export": "csv"}
    )
    assert page.status_code == 200 and page.context["rows"] == [] and page.context["form"].errors


def test_the_periods_are_links_and_an_empty_one_says_so(world, login):
    client, address = login(world.admin_a), reverse("insight:funnel", args=[world.programme_a.slug])
    with clock.at(date(2026, 5, 20)):
        periods = client.get(address).context["periods"]
    assert [p["url"].partition("&")[2] for p in periods[1:]] == [
        "first=2026-04-01&last=2026-06-30",
        "first=2026-01-01&last=2026-03-31",
        "first=2026-01-01&last=2026-12-31",
        "first=2025-01-01&last=2025-12-31",
    ]
    page = client.get(address, {"first": "1999-01-01", "last": "1999-12-31"})
    assert page.context["chart"] is None and page.status_code == 200


def test_another_programme_is_not_counted(imported, login):
    rows = exported(login(imported.admin_b), imported.programme_b, by="province")
    assert rows[-1][1] == "1"
    assert login(imported.admin_b).get(reverse("insight:funnel", args=[imported.programme_a.slug])).status_code == 404

"""Years, dates, changes and the roll-out, attacked: what was agreed stays, a second click lands where the first one did."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from actionplans.models import AnnualActionPlan
from coaching.companies import actions as companies
from coaching.companies.actions import change_service_year
from coaching.companies.models import Company
from coaching.companies.prevention.actions import change_prevention
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from riskanalysis import actions as analyses
from riskanalysis.changes.actions import answer_change, put_right
from riskanalysis.models import RiskAnalysis
from tests.acting import in_company
from tests.actionplans.conftest import case, planned  # noqa: F401 - fixtures
from tests.actionplans.test_turning import closed, evaluated, fresh, on, running  # noqa: F401 - `running` is a fixture
from tests.companies.test_advice import advise, ask
from tests.riskanalysis.conftest import risk  # noqa: F401 - a fixture
from tests.riskanalysis.test_changes import final, in_a, opened_by, said  # noqa: F401 - `final` is a fixture

pytestmark = pytest.mark.django_db
CHANGES = [(change_service_year, {"first_day": date(2027, 9, 1)}), (change_prevention, {"year_starts": 4})]


@pytest.mark.parametrize(("change", "how"), CHANGES)
def test_a_closed_year_is_not_cut_afterwards(running: Any, change: Any, how: Any) -> None:  # noqa: F811
    """The body advised on a year that was over; nothing went on, so no later plan stands in the way."""
    evaluated(running, endings={row.pk: ("dropped", "Klaar") for row in (running.measure_a, running.idle_a)})
    closed(running)
    with on(date(2028, 1, 12)), in_company(running.contact_a, running.company_a) as by:
        version = Company.objects.get(pk=by.company_id).version
        with pytest.raises(Refused, match="2027"):
            change(opened_with=version, by=by, **how)
    with on(date(2028, 1, 12)), in_company(running.contact_a, running.company_a) as by:
        change_service_year(first_day=date(2028, 9, 1), opened_with=version, by=by)
    assert (
        fresh(running.annual_a).period
        == AnnualActionPlan(first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)).period
    )


@pytest.mark.parametrize("how", ["advised", "asked"])
def test_what_an_adviser_has_to_do_with_is_not_taken_back(final: Any, how: str) -> None:  # noqa: F811
    world = final.world
    with in_a(final) as by:
        check = answer_change(by=by, **said(final))
        part = opened_by(check)
    if how == "advised":
        advise(world, world.adviser_a, "internal_adviser", piece_id=part.piece_id)
    else:
        ask(world, world.adviser_a, "internal_adviser", piece_id=part.piece_id)
    with in_a(final) as by:
        put_right(change_id=check.pk, correction="Fout", by=by, **said(final, answers={}, reason="Toch niet"))
        assert RiskAnalysis.objects.filter(pk=part.pk).exists()


def twice(client: Any, address: str, **data: str) -> list[tuple[int, str]]:
    answers = [client.post(address, data) for _click in range(2)]
    return [(answer.status_code, answer.headers.get("Location", "")) for answer in answers]


def test_a_second_click_on_a_date_lands_where_the_first_did(world: Any, login: Any) -> None:
    today, slug, client = clock.today(), world.company_a.slug, login(world.contact_a)
    with in_company(world.contact_a, world.company_a) as by:
        own = companies.add_own_date(title="Oefening", first_on=today, every_months=None, who="employer", by=by)
        done = companies.record_done(kind="annual_report", due_on=today, done_on=today, note="", by=by)
    here = (302, reverse("companies:year", args=[slug]))
    assert twice(client, reverse("companies:end_own_date", args=[slug, own.pk])) == [here, here]
    assert twice(client, reverse("companies:withdraw_done", args=[slug, done.pk])) == [here, here]


def test_a_second_click_on_the_board_lands_where_the_first_did(world: Any, login: Any) -> None:
    slug, client = world.company_a.slug, login(world.contact_a)
    with in_company(world.contact_a, world.company_a) as by:
        begun, dropped = (
            analyses.plan_analysis(year=clock.today().year, work_units=[world.unit_a], parts=[part], by=by)[0]
            for part in ("AO1", "AV2")
        )
    landed = twice(client, reverse("riskanalysis:begin_planned", args=[slug, begun.pk]), title="Nachtploeg")
    with system_context("test"):
        (made,) = RiskAnalysis.objects.filter(company=world.company_a)
    assert landed == [(302, reverse("riskanalysis:scope", args=[slug, made.pk]))] * 2
    board = (302, reverse("riskanalysis:board", args=[slug]))
    assert twice(client, reverse("riskanalysis:drop_planned", args=[slug, dropped.pk]), why="Verhuisd") == [board] * 2
    again = client.post(reverse("riskanalysis:drop_planned", args=[slug, dropped.pk]), {"why": "Iets anders"})
    assert again.status_code == 200  # other words are not taken for done

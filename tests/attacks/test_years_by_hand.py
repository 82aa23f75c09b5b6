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
from tests.attacks.test_life_cycles import refused
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


# -- By SQL, in the hat of who may write drafts ------------------------------------------------------------------------
AGREED = (
    "UPDATE actionplans_annualactionplan SET priorities = 'x'",
    "UPDATE actionplans_annualactionplan SET means = 'x'",
    "UPDATE actionplans_annualactionplan SET last_day = last_day - 30",
    "UPDATE actionplans_annualactionplan SET deadline = deadline + 30",
    "UPDATE actionplans_globalpreventionplan SET start_month = 5",
    "UPDATE actionplans_globalpreventionplan SET analysis_id = NULL",
    "UPDATE actionplans_preventionmeasure SET what = 'x' WHERE state = 'done'",
    "UPDATE riskanalysis_riskanalysis SET title = 'x'",
    "UPDATE riskanalysis_riskanalysis SET parts = '{AO1}', kind = 'part'",
    "UPDATE riskanalysis_riskanalysis SET participation_note = 'x'",
)
WRITERS = (("contact_a", ""), ("colleague_a", ""), ("adviser_a", ""), ("coach_a", "coach"))


def own(sql: str) -> str:
    """Of company a, where the policies show another one's rows as well."""
    return sql + (" AND " if " WHERE " in sql else " WHERE ") + "company_id = %s"


@pytest.mark.parametrize(("who", "hat"), WRITERS)
def test_what_was_agreed_is_not_rewritten(running: Any, who: str, hat: str) -> None:  # noqa: F811
    with in_company(getattr(running, who), running.company_a, hat) as by:
        for sql in AGREED:
            assert refused(own(sql), by.company_id), sql
        assert not refused(own("UPDATE actionplans_annualactionplan SET results = 'x'"), by.company_id)  # begun early
        assert not refused(own("UPDATE actionplans_preventionmeasure SET progress = 10"), by.company_id)
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=running.annual_a.pk).update(state="advised")
    with in_company(getattr(running, who), running.company_a, hat) as by:
        assert not refused(own(AGREED[0]), by.company_id)


@pytest.mark.parametrize(("who", "hat"), WRITERS)
def test_the_evaluation_of_a_closed_year_stays(running: Any, who: str, hat: str) -> None:  # noqa: F811
    evaluated(running)
    closed(running)
    with in_company(getattr(running, who), running.company_a, hat):
        for column in ("results", "body_said", "lessons"):
            assert refused(f"UPDATE actionplans_annualactionplan SET {column} = 'x' WHERE state = 'closed'")


def test_a_decision_is_of_who_may_bind_the_employer_and_is_taken_once(running: Any) -> None:  # noqa: F811
    decide = "UPDATE riskanalysis_riskanalysis SET decision = %s, decided_on = '2027-03-01' WHERE company_id = %s"
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=running.analysis_a.pk).update(
            kind="situation", asked_by="line", asked_on=date(2027, 1, 1), decide_by=date(2027, 4, 1)
        )
    for who, hat in (*WRITERS[1:], WRITERS[0]):
        with in_company(getattr(running, who), running.company_a, hat) as by:
            assert refused(decide, "Meer volk", by.company_id) is (who != "contact_a"), who
    with in_company(running.contact_a, running.company_a) as by:
        assert refused(decide, "Toch niet", by.company_id)


def test_who_may_not_bind_the_employer_sets_no_grace(world: Any) -> None:
    for who in ("colleague_a", "adviser_a", "contact_a"):
        with in_company(getattr(world, who), world.company_a) as by:
            grace = refused("UPDATE companies_company SET grace_days = 300 WHERE id = %s", by.company_id)
            assert grace is (who != "contact_a"), who
            assert not refused("UPDATE companies_company SET headcount = 7 WHERE id = %s", by.company_id)


def test_nothing_is_taken_back_in_somebody_elses_name_or_put_back(world: Any) -> None:
    today = clock.today()
    take = "UPDATE companies_datedone SET withdrawn_at = now(), withdrawn_by_id = %s"
    for who, hat in WRITERS:
        with in_company(world.contact_a, world.company_a) as by:
            companies.record_done(kind="annual_report", due_on=today, done_on=today, note="", by=by)
        with in_company(getattr(world, who), world.company_a, hat) as by:
            assert refused(take, world.owner_a.pk) and refused(take, None)
            assert not refused(take, by.user_id)
            assert refused("UPDATE companies_datedone SET withdrawn_at = NULL, withdrawn_by_id = NULL")

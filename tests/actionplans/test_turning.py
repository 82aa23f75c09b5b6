"""A year turns: the draft grows from the running year, the year is evaluated and closed, nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from actionplans import periodic_years, rules
from actionplans.actions import annual, turning
from actionplans.enums import Ending, MeasureState, PlanState
from actionplans.models import AnnualActionPlan, PreventionMeasure
from actionplans.queries import years as reading
from coaching.companies.actions import change_service_year
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.core.ground import clock
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(planned: Any) -> Any:
    """Both plans of company a are in force for 2027: one measure done, one that is late, one that was never begun."""
    with clock.at(date(2027, 3, 1)):
        scenes.in_force(planned)
        with system_context("test"):
            planned.done_a = make.measure(planned.annual_a, planned.objective_a, code="A2", state="done")
            planned.idle_a = make.measure(planned.annual_a, planned.objective_a, code="A3", state="planned")
    return planned


def on(day: date) -> Any:
    return clock.at(day)


def wanted(case: Any, day: date) -> Any:
    with on(day), in_company(case.contact_a, case.company_a):
        return reading.wanted_year(Company.objects.get(pk=case.company_a.pk), day)


def drafted(case: Any, day: date = date(2027, 10, 1)) -> AnnualActionPlan:
    with on(day), in_company(case.contact_a, case.company_a) as by:
        return turning.draft_next_year(company_id=case.company_a.pk, first_day=date(2028, 1, 1), by=by)


def evaluated(case: Any, day: date = date(2028, 1, 10), **changes: Any) -> AnnualActionPlan:
    endings = {case.measure_a.pk: ("carried", "Levering te laat"), case.idle_a.pk: ("dropped", "Niet meer nodig")}
    said = {"results": "Minder tillen.", "body_said": "Tevreden.", "lessons": "Vroeger bestellen.", "endings": endings}
    with on(day), in_company(case.contact_a, case.company_a) as by:
        plan = AnnualActionPlan.objects.get(pk=case.annual_a.pk)
        return turning.save_evaluation(plan=plan, opened_with=plan.version, by=by, whole=True, **{**said, **changes})


def closed(case: Any, day: date = date(2028, 1, 11)) -> AnnualActionPlan:
    with on(day), in_company(case.contact_a, case.company_a) as by:
        return turning.close_year(plan=AnnualActionPlan.objects.get(pk=case.annual_a.pk), by=by)


def fresh(row: Any) -> Any:
    with system_context("test"):
        return type(row).objects.get(pk=row.pk)


# ---- Next year's draft. ----


def test_nobody_is_asked_before_sixty_days_before_its_last_day(running):
    assert wanted(running, date(2027, 9, 1)) is None  # the plan of 2027 is there; 2028 goes to the body by 1 November
    assert wanted(running, date(2027, 9, 2)).period.label == "2028"
    on_the_day, day_after = wanted(running, date(2027, 11, 1)), wanted(running, date(2027, 11, 2))
    assert (on_the_day.is_late, day_after.is_late) == (False, True)


def test_the_draft_grows_from_the_running_year(running):
    with on(date(2027, 9, 20)), in_company(running.contact_a, running.company_a) as by:
        plan = AnnualActionPlan.objects.get(pk=running.annual_a.pk)
        turning.save_evaluation(
            plan=plan,
            opened_with=plan.version,
            endings={running.measure_a.pk: ("carried", "Levering te laat")},
            by=by,
            results="",
            body_said="",
            lessons="Vroeger bestellen.",
        )
    plan = drafted(running)
    assert (plan.state, plan.first_day, plan.last_day, plan.deadline) == (
        PlanState.DRAFT,
        date(2028, 1, 1),
        date(2028, 12, 31),
        date(2027, 11, 1),
    )
    assert plan.adaptations == "Vroeger bestellen." and plan.duties == "Ingevuld." and "O1" in plan.priorities
    with system_context("test"):
        came = list(
            plan.measures.order_by("code").values_list("carried_from__code", "state", "due_on", "carried_reason")
        )
    assert came == [
        ("A1", "proposed", None, "Levering te laat"),
        ("A3", "proposed", None, "Toen dit plan gemaakt werd, was de stand: gepland, 0 %."),
    ]


def test_one_click_and_a_second_one(running, login):
    with on(date(2027, 10, 5)):
        client, slug = login(running.contact_a), running.company_a.slug
        overview = client.get(reverse("actionplans:plans", args=[slug])).content.decode()
        where = reverse("actionplans:next_year", args=[slug])
        assert where in overview and "2028" in overview
        assert client.get(where).status_code == 405
        assert login(running.owner_a).post(where).status_code == 403
        assert login(running.contact_b).post(where).status_code == 404
        client = login(running.contact_a)
        first = client.post(where)
        with system_context("test"):
            (plan,) = AnnualActionPlan.objects.filter(company=running.company_a, first_day=date(2028, 1, 1))
        assert first.url == reverse("actionplans:annual_plan", args=[slug, plan.pk])
        client.post(where)
        with system_context("test"):
            assert AnnualActionPlan.objects.filter(company=running.company_a).count() == 2
            assert plan.measures.count() == 2
        assert where not in client.get(reverse("actionplans:plans", args=[slug])).content.decode()
        assert client.get(first.url).status_code == 200


def test_twice_for_the_same_year_is_refused(running):
    drafted(running)
    with pytest.raises(AlreadyDone):
        drafted(running)


def test_without_a_five_year_plan_there_is_nothing_to_grow_under(running):
    with on(date(2031, 10, 1)), in_company(running.contact_a, running.company_a) as by, pytest.raises(Refused):
        turning.draft_next_year(company_id=running.company_a.pk, first_day=date(2034, 1, 1), by=by)


def test_what_was_finished_meanwhile_is_said(running):
    plan = drafted(running)
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=running.idle_a.pk).update(
            state="done", done_at=clock.now(), done_on=date(2027, 12, 1)
        )
    with in_company(running.contact_a, running.company_a):
        assert any("A2" in line and "intussen" in line for line in rules.missing_in_annual_plan(plan))


# ---- What is late. ----


def asked(day: date) -> dict[str, int]:
    with on(day), system_context("test"):
        return periodic_years.ask_for_years(today=day)


def mails(kind: str) -> set[str]:
    with system_context("test"):
        return set(OutgoingEmail.objects.filter(kind=kind).values_list("dedupe_key", flat=True))


def test_somebody_is_asked_each_step_once(running):
    assert asked(date(2027, 8, 1)) == {"asked": 1}  # of company b, whose draft of 2027 lies nowhere
    assert asked(date(2027, 9, 1)) == {"asked": 0}
    assert asked(date(2027, 9, 2)) == {"asked": 1}
    assert asked(date(2027, 9, 2)) == {"asked": 0}
    assert asked(date(2027, 9, 20)) == {"asked": 0}
    assert asked(date(2027, 10, 26)) == {"asked": 1}  # the step of thirty days was passed by
    assert len({key.rpartition(":")[0] for key in mails("actionplans.year_to_plan")}) == 2
    assert asked(date(2027, 11, 1)) == {"asked": 0}
    assert asked(date(2027, 11, 2)) == {"asked": 1}  # the first day on which it is late
    assert asked(date(2027, 12, 1)) == {"asked": 0}
    assert len({key.rpartition(":")[0] for key in mails("actionplans.year_is_late")}) == 2  # and company b's


def test_a_draft_that_lies_nowhere_is_late_from_the_first_day_for_everybody_who_reads(running, login):
    plan, slug = drafted(running), running.company_a.slug
    page, room = (
        reverse(f"actionplans:{name}", args=[slug, *rest])
        for name, rest in (("annual_plan", [plan.pk]), ("advice", []))
    )
    law = "1 januari 2028"
    with on(date(2027, 11, 1)):
        assert law not in login(running.contact_a).get(page).content.decode()
        assert law not in login(running.worker_bench_a).get(room).content.decode()
    with on(date(2027, 11, 2)):
        for person, address in (
            (running.contact_a, page),
            (running.adviser_a, page),
            (running.worker_bench_a, room),
            (running.contact_a, room),
        ):
            assert law in login(person).get(address).content.decode(), person


# ---- The evaluation and the closing. ----


def test_a_year_is_evaluated_when_it_is_over_and_everything_is_said(running):
    for day, changes in (
        (date(2027, 12, 30), {}),
        (date(2027, 12, 31), {"results": " "}),
        (date(2027, 12, 31), {"endings": {running.measure_a.pk: ("carried", "Levering te laat")}}),
        (
            date(2027, 12, 31),
            {"endings": {running.measure_a.pk: ("carried", ""), running.idle_a.pk: ("dropped", "Nee")}},
        ),
    ):
        with pytest.raises(Refused):
            evaluated(running, day, **changes)
    plan = evaluated(running, date(2027, 12, 31))
    assert (plan.state, plan.results) == (PlanState.EVALUATED, "Minder tillen.")
    assert fresh(running.measure_a).ending == Ending.CARRIED


def test_closing_makes_the_plan_that_nobody_made_and_loses_nothing(running):
    evaluated(running)
    plan = closed(running)
    assert plan.state == PlanState.CLOSED and plan.closed_by_id == running.contact_a.pk
    with system_context("test"):
        after = AnnualActionPlan.objects.get(company=running.company_a, first_day=date(2028, 1, 1))
        (came,) = after.measures.all()
        assert (came.carried_from_id, came.carried_reason) == (running.measure_a.pk, "Levering te laat")
        dropped = PreventionMeasure.objects.get(pk=running.idle_a.pk)
        assert dropped.state == MeasureState.CANCELLED
        told = set(OutgoingEmail.objects.filter(kind="actionplans.year_closed").values_list("recipient_id", flat=True))
    assert running.worker_bench_a.pk in told and running.contact_a.pk not in told
    with pytest.raises(AlreadyDone):
        closed(running)


def test_what_is_in_the_next_draft_is_not_brought_twice(running):
    after = drafted(running)
    evaluated(running)
    closed(running)
    with system_context("test"):
        assert after.measures.filter(carried_from=running.measure_a).count() == 1


def test_a_next_plan_before_the_body_lets_the_closing_wait(running):
    after = drafted(running)
    with system_context("test"):
        PreventionMeasure.objects.filter(plan=after).delete()
        AnnualActionPlan.objects.filter(pk=after.pk).update(state="submitted_to_body", submitted_at=clock.now())
    evaluated(running)
    with pytest.raises(Refused):
        closed(running)
    assert fresh(running.annual_a).state == PlanState.EVALUATED


def test_a_next_plan_in_force_gets_an_amended_version(running):
    after = drafted(running)
    with system_context("test"):
        PreventionMeasure.objects.filter(plan=after).delete()
        AnnualActionPlan.objects.filter(pk=after.pk).update(state="active", adopted_at=clock.now())
    evaluated(running)
    closed(running)
    with system_context("test"):
        amended = AnnualActionPlan.objects.get(amended_from=after)
        assert [row.carried_from_id for row in amended.measures.all()] == [running.measure_a.pk]


def test_the_form_of_the_evaluation(running, login):
    where = reverse("actionplans:evaluation", args=[running.company_a.slug, running.annual_a.pk])
    with on(date(2028, 1, 10)):
        assert login(running.owner_a).get(where).status_code == 403
        assert login(running.contact_b).get(where).status_code == 404
        client = login(running.contact_a)
        form = client.get(where).context["form"]
        data = {
            "results": "Minder tillen.",
            "body_said": "",
            "lessons": "",
            "whole": "on",
            "version": form["version"].value(),
        }
        half = client.post(where, data)
        assert half.status_code == 200 and "A1" in str(half.context["form"].errors)
        whole = data | {
            "version": half.context["form"]["version"].value(),
            f"ending_{running.measure_a.pk}": "carried",
            f"reason_{running.measure_a.pk}": "Levering te laat",
            f"ending_{running.idle_a.pk}": "dropped",
            f"reason_{running.idle_a.pk}": "Niet meer nodig",
        }
        page = client.post(where, whole)
        assert page.status_code == 302 and fresh(running.annual_a).state == PlanState.EVALUATED
        shown = client.get(page.url).content.decode()
        close = reverse("actionplans:close_year", args=[running.company_a.slug, running.annual_a.pk])
        assert "Levering te laat" in shown and close in shown
        assert login(running.coach_a).post(close).status_code == 403
        client = login(running.contact_a)
        assert client.post(close).status_code == 302 and fresh(running.annual_a).state == PlanState.CLOSED
        assert client.get(where).status_code == 404


# ---- A school. ----


def test_a_school_plans_from_september(planned, login):
    with system_context("test"):
        Company.objects.filter(pk=planned.company_a.pk).update(year_starts=9)
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(start_year=2027, start_month=9)
    with on(date(2028, 5, 10)), in_company(planned.contact_a, planned.company_a) as by:
        company = Company.objects.get(pk=planned.company_a.pk)
        plan = annual.create_annual_plan(global_plan=planned.plan_a, first_day=date(2028, 9, 1), by=by)
        assert (str(plan), plan.deadline, plan.period) == (
            "2028-2029",
            date(2028, 7, 1),
            service_year(company, date(2029, 2, 1)),
        )
        with pytest.raises(Refused):
            annual.create_annual_plan(global_plan=planned.plan_a, first_day=date(2028, 1, 1), by=by)
    page = login(planned.contact_a).get(reverse("actionplans:annual_plan", args=[planned.company_a.slug, plan.pk]))
    assert "31 augustus 2029" in page.content.decode()


def test_a_draft_follows_when_the_years_begin_in_another_month_and_an_agreed_plan_is_not_cut(running):
    after = drafted(running)
    with on(date(2027, 10, 2)), in_company(running.contact_a, running.company_a) as by:
        version = Company.objects.get(pk=running.company_a.pk).version
        with pytest.raises(Refused):
            change_service_year(first_day=date(2027, 11, 1), opened_with=version, by=by)
    with on(date(2027, 10, 2)), in_company(running.contact_a, running.company_a) as by:
        company = change_service_year(first_day=date(2028, 9, 1), opened_with=version, by=by)
        assert company.year_changes == [date(2028, 9, 1)]
    assert fresh(after).last_day == date(2028, 8, 31)
    assert wanted(running, date(2028, 6, 1)).period.label == "2028-2029"


@pytest.mark.parametrize(
    "day", [date(2026, 12, 31), date(2027, 8, 31), date(2027, 9, 1), date(2028, 2, 29), date(2031, 1, 1)]
)
@pytest.mark.parametrize(("month", "changes"), [(1, []), (9, []), (3, []), (1, [date(2027, 9, 1), date(2030, 1, 1)])])
def test_the_database_works_a_year_out_as_we_do(planned, day, month, changes):
    with system_context("test"):
        Company.objects.filter(pk=planned.company_a.pk).update(year_starts=month, year_changes=changes)
        company = Company.objects.annotate(first=reading.YearStart(day, of="")).get(pk=planned.company_a.pk)
        assert company.first == service_year(company, day).first

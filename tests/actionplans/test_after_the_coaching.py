"""However an application or a coaching ends: nothing in the file changes by it, and everything there goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from actionplans import periodic
from actionplans.actions import annual, follow_up
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, Objective, PreventionMeasure
from coaching.companies.models import Company, FilePiece, Membership
from coaching.core.ground import clock
from coaching.core.mail import reminders
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions as programmes
from coaching.programmes.models import Application
from coaching.trajectories import actions as trajectories
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis.actions.analysis import open_analysis
from riskanalysis.models import Finding, RiskAnalysis
from tests.acting import in_company, in_programme
from tests.actionplans import factories as make
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db
FILE: tuple[type[Model], ...] = (
    *(Company, Membership, FilePiece, RiskAnalysis, Finding, GlobalPreventionPlan, Objective, AnnualActionPlan),
    *(PreventionMeasure, AdviceRequest),
)


def not_decided(case: Any) -> None:
    """The company works in its file while its application is read: no coaching yet."""
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory_a.pk).delete()
        Application.objects.filter(pk=case.application_a.pk).update(state="in_review", decided_at=None)


def rejected(case: Any) -> Callable[[], Any]:
    not_decided(case)

    def end() -> None:
        with in_programme(case.admin_a, case.programme_a) as by:
            programmes.reject(application_id=case.application_a.pk, reason="Past niet.", by=by)

    return end


def withdrawn(case: Any) -> Callable[[], Any]:
    not_decided(case)

    def end() -> None:
        with in_company(case.contact_a, case.company_a) as by:
            programmes.withdraw(application_id=case.application_a.pk, by=by)

    return end


def lapsed(case: Any) -> Callable[[], Any]:
    with system_context("test"):
        Helped.objects.filter(trajectory=case.trajectory_a).delete()
        Trajectory.objects.filter(pk=case.trajectory_a.pk).update(state="awaiting_coach", coach=None, started_on=None)
        Application.objects.filter(pk=case.application_a.pk).update(state="approved")

    def end() -> None:
        with in_programme(case.admin_a, case.programme_a) as by:
            programmes.lapse(application_id=case.application_a.pk, reason="Niet gebruikt.", by=by)

    return end


def stopped(case: Any) -> Callable[[], Any]:
    def end() -> None:
        with in_company(case.contact_a, case.company_a) as by:
            trajectories.stop(trajectory_id=case.trajectory_a.pk, reason="Geen tijd meer.", by=by)

    return end


def stopped_by_the_programme(case: Any) -> Callable[[], Any]:
    def end() -> None:
        with in_programme(case.admin_a, case.programme_a) as by:
            trajectories.stop(trajectory_id=case.trajectory_a.pk, reason="Failliet.", by=by)

    return end


def closed(case: Any) -> Callable[[], Any]:
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory_a.pk).update(state="evaluation", final_report="Klaar.")

    def end() -> None:
        with in_programme(case.admin_a, case.programme_a) as by:
            trajectories.close(trajectory_id=case.trajectory_a.pk, by=by)

    return end


ENDS = [rejected, withdrawn, lapsed, stopped, stopped_by_the_programme, closed]


def next_plan(case: Any) -> AnnualActionPlan:
    """The plan of the year after the one in force."""
    with in_company(case.contact_a, case.company_a) as by:
        return annual.create_annual_plan(global_plan=case.plan_a, year=clock.today().year + 1, by=by)


@pytest.fixture
def working(planned: Any) -> Iterator[Any]:
    """In March: both plans in force, a measure to carry out and one that is done, and next year's plan begun."""
    with clock.at(date(clock.today().year + 1, 3, 1)):
        scenes.in_force(planned)
        with system_context("test"):
            planned.done_a = make.measure(planned.annual_a, planned.objective_a, code="A2", state="done")
        planned.next_a = next_plan(planned)
        yield planned


@pytest.fixture(params=ENDS)
def ended(working: Any, request: Any) -> Any:
    """Then the application or the coaching ends, as people do it."""
    end = request.param(working)
    before = kept(working)
    end()
    working.before = before
    return working


def kept(case: Any) -> dict[str, list[Any]]:
    """All that is in the file, and the reminders about it."""
    with system_context("test"):
        found = {
            model.__name__: list(
                model.objects.filter(**{"pk" if model is Company else "company": case.company_a.pk})
                .order_by("pk")
                .values()
            )
            for model in FILE
        }
        own = Reminder.objects.filter(company_id=case.company_a.pk, subject_type__startswith="actionplans.")
        return found | {"reminders": list(own.order_by("pk").values())}


def mailed(kind: str) -> set[int | None]:
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind__startswith=kind)
        return set(rows.values_list("recipient_id", flat=True))


def test_nothing_in_the_file_changes(ended: Any) -> None:
    after = kept(ended)
    assert after["reminders"] and {row["state"] for row in after["reminders"]} == {"planned"}
    assert after == ended.before


def test_work_in_the_file_goes_on(ended: Any, login: Any) -> None:
    """A new analysis, next year's plan to the body and in force, a measure carried out, another one late."""
    with in_company(ended.contact_a, ended.company_a) as by:
        analysis = open_analysis(title="Van onszelf", by=by)
        measure = follow_up.start_measure(measure=PreventionMeasure.objects.get(pk=ended.measure_a.pk), by=by)
        follow_up.finish_measure(measure=measure, done_on=clock.today(), evidence="Factuur", by=by)
    with in_company(ended.adviser_a, ended.company_a) as by:
        follow_up.verify_measure(measure=PreventionMeasure.objects.get(pk=ended.measure_a.pk), by=by)
    with system_context("test"):
        assert not Helped.objects.filter(piece=analysis.piece).exists()
        next_year = ended.next_a.year
        said = {"code": "A1", "what": "Tilhulp kopen", "owner_id": ended.owner_a.pk, "due_on": date(next_year, 3, 1)}
        make.measure(ended.next_a, ended.objective_a, state="planned", **said)
        AnnualActionPlan.objects.filter(pk=ended.next_a.pk).update(
            state="internal_review", priorities="P", means="M", duties="D", adaptations="A"
        )
        ended.next_a.refresh_from_db()
    advice_request = scenes.submitted(ended, ended.next_a)
    scenes.advised(ended, advice_request)
    scenes.answered(ended, advice_request)
    scenes.adopted(ended, ended.next_a)
    first = date(next_year, 1, 1)
    with clock.at(first), system_context("test"):
        periodic.activate_plans(today=first)
        assert AnnualActionPlan.objects.get(pk=ended.next_a.pk).state == "active"
    with clock.at(date(next_year, 3, 2)):
        with system_context("test"):
            assert periodic.late_measures(today=clock.today()) == {"mentioned": 1}
        told = mailed("actionplans.measure_late")
        assert {ended.contact_a.pk, ended.owner_a.pk} <= told and ended.coach_a.pk not in told
        page = login(ended.contact_a).get(reverse("insight:company_waits", args=[ended.company_a.slug]))
        assert "A1 Tilhulp kopen" in page.content.decode().split("<main")[1]


def test_reminders_of_next_years_plan_reach_the_company_and_no_former_coach(ended: Any, login: Any) -> None:
    day = ended.next_a.deadline - timedelta(days=30)
    with clock.at(day):
        with system_context("test"):
            reminders.send_due(day)
        assert ended.contact_a.pk in mailed("actionplans.yearly_plan_due")
        assert ended.coach_a.pk not in mailed("actionplans.yearly_plan_due")
        page = login(ended.contact_a).get(reverse("insight:company_waits", args=[ended.company_a.slug]))
        assert str(ended.next_a.year) in page.content.decode().split("<main")[1]

"""The demo: loaded once, the worked example played to its end, its figures those of the case."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localtime

from actionplans.enums import CARRIED_OUT
from actionplans.models import (
    AdviceRequest,
    AnnualActionPlan,
    GlobalPreventionPlan,
    Objective,
    ObjectiveFinding,
    PreventionMeasure,
    Remark,
)
from coaching.companies.models import Company
from coaching.core.ground import clock, filling
from coaching.core.models import Document, OutgoingEmail
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.load import STEPS, load
from coaching.insight.demo.story import CASE, Story
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import CoachingSession, Trajectory
from riskanalysis.models import AspectJudgement, Finding, RiskAnalysis

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTED = (Company, Programme, Application, Trajectory, Finding, PreventionMeasure, Document, OutgoingEmail)


def loaded() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    with system_context("test"):
        return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture
def case(db: Any, tmp_path: Path, settings: Any) -> Story:
    """The demo, how far it is told in a file, and the story's own way of shifting the dates of the case."""
    settings.DEMO_PROGRESS = str(tmp_path / "demo-8000")
    assert "demo data loaded" in loaded()
    story = object.__new__(Story)
    with system_context("test"):
        closed = localtime(the_trajectory().closed_at).year
    story.shift = int(CASE["trajectory"]["closed"][:4]) - closed
    story.year = CASE["jap"]["year"] - story.shift
    return story


def the_trajectory() -> Trajectory:
    number = CASE["company"]["enterprise_number"].replace(".", "")
    found: Trajectory = Trajectory.objects.select_related("application", "company").get(
        company__enterprise_number=number
    )
    return found


@pytest.mark.no_cover
def test_the_steps_that_pages_show_are_those_that_are_made(db):
    """The last one comes at the end, not before and not after the number that was said."""
    done = []
    assert load(lambda: done.append(True))
    assert len(done) == STEPS
    assert not load(lambda: done.append(True)), "somebody else filled it meanwhile"
    assert len(done) == STEPS


@pytest.mark.no_cover
def test_a_demo_that_breaks_off_among_its_mails_leaves_nothing(db):
    """The mails are the last of it: a demo without them would look whole and stay so."""
    steps = iter(range(STEPS - 1))
    with pytest.raises(StopIteration):
        load(lambda: next(steps))
    assert not any(counts().values())


def test_demo_is_refused_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not any(counts()[name] for name in ("Company", "Application"))


def test_worked_example_reaches_its_end_and_a_second_load_changes_nothing(case, tmp_path):
    """One play of the demo for all that is to be seen in it: it takes twenty seconds."""
    assert filling.told(tmp_path / "demo-8000") == filling.Filling(STEPS, STEPS)
    check_story(case)
    before = counts()
    assert "already" in loaded()
    assert counts() == before and all(before.values())


def check_story(case: Story) -> None:
    """Its figures are those of the case."""
    with system_context("test"):
        row = the_trajectory()
        assert row.state == "closed" and row.final_report
        check_application(case, row)
        check_analysis(row)
        check_plans(case, row)
        check_measures(case, row)
        check_consultation(row)
        every_state = set(Application.objects.values_list("state", flat=True))
        assert set(ApplicationState.values) - every_state <= {"withdrawn", "lapsed"}
        content, data = documents.built("trajectory-report", row, "nl")
    assert (data["context"]["hours"]["used"], data["context"]["commitment"]["kept"]) == ("18,5", True)
    assert "Voorbeeld Fruitverwerking" in content.title


def check_application(case: Story, row: Trajectory) -> None:
    company, wanted, told = CASE["company"], CASE["application"], CASE["trajectory"]
    application = row.application
    assert (application.headcount, application.high_skilled, application.blue_collar) == (
        company["headcount"],
        company["high_skilled"],
        company["workers"]["arbeiders"],
    )
    assert (application.target_group, application.province, application.nace_code) == (
        company["priority_type"],
        company["province"],
        company["nace"]["code"],
    )
    assert (application.referral_channel, application.priority_score) == (
        wanted["referral_channel"],
        wanted["decision"]["priority_score"],
    )
    assert localtime(application.submitted_at).date() == case.day(wanted["submitted"])
    assert row.approved_on == case.day(wanted["decision"]["date"])
    assert row.start_due_on == case.day(wanted["start_due"])
    assert row.started_on == case.day(told["started"])
    assert localtime(row.closed_at).date() == case.day(told["closed"]) < clock.today()
    assert (row.coaching_hours, row.hours_used) == (
        Decimal(told["coach_hours_budget"]),
        Decimal(str(told["coach_hours_used"])),
    )
    assert sum(CoachingSession.objects.filter(trajectory=row).values_list("hours", flat=True)) == row.hours_used


def check_analysis(row: Trajectory) -> None:
    analysis = RiskAnalysis.objects.get(company=row.company_id, state="final")
    assert sorted(analysis.signals) == sorted(CASE["prescreen"]["signals_on"])
    assert analysis.signal_colour == CASE["prescreen"]["colour"].lower()
    found = {f.code: f for f in Finding.objects.filter(analysis=analysis)}
    assert sorted(found) == [f["id"] for f in CASE["findings"]]
    for wanted in CASE["findings"]:
        finding = found[wanted["id"]]
        assert (finding.aspect, finding.colour) == (wanted["a"], wanted["colour"].lower()), wanted["id"]
        if "kinney" in wanted:
            assert (finding.kinney_score, finding.kinney_class) == (wanted["kinney"]["R"], wanted["kinney"]["class"])
    assert AspectJudgement.objects.filter(analysis=analysis).count() == 5


def check_plans(case: Story, row: Trajectory) -> None:
    plan = GlobalPreventionPlan.objects.get(company=row.company_id, state="active")
    assert [plan.start_year, plan.end_year] == [year - case.shift for year in CASE["gpp"]["period"]]
    ties = {(tie.objective_id, tie.finding.code) for tie in ObjectiveFinding.objects.select_related("finding")}
    for wanted in CASE["gpp"]["objectives"]:
        objective = Objective.objects.get(plan=plan, code=wanted["id"])
        assert objective.by_year == wanted["by"] - case.shift
        assert (objective.baseline, objective.target) == (wanted.get("baseline"), wanted.get("target"))
        assert {code for key, code in ties if key == objective.pk} == set(wanted["from"])
    annual = AnnualActionPlan.objects.get(company=row.company_id, year=case.year)
    assert annual.deadline == case.day(CASE["jap"]["legal_deadline"])
    assert localtime(annual.submitted_at).date() == case.day(CASE["jap"]["submitted_to_body"])


def check_measures(case: Story, row: Trajectory) -> None:
    measures = {
        m.code: m
        for m in PreventionMeasure.objects.filter(company=row.company_id, plan__year=case.year).select_related(
            "objective"
        )
    }
    assert sorted(measures) == [a["id"] for a in CASE["jap"]["actions"]]
    for wanted in CASE["jap"]["actions"]:
        measure = measures[wanted["id"]]
        assert (measure.what, measure.objective.code) == (wanted["what"], wanted["obj"])
        assert (measure.due_on, measure.budget_eur) == (case.day(wanted["when"]), wanted["budget"])
        assert measure.state in CARRIED_OUT
    in_time = sum(m.done_on <= m.due_on for m in measures.values())
    assert f"{in_time}/{len(measures)}" == CASE["outcome_2026"]["actions_on_time"]
    assert measures["A1"].new_kinney_score == CASE["outcome_2026"]["kinney_F4"]["R"]


def check_consultation(row: Trajectory) -> None:
    remarks = {r.code: r for r in Remark.objects.filter(company=row.company_id)}
    assert sorted(remarks) == [r["id"] for r in CASE["jap"]["remarks"]]
    for wanted in CASE["jap"]["remarks"]:
        assert (remarks[wanted["id"]].text, remarks[wanted["id"]].reply) == (wanted["text"], wanted["reply"].lower())
    assert set(AdviceRequest.objects.filter(company=row.company_id).values_list("state", flat=True)) <= {
        "answered",
        "closed",
    }

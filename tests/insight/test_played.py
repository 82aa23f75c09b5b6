"""The demo: loaded once, the worked example played to its end, its figures those of the case, and all its paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.utils import translation
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
from coaching.core.ground import clock, filling
from coaching.core.paper import documents, letterhead
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.load import STEPS, load
from coaching.insight.demo.story import CASE, Story
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme, TextTemplate
from coaching.trajectories.models import CoachingSession, Trajectory
from riskanalysis.models import AspectJudgement, Finding, RiskAnalysis
from tests.core.paper.test_uploads import picture
from tests.insight.paper import ADDED, CODE, REASON, Made, faults, lacking, laid_out, subjects
from tests.insight.test_demo import counts, loaded

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo, played once for all that is looked at here: each test goes back to it. The file that told how far it was."""
    folder = tmp_path_factory.mktemp("played")
    told = folder / "demo-8000"
    cache.clear()
    translation.deactivate()
    with django_db_blocker.unblock(), override_settings(DEMO_PROGRESS=str(told), MEDIA_ROOT=str(folder)):
        with transaction.atomic():
            assert "demo data loaded" in loaded()
            yield told
            transaction.set_rollback(True)


@pytest.fixture
def case(played: Path, db: Any) -> Story:
    """The story's own way of shifting the dates of the case."""
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


def test_worked_example_reaches_its_end_and_a_second_load_changes_nothing(played, case):
    assert filling.told(played) == filling.Filling(STEPS, STEPS)  # as many were made as were said
    check_story(case)
    before = counts()
    assert "already" in loaded()
    assert not load(), "somebody else filled it meanwhile"
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


def test_the_eyes_see() -> None:
    """Each fault is told where it is: a look that sees nothing would pass everything."""
    html = (
        '<h2>Budget</h2><td>€ 5</td><table class="facts measure"><caption>A1</caption><td>Wat</td></table>'
        f"<td>{'a1' * 32}</td><p>There is no report of a risk analysis yet.</p>"
    )
    pages = [f"Plan\nA1\nGemaakt op 2026-12-31\nBudget\n{CODE} · versie 2, afdruk 3", "Wat\n2 / 2"]
    found = list(faults(Made("advice", "nl", html, pages, 1)))
    for words in (
        "a date as 2026-12-31",
        "page 1 ends with 'Budget'",
        "nothing but the box",
        "another version below",
        "a fingerprint in a table",
        "English left: there is no report",
        "split: A1",
        "may break",
    ):
        assert any(fault.startswith(words) for fault in found), (words, found)
    assert "3 pages" in list(faults(Made("advice", "en", "", [*pages, "x"], 0)))
    french = [list(faults(Made("advice", "fr", text, ["x"], 0))) for text in ("5 €", "€ 5", "5\u00a0€ en tout")]
    assert [bool(told) for told in french] == [True, True, False]


@pytest.mark.no_cover
@pytest.mark.pdf
def test_every_kind_in_three_languages(case: Story, caplog: pytest.LogCaptureFixture) -> None:
    """Every kind of document in three languages, as the demo makes it."""
    found, seen = [], set()
    with system_context("test"):
        programme = Programme.objects.get()
        logo = letterhead.keep_logo(SimpleUploadedFile("logo.png", picture("PNG", size=(600, 200))))
        Programme.objects.update(logo=logo, paper_colour="#5b1a80", paper_accent="#b86a0c")
        programme.refresh_from_db()
        for letter in ("letter.approve", "letter.reject"):
            TextTemplate.objects.create(
                programme=programme, kind="added", name=letter, added_to=letter, texts=ADDED, version=1
            )
        Application.objects.filter(state__in=["approved", "rejected"]).update(decision_reason=REASON)
        told = subjects()
        # The letter with a code is made by staff alone: tests/companies/test_file_pages.py looks at it.
        assert set(told) == set(documents.REPORTS) - {"proof-letter"}, "a kind that nobody looks at"
        for kind, rows in told.items():
            assert rows, kind
            for row in rows:
                for language in documents.LANGUAGES:
                    made = laid_out(kind, row, language)
                    seen.add((kind, language))
                    found += [f"{kind} {language} {row}: {fault}" for fault in faults(made)]
                    if kind == "decision-letter":
                        found += [f"{kind} {language}: no {words}" for words in lacking(made, programme)]
    assert not found, "\n".join(found)
    assert len(seen) == len(told) * 3
    assert not [record for record in caplog.records if record.name == "weasyprint"]  # what is missing for reading aloud

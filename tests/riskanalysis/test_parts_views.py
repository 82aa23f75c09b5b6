"""Pages of an analysis of a part and of a situation: opening one, judging only that, participation, decision, report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.enums import AnalysisKind
from riskanalysis.models import Finding, RiskAnalysis
from riskanalysis.reports import risk_report
from tests.acting import in_company
from tests.riskanalysis.conftest import TALK, values

pytestmark = pytest.mark.django_db
ASKED = actions.Request("line", date(2026, 3, 2), date(2026, 6, 1))


def place(world: Any) -> str:
    return f"/c/{world.company_a.slug}/analyses/"


def only() -> RiskAnalysis:
    with system_context("test"):
        return RiskAnalysis.objects.get()


@pytest.fixture
def part(world: Any) -> RiskAnalysis:
    with in_company(world.contact_a, world.company_a) as by:
        made = actions.open_analysis(
            title="Nacht", kind=AnalysisKind.PART, work_units=[world.unit_a], parts=["AV2", "AI5"], by=by
        )
        actions.start_collecting(analysis=made, by=by)
        actions.start_evaluating(analysis=made, by=by)
    return made


@pytest.fixture
def situation(world: Any) -> RiskAnalysis:
    """Its report lies before the body; nobody talked with workers, and it says why."""
    with in_company(world.contact_a, world.company_a) as by:
        opened = {"kind": AnalysisKind.SITUATION, "work_units": [world.unit_a], "asked": ASKED}
        made = actions.open_analysis(title="Spanning", by=by, **opened)
        actions.start_collecting(analysis=made, by=by)
        actions.start_evaluating(analysis=made, by=by)
        own = {"sub_factor": "AVH1", "level": "group", "work_unit": world.unit_a, "domain": "psychosocial"}
        actions.add_finding(analysis=made, by=by, **values(consequences=["conflict"], employer_can_act=False, **own))
        for aspect in made.aspects:
            actions.judge_aspect(analysis=made, aspect=aspect, colour="orange", by=by)
        actions.explain_participation(analysis=made, note="De ploeg staat tot mei in Gent.", by=by)
        actions.draft_report(analysis=made, by=by)
    return made


def test_open_a_part(world, login):
    client = login(world.coach_a)
    page, answers = place(world) + "new/part/", {"title": "Nacht", "parts": ["AV2"]}
    assert client.post(page, {"title": "Niets"}).status_code == 200
    answer = client.post(page, {**answers, "work_units": [world.unit_a.pk]})
    assert answer["Location"].endswith("/scope/") and (only().kind, only().parts) == ("part", ["AV2"])
    again = client.post(page, {**answers, "work_units": [world.unit_a.pk]})
    assert again["Location"] == answer["Location"]  # two clicks make one
    assert client.post(page, answers).status_code == 200  # everybody: overlaps with what is open
    assert client.post(page, {"title": "Vreemd", "work_units": [world.unit_b.pk]}).status_code == 200
    assert only().title == "Nacht"


def test_open_a_situation(world, login):
    page, client = place(world) + "new/situation/", login(world.contact_a)
    answers = {
        "title": "Spanning",
        "work_units": [world.unit_a.pk],
        "asked_by": "representatives",
        "asked_on": "02/03/2026",
    }
    for missing in ("work_units", "asked_by", "asked_on"):
        assert client.post(page, {key: value for key, value in answers.items() if key != missing}).status_code == 200
    assert client.post(page, answers).status_code == 302
    found = only()
    assert (found.kind, found.asked_by, found.asked_on, found.decide_by) == (
        "situation",
        "representatives",
        date(2026, 3, 2),
        None,
    )


def test_a_part_judges_its_own_subjects_alone(world, login, part):
    client, one = login(world.contact_a), f"{place(world)}{part.pk}/"
    assert client.get(f"{one}aspects/AV/").status_code == client.get(f"{one}aspects/AI/").status_code == 200
    assert client.get(f"{one}aspects/AO/").status_code == 404
    form = client.get(f"{one}findings/new/").content.decode()
    assert 'value="AV2"' in form and 'value="AV1"' not in form and 'value="organisation"' not in form
    overview = client.get(one).content.decode()
    assert "aspects/AV/" in overview and "aspects/AOM/" not in overview
    assert client.post(f"{one}aspects/AI/", {"colour": "green", "summary": "Goed.", "next": "1"})["Location"].endswith(
        "/aspects/AV/"
    )


def test_subjects_of_a_part_are_changed_on_the_page_of_its_scope(world, login, part):
    client, page = login(world.contact_a), f"{place(world)}{part.pk}/scope/"
    answers = {"title": "Nacht", "scope": "s", "work_units": [world.unit_a.pk], "version": only().version}
    assert client.post(page, {**answers, "parts": ["AV2", "AVH5"]}).status_code == 302
    assert only().parts == ["AV2", "AVH5"]


def test_the_body_reads_why_nobody_talked_and_what_was_decided(world, login, situation):
    contact, one = login(world.contact_a), f"{place(world)}{situation.pk}/"
    assert contact.post(f"{one}decide/", {"decision": "Te vroeg.", "decided_on": "01/04/2026"}).status_code == 200
    assert login(world.worker_bench_a).get(f"{one}participation/").status_code == 403
    report = login(world.worker_bench_a).get(f"{one}report/").content.decode()
    assert "De ploeg staat tot mei in Gent." in report and TALK["summary"] not in report
    with in_company(world.contact_a, world.company_a) as by:
        actions.consult(analysis=situation, notes="Akkoord.", by=by)
    assert login(world.coach_a).get(f"{one}decide/").status_code == 403
    sent = {"decision": "Een ploegleider meer op vrijdag.", "decided_on": f"{clock.today():%d/%m/%Y}"}
    for _click in range(2):
        assert contact.post(f"{one}decide/", sent).status_code == 302
    assert only().decided_on == clock.today()
    assert "Een ploegleider meer" in login(world.worker_bench_a).get(f"{one}report/").content.decode()


def test_the_paper_says_kind_request_participation_and_consequences(world, situation):
    with in_company(world.contact_a, world.company_a):
        told = risk_report(RiskAnalysis.objects.get(pk=situation.pk), "nl").context
    assert told["situation"]["asked_on"] and told["situation"]["decide_by"] and not told["situation"]["decision"]
    assert told["analysis"]["took_part"] == "De ploeg staat tot mei in Gent."
    assert [group["findings"][0]["code"] for group in told["consequences"]] == ["F1"]
    assert told["consequences"][0]["findings"][0]["tests"]
    assert [row["name"] for row in told["heatmap"]] == [world.unit_a.name]
    psychosocial = next(cells for domain, cells in told["counts"] if domain == "psychosocial")
    assert psychosocial == [[0, 0, 0]] * 4 + [[0, 1, 0]]


@pytest.mark.parametrize(("domain", "kept"), [("psychosocial", ["stress"]), ("safety", [])])
def test_what_is_asked_of_a_psychosocial_finding_alone(world, login, part, domain, kept):
    page = f"{place(world)}{part.pk}/findings/new/"
    answers = {
        "sub_factor": "AV2",
        "domain": domain,
        "level": "group",
        "work_unit": world.unit_a.pk,
        "hazard": "Rooster",
        "method": "judgement",
        "colour": "orange",
        "consequences": ["stress"],
        "is_objective": "yes",
        "employer_can_act": "no",
        "version": 1,
    }
    client = login(world.contact_a)
    sent = client.post(page, answers)
    assert sent.status_code == 302, sent.context["form"].errors
    with system_context("test"):
        found = Finding.objects.get()
    assert found.consequences == kept
    assert (found.is_objective, found.employer_can_act) == ((True, False) if kept else (None, None))
    shown = client.get(f"{place(world)}{part.pk}/findings/{found.pk}/").content.decode()
    assert ('value="no" selected' in shown) is bool(kept)


def test_without_groups_of_people_the_page_of_a_situation_says_so_and_where(world, login):
    """It is about a team: a form without one to choose could never be sent. A part asks for subjects alone then."""
    client = login(world.contact_b)
    with system_context("test"):
        WorkUnit.objects.filter(company=world.company_b).update(ended_on=clock.today())
    there = f"/c/{world.company_b.slug}/"
    found = client.get(f"{there}analyses/new/situation/").content.decode()
    assert f'href="{there}work-units/"' in found.split("<main")[1]
    assert 'name="asked_by"' not in found
    for page in ("analyses/new/part/", "analyses/board/new/"):
        found = client.get(there + page).content.decode()
        assert "Work units and functions" not in found
        assert 'name="parts"' in found


def test_a_decision_is_asked_for_where_there_is_one_to_take(world, login, part, situation):
    client = login(world.contact_a)
    assert client.get(f"{place(world)}{part.pk}/decide/").status_code == 404
    page = f"{place(world)}{situation.pk}/decide/"
    assert 'name="decision"' not in client.get(page).content.decode()
    with in_company(world.contact_a, world.company_a) as by:
        actions.consult(analysis=situation, notes="Besproken.", by=by)
    assert 'name="decision"' in client.get(page).content.decode()
    assert client.post(page, {"decision": "Twee mensen meer", "decided_on": "2026-03-05"}).status_code == 302
    assert 'name="decision"' not in client.get(page).content.decode()


def test_a_final_part_asks_for_nothing_more(world, login, part):
    """What it looks at was said as it began; what can no longer be written has no link, and its address says why."""
    with in_company(world.contact_a, world.company_a) as by:
        for aspect in part.aspects:
            actions.judge_aspect(analysis=part, aspect=aspect, colour="green", summary="Goed.", by=by)
        actions.explain_participation(analysis=part, note="De ploeg was er bij.", by=by)
        actions.draft_report(analysis=part, by=by)
    client, here = login(world.contact_a), f"{place(world)}{part.pk}/"
    found = client.get(here).content.decode().split("<main")[1]
    for page in ("scope", "prediagnosis"):
        assert f'href="{here}{page}/"' not in found
    assert 'name="title"' not in client.get(f"{here}scope/").content.decode()

"""Pages of a risk analysis: who gets in, what they do, what happens on a mistake or a second click."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.ground import clock
from coaching.core.models import Document
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.models import AnalysisTalk, AspectJudgement, Finding, RiskAnalysis
from tests import factories
from tests.acting import in_company
from tests.riskanalysis.conftest import consulted, drafted, finalised, values

NOBODY = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.django_db
PAGES = ("", "scope/", "prediagnosis/", "talks/", "talks/new/", "aspects/AO/", "findings/new/", "heatmap/", "report/")
READABLE = ("heatmap/", "report/")


def place(risk, letter="a"):
    return f"/c/{getattr(risk.world, f'company_{letter}').slug}/analyses/"


def one(risk, letter="a"):
    return f"{place(risk, letter)}{getattr(risk, letter).pk}/"


def found(model, **lookup):
    with system_context("test"):
        return model.objects.filter(**lookup).first()


@pytest.mark.parametrize("who", ["contact_a", "colleague_a", "adviser_a", "coach_a"])
@pytest.mark.parametrize("page", PAGES)
def test_company_and_coach_open_every_page(risk, login, who, page):
    assert login(getattr(risk.world, who)).get(one(risk) + page).status_code == 200


@pytest.mark.parametrize("who", ["coach_b", "contact_b", "outsider", "admin_a", "staff"])
@pytest.mark.parametrize("page", PAGES)
def test_strangers_find_nothing(risk, login, who, page):
    assert login(getattr(risk.world, who)).get(one(risk) + page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_foreign_analysis_under_the_own_company(risk, login, page):
    assert login(risk.world.coach_a).get(f"{place(risk)}{risk.b.pk}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", *PAGES])
def test_measure_owner_is_refused(risk, login, page):
    assert login(risk.world.owner_a).get(one(risk) + page).status_code == 403


@pytest.mark.parametrize("who", ["worker_bench_a", "employer_bench_a", "secretary_a"])
def test_body_sees_nothing_before_the_draft_and_no_talks_ever(risk, login, who):
    client = login(getattr(risk.world, who))
    assert "Analyse" not in client.get(place(risk)).content.decode().split("<h1>")[1].split("</header>")[1]
    assert all(client.get(one(risk) + page).status_code == 404 for page in READABLE)
    drafted(risk)
    assert one(risk) + "report/" in client.get(place(risk)).content.decode()
    for page in PAGES:
        answer = client.get(one(risk) + page)
        assert answer.status_code == (200 if page in READABLE else 403), page
        assert "Tillen is zwaar" not in answer.content.decode()
    with in_company(risk.world.coach_a, risk.world.company_a) as by:
        actions.reopen(analysis=risk.a, by=by)
    assert client.get(one(risk) + "report/").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "aspects/XX/",
        "findings/00000000-0000-4000-8000-000000000000/",
        "talks/00000000-0000-4000-8000-000000000000/",
        "findings/niet/",
    ],
)
def test_bad_ids(risk, login, page):
    assert login(risk.world.coach_a).get(one(risk) + page).status_code == 404


POSTS = ("collect/", "evaluate/", "report/draft/", "report/reopen/", "report/pdf/")


@pytest.mark.parametrize("page", POSTS)
def test_buttons_refuse_get(risk, login, page):
    assert login(risk.world.coach_a).get(one(risk) + page).status_code == 405


@pytest.mark.parametrize("page", [*POSTS, "scope/", "prediagnosis/", "consult/", "findings/new/", "talks/new/"])
def test_body_may_not_post(risk, login, page):
    drafted(risk)
    assert login(risk.world.worker_bench_a).post(one(risk) + page).status_code == 403


def test_open_by_form(world, login):
    client = login(world.coach_a)
    url = f"/c/{world.company_a.slug}/analyses/"
    assert f"{url}new/" in client.get(url).content.decode()
    sent = {"title": "Risicoanalyse", "trajectory": world.trajectory_a.pk}
    answer = client.post(f"{url}new/", sent)
    analysis = found(RiskAnalysis)
    assert answer.url == f"{url}{analysis.pk}/scope/"
    again = client.post(f"{url}new/", sent)  # a double click lands where the first did
    assert again.url == answer.url
    with system_context("test"):
        assert RiskAnalysis.objects.count() == 1


def kinney_post(unit, **changes):
    return {
        "version": 1,
        "sub_factor": "AOM6",
        "domain": "ergonomics",
        "level": "group",
        "work_unit": unit.pk,
        "hazard": "Tillen van kratten",
        "method": "kinney",
        "probability": "6.0",
        "exposure": "6.0",
        "effect": "7.0",
        **changes,
    }


def test_finding_by_form(risk, login):
    client, unit = login(risk.world.coach_a), risk.world.unit_a
    answer = client.post(one(risk) + "findings/new/", kinney_post(unit, hazard="Dozen stapelen"))
    assert answer.url == one(risk) + "aspects/AOM/"
    finding = found(Finding, code="F2")
    assert (finding.kinney_score, finding.colour) == (252, "red")
    shown = client.get(one(risk) + f"findings/{finding.pk}/").content.decode()
    assert '<option value="6.0" selected>' in shown


@pytest.mark.parametrize(
    "changes",
    [
        {"domain": "psychosocial"},
        {"probability": ""},
        {"effect": "8"},
        {"work_unit": ""},
        {"sub_factor": "XX1"},
        {"hazard": ""},
        {"method": "judgement"},
        {"method": "share", "at_risk_percent": "65", "respondents": "9", "severity": "2"},
        {"method": "share", "at_risk_percent": "650", "respondents": "19", "severity": "2"},
        {"method": "share", "at_risk_percent": "NaN", "respondents": "99999999999999", "severity": "4"},
        {"hazard": "x" * 5000},
    ],
)
def test_mistakes_keep_what_was_typed(risk, login, changes):
    sent = kinney_post(risk.world.unit_a, existing_measures="Een steekwagen", **changes)
    answer = login(risk.world.coach_a).post(one(risk) + "findings/new/", sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" in text and "Een steekwagen" in text
    with system_context("test"):
        assert Finding.objects.filter(analysis=risk.a).count() == 1


def test_unit_of_another_company_cannot_be_chosen(risk, login):
    answer = login(risk.world.coach_a).post(one(risk) + "findings/new/", kinney_post(risk.world.unit_b))
    assert answer.status_code == 200 and "error-summary" in answer.content.decode()


def test_two_editors_of_one_finding(risk, login):
    finding = found(Finding, analysis=risk.a)
    url = f"{one(risk)}findings/{finding.pk}/"
    sent = kinney_post(risk.world.unit_a)
    assert login(risk.world.coach_a).post(url, {**sent, "hazard": "van de coach"}).status_code == 302
    client = login(risk.world.contact_a)
    answer = client.post(url, {**sent, "hazard": "van het bedrijf"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "van het bedrijf" in text and 'value="2"' in text
    assert found(Finding, pk=finding.pk).hazard == "van de coach"
    assert client.post(url, {**sent, "hazard": "van het bedrijf", "version": 2}).status_code == 302
    assert found(Finding, pk=finding.pk).hazard == "van het bedrijf"


def test_delete_finding_asks_first(risk, login):
    finding = found(Finding, analysis=risk.a)
    client, url = login(risk.world.coach_a), f"{one(risk)}findings/{finding.pk}/delete/"
    assert client.get(url).status_code == 200
    assert found(Finding, pk=finding.pk)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert found(Finding, pk=finding.pk) is None


def test_finding_of_another_analysis_is_not_found(risk, login):
    finding = found(Finding, analysis=risk.b)
    assert login(risk.world.coach_a).post(f"{one(risk)}findings/{finding.pk}/delete/").status_code == 404
    assert found(Finding, pk=finding.pk)


def test_judging_and_talks_by_form(risk, login):
    client = login(risk.world.contact_a)
    answer = client.post(one(risk) + "aspects/AO/", {"colour": "green", "summary": "Goed.", "next": "1"})
    assert answer.url == one(risk) + "aspects/AI/"
    assert found(AspectJudgement, analysis=risk.a, aspect="AO").colour == "green"
    talk = {"held_on": "01/04/2026", "kind": "observation", "work_unit": "", "present": "4", "summary": "Gezien."}
    assert client.post(one(risk) + "talks/new/", talk).status_code == 302
    assert client.post(one(risk) + "talks/new/", {**talk, "held_on": "01/04/2999"}).status_code == 200
    assert client.post(one(risk) + "talks/new/", {**talk, "kind": "survey"}).status_code == 200
    mine = found(AnalysisTalk, analysis=risk.a, kind="observation")
    assert client.post(f"{one(risk)}talks/{mine.pk}/", {**talk, "present": "5"}).status_code == 302
    assert client.post(f"{one(risk)}talks/{mine.pk}/delete/").status_code == 302
    assert found(AnalysisTalk, pk=mine.pk) is None


def test_from_draft_to_final_with_double_clicks(risk, login):
    coach, contact = login(risk.world.coach_a), login(risk.world.contact_a)
    for _click in range(2):
        assert coach.post(one(risk) + "report/draft/").url == one(risk) + "report/"
    assert coach.post(one(risk) + "aspects/AO/", {"colour": "red"}).status_code == 200  # locked: an error in the form
    assert coach.post(one(risk) + "consult/", {"notes": ""}).status_code == 200
    assert coach.post(one(risk) + "consult/", {"notes": "Akkoord."}).status_code == 302
    assert coach.get(one(risk) + "finalise/").status_code == 403
    assert contact.get(one(risk) + "finalise/").status_code == 200
    for _click in range(2):
        assert contact.post(one(risk) + "finalise/").url == one(risk) + "report/"
    assert found(RiskAnalysis, pk=risk.a.pk).state == "final"
    with system_context("test"):
        assert Document.objects.count() == 1


def test_colleague_without_mandate_does_not_finalise(risk, login):
    consulted(risk)
    assert login(risk.world.colleague_a).post(one(risk) + "finalise/").status_code == 403


def test_pdf_button_leads_to_its_progress(risk, login):
    finalised(risk)
    client = login(risk.world.coach_a)
    answer = client.post(one(risk) + "report/pdf/")
    assert "/documents/" in answer.url and answer.url.endswith("/status/")
    assert client.get(answer.url).status_code == 200
    with system_context("test"):
        assert Document.objects.count() == 1  # the one that closing asked for


def test_role_choice_goes_along(risk, login):
    page = login(risk.world.coach_a).get(place(risk) + "?as=coach").content.decode()
    assert f"{one(risk)}?as=coach" in page


def test_list_searches_filters_and_is_friendly_when_empty(risk, login):
    client = login(risk.world.coach_a)
    assert one(risk) in client.get(place(risk) + "?q=analy&state=evaluating").content.decode()
    for query in ("?q=niets", "?state=final", "?q=%00", "?page=99&sort=gek&state=gek"):
        answer = client.get(place(risk) + query)
        assert answer.status_code == 200
        assert (one(risk) in answer.content.decode()) == ("gek" in query or "%00" in query)


def test_list_costs_the_same_for_three(risk, login):
    client = login(risk.world.coach_a)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place(risk)).status_code == 200
        return len(queries)

    client.get(place(risk))
    before = cost()
    with system_context("test"):
        for number in (2, 3):
            RiskAnalysis.objects.create(
                title=f"Nog {number}",
                version_no=number,
                state="superseded",
                finalised_at=clock.now(),
                piece=factories.piece(risk.world.trajectory_a, "analysis"),
                company=risk.world.company_a,
            )
    assert cost() == before


@pytest.mark.parametrize("page", ["", "aspects/AO/", "report/", "heatmap/", "talks/"])
def test_pages_cost_the_same_with_three_findings(risk, login, page):
    client = login(risk.world.coach_a)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(one(risk) + page).status_code == 200
        return len(queries)

    client.get(one(risk) + page)
    before = cost()
    with in_company(risk.world.coach_a, risk.world.company_a) as by:
        for _number in range(3):
            actions.add_finding(
                analysis=risk.a, by=by, **values(sub_factor="AO1", level="group", work_unit=risk.world.unit_a)
            )
    assert cost() == before

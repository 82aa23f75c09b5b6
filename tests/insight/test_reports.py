"""The report of a trajectory and of a programme: what stands in them, for whom, and what never does."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.models import AdviceRequest, BenchAdvice, Remark
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.models import Document
from coaching.core.paper import documents, pdf
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, Trajectory
from riskanalysis.models import AspectJudgement
from tests import factories
from tests.acting import in_company, in_programme
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
SECRETS = (
    "Spoedorders",
    "Twee heftafels",
    "Te weinig pauzes",
    "Werknemersbank",
    "Werkgeversbank",
    "Afgesproken onder ons",
)


@pytest.fixture
def finished(world):
    """A trajectory of each company from approval to closing, with everything a report tells."""
    with system_context("test"):
        for letter in "ab":
            row = getattr(world, f"trajectory_{letter}")
            keys = {"trajectory": row, "company_id": row.company_id, "programme_id": row.programme_id}
            CoachingSession.objects.create(
                **keys,
                held_on=clock.today(),
                kind="intake",
                hours=Decimal("2.5"),
                agreed=f"Afgesproken onder ons {letter}",
            )
            analysis = plans.analysis(row)
            AspectJudgement.objects.create(
                **plans.keys(analysis), analysis=analysis, aspect="AO", colour="red", summary=f"Te druk {letter}"
            )
            finding = plans.finding(
                analysis,
                "F1",
                domain="safety",
                method="kinney",
                probability=6,
                exposure=6,
                effect=7,
                kinney_score=Decimal(252),
                kinney_class=4,
            )
            plan = plans.global_plan(row, state="active", source=analysis, active_from_at=clock.now())
            objective = plans.objective(plan, finding, code="O1")
            annual = plans.annual_plan(plan, state="active")
            plans.measure(
                annual,
                objective,
                state="verified_effective",
                code="A1",
                verified_at=clock.now(),
                new_probability=1,
                new_exposure=6,
                new_effect=7,
                new_kinney_score=Decimal(42),
            )
            plans.measure(annual, objective, state="planned", code="A2", what="Tweede maatregel")
            advice_request = AdviceRequest.objects.create(
                **plans.keys(plan),
                global_plan=plan,
                body_kind="committee",
                state="answered",
                advice_kind="unanimous",
                advised_at=clock.now(),
                answer="partial",
                answer_text="Wegens de kosten",
                answered_at=clock.now(),
            )
            BenchAdvice.objects.create(
                **plans.keys(plan), advice_request=advice_request, bench="workers", favourable=True, text="Goed zo"
            )
            Remark.objects.create(
                **plans.keys(plan),
                advice_request=advice_request,
                code="R1",
                text="Te weinig pauzes",
                reply="accepted",
                author_id=world.worker_bench_a.pk,
            )
            Trajectory.objects.filter(pk=row.pk).update(
                state="closed",
                closed_at=clock.now(),
                final_report=f"Slotwoord van coach {letter}",
                hours_used=Decimal("2.5"),
                last_session_on=clock.today(),
            )
            row.refresh_from_db()
    return world


def context_of(kind, subject, user, place, language="nl"):
    enter = in_programme if hasattr(place, "budget_eur") else in_company
    with enter(user, place):
        content, data = documents.built(kind, subject, language)
    return content, data["context"]


@pytest.mark.parametrize("who", ["contact_a", "colleague_a", "adviser_a", "coach_a"])
def test_whole_report_tells_everything(finished, who):
    content, context = context_of(
        "trajectory-report", finished.trajectory_a, getattr(finished, who), finished.company_a
    )
    assert content.audience == (Hat.CONTACT, Hat.COACH)
    assert (context["head"]["coach"], context["head"]["closed"]) == ("Coach a", True)
    assert context["hours"] == {"used": "2,5", "budget": "20", "left": "17,5", "over": False}
    assert [line["agreed"] for line in context["sessions"]] == ["Afgesproken onder ons a"]
    assert [(a["code"], a["summary"]) for a in context["analysis"]["aspects"] if a["summary"]] == [("AO", "Te druk a")]
    assert {c["colour"]: c["count"] for c in context["analysis"]["colours"]}["red"] == 1
    assert [row["code"] for row in context["objectives"]] == ["O1"]
    states = {group["state"]: group["measures"] for group in context["groups"]}
    assert [group["count"] for group in context["groups"]] == [1, 1] and len(states) == 2
    done = next(m for measures in states.values() for m in measures if m["code"] == "A1")
    assert (done["before"], done["after"]) == ("252", "42")
    assert [(row["remarks"], row["followed"], row["reasons"]) for row in context["advice"]] == [
        (1, 1, "Wegens de kosten")
    ]
    assert context["commitment"] == {"kept": True, "done": 1, "total": 2}
    assert context["final_report"] == "Slotwoord van coach a"
    assert "b" not in {context["final_report"][-1]} and "Werknemersbank" not in str(context)


def test_all_readers_get_the_same_words(finished):
    """Else asking in turn would make a new version each time."""
    texts = {
        str(context_of("trajectory-report", finished.trajectory_a, getattr(finished, who), finished.company_a)[1])
        for who in ("contact_a", "adviser_a", "coach_a")
    }
    assert len(texts) == 1


@pytest.mark.parametrize("who", ["admin_a", "assessor_a"])
def test_programme_reads_no_findings_measures_or_names_of_the_body(finished, who):
    user = getattr(finished, who)
    content, context = context_of("trajectory-summary", finished.trajectory_a, user, finished.programme_a)
    assert content.audience == (Hat.ADMIN,)
    assert (context["hours"]["used"], context["commitment"]) == ("2,5", {"kept": True, "done": 1, "total": None})
    assert context["final_report"] == "Slotwoord van coach a" and len(context["sessions"]) == 1
    for secret in (*SECRETS, "Te druk", "Wegens de kosten", "Goed zo", "Tweede maatregel", "'252'"):
        assert secret not in str(context), secret


def test_begun_trajectory_makes_a_report_too(world):
    _content, context = context_of("trajectory-report", world.trajectory_a, world.contact_a, world.company_a)
    assert context["analysis"] is None and context["groups"] == [] and context["commitment"]["kept"] is False
    with system_context("test"):
        company = factories.company("Net begonnen")
        row = factories.trajectory(world.programme_a, company, world.contact_a)
        content, _data = documents.built("trajectory-report", row, "fr")
    assert "Net begonnen" in content.title


def test_report_costs_the_same_for_one_and_three_measures(finished):
    def cost():
        with in_company(finished.contact_a, finished.company_a), CaptureQueriesContext(connection) as queries:
            documents.built("trajectory-report", finished.trajectory_a, "nl")
        return len(queries)

    one = cost()
    with system_context("test"):
        annual = plans.PreventionMeasure.objects.get(company=finished.company_a, code="A1")
        for _i in range(3):
            plans.measure(annual.plan, annual.objective, state="planned")
    assert cost() == one <= 30


def test_company_coach_and_programme_ask_for_theirs(finished, login):
    whole = reverse("insight:trajectory_pdf", args=[finished.company_a.slug, finished.trajectory_a.pk])
    short = reverse("insight:trajectory_summary_pdf", args=[finished.programme_a.slug, finished.trajectory_a.pk])
    for user, address in ((finished.contact_a, whole), (finished.coach_a, whole), (finished.admin_a, short)):
        client = login(user)
        assert client.get(address).status_code == 405
        first, second = client.post(address), client.post(address)
        assert first.status_code == 302 and first.url == second.url
        assert client.get(first.url).status_code == 200
    with system_context("test"):
        assert sorted(Document.objects.values_list("kind", "version_no")) == [
            ("trajectory-report", 1),
            ("trajectory-summary", 1),
        ]


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("owner_a", "trajectory_pdf", 403),
        ("worker_bench_a", "trajectory_pdf", 403),
        ("contact_b", "trajectory_pdf", 404),
        ("admin_a", "trajectory_pdf", 404),
        ("coach_b", "trajectory_pdf", 404),
        ("observer_a", "trajectory_summary_pdf", 403),
        ("admin_b", "trajectory_summary_pdf", 404),
        ("contact_a", "trajectory_summary_pdf", 404),
    ],
)
def test_others_do_not(finished, login, who, name, status):
    place = finished.company_a if name == "trajectory_pdf" else finished.programme_a
    assert (
        login(getattr(finished, who))
        .post(reverse(f"insight:{name}", args=[place.slug, finished.trajectory_a.pk]))
        .status_code
        == status
    )
    own = finished.trajectory_b.pk  # a foreign id in one's own place
    if status == 403:
        return
    keeper = finished.contact_a if name == "trajectory_pdf" else finished.admin_a
    assert login(keeper).post(reverse(f"insight:{name}", args=[place.slug, own])).status_code == 404


def test_pages_offer_the_report(finished, login):
    page = login(finished.contact_a).get(reverse("trajectories:trajectory", args=[finished.company_a.slug]))
    assert (
        reverse("insight:trajectory_pdf", args=[finished.company_a.slug, finished.trajectory_a.pk])
        in page.content.decode()
    )
    page = login(finished.admin_a).get(
        reverse("trajectories:file", args=[finished.programme_a.slug, finished.trajectory_a.pk])
    )
    assert "/pdf/" in page.content.decode()
    page = login(finished.observer_a).get(reverse("insight:desk", args=[finished.programme_a.slug]))
    assert reverse("insight:programme_pdf", args=[finished.programme_a.slug]) in page.content.decode()


# -- The programme ----------------------------------------------------------------------------------------------------
def test_programme_report_counts_and_names_nobody(finished):
    with system_context("test"):
        factories.application(
            finished.programme_a,
            finished.contact_a,
            finished.company_a,
            province="LIM",
            target_group="SME_OTHER",
            referral_channel="PREBES",
            layer=5,
        )
        factories.application(finished.programme_b, finished.contact_b, finished.company_b, province="ANT")
    content, context = context_of("programme-report", finished.programme_a, finished.observer_a, finished.programme_a)
    assert content.audience == (Hat.ADMIN, Hat.OBSERVER)
    assert [table["total"]["applied"] for table in context["tables"]] == ["2"] * 4
    assert [table["total"]["started"] for table in context["tables"]] == ["1"] * 4
    assert [row["companies"] for row in context["reach"]] == ["1", "1"]
    assert (context["start"]["rate"], context["start"]["closed"]) == ("100\u00a0%", "1")
    for name in (
        finished.company_a.name,
        finished.company_b.name,
        "Contact a",
        "Coach a",
        finished.application_a.reference,
    ):
        assert name not in str(context)
    assert all(not row["median"] and not row["most"] for row in context["lead_times"])  # one company only


def test_lead_times_are_given_from_five_companies_on(world):
    with system_context("test"):
        for days in (10, 20, 30, 40):
            row = factories.trajectory(
                world.programme_a,
                factories.company(),
                world.contact_a,
                world.coach_profile_a,
                state="started",
                approved_on=clock.today() - timedelta(days=90),
            )
            Trajectory.objects.filter(pk=row.pk).update(started_on=row.approved_on + timedelta(days=days))
    _content, context = context_of("programme-report", world.programme_a, world.admin_a, world.programme_a)
    first_session = context["lead_times"][2]
    assert (first_session["count"], first_session["median"], first_session["most"]) == ("5", "20", "40")
    assert context["lead_times"][3]["median"] == ""


def test_empty_programme_has_a_report(world):
    with system_context("test"):
        programme = factories.programme("Leeg")
        content, _data = documents.built("programme-report", programme, "en")
    assert "Leeg" in content.title


def test_observer_asks_for_the_programme_report(world, login):
    address = reverse("insight:programme_pdf", args=[world.programme_a.slug])
    assert login(world.observer_a).post(address).status_code == 302
    assert login(world.admin_a).get(address).status_code == 405
    for user in (world.admin_b, world.contact_a, world.outsider):
        assert login(user).post(address).status_code == 404


# -- On paper ---------------------------------------------------------------------------------------------------------
TITLES = {
    "trajectory-report": {"nl": "Verslag van het traject", "fr": "Rapport du trajet", "en": "Trajectory report"},
    "trajectory-summary": {"nl": "Verslag van het traject", "fr": "Rapport du trajet", "en": "Trajectory report"},
    "programme-report": {"nl": "Verslag van het programma", "fr": "Rapport du programme", "en": "Programme report"},
}


@pytest.mark.pdf
@pytest.mark.parametrize("language", documents.LANGUAGES)
@pytest.mark.parametrize("kind", TITLES)
def test_report_on_paper_is_tagged_and_in_its_language(finished, tmp_path, kind, language):
    from pypdf import PdfReader

    subject = finished.programme_a if kind == "programme-report" else finished.trajectory_a
    out = tmp_path / "report.pdf"
    call_command("render", kind, str(subject.pk), "--out", str(out), "--lang", language, stdout=StringIO())
    reader = PdfReader(BytesIO(out.read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    root = reader.trailer["/Root"]
    assert TITLES[kind][language] in reader.metadata.title
    assert root["/Lang"].startswith(language) and root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]
    tags = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif hasattr(node, "get"):
            tags.add(str(node.get("/S", "")))
            if "/K" in node and not isinstance(node["/K"], int):
                walk(node["/K"])

    walk(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption"} <= tags
    if kind == "trajectory-report":
        assert "Slotwoord van coach a" in text and "252" in text and "Twee heftafels" in text
    elif kind == "trajectory-summary":
        assert "Slotwoord van coach a" in text and not any(secret in text for secret in SECRETS)
    else:
        assert finished.company_a.name not in text


def test_unknown_subject_is_refused(world, tmp_path):
    with pytest.raises(CommandError):
        call_command("render", "trajectory-report", str(world.programme_a.pk), "--out", str(tmp_path / "x.pdf"))


@pytest.mark.pdf
def test_verification_stays_with_the_content(finished):
    """No last page that holds nothing but the code: the block goes with what stands before it."""
    from pypdf import PdfReader

    with in_company(finished.contact_a, finished.company_a):
        content, data = documents.built("trajectory-report", finished.trajectory_a, "nl")
    stamp = pdf.Stamp(content.title, "nl", timezone.now(), code="AAAA-BBBB-CCCC-DDDD")
    made = pdf.lay_out(data["template"], data["context"], stamp)
    last = PdfReader(BytesIO(made.content)).pages[-1].extract_text()
    assert "AAAA-BBBB-CCCC-DDDD" in last and "Slotwoord" in last

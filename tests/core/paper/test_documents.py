"""Asking for documents: versions, double clicks, who may open them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.jobs import periodic
from coaching.core.models import AuditEvent, Document, DocumentState, Work
from coaching.core.paper import documents, pdf
from coaching.core.paper.documents import ReportData
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import system_context
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db
KIND = "trajectory-report"
TEXT = {"said": "eerste"}


@pytest.fixture
def kind(monkeypatch):
    """A kind of document about a trajectory, for contacts, coaches and administrators."""
    TEXT["said"] = "eerste"

    def build(subject, language):
        context = {"said": TEXT["said"], "on": date(2026, 1, 2)}
        return ReportData(f"Verslag {language}", "pdf/base.html", context, (Hat.CONTACT, Hat.COACH, Hat.ADMIN))

    declared = documents.Report(KIND, "Report", "trajectories.trajectory", build)
    monkeypatch.setitem(documents.REPORTS, KIND, declared)
    return KIND


def asked(world, letter="a", **extra):
    with in_company(getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")) as by:
        return documents.request(KIND, getattr(world, f"trajectory_{letter}"), by=by, language="nl", **extra)


def test_request_writes_what_it_is_made_from(world, kind):
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    document = asked(world, at=at)
    assert (document.state, document.version_no, document.created_at) == (DocumentState.QUEUED, 1, at)
    assert (document.company_id, document.trajectory_id) == (world.company_a.pk, world.trajectory_a.pk)
    assert document.data["context"]["said"] == "eerste"
    with system_context("test"):
        assert AuditEvent.objects.filter(event="documents.requested", trajectory_id=world.trajectory_a.pk).count() == 1


def test_double_click_gives_the_same_document(world, kind):
    assert asked(world).pk == asked(world).pk
    with system_context("test"):
        assert Document.objects.count() == 1


def test_changed_content_gives_the_next_version(world, kind):
    asked(world)
    TEXT["said"] = "tweede"
    assert asked(world).version_no == 2


def test_a_failed_one_is_asked_for_again(world, kind):
    document = asked(world)
    with system_context("test"):
        Document.objects.update(state=DocumentState.FAILED)
    assert asked(world).version_no == document.version_no + 1


def test_wrong_subject_language_kind_and_audience(world, kind):
    with in_company(world.contact_a, world.company_a) as by:
        with pytest.raises(ValueError, match="is about"):
            documents.request(KIND, world.company_a, by=by, language="nl")
        for kind_, language in ((KIND, "xx"), ("onbekend", "nl")):
            with pytest.raises(LookupError):
                documents.request(kind_, world.trajectory_a, by=by, language=language)
    with in_company(world.worker_bench_a, world.company_a) as by, pytest.raises(ValueError, match="may not open"):
        documents.request(KIND, world.trajectory_a, by=by, language="nl")


def test_the_task_is_enqueued_after_the_commit(world, kind, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr(render_document, "apply_async", lambda args=None, *_a, **_k: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        document = asked(world)
        assert sent == []
    assert sent == [(str(document.pk),)]


def test_waiting_ones_are_enqueued_again(world, kind, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr(render_document, "apply_async", lambda args=None, *_a, **_k: sent.append(args))
    document = asked(world)
    with clock.at(clock.now() + timedelta(minutes=1)), django_capture_on_commit_callbacks(execute=True):
        assert periodic.run("core.take_up_work", clock.today())["again"] == 1
    assert sent == [(str(document.pk),)]


def test_its_page_says_that_it_takes_longer_and_that_it_failed(world, login, kind, monkeypatch):
    document, client = asked(world), login(world.contact_a)
    page = f"/c/{world.company_a.slug}/documents/{document.pk}/status/"
    late = "Dit duurt langer dan gewoonlijk"
    assert late not in client.get(page).content.decode()
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert late in client.get(page).content.decode()
    with system_context("test"):
        Work.objects.update(state="running", attempts=1, begun_at=clock.now())  # nobody is at it: its worker is gone
    assert "binnen twee minuten vanzelf opnieuw" in client.get(page).content.decode()
    monkeypatch.setattr(pdf, "lay_out", lambda *_a: [][0])
    render_document(str(document.pk))
    shown = client.get(page).content.decode()
    assert "iets onverwachts" in shown and "IndexError" not in shown and "again/" in shown


@pytest.mark.parametrize(("who", "status"), [("contact_a", 302), ("coach_a", 302), ("worker_bench_a", 404)])
def test_who_may_open_it_may_have_it_tried_again(world, login, kind, monkeypatch, who, status):
    document, client = asked(world), login(getattr(world, who))
    monkeypatch.setattr(pdf, "lay_out", lambda *_a: [][0])
    render_document(str(document.pk))
    assert client.post(f"/c/{world.company_a.slug}/documents/{document.pk}/again/").status_code == status
    with system_context("test"):
        assert Work.objects.get().state == ("waiting" if status == 302 else "failed")
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "lay_out", lambda *_a: pdf.Made(b"%PDF-1.7", 1))
    render_document(str(document.pk))
    with system_context("test"):
        assert Document.objects.get(pk=document.pk).state == ("ready" if status == 302 else "failed")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("contact_a", 302),
        ("coach_a", 302),
        ("owner_a", 302),
        ("worker_bench_a", 404),
        ("coach_b", 404),
        ("outsider", 404),
    ],
)
def test_who_opens_it(world, login, kind, who, status):
    document, client = asked(world), login(getattr(world, who))
    assert client.get(f"/c/{world.company_a.slug}/documents/{document.pk}/").status_code == status
    answer = client.get(f"/c/{world.company_a.slug}/documents/{document.pk}/status/")
    assert answer.status_code == (200 if status == 302 else 404)


def test_roles_within_a_hat(world, login, kind, monkeypatch):
    """A measure owner is a contact to the database; the kind's permission keeps the file from them."""
    document = asked(world)
    declared = documents.Report(
        KIND, "Report", "trajectories.trajectory", documents.REPORTS[KIND].build, ("riskanalysis.view",)
    )
    monkeypatch.setitem(documents.REPORTS, KIND, declared)
    url = f"/c/{world.company_a.slug}/documents/"
    assert login(world.owner_a).get(f"{url}{document.pk}/").status_code == 404
    assert "Verslag nl" not in login(world.owner_a).get(url).content.decode()
    assert "Verslag nl" in login(world.contact_a).get(url).content.decode()


def test_document_of_another_company_under_the_own_one(world, login, kind):
    foreign = asked(world, "b")
    client = login(world.contact_a)
    for page in ("", "status/"):
        assert client.get(f"/c/{world.company_a.slug}/documents/{foreign.pk}/{page}").status_code == 404


def test_programme_desk(world, login, kind):
    document, foreign = asked(world), asked(world, "b")
    client, url = login(world.admin_a), f"/p/{world.programme_a.slug}/documents/"
    assert client.get(f"{url}{document.pk}/status/").status_code == 200
    assert client.get(f"{url}{foreign.pk}/status/").status_code == 404
    page = client.get(url).content.decode()
    assert str(document.pk) in page and str(foreign.pk) not in page
    with in_programme(world.admin_a, world.programme_a) as by:
        assert documents.request(KIND, world.trajectory_a, by=by, language="nl").pk == document.pk


def test_list_filters_sorts_and_is_friendly_when_empty(world, login, kind):
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/documents/"
    assert client.get(url).status_code == 200
    document = asked(world)
    for query, shown in (
        ("", True),
        (f"?kind={KIND}", True),
        ("?kind=risk-report", False),
        ("?q=versl", True),
        ("?q=niets", False),
        ("?kind=gek&sort=gek&page=99", True),
        ("?sort=title", True),
        ("?q=%00", True),
    ):
        answer = client.get(url + query)
        assert answer.status_code == 200
        assert (str(document.pk) in answer.content.decode()) == shown, query


def test_list_costs_the_same_for_three(world, login, kind):
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/documents/"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    asked(world)
    client.get(url)
    before = cost()
    for said in ("tweede", "derde"):
        TEXT["said"] = said
        asked(world)
    assert cost() == before


def test_pages_refuse_post(world, login, kind):
    document = asked(world)
    url = f"/c/{world.company_a.slug}/documents/"
    for page in (url, f"{url}{document.pk}/", f"{url}{document.pk}/status/"):
        assert login(world.contact_a).post(page).status_code == 405

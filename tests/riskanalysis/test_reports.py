"""The report: what it says, that it is tagged, and that hostile text stays text."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import pypdf
import pytest

from coaching.core.models import Document
from coaching.core.paper import documents, pdf
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.models import Finding
from tests.acting import in_company
from tests.riskanalysis.conftest import TALK, drafted, finalised, values

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
HOSTILE = '<img src="file:///etc/passwd"><link rel=attachment href="http://127.0.0.1:9/">{{ code }}{% debug %}'


def context_of(risk, language="en"):
    w = risk.world
    with in_company(w.contact_a, w.company_a):
        return documents.built("risk-report", risk.a, language)[1]["context"]


def text_of(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()), reader


def elements(node, found=None):
    """Every structure element's type, and the dictionaries of table headers and figures."""
    found = found if found is not None else []
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            elements(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            elements(node["/K"], found)
    return found


def test_context_names_findings_figures_and_participation(risk):
    context = context_of(risk)
    assert context["kinney"][0]["score"] == "252" and context["kinney"][0]["class"] == 4
    assert context["talks"][0]["present"] == 11 and TALK["summary"] not in json.dumps(context)
    assert [row["name"] for row in context["heatmap"]][1:] == ["Productie"]
    cells = {cell["aspect"]: cell for cell in context["heatmap"][1]["cells"]}
    assert (cells["AOM"]["colour"], cells["AOM"]["count"], cells["AO"]["colour"]) == ("red", 1, "")
    assert [aspect["code"] for aspect in context["aspects"]] == ["AO", "AI", "AV", "AOM", "AVH"]


def test_priorities_begin_with_the_worst(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        actions.add_finding(analysis=risk.a, by=by, **values(colour="green"))
        actions.add_finding(analysis=risk.a, by=by, **values(colour="orange"))
        share = {
            "method": "share",
            "colour": "",
            "domain": "psychosocial",
            "at_risk_percent": Decimal(65),
            "respondents": 17,
            "severity": 2,
        }
        actions.add_finding(analysis=risk.a, by=by, **values(**share))
    assert [finding["code"] for finding in context_of(risk)["priorities"]] == ["F1", "F4", "F3"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pdf_is_tagged(risk, language):
    finalised(risk)
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        document = actions.request_report(analysis=risk.a, language=language, by=by)
    render_document(str(document.pk))
    with system_context("test"):
        document = Document.objects.get(pk=document.pk)
        content = document.file.read()
    text, reader = text_of(content)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language and reader.metadata.title == document.title
    assert reader.outline and document.code in text and "252" in text and "Geen opmerkingen." in text
    found = elements(root["/StructTreeRoot"])
    kinds = {node["/S"] for node in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption"} <= kinds
    headers = [node for node in found if node["/S"] == "/TH"]
    assert headers and all("/Scope" in str(node.get("/A")) for node in headers)
    assert all(node.get("/Alt") for node in found if node["/S"] == "/Figure")


def test_hostile_text_everywhere(risk, monkeypatch):
    import urllib.request

    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        finding = Finding.objects.get()
        hostile = {"hazard": HOSTILE, "description": HOSTILE, "existing_measures": HOSTILE}
        actions.edit_finding(finding=finding, by=by, opened_with=1, **values(**hostile))
        actions.set_scope(analysis=risk.a, title=HOSTILE, scope=HOSTILE, work_units=[w.unit_a], by=by)
        for aspect in ("AO", "AVH"):
            actions.judge_aspect(analysis=risk.a, aspect=aspect, colour="red", summary=HOSTILE, by=by)
    drafted(risk)
    with in_company(w.coach_a, w.company_a) as by:
        actions.consult(analysis=risk.a, notes=HOSTILE, by=by)
        document = actions.request_report(analysis=risk.a, language="nl", by=by)
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", lambda *_a, **_k: pytest.fail("left the house"))
    render_document(str(document.pk))
    with system_context("test"):
        content = Document.objects.get(pk=document.pk).file.read()
    text, reader = text_of(content)
    assert "file:///etc/passwd" in text and "root:x" not in text and not reader.attachments


def test_body_downloads_what_the_company_asked_for(risk, login):
    finalised(risk)
    with system_context("test"):
        document = Document.objects.get()
    render_document(str(document.pk))
    url = f"/c/{risk.world.company_a.slug}/documents/{document.pk}/"
    for who, status in (
        ("worker_bench_a", 200),
        ("contact_a", 200),
        ("coach_a", 200),
        ("owner_a", 404),
        ("coach_b", 404),
    ):
        assert login(getattr(risk.world, who)).get(url).status_code == status
    assert (
        login(risk.world.admin_a).get(f"/p/{risk.world.programme_a.slug}/documents/{document.pk}/").status_code == 404
    )


def test_layout_works_without_findings(world):
    with in_company(world.coach_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Leeg", by=by)
        title, data = documents.built("risk-report", analysis, "fr")
    assert pdf.html_of(data["template"], data["context"], pdf.Stamp(title.title, "fr", analysis.created_at))

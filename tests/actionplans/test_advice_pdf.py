"""The advice as a document: what it says, and that a real PDF comes out of it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from actionplans.actions import adoption
from actionplans.models import AdviceRequest
from coaching.core.models import Document
from coaching.core.paper import documents
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice_request(planned):
    scenes.ready(planned)
    found = scenes.submitted(planned)
    remark = scenes.remarked(planned, found, about="O1", text="Taalcoaching in werktijd")
    scenes.advised(planned, found)
    with in_company(planned.contact_a, planned.company_a) as by:
        adoption.answer_remark(remark=remark, reply="partial", text="Bezetting", change="Helft betaald", by=by)
        adoption.answer_advice(advice_request=found, answer="accepted", text="Dank", by=by)
    return found


@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_it_holds_remarks_answers_opinions_and_signatures_but_no_names(planned, advice_request, language):
    with in_company(planned.contact_a, planned.company_a):
        _, data = documents.built("advice", AdviceRequest.objects.get(pk=advice_request.pk), language)
    said = data["context"]
    (remark,) = said["remarks"]
    assert (remark["text"], remark["reply_text"], remark["change"]) == (
        "Taalcoaching in werktijd",
        "Bezetting",
        "Helft betaald",
    )
    assert [row["favourable"] for row in said["opinions"]] == [True, True]
    assert said["answer"]["text"] == "Dank" and said["plan"]["sha256"] == advice_request.frozen_sha256
    assert said["signatures"]
    assert planned.worker_bench_a.name not in str(said)


@pytest.mark.pdf
def test_a_real_tagged_file(planned, advice_request):
    with in_company(planned.worker_bench_a, planned.company_a) as by:
        asked = documents.request("advice", AdviceRequest.objects.get(pk=advice_request.pk), by=by, language="nl")
    render_document(str(asked.pk))
    with system_context("test"):
        made = Document.objects.get(pk=asked.pk)
        assert made.state == "ready", made.error
        reader = PdfReader(io.BytesIO(made.file.read()))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Taalcoaching in werktijd" in text and "Helft betaald" in text
    assert reader.trailer["/Root"]["/Lang"] == "nl" and reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_nobody_of_another_company_finds_it(planned, advice_request):
    with in_company(planned.worker_bench_b, planned.company_b):
        assert not AdviceRequest.objects.filter(pk=advice_request.pk).exists()

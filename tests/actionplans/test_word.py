"""The plans as DOCX: what the PDF says, with headings, header rows, language, title and page numbers that are real."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from actionplans.models import GlobalPreventionPlan, PreventionMeasure
from coaching.core.models import AuditEvent
from coaching.core.paper import word
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

pytestmark = pytest.mark.django_db


def made(case, kind, plan, language="nl") -> Any:
    with in_company(case.contact_a, case.company_a):
        return Document(io.BytesIO(word.made(kind, plan, language)[1]))


def cells(doc):
    return [cell.text for table in doc.tables for row in table.rows for cell in row.cells]


def test_a_five_year_plan_has_its_objectives_sections_and_findings(planned):
    doc = made(planned, "global-plan", planned.plan_a)
    headings = [p.text for p in doc.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "In het kort" and len(headings) > 8
    found = cells(doc)
    assert "Tilrisico omlaag" in found and "F1 Spoedorders" in found and "Rooster laat (AO)" in found


def test_a_yearly_plan_has_its_measures_with_their_six_ws(planned):
    found = cells(made(planned, "annual-plan", planned.annual_a))
    assert {"Te zwaar tillen", "Technische dienst", "Offerte", "Waslijn"} & set(found) >= {"Te zwaar tillen", "Offerte"}


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-BE"), ("fr", "fr-BE"), ("en", "en-GB")])
def test_it_says_its_language_and_title_and_counts_its_pages(planned, language, tag):
    doc = made(planned, "annual-plan", planned.annual_a, language)
    known = doc.core_properties
    assert known.language == tag and known.title == doc.paragraphs[0].text and doc.paragraphs[0].style.name == "Title"
    assert {one.get(qn("w:val")) for one in doc.styles.element.iter(qn("w:lang"))} == {tag}
    foot = doc.sections[0].footer._element.xml
    assert "PAGE" in foot and "NUMPAGES" in foot


def test_tables_repeat_their_heads_and_say_what_they_are(planned):
    doc = made(planned, "global-plan", planned.plan_a)
    told = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in doc.tables]
    assert all(told)
    repeated = [
        t
        for t in doc.tables
        if t.rows[0]._tr.trPr is not None and t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert len(repeated) == len(doc.tables) - 1  # all but the facts, which have no heads


def test_signs_that_a_file_refuses_are_left_out_and_nothing_is_run(planned):
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(what="Tafels\x0b<w:t>=1+1", why="a\x1fb")
    with in_company(planned.contact_a, planned.company_a):
        file = word.made("annual-plan", planned.annual_a, "nl")[1]
    assert "Tafels<w:t>=1+1" in "".join(cells(Document(io.BytesIO(file)))) or any(
        "Tafels<w:t>=1+1" in p.text for p in Document(io.BytesIO(file)).paragraphs
    )
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert not any("vba" in name.lower() for name in packed.namelist())


def test_who_may_read_the_plan_takes_it_and_the_trail_knows(login, planned):
    for name, plan in (("global_plan_word", planned.plan_a), ("annual_plan_word", planned.annual_a)):
        address = reverse(f"actionplans:{name}", args=[planned.company_a.slug, plan.pk])
        answer = login(planned.contact_a).get(address)
        assert answer["Content-Type"] == word.KIND and ".docx" in answer["Content-Disposition"]
        assert login(planned.coach_a).get(address).status_code == 200
        assert login(planned.contact_b).get(address).status_code == 404
        assert login(planned.worker_bench_a).get(address).status_code == 403
    with system_context("test"):
        taken = AuditEvent.objects.filter(event="exports.taken").values_list("data__format", flat=True)
        assert list(taken) == ["docx"] * 4


def test_an_empty_plan_says_what_is_not_written(planned):
    with system_context("test"):
        plan = GlobalPreventionPlan.objects.get(pk=planned.plan_b.pk)
        plan.sections.update(text="")
    with in_company(planned.contact_b, planned.company_b):
        doc = Document(io.BytesIO(word.made("global-plan", plan, "nl")[1]))
    assert any(p.text.startswith("1. ") for p in doc.paragraphs)

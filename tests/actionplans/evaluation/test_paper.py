"""The evaluation of a year on paper, in three languages; who may ask for it."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import translation

from actionplans.evaluation import actions
from actionplans.evaluation.models import YearEvaluation
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.models import Document
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans.evaluation.acts import AFTER, AUTUMN
from tests.actionplans.evaluation.conftest import FIRST, recorded
from tests.insight import paper

pytestmark = pytest.mark.django_db


def address(case: Any, name: str) -> str:
    return reverse(f"actionplans:{name}", args=[case.company_a.slug, "2027-01-01"])


@pytest.mark.pdf
@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_it_is_laid_out_whole_and_in_one_language(running, language):
    with system_context("test"):
        Company.objects.filter(pk=running.company_a.pk).update(headcount=24)
    row = recorded(running, AUTUMN)
    with clock.at(AFTER), in_company(running.contact_a, running.company_a) as by:
        said: dict[str, Any] = {"accidents": 2, "absence_percent": Decimal("6.4")}
        actions.save_year(first_day=FIRST, opened_with=row.version, reasons={}, by=by, **said)
        with translation.override(language):
            made = paper.laid_out("year-evaluation", YearEvaluation.objects.get(), language)
    assert not list(paper.faults(made))
    text = paper.squeezed(" ".join(made.pages))
    assert "Het rooster hangt op tijd uit." in text and "I.3-6" in text and "Twee heftafels" in text
    assert "Rooster laat" not in text  # findings are not on the paper that the body opens


def test_the_body_opens_it_once_it_is_told(running):
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        actions.open_year(first_day=FIRST, by=by)
        content, _data = documents.built("year-evaluation", YearEvaluation.objects.get(), "nl")
    assert content.audience == (Hat.CONTACT, Hat.COACH)
    recorded(running, AUTUMN)
    with clock.at(AUTUMN):
        with in_company(running.contact_a, running.company_a):
            mine = documents.built("year-evaluation", YearEvaluation.objects.get(), "nl")
        with in_company(running.worker_bench_a, running.company_a):
            theirs = documents.built("year-evaluation", YearEvaluation.objects.get(), "nl")
    assert Hat.CPBW in mine[0].audience and mine[1] == theirs[1]


def test_asked_twice_is_one_paper_and_one_row(running, login):
    where = address(running, "year_evaluation_pdf")
    with clock.at(AUTUMN):
        client = login(running.contact_a)
        assert client.get(where).status_code == 405
        first, second = client.post(where), client.post(where)
        assert first.status_code == 302 and first.url == second.url
        assert login(running.worker_bench_a).post(where).status_code == 404  # not told yet
        assert login(running.contact_b).post(where).status_code == 404
    with system_context("test"):
        assert YearEvaluation.objects.count() == 1
        assert Document.objects.filter(kind="year-evaluation").count() == 1
    with clock.at(AUTUMN):
        shown = login(running.contact_a).get(address(running, "year_evaluation"))
    assert shown.context["files"]


def test_the_same_in_word(running: Any, login: Any) -> None:
    """For who goes on writing in it; nothing is there before somebody began it."""
    page = address(running, "year_evaluation_word")
    with clock.at(AFTER):
        assert login(running.contact_a).get(page).status_code == 404
        recorded(running, AFTER, works="Er is een vaste planning.")
        answer = login(running.contact_a).get(page)
        assert login(running.contact_b).get(page).status_code == 404
    doc = docx.Document(io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    headings = [p.text for p in doc.paragraphs if p.style and (p.style.name or "").startswith("Heading")]
    assert headings[:2] == ["In het kort", "Maatregelen"] and "Evaluatie van de psychosociale maatregelen" in headings
    assert "Er is een vaste planning." in [p.text for p in doc.paragraphs]
    assert any("A2" in cell.text for table in doc.tables for row in table.rows for cell in row.cells)

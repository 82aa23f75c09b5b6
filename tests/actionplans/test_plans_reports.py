"""Documents, mails and amounts of the plans."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from actionplans.models import GlobalPreventionPlan
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Hat
from coaching.core.mail import outbox
from coaching.core.models import Document, Reminder
from coaching.core.paper import documents, pdf
from coaching.core.screen.fields import Amount
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans.test_annual_actions import create
from tests.actionplans.test_plans_views import url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_five_year_plan_as_document(planned, language):
    with in_company(planned.contact_a, planned.company_a):
        content, data = documents.built("global-plan", planned.plan_a, language)
    context = data["context"]
    assert [section["number"] for section in context["sections"]] == list(range(1, 9))
    assert [(o["code"], o["findings"]) for o in context["objectives"]] == [("O1", ["F1 Spoedorders"])]
    assert {f["code"]: f["answer"] for f in context["findings"]} == {"F1": "O1", "F2": ""}
    assert str(planned.plan_a) in content.title and planned.company_a.name in content.title


def test_yearly_plan_as_document(planned):
    with in_company(planned.contact_a, planned.company_a):
        content, data = documents.built("annual-plan", planned.annual_a, "nl")
    (group,) = data["context"]["groups"]
    (measure,) = group["measures"]
    words, pairs = dict(measure["words"]), dict(side for pair in measure["pairs"] for side in pair)
    assert (measure["code"], pairs["Wanneer"]) == ("A1", f"15/05/{planned.annual_a.year}")
    assert words["Wie"].endswith(planned.owner_a.name)
    assert content.context["edition"] == planned.annual_a.version_no
    assert [month["month"] for month in data["context"]["calendar"]] == ["Mei"]
    assert content.audience == (Hat.CONTACT, Hat.COACH)  # a draft is not the body's yet


def test_a_paper_that_was_asked_for_by_an_older_release_says_all_it_said(planned):
    """It may be laid out, or made again, after the release that asks for other words."""
    with in_company(planned.contact_a, planned.company_a):
        _content, data = documents.built("annual-plan", planned.annual_a, "nl")
    old = {"code": "A1", "what": "Heftafels", "why": "F1 rood", "who": "Ploegbaas", "owner": "Els", "how": "Offerte"}
    old |= {"where": "Waslijn", "when": "15/05/2027", "level": "Primair", "budget": "€ 14.000", "indicator": "Kinney"}
    data["context"]["groups"][0]["measures"] = [{**old, "status": "Gepland"}]
    html = pdf.html_of(data["template"], data["context"], pdf.Stamp("x", "nl", timezone.now()))
    assert all(word in html.replace("\u00a0", " ") for word in old.values())


def test_body_opens_what_was_put_to_it(planned):
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=planned.plan_a.pk).update(state="submitted_to_body")
        plan = GlobalPreventionPlan.objects.get(pk=planned.plan_a.pk)
    with in_company(planned.contact_a, planned.company_a):
        assert Hat.CPBW in documents.built("global-plan", plan, "nl")[0].audience


@pytest.mark.pdf
def test_documents_are_laid_out_with_their_road_map(planned):
    from io import BytesIO

    from pypdf import PdfReader

    for kind, subject in (("global-plan", planned.plan_a), ("annual-plan", planned.annual_a)):
        with in_company(planned.contact_a, planned.company_a):
            content, data = documents.built(kind, subject, "nl")
        made = pdf.lay_out(data["template"], data["context"], pdf.Stamp(content.title, "nl", timezone.now()))
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages)
        assert "Tilrisico omlaag" in text and "Codex" in text


def test_pdf_is_asked_for_once(planned, login):
    client = login(planned.contact_a)
    for name, subject in (("global_plan_pdf", planned.plan_a), ("annual_plan_pdf", planned.annual_a)):
        where = url(planned, name, subject.pk)
        assert client.get(where).status_code == 405
        first, second = client.post(where), client.post(where)
        assert first.status_code == 302 and first.url == second.url
        assert login(planned.worker_bench_a).post(where).status_code == 403
        assert login(planned.contact_b).post(where).status_code == 404
    with system_context("test"):
        assert Document.objects.count() == 2


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_reminders_say_what_to_do_by_when(planned, language):
    first = planned.plan_a.start_year
    plan = create(planned, first + 1, at=datetime(first, 3, 1, 9, tzinfo=timezone.get_default_timezone()))
    with in_company(planned.contact_a, planned.company_a), translation.override(language):
        for row in Reminder.objects.filter(subject_id=plan.pk):
            mail = outbox.MAILS[row.kind](row.context)
            assert long_day(date(first, 11, 1)) in mail.subject and str(first + 1) in mail.subject
            assert mail.action_path == url(planned, "annual_plan", plan.pk)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("14000", "14000"),
        ("14.000", "14000"),
        ("1.500,50", "1500.50"),
        ("1,500.50", "1500.50"),
        ("€ 1 500", "1500"),
        ("9,5", "9.5"),
        ("1.234.567", "1234567"),
        ("0", "0"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_amounts_as_people_write_them(typed, amount, language):
    with translation.override(language):
        assert Amount().clean(typed) == Decimal(amount)

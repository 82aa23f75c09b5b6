"""A plan that was sent keeps the language in which it was sent, labels and all; and nobody sits on a bench that is not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from actionplans import rules_consultation as consulting
from actionplans.actions import consultation
from actionplans.enums import Bench
from actionplans.models import AdviceRequest, AnnualActionPlan
from actionplans.queries import consultation as reading
from coaching.companies.models import BodyKind, Company
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


def speaks(case: Any, language: str) -> None:
    with system_context("test"):
        Company.objects.filter(pk=case.company_a.pk).update(language=language)


@pytest.fixture
def sent_in_french(planned: Any) -> AdviceRequest:
    speaks(planned, "fr")
    scenes.ready(planned)
    scenes.submitted(planned)
    return scenes.submitted(planned, planned.annual_a)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_all_of_it_reads_in_its_own_language_whoever_reads(sent_in_french: AdviceRequest, language: str) -> None:
    with translation.override(language):
        parts = {part.code: part for part in reading.parts_of(sent_in_french.frozen)}
    labels = [label for label, _value in parts["A1"].facts]
    assert "Pourquoi" in labels and "Niveau de prévention" in labels
    assert not {"Waarom", "Why", "Preventieniveau", "Prevention level"} & set(labels)


def test_the_page_says_in_which_language_it_is(sent_in_french: AdviceRequest, planned: Any, login: Any) -> None:
    page = login(planned.contact_a).get(
        reverse("actionplans:advice_request", args=[planned.company_a.slug, sent_in_french.pk])
    )
    html = page.content.decode()
    assert re.search(r'<html\s+lang="nl"', html) and re.search(r'<div[^>]*lang="fr"', html)
    assert "Pourquoi" in html and "Waarom" not in html


def test_another_language_of_the_company_changes_no_plan(sent_in_french: AdviceRequest, planned: Any) -> None:
    speaks(planned, "nl")
    with in_company(planned.contact_a, planned.company_a):
        plan = AnnualActionPlan.objects.get(pk=planned.annual_a.pk)
        assert consultation.frozen_copy(plan, sent_in_french)[1] == sent_in_french.frozen_sha256
        assert consultation.frozen_copy(plan)[1] != sent_in_french.frozen_sha256  # what was compared before
    scenes.advised(planned, sent_in_french)
    scenes.answered(planned, sent_in_french)
    assert scenes.adopted(planned, planned.annual_a).version_no == 1


@pytest.mark.parametrize(
    ("kind", "workers", "employer"),
    [
        (BodyKind.COMMITTEE, "workers' delegation", "employer's delegation"),
        (BodyKind.UNION_DELEGATION, "the union delegation", "the employer"),
        (BodyKind.DIRECT, "the workers", "the employer"),
    ],
)
def test_delegations_sit_in_a_committee_alone(kind: str, workers: str, employer: str) -> None:
    with translation.override("en"):
        assert consulting.side_of(Bench.WORKERS, kind) == workers
        assert consulting.side_of(Bench.EMPLOYER, kind) == employer
        assert consulting.side_of("", kind) == ""


def test_neither_page_nor_paper_names_a_delegation_where_there_is_none(planned: Any, login: Any) -> None:
    scenes.ready(planned)
    found = scenes.submitted(planned)
    scenes.remarked(planned, found, text="Niet lager betaald")
    scenes.advised(planned, found)
    with system_context("test"):
        AdviceRequest.objects.filter(pk=found.pk).update(body_kind=BodyKind.UNION_DELEGATION)
    with in_company(planned.contact_a, planned.company_a):
        _content, data = documents.built("advice", AdviceRequest.objects.get(pk=found.pk), "nl")
    assert {row["bench"] for row in data["context"]["opinions"]} == {"De werkgever", "De vakbondsafvaardiging"}
    assert data["context"]["remarks"][0]["bench"] == "De vakbondsafvaardiging"
    url = reverse("actionplans:advice_request", args=[planned.company_a.slug, found.pk])
    html = login(planned.contact_a).get(url).content.decode()
    assert "de vakbondsafvaardiging" in html and "werkgeversafvaardiging" not in html

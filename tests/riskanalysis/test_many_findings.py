"""The report of an analysis with more findings than a page holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.screen.lists import PER_PAGE
from coaching.core.tenancy.context import system_context
from riskanalysis.models import Finding
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db
OF_AO, OF_AV = PER_PAGE + 3, 4  # the last three of AO share a page with those of AV
LAST = OF_AO + OF_AV


@pytest.fixture
def many(world: Any) -> Any:
    with system_context("test"):
        world.analysis = make.analysis(world.trajectory_a)
        for number in range(1, LAST + 1):
            factor = "AO2" if number <= OF_AO else "AV2"
            make.finding(
                world.analysis,
                f"F{number}",
                aspect=factor[:2],
                sub_factor=factor,
                consequences=["stress"],
                domain="psychosocial",
            )
    return world


def _report(many: Any) -> str:
    return reverse("riskanalysis:report", args=[many.company_a.slug, many.analysis.pk])


def _codes(words: str) -> list[str]:
    """Codes at the head of a row of a table, in their order."""
    return re.findall(r'<th scope="row" data-label="[^"]+">(F\d+)</th>', words)


def test_the_findings_stand_in_pages_in_the_order_of_the_five(many: Any, login: Any) -> None:
    client = login(many.contact_a)
    first, second = (client.get(_report(many) + query).content.decode() for query in ("", "?page=2"))
    assert _codes(first) == [f"F{number}" for number in range(1, PER_PAGE + 1)]
    assert _codes(second) == [f"F{number}" for number in range(PER_PAGE + 1, LAST + 1)]


def test_where_the_findings_of_one_begin_is_told_when_they_stand_elsewhere(many: Any, login: Any) -> None:
    client = login(many.contact_a)
    first, second = (client.get(_report(many) + query).context["aspects"] for query in ("", "?page=2"))
    assert {mark.aspect.value: mark.begins for mark in first if mark.begins} == {"AV": 2}
    assert not [mark for mark in second if mark.begins]
    words = client.get(_report(many)).content.decode()
    assert words.count("De vaststellingen beginnen op pagina 2") == 1


def test_what_comes_first_is_short_and_says_how_many_others(many: Any, login: Any) -> None:
    """And stands, as the pictures do, on the first page alone."""
    client = login(many.contact_a)
    first, second = (client.get(_report(many) + query).content.decode() for query in ("", "?page=2"))
    assert first.count("</b> Spoedorders") == 2 * PER_PAGE  # of what comes first, and of stress
    assert first.count(f"en {LAST - PER_PAGE} andere") == 2
    assert "<svg" in first.split("<h1", 1)[1] and "heatmap" in first
    assert "</b> Spoedorders" not in second and "heatmap" not in second


def test_a_few_stand_on_one_page_as_before(many: Any, login: Any) -> None:
    client = login(many.contact_a)
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(_report(many))
    with system_context("test"):
        Finding.objects.filter(analysis=many.analysis).exclude(code__in=["F1", f"F{LAST}"]).delete()
    with CaptureQueriesContext(connection) as few:
        page = client.get(_report(many))
    words = page.content.decode()
    assert _codes(words) == ["F1", f"F{LAST}"] and 'class="pagination"' not in words and "andere</li>" not in words
    assert len(few) <= len(all_of_them)


@pytest.mark.parametrize("name", ["riskanalysis:analysis", "riskanalysis:heatmap"])
def test_pictures_read_what_they_draw_in_as_many_queries(many: Any, login: Any, name: str) -> None:
    client, address = login(many.contact_a), reverse(name, args=[many.company_a.slug, many.analysis.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as all_of_them:
        words = client.get(address).content.decode()
    assert '"existing_measures"' not in "".join(query["sql"] for query in all_of_them.captured_queries)
    assert f"en {LAST - PER_PAGE} andere" in words
    with system_context("test"):
        Finding.objects.filter(analysis=many.analysis).exclude(code="F1").delete()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    assert len(few) == len(all_of_them)

"""Rows of plans and analyses are drawn by functions: no template is drawn once more for a row more."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.core.tenancy.context import system_context
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db
MORE = 5


def _templates(login: Any, planned: Any, name: str, key: Any, query: str = "") -> tuple[list[str], str]:
    """The templates that the page draws, and its words: the second time, when what stays the same is kept."""
    client, address = login(planned.contact_a), reverse(name, args=[planned.company_a.slug, key]) + query
    client.get(address)
    page = client.get(address)
    assert page.status_code == 200
    return sorted(str(one.name) for one in page.templates), page.content.decode()


@pytest.mark.parametrize("query", ["", "?sort=when"])
def test_measures_of_a_year(planned: Any, login: Any, query: str) -> None:
    page = (login, planned, "actionplans:annual_plan", planned.annual_a.pk, query)
    few, _ = _templates(*page)
    with system_context("test"):
        for number in range(MORE):
            what = f"Meer <{number}> & anders"
            make.measure(planned.annual_a, planned.objective_a, code=f"A{number + 2}", what=what, voluntary=True)
    many, words = _templates(*page)
    assert many == few
    assert words.count("Meer &lt;4&gt; &amp; anders</a>") == 2 and "<4>" not in words  # in the table and on the board


def test_objectives_of_five_years(planned: Any, login: Any) -> None:
    page = (login, planned, "actionplans:global_plan", planned.plan_a.pk)
    few, _ = _templates(*page)
    with system_context("test"):
        for number in range(MORE):
            found = make.finding(planned.analysis_a, f"F{number + 3}", colour="red", hazard=f'Gevaar "{number}" <x>')
            make.objective(planned.plan_a, found, planned.orange_a, code=f"O{number + 2}", text=f"Doel & {number}")
    many, words = _templates(*page)
    assert many == few
    assert "Doel &amp; 4</a>" in words
    assert '<span title="Gevaar &quot;4&quot; &lt;x&gt;">F7</span>' in words


@pytest.mark.parametrize("name", ["riskanalysis:analysis", "riskanalysis:report", "riskanalysis:heatmap"])
def test_findings_of_an_analysis(planned: Any, login: Any, name: str) -> None:
    page = (login, planned, name, planned.analysis_a.pk)
    mind = {"domain": "psychosocial", "is_objective": True, "employer_can_act": False, "consequences": ["stress"]}
    with system_context("test"):
        make.finding(planned.analysis_a, "F3", **mind)
    few, _ = _templates(*page)
    with system_context("test"):
        for number in range(MORE):
            make.finding(planned.analysis_a, f"F{number + 4}", hazard=f"Druk <{number}>", **mind)
    many, words = _templates(*page)
    assert many == few
    assert "<b>F8</b> Druk &lt;4&gt;" in words and "<4>" not in words

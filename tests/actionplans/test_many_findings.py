"""A five-year plan on an analysis with more findings than a page holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.screen.lists import PER_PAGE
from coaching.core.tenancy.context import system_context
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db
MANY = PER_PAGE + 3


@pytest.fixture
def many(planned: Any) -> Any:
    """Beside the red F1, which has its objective, and the orange F2: enough to fill a page; the last one is red."""
    with system_context("test"):
        for number in range(3, MANY + 1):
            colour = "red" if number == MANY else "green"
            make.finding(planned.analysis_a, f"F{number}", colour=colour, hazard=f"Gevaar <{number}>")
    return planned


def _page(planned: Any) -> str:
    return reverse("actionplans:global_plan", args=[planned.company_a.slug, planned.plan_a.pk])


def test_they_stand_in_pages_the_most_serious_first(many: Any, login: Any) -> None:
    client = login(many.contact_a)
    first, second = client.get(_page(many)), client.get(_page(many) + "?page=2")
    shown = [finding.code for page in (first, second) for finding in page.context["findings"]]
    assert shown == ["F1", f"F{MANY}", "F2", *(f"F{number}" for number in range(3, MANY))]
    assert len(first.context["findings"].object_list) == PER_PAGE
    words = first.content.decode()
    assert f"Gevaar &lt;{MANY}&gt;" in words and "Gevaar &lt;52&gt;" not in words and "<3>" not in words
    assert "Gevaar &lt;52&gt;" in second.content.decode()


def test_a_reason_is_asked_of_who_may_write_and_only_without_objective(many: Any, login: Any) -> None:
    words = login(many.contact_a).get(_page(many)).content.decode()
    pages = f"{_page(many)}findings/"
    assert words.count(pages) == PER_PAGE - 1 and f"{pages}{many.red_a.pk}/" not in words
    with system_context("test"):
        type(many.plan_a).objects.filter(pk=many.plan_a.pk).update(state="submitted_to_body")
    assert pages not in login(many.contact_a).get(_page(many)).content.decode()


def test_many_take_one_query_more_than_a_few(planned: Any, many: Any, login: Any) -> None:
    """The one that counts them."""
    client = login(many.contact_a)
    client.get(_page(many))
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(_page(many))
    with system_context("test"):
        type(planned.red_a).objects.filter(analysis=planned.analysis_a, hazard__startswith="Gevaar").delete()
    with CaptureQueriesContext(connection) as few:
        client.get(_page(many))
    assert len(all_of_them) == len(few) + 1

"""Where objectives stood at the end of a year: by their values, and by what was noted where there are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from actionplans.evaluation.priorities import proposals_of
from actionplans.models import Indicator, Objective
from actionplans.values import actions
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

pytestmark = pytest.mark.django_db
AFTER = date(2028, 1, 10)
Entered = Callable[..., None]


@pytest.fixture
def entered(running: Any) -> Entered:
    """The objective of company a goes from 9 to 6 per cent by the end of 2027; values of it are written down."""
    with clock.at(date(2027, 3, 1)), in_company(running.contact_a, running.company_a) as by:
        absence = actions.add_indicator(name="Verzuim", unit="%", better="less", by=by)
    with system_context("test"):
        Objective.objects.filter(pk=running.objective_a.pk).update(
            measured_by=absence.pk, unit="%", baseline=9, baseline_on=date(2027, 1, 1), target=6, by_year=2027
        )

    def enter(**values: str) -> None:
        for day, value in values.items():
            on = date.fromisoformat(day.removeprefix("on_").replace("_", "-"))
            with clock.at(on), in_company(running.contact_a, running.company_a) as by:
                found = Indicator.objects.get(pk=absence.pk)
                actions.enter_value(indicator=found, on=on, value=Decimal(value), by=by)

    return enter


def test_the_last_value_of_the_year_counts_beside_that_of_its_first_day(known: Any, entered: Entered) -> None:
    entered(on_2026_12_20="9", on_2027_06_30="7.5", on_2027_12_20="6", on_2028_01_05="9.5")
    (row,) = known(AFTER).standings
    assert row.now == "6\u00a0% (20/12/2027), bij het begin 9\u00a0%"
    assert (row.reached, row.label) == (True, "bereikt")
    assert not any(one.key.startswith("objective:") for one in proposals_of(known(AFTER)))


def test_what_is_behind_is_proposed_for_the_next_year(known: Any, entered: Entered) -> None:
    entered(on_2027_12_20="8")
    (row,) = known(AFTER).standings
    assert (row.now, row.reached, row.label) == ("8\u00a0% (20/12/2027)", False, "niet bereikt")
    (proposal,) = [one for one in proposals_of(known(AFTER)) if one.key.startswith("objective:")]
    assert proposal.why == "niet bereikt tegen eind 2027; nu 8\u00a0% (20/12/2027)"


def test_without_a_value_nothing_is_told(known: Any, entered: Entered) -> None:
    (row,) = known(AFTER).standings
    assert (row.now, row.reached, row.label) == ("", None, "nog niet gemeten")


def test_page_and_paper_draw_what_was_measured(running: Any, known: Any, entered: Entered, login: Any) -> None:
    entered(on_2027_06_30="7.5", on_2027_12_20="6")
    with clock.at(AFTER):
        page = login(running.contact_a).get(f"/c/{running.company_a.slug}/plans/evaluations/2027-01-01/")
    assert page.status_code == 200 and [chart.title for chart in page.context["pictures"]] == ["O1 Tilrisico omlaag"]

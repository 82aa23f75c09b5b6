"""A year with both plans in force: one measure done, one that does not work, one that runs, one that was never begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from actionplans.evaluation import actions, reading
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.reading import Gathered
from actionplans.evaluation.sources import CODES
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes

FIRST = date(2027, 1, 1)
SAID = dict.fromkeys(CODES, "calm") | {"third_parties": "asks"}


@pytest.fixture
def running(planned: Any) -> Any:
    """The file of company a was opened early in 2027."""
    with clock.at(date(2027, 3, 1)):
        scenes.in_force(planned)
        with system_context("test"):
            for letter in "ab":
                Company.objects.filter(pk=getattr(planned, f"company_{letter}").pk).update(created_at=clock.now())
            planned.done_a = make.measure(planned.annual_a, planned.objective_a, code="A2", state="verified_effective")
            planned.bad_a = make.measure(planned.annual_a, planned.objective_a, code="A3", state="not_effective")
            planned.idle_a = make.measure(planned.annual_a, planned.objective_a, code="A4", state="planned")
    return planned


@pytest.fixture
def known(running: Any) -> Callable[..., Gathered]:
    """What is known of a year, as somebody sees it on a day."""

    def gather(day: date, first: date = FIRST, person: Any = None, company: Any = None, **how: Any) -> Gathered:
        with clock.at(day), in_company(person or running.contact_a, company or running.company_a):
            own = Company.objects.get()
            year = reading.year_of(own, first, day)
            assert year is not None
            return reading.gather(own, year, day, **how)

    return gather


def recorded(case: Any, day: date, first: date = FIRST, **changes: Any) -> YearEvaluation:
    """The evaluation of the psychosocial measures goes on record."""
    said = {
        "sources": SAID,
        "evaluated_on": day,
        "works": "Het rooster hangt op tijd uit.",
        "changes": "Ook een rooster in de expeditie.",
        "adviser": "An Peeters, externe dienst",
        "without_adviser": "",
        "whole": True,
        "opened_with": 1,
    }
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        return actions.save_psychosocial(first_day=first, by=by, **{**said, **changes})


def done_key(row: YearEvaluation) -> UUID:
    """Of what stands on the year wheel of it."""
    assert row.date_done_id is not None
    return row.date_done_id

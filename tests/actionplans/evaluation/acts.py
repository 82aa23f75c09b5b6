"""What the tests of the evaluation of a year do over and over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from actionplans.actions import turning
from actionplans.models import AnnualActionPlan
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

AUTUMN, AFTER = date(2027, 10, 5), date(2028, 1, 10)


def fresh(row: Any) -> Any:
    with system_context("test"):
        return type(row).objects.get(pk=row.pk)


def page(case: Any, name: str, *args: Any) -> str:
    return reverse(f"actionplans:{name}", args=[case.company_a.slug, *args])


def workers(case: Any, number: int | None) -> None:
    with system_context("test"):
        Company.objects.filter(pk=case.company_a.pk).update(headcount=number)


def drafted(case: Any, day: date = AUTUMN) -> AnnualActionPlan:
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        return turning.draft_next_year(company_id=case.company_a.pk, first_day=date(2028, 1, 1), by=by)

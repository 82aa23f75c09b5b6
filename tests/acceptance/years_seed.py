"""A bakery whose service years begin this month: last year's plan is in force still, and nobody planned this year."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command

from coaching.accounts.models import User
from coaching.companies.models import Company, ConsultationBody
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from tests import factories
from tests.acceptance import front_seed
from tests.acceptance.cast import YEARS, YEARS_ADMINISTRATOR, YEARS_BAKER
from tests.actionplans import factories as make

HALF, NEVER = "Tilhulp aan de oven", "Affiche in de refter"


def years(sign_in: Callable[[Any], User]) -> None:
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", YEARS, name="Jaren (proef)", budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=YEARS)
        administrator = sign_in(YEARS_ADMINISTRATOR)
        factories.programme_member(programme, administrator)
    today = clock.today()
    begins = clock.add_months(today.replace(day=1), -12)  # of the year that is over
    _contact, trajectory = front_seed._approved(
        programme, administrator, YEARS_BAKER, "Bakkerij Nieuwjaar (fictief)", "0999706546", today - timedelta(days=400)
    )
    with system_context("test"):
        Company.objects.filter(pk=trajectory.company_id).update(year_starts=begins.month)
        ConsultationBody.objects.get_or_create(company=trajectory.company, defaults={"kind": "union_delegation"})
        plan = make.global_plan(trajectory, state="active", start_year=begins.year, start_month=begins.month)
        objective = make.objective(plan, code="O1")
        year = make.annual_plan(plan, state="active", year=begins.year, first_day=begins)
        due = begins + timedelta(days=60)
        make.measure(year, objective, code="A1", state="done", what="Lichtere zakken", due_on=due)
        make.measure(year, objective, code="A2", state="in_progress", what=HALF, due_on=due)
        make.measure(year, objective, code="A3", state="planned", what=NEVER, due_on=due)

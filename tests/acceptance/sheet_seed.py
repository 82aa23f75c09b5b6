"""A company whose HR manager has an action list in Excel: next year's plan is a draft, and empty."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from tests import factories
from tests.acceptance import front_seed
from tests.acceptance.cast import SHEET, SHEET_ADMINISTRATOR, SHEET_HR
from tests.actionplans import factories as make


def sheet(sign_in: Callable[[Any], User]) -> None:
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", SHEET, name="Rekenblad (proef)", budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=SHEET)
        administrator = sign_in(SHEET_ADMINISTRATOR)
        factories.programme_member(programme, administrator)
    today = clock.today()
    _contact, trajectory = front_seed._approved(
        programme, administrator, SHEET_HR, "Meubelen Kolom (fictief)", "0999707140", today - timedelta(days=60)
    )
    with system_context("test"):
        plan = make.global_plan(trajectory)
        make.objective(plan, code="O1", text="Minder tillen")
        make.annual_plan(plan)

"""What this app adds to others: navigation, effects on its own life cycles, and the guard on closing a trajectory."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from actionplans import hooks_consultation, rules  # noqa: F401 - consultation and follow-up register themselves
from actionplans.actions import annual, plans
from coaching.core import navigation, workflow
from coaching.core.navigation import Entry
from coaching.core.roles import Actor
from coaching.core.workflow import Refused


def check_measure_carried_out(trajectory: Any, *, by: Actor) -> None:
    """Closing is refused while no measure has been carried out (domain.md §6). Counts only: the desk sees no titles."""
    del by
    with connection.cursor() as cursor:
        cursor.execute("SELECT carried_out_measures(%s)", [trajectory.pk])
        if not cursor.fetchone()[0]:
            raise Refused(_("No measure has been carried out yet. A trajectory closes once at least one is done."))


navigation.register("company", Entry(_("Plans"), "actionplans:plans", rules.VIEW, "chart-no-axes-gantt", 40))
workflow.guard("trajectory", "close", check_measure_carried_out)
workflow.effect("global_plan", "activate", plans.replace_amended_global_plan)
workflow.effect("annual_plan", "activate", annual.replace_amended_annual_plan)
workflow.effect("annual_plan", "submit", annual.stop_reminders)
workflow.effect("annual_plan", "withdraw", annual.resume_reminders)

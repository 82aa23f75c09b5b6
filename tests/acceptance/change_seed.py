"""A laundry with two floors and a final analysis, and no programme: what a reorganisation then opens.

Called by `python -m tests.acceptance.seed change`, which has set Django up.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.enums import WorkAspect
from tests import factories
from tests.acceptance.cast import CHANGE_COMPANY, CHANGE_EMPLOYER, CHANGE_MEMBER
from tests.acceptance.front_seed import _person
from tests.acting import in_company

FOUND = (("AO5", "Iedere ploeg heeft een andere leiding"), ("AOM3", "De droogtrommels maken lawaai"))


def change() -> None:
    employer, member = (_person(role.name, role.email, role.password) for role in (CHANGE_EMPLOYER, CHANGE_MEMBER))
    with system_context("test"):
        company = factories.company(CHANGE_COMPANY)
        factories.membership(company, employer)
        units = [factories.work_unit(company, name, 12) for name in ("Wassen", "Strijken", "Vervoer")]
    with clock.at(clock.today() - timedelta(days=90)), in_company(employer, company) as by:
        _analyse(units, by)
    with system_context("test"):  # came later: had no mail yet today, so that one about the change does not wait
        factories.body(company)
        factories.membership(company, member, Role.WORKER_BENCH)


def _analyse(units: list[WorkUnit], by: Any) -> None:
    """Final, with something found in each of the first two units."""
    analysis = actions.open_analysis(title="Alles bekeken", by=by)
    actions.set_scope(analysis=analysis, title="Alles bekeken", scope="Gesprekken", work_units=units, by=by)
    actions.start_collecting(analysis=analysis, by=by)
    talk = {"held_on": clock.today(), "kind": "group_talk", "work_unit": None, "summary": "Besproken."}
    actions.add_talk(analysis=analysis, invited=12, present=10, by=by, **talk)
    actions.start_evaluating(analysis=analysis, by=by)
    for unit in units[:2]:
        for part, hazard in FOUND:
            told = {"sub_factor": part, "hazard": hazard, "level": "group", "work_unit": unit, "domain": "psychosocial"}
            actions.add_finding(analysis=analysis, by=by, method="judgement", colour="orange", **told)
    for aspect in WorkAspect:
        actions.judge_aspect(analysis=analysis, aspect=aspect.value, colour="orange", summary="Besproken.", by=by)
    actions.draft_report(analysis=analysis, by=by)
    actions.consult(analysis=analysis, notes="Geen opmerkingen.", by=by)
    actions.finalise(analysis=analysis, by=by)

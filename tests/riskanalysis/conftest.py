"""An analysis in each of two companies, made by the product's own actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from riskanalysis import actions
from riskanalysis.enums import WorkAspect
from tests.acting import in_company
from tests.world import once

JUDGED = {"method": "judgement", "colour": "orange", "domain": "ergonomics", "level": "organisation", "work_unit": None}
TALK = {
    "held_on": date(2026, 4, 2),
    "kind": "group_talk",
    "work_unit": None,
    "invited": 12,
    "present": 11,
    "summary": "Tillen is zwaar.",
}


def values(**changes: Any) -> dict[str, Any]:
    """What `add_finding` takes, by default a finding judged together."""
    return {
        **JUDGED,
        "sub_factor": "AOM6",
        "hazard": "Tillen van kratten",
        "description": "",
        "existing_measures": "",
        **changes,
    }


def kinney_values(unit: Any, w: str = "6", b: str = "6", e: str = "7", **changes: Any) -> dict[str, Any]:
    factors = {"probability": Decimal(w), "exposure": Decimal(b), "effect": Decimal(e)}
    return values(method="kinney", colour="", level="group", work_unit=unit, **factors, **changes)


def judge_all(analysis: Any, by: Any, summary: str = "Besproken in de ploegen.") -> None:
    for aspect in WorkAspect:
        actions.judge_aspect(analysis=analysis, aspect=aspect.value, colour="orange", summary=summary, by=by)


def ready_analysis(user: Any, company: Any, trajectory: Any, unit: Any) -> Any:
    """Scope, a talk, a Kinney finding and all five judgements; in the state of judging."""
    with in_company(user, company) as by:
        analysis = actions.open_analysis(title="Analyse", by=by)
        actions.set_scope(analysis=analysis, title="Analyse", scope="Alle ploegen", work_units=[unit], by=by)
        actions.start_collecting(analysis=analysis, by=by)
        actions.add_talk(analysis=analysis, by=by, **TALK)
        actions.start_evaluating(analysis=analysis, by=by)
        actions.add_finding(analysis=analysis, by=by, **kinney_values(unit))
        judge_all(analysis, by)
    return analysis


@pytest.fixture
def risk(world: Any) -> SimpleNamespace:
    """`a` and `b`: analyses being judged in companies a and b; `world` comes along."""

    def ready() -> tuple[Any, Any]:
        return (
            ready_analysis(world.coach_a, world.company_a, world.trajectory_a, world.unit_a),
            ready_analysis(world.coach_b, world.company_b, world.trajectory_b, world.unit_b),
        )

    a, b = once(f"analyses {world.company_a.pk}", ready)
    return SimpleNamespace(world=world, a=a, b=b)


def drafted(risk: SimpleNamespace) -> Any:
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        return actions.draft_report(analysis=risk.a, by=by)


def consulted(risk: SimpleNamespace) -> Any:
    drafted(risk)
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        return actions.consult(analysis=risk.a, notes="Geen opmerkingen.", by=by)


def finalised(risk: SimpleNamespace) -> Any:
    consulted(risk)
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        return actions.finalise(analysis=risk.a, by=by)

"""Rows that plans need, made as the system (call inside `system_context`); plans by the product's actions."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from actionplans.enums import MeasureState, PlanState
from actionplans.models import (
    AnnualActionPlan,
    GlobalPreventionPlan,
    Objective,
    ObjectiveFinding,
    PlanSection,
    PreventionMeasure,
)
from coaching.core.ground import clock
from coaching.trajectories.models import Helped
from riskanalysis.models import Finding, RiskAnalysis
from tests.factories import piece

_count = itertools.count(1)


def keys(part: Any) -> dict[str, Any]:
    return {"piece_id": part.piece_id, "company_id": part.company_id}


def root(trajectory: Any, kind: str, builds_on: Any = None) -> dict[str, Any]:
    """The keys of what is a piece of a file itself."""
    return {"piece": piece(trajectory, kind, builds_on), "company_id": trajectory.company_id}


def analysis(trajectory: Any, *, state: str = "final", **fields: Any) -> RiskAnalysis:
    fields.setdefault("finalised_at", clock.now() if state in {"final", "superseded"} else None)
    fields.setdefault("title", f"Risicoanalyse {next(_count)}")
    if state == "final" and "kind" not in fields:  # of the whole one is in force
        RiskAnalysis.objects.filter(company_id=trajectory.company_id, kind="whole", state="final").update(
            state="superseded"
        )
    return RiskAnalysis.objects.create(**root(trajectory, "analysis"), state=state, **fields)


def finding(analysis: RiskAnalysis, code: str = "", **fields: Any) -> Finding:
    defaults: dict[str, Any] = {
        "code": code or f"F{next(_count)}",
        "aspect": "AO",
        "sub_factor": "AO2",
        "level": "organisation",
        "hazard": "Spoedorders",
        "method": "judgement",
        "colour": "red",
    }
    return Finding.objects.create(
        **keys(analysis),
        analysis=analysis,
        **{**defaults, **fields},
    )


def global_plan(
    trajectory: Any,
    *,
    state: str = PlanState.DRAFT,
    filled: bool = True,
    source: RiskAnalysis | None = None,
    **fields: Any,
) -> GlobalPreventionPlan:
    """A five-year plan with its eight sections (filled or empty), in any state."""
    fields.setdefault("start_year", clock.today().year + 1)
    if state in {"adopted", "active", "amended", "expired"}:
        fields.setdefault("adopted_at", clock.now())
    source = source or analysis(trajectory)
    plan = GlobalPreventionPlan.objects.create(
        **root(trajectory, "five_year_plan", source.piece), analysis=source, state=state, **fields
    )
    text = "Ingevuld." if filled else ""
    PlanSection.objects.bulk_create(
        [PlanSection(**keys(plan), plan=plan, number=number, text=text) for number in range(1, 9)]
    )
    return plan


def objective(plan: GlobalPreventionPlan, *findings: Finding, **fields: Any) -> Objective:
    own = keys(plan)
    defaults: dict[str, Any] = {
        "code": f"O{next(_count)}",
        "text": "Tilrisico omlaag",
        "indicator": "Kinney-score",
        "baseline": Decimal(252),
        "target": Decimal(70),
        "by_year": plan.start_year + 1,
        "voluntary": not findings,
    }
    row = Objective.objects.create(**own, plan=plan, **{**defaults, **fields})
    for found in findings:
        ObjectiveFinding.objects.create(**own, objective=row, finding=found)
    return row


def annual_plan(
    above: GlobalPreventionPlan, *, state: str = PlanState.DRAFT, filled: bool = True, **fields: Any
) -> AnnualActionPlan:
    year = fields.setdefault("year", above.start_year)
    fields.setdefault("deadline", date(year - 1, 11, 1))
    if state in {"adopted", "active", "amended", "evaluated", "closed"}:
        fields.setdefault("adopted_at", clock.now())
    texts = dict.fromkeys(("priorities", "means", "duties", "adaptations"), "Ingevuld." if filled else "")
    helped = Helped.objects.filter(piece=above.piece).select_related("trajectory").get()
    return AnnualActionPlan.objects.create(
        **root(helped.trajectory, "yearly_plan", above.piece),
        global_plan=above,
        state=state,
        **{**texts, **fields},
    )


def measure(
    plan: AnnualActionPlan, towards: Objective, *, state: str = MeasureState.PROPOSED, **fields: Any
) -> PreventionMeasure:
    """A complete measure in any state."""
    now = clock.now()
    if state in {"done", "verified_effective", "not_effective"}:
        fields = {"done_at": now, "done_on": clock.today(), **fields}
    defaults: dict[str, Any] = {
        "code": f"A{next(_count)}",
        "what": "Twee heftafels",
        "why": "Te zwaar tillen",
        "who": "Technische dienst",
        "how": "Offerte",
        "where": "Waslijn",
        "due_on": date(plan.year, 5, 15),
        "prevention_level": "primary",
        "budget_eur": Decimal(14000),
        "indicator": "Kinney-score",
    }
    return PreventionMeasure.objects.create(
        **keys(plan),
        plan=plan,
        objective=towards,
        state=state,
        **{**defaults, **fields},
    )


def carried_out(trajectory: Any) -> PreventionMeasure:
    """A measure that is done, with the analysis and the plans above it."""
    plan = global_plan(trajectory, state=PlanState.ACTIVE)
    annual = annual_plan(plan, state=PlanState.ACTIVE)
    return measure(annual, objective(plan), state=MeasureState.DONE)

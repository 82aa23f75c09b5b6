"""Rows of the plans, the consultation on them, and what is said of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from actionplans.enums import PlanState
from actionplans.models import (
    AdviceMark,
    AdviceRequest,
    AnnualActionPlan,
    BenchAdvice,
    FindingWithoutObjective,
    GlobalPreventionPlan,
    Indicator,
    IndicatorValue,
    MeasureNote,
    Objective,
    ObjectiveFinding,
    PlanImport,
    PlanSection,
    PreventionMeasure,
    Remark,
    YearEvaluation,
)
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.trajectories.models import Helped
from riskanalysis.models import Finding, RiskAnalysis
from tests.consistency.rich.ground import piece


def plan_rows(world: Any, letter: str, analysis: RiskAnalysis, rows: list[Any]) -> list[Any]:
    keys, now = piece(world, letter, "five_year_plan", analysis.piece), clock.now()
    of_year = piece(world, letter, "yearly_plan", keys["piece"])
    finding = next(row for row in rows if isinstance(row, Finding))
    stamps = {"state": PlanState.SUBMITTED, "submitted_at": now}
    plan = GlobalPreventionPlan.objects.create(analysis=analysis, start_year=2027, **stamps, **keys)
    figure = Indicator.objects.create(name="geheim", company=keys["company"])
    value = IndicatorValue.objects.create(indicator=figure, on=clock.today(), value=8, company=keys["company"])
    objective = Objective.objects.create(
        plan=plan, code="O1", text="Minder druk", by_year=2028, measured_by=figure, **keys
    )
    annual = AnnualActionPlan.objects.create(
        global_plan=plan,
        year=2027,
        first_day=date(2027, 1, 1),
        last_day=date(2027, 12, 31),
        deadline=date(2026, 11, 1),
        **stamps,
        **of_year,
    )
    measure = PreventionMeasure.objects.create(plan=annual, objective=objective, code="A1", what="Tafels", **of_year)
    advice_request = AdviceRequest.objects.create(
        annual_plan=annual, body_kind="union_delegation", state="documents_sent", sent_at=now, **of_year
    )
    bench = getattr(world, f"worker_bench_{letter}")
    pieces = [one["piece"] for one in ({"piece": analysis.piece}, keys, of_year)]
    return [
        *pieces,
        *Helped.objects.filter(piece__in=pieces),
        *Mandate.objects.filter(company=keys["company"]),
        figure,
        value,
        plan,
        annual,
        objective,
        measure,
        advice_request,
        PlanSection.objects.create(plan=plan, number=1, text="…", **keys),
        FindingWithoutObjective.objects.create(plan=plan, finding=finding, reason="later", **keys),
        ObjectiveFinding.objects.create(objective=objective, finding=finding, **keys),
        MeasureNote.objects.create(measure=measure, text="geheim", **of_year),
        Remark.objects.create(
            advice_request=advice_request, code="R1", text="geheim", bench="workers", author_id=bench.pk, **of_year
        ),
        BenchAdvice.objects.create(advice_request=advice_request, bench="workers", favourable=True, **of_year),
        AdviceMark.objects.create(advice_request=advice_request, user_id=bench.pk, **of_year),
        PlanImport.objects.create(
            company=keys["company"],
            kind="measures",
            file_name="geheim.xlsx",
            sha256="0" * 64,
            content=b"maatregel;geheim\nTilhulp;ja\n",
            made_by_id=getattr(world, f"contact_{letter}").pk,
        ),
    ]


def evaluation_row(world: Any, letter: str) -> YearEvaluation:
    said = {"works": "geheim", "adviser": "geheim", "evaluated_on": clock.today(), "told_at": clock.now()}
    row: YearEvaluation = YearEvaluation.objects.create(
        first_day=date(2027, 1, 1), last_day=date(2027, 12, 31), **said, **piece(world, letter, "year_evaluation")
    )
    return row

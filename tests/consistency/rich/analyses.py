"""Rows of a risk analysis, and of a check of a change."""

from __future__ import annotations

from typing import Any

from coaching.core.ground import clock
from riskanalysis.models import (
    AnalysisTalk,
    AnalysisUnit,
    AspectJudgement,
    ChangeCheck,
    ChangeUnit,
    Finding,
    PlannedAnalysis,
    RiskAnalysis,
)
from tests.consistency.rich.ground import piece


def analysis_rows(world: Any, letter: str) -> list[Any]:
    unit = getattr(world, f"unit_{letter}")
    keys = piece(world, letter, "analysis")
    analysis = RiskAnalysis.objects.create(title="Analyse", state="final", finalised_at=clock.now(), **keys)
    part = {"analysis": analysis, **keys}
    return [
        analysis,
        AnalysisUnit.objects.create(work_unit=unit, **part),
        PlannedAnalysis.objects.create(work_unit=unit, year=2028, note="geheim", company=keys["company"]),
        AnalysisTalk.objects.create(held_on=clock.today(), kind="group_talk", present=6, summary="geheim", **part),
        AspectJudgement.objects.create(aspect="AO", colour="red", **part),
        Finding.objects.create(
            code="F1",
            aspect="AO",
            sub_factor="AO1",
            level="organisation",
            hazard="Druk",
            method="judgement",
            colour="red",
            **part,
        ),
    ]


def change_rows(world: Any, letter: str) -> list[Any]:
    keys = piece(world, letter, "change_check")
    check = ChangeCheck.objects.create(
        words="Nachtploeg",
        changes_on=clock.today(),
        answers={"hours": True},
        parts=["AV2"],
        opened_parts=["AV2"],
        answered_by_id=getattr(world, f"contact_{letter}").pk,
        **keys,
    )
    return [check, ChangeUnit.objects.create(change=check, work_unit=getattr(world, f"unit_{letter}"), **keys)]

"""What generated trajectories hold: analysis, plans and measures, as far as their state asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from actionplans.models import (
    AnnualActionPlan,
    GlobalPreventionPlan,
    Objective,
    ObjectiveFinding,
    PlanSection,
    PreventionMeasure,
)
from coaching.companies.models import FilePiece, PieceKind, WorkUnit
from coaching.companies.service_years import ServiceYear
from coaching.core.ground import clock
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis.models import AnalysisTalk, AnalysisUnit, AspectJudgement, Finding, RiskAnalysis

Rows = dict[type, list[Any]]
T = TrajectoryState
PLANS = (T.PLANNING, T.IMPLEMENTATION, T.EVALUATION, T.CLOSED)
IN_FORCE = (T.IMPLEMENTATION, T.EVALUATION, T.CLOSED)
WITH_ANALYSIS = (T.ANALYSIS, *PLANS)
MEASURES = (("Heftafel aan de lijn", "primary"), ("Planning een dag vooraf", "primary"), ("Tiltraining", "secondary"))
ORDER = (
    WorkUnit,
    FilePiece,
    Helped,
    RiskAnalysis,
    AnalysisUnit,
    AnalysisTalk,
    AspectJudgement,
    Finding,
    GlobalPreventionPlan,
    PlanSection,
    Objective,
    ObjectiveFinding,
    AnnualActionPlan,
    PreventionMeasure,
)


def content_of(trajectories: Iterable[Trajectory], today: date) -> list[list[Any]]:
    """Rows per model, parents first; nothing is saved here."""
    rows: Rows = defaultdict(list)
    for trajectory in trajectories:
        if trajectory.state in WITH_ANALYSIS:
            found = _analysis(trajectory, rows)
            if trajectory.state in PLANS:
                _plans(trajectory, found, rows, today)
    return [rows[model] for model in ORDER]


def _piece(trajectory: Trajectory, kind: str, rows: Rows, under: FilePiece | None = None) -> dict[str, Any]:
    """A piece of the company's file, made with the trajectory's help; the keys that its rows carry."""
    moment = trajectory.coach_accepted_at or clock.moment_of(trajectory.approved_on)
    piece = FilePiece(company_id=trajectory.company_id, kind=kind, made_at=moment, builds_on=under)
    rows[FilePiece].append(piece)
    rows[Helped].append(
        Helped(
            trajectory=trajectory,
            piece=piece,
            company_id=trajectory.company_id,
            programme_id=trajectory.programme_id,
        )
    )
    return {"company_id": trajectory.company_id, "piece": piece}


def _analysis(trajectory: Trajectory, rows: Rows) -> tuple[RiskAnalysis, list[Finding]]:
    """Being judged while the trajectory is in its analysis, final once plans are made."""
    keys, final = _piece(trajectory, PieceKind.ANALYSIS, rows), trajectory.state in PLANS
    unit = WorkUnit(company_id=trajectory.company_id, name="Productie", headcount=12)
    analysis = RiskAnalysis(
        title="Risicoanalyse (gegenereerd)",
        state="final" if final else "evaluating",
        scope="Hele onderneming.",
        finalised_at=clock.now() if final else None,
        consulted_at=clock.now() if final else None,
        **keys,
    )
    own = {**keys, "analysis": analysis}
    rows[WorkUnit].append(unit)
    rows[RiskAnalysis].append(analysis)
    rows[AnalysisUnit].append(AnalysisUnit(work_unit=unit, **own))
    rows[AnalysisTalk].append(
        AnalysisTalk(
            held_on=trajectory.started_on or trajectory.approved_on,
            kind="group_talk",
            work_unit=unit,
            present=9,
            summary="Tillen.",
            **own,
        )
    )
    if final:
        rows[AspectJudgement] += [
            AspectJudgement(aspect=aspect, colour="orange", **own) for aspect in ("AO", "AI", "AV", "AOM", "AVH")
        ]
    findings = [
        Finding(
            code="F1",
            aspect="AOM",
            sub_factor="AOM6",
            domain="ergonomics",
            level="group",
            work_unit=unit,
            hazard="Zware dozen tillen",
            method="kinney",
            colour="red",
            probability=6,
            exposure=6,
            effect=7,
            kinney_score=252,
            kinney_class=4,
            **own,
        ),
        Finding(
            code="F2",
            aspect="AO",
            sub_factor="AO3",
            level="organisation",
            hazard="Late wijzigingen in de planning",
            method="judgement",
            colour="orange",
            **own,
        ),
    ]
    rows[Finding] += findings
    return analysis, findings


def _plans(trajectory: Trajectory, found: tuple[RiskAnalysis, list[Finding]], rows: Rows, today: date) -> None:
    """A five-year plan with one objective and the plan of its first year; in force once measures are carried out."""
    analysis, findings = found
    keys, now = _piece(trajectory, PieceKind.FIVE_YEAR_PLAN, rows, analysis.piece), clock.now()
    of_year = _piece(trajectory, PieceKind.YEARLY_PLAN, rows, keys["piece"])
    active = trajectory.state in IN_FORCE
    moments = {"submitted_at": now, "advised_at": now, "adopted_at": now, "active_from_at": now} if active else {}
    state = {"state": "active" if active else "draft", **moments}
    plan = GlobalPreventionPlan(analysis=analysis, start_year=today.year, **state, **keys)
    objective = Objective(plan=plan, code="O1", text="Minder tillen", by_year=today.year + 2, **keys)
    year = ServiceYear(date(today.year, 1, 1), date(today.year, 12, 31))
    days = {"year": today.year, "first_day": year.first, "last_day": year.last, "deadline": year.submission}
    jap = AnnualActionPlan(global_plan=plan, **days, **state, **of_year)
    rows[GlobalPreventionPlan].append(plan)
    rows[PlanSection] += [PlanSection(plan=plan, number=n, text="Besproken.", **keys) for n in range(1, 9)]
    rows[Objective].append(objective)
    rows[ObjectiveFinding].append(ObjectiveFinding(objective=objective, finding=findings[0], **keys))
    rows[AnnualActionPlan].append(jap)
    rows[PreventionMeasure] += [
        _measure(trajectory, jap, objective, place, today) for place in range(1, len(MEASURES) + 1)
    ]


def _measure(
    trajectory: Trajectory, jap: AnnualActionPlan, objective: Objective, place: int, today: date
) -> PreventionMeasure:
    what, level = MEASURES[place - 1]
    state = "proposed" if jap.state == "draft" else "done" if trajectory.state != T.IMPLEMENTATION else "planned"
    done = state == "done"
    return PreventionMeasure(
        plan=jap,
        objective=objective,
        code=f"A{place}",
        state=state,
        what=what,
        why="Zie F1.",
        who="Ploegbaas",
        how="Proefweek",
        where="Productie",
        due_on=today + timedelta(days=30 * place - 45),
        prevention_level=level,
        budget_eur=Decimal(1000 * place),
        indicator="Kinney-score",
        progress=100 if done else 0,
        done_at=clock.now() if done else None,
        done_on=today if done else None,
        company_id=trajectory.company_id,
        piece=jap.piece,
    )

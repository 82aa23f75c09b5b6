"""Rows of what waits because something changes: one waits, the others do not."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from coaching.companies.models import EarlierUnit, WorkUnit
from coaching.core.ground import clock
from riskanalysis.models import ChangeCheck, ChangeUnit, RiskAnalysis
from tests import factories
from tests.actionplans import factories as plans


def _check(trajectory: Any, days: int, **fields: Any) -> ChangeCheck:
    return ChangeCheck.objects.create(
        piece=factories.piece(trajectory, "change_check"),
        company_id=trajectory.company_id,
        words="Nachtploeg",
        changes_on=clock.today() + timedelta(days=days),
        answered_by_id=1,
        **{"parts": ["AV2"], "opened_parts": ["AV2"], **fields},
    )


def _opened(trajectory: Any, state: str, days: int) -> RiskAnalysis:
    ends = {"finalised_at": clock.now() if state == "final" else None}
    part = {"kind": "part", "parts": ["AV2"], "scope_key": uuid.uuid4().hex}
    return plans.analysis(trajectory, state=state, change=_check(trajectory, days), **part, **ends)


def opened(*states_and_days: tuple[str, int]) -> Callable[[Any, str], None]:
    """Analyses that a change in so many days opened; the first one waits. One that no change opened does not."""

    def make(world: Any, letter: str) -> None:
        trajectory = getattr(world, f"trajectory_{letter}")
        for state, days in states_and_days:
            _opened(trajectory, state, days)
        plans.analysis(trajectory, state=states_and_days[0][0])

    return make


def of_companies(world: Any, letter: str) -> None:
    """Of a file that one only reads any more nothing waits."""
    opened(("scoping", 30), ("evaluating", 30))(world, letter)
    contact, coach = getattr(world, f"contact_{letter}"), getattr(world, f"coach_profile_{letter}")
    programme, company = getattr(world, f"programme_{letter}"), factories.company()
    over = factories.trajectory(programme, company, contact, coach, state="closed", closed_at=clock.now())
    _opened(over, "scoping", 30)


def reorganised(world: Any, letter: str) -> None:
    """One moved since the analysis was final; one before it, one looked at since, one that is closed."""
    trajectory, now = getattr(world, f"trajectory_{letter}"), clock.now()
    keys = {"company_id": trajectory.company_id}
    plans.analysis(trajectory, finalised_at=now - timedelta(days=9))
    for name, days, ended in (("Sinds", 3, False), ("Voor", 20, False), ("Bekeken", 3, False), ("Dicht", 3, True)):
        unit = WorkUnit.objects.create(name=name, headcount=5, ended_on=clock.today() if ended else None, **keys)
        day = clock.today() - timedelta(days=days)
        moved = {"deed": "moved", "since": day, "until": day, "recorded_at": now - timedelta(days=days)}
        EarlierUnit.objects.create(work_unit=unit, stood={}, **moved, **keys)
        if name == "Bekeken":
            check = _check(trajectory, 0)
            ChangeUnit.objects.create(change=check, work_unit=unit, piece_id=check.piece_id, **keys)

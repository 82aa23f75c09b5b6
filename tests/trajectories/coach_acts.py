"""What the tests about coaches do over and over."""

from __future__ import annotations

from datetime import date
from typing import Any

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from tests.acting import in_company, in_portfolio
from tests.trajectories.conftest import APPROVED, ask

FRIDAY = date(2026, 2, 13)


def mails(kind: str) -> list[OutgoingEmail]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(kind=kind))


def run(name: str, day: date) -> Any:
    """One job, as the morning of that day runs it."""
    with clock.at(day):
        return periodic.run(name, day)


def accepted(case: Any) -> Any:
    request = ask(case)
    with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
        actions.accept(request_id=request.pk, by=by)
    return case


def started(case: Any, trajectory: Any = None) -> Any:
    accepted(case)
    with clock.at(FRIDAY), in_company(case.coach_a, case.company_a) as by:
        actions.log_session(trajectory_id=case.trajectory.pk, held_on=FRIDAY, kind="intake", hours=1, by=by)
    return case

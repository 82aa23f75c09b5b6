"""The figures beside a count of the files, and files to count."""

from __future__ import annotations

from typing import Any

from django.db import connection

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.management.commands.figures import DIFFERENCES
from coaching.trajectories.models import ExpenseStatement, Trajectory


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def differences() -> list[tuple[Any, ...]]:
    with system_context("test"):
        return asked(DIFFERENCES)


def statement(trajectory: Trajectory, number: int, euro: int) -> ExpenseStatement:
    return ExpenseStatement.objects.create(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        number=number,
        state="approved",
        hours=2,
        paid_hours=2,
        subsidy_eur=euro,
        company_share_eur=0,
        settled_at=clock.now(),
    )

"""Rows of coaching, with those of coaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from coaching.coaches.models import CoachAbsence
from coaching.core.ground import clock
from coaching.trajectories.models import (
    CoachingSession,
    CoachRequest,
    ExpenseStatement,
    Message,
    MessageMark,
    PaymentAccount,
    PlannedSession,
)
from tests.consistency.rich.ground import keys_of


def rows(world: Any, letter: str) -> list[Any]:
    keys, contact = keys_of(world, letter), getattr(world, f"contact_{letter}")
    return [
        ExpenseStatement.objects.create(number=1, hours=1, paid_hours=1, subsidy_eur=50, company_share_eur=25, **keys),
        PaymentAccount.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"), holder="geheim", iban="BE71096123456769"
        ),
        Message.objects.create(text="geheim", author_id=contact.pk, **keys),
        MessageMark.objects.create(user_id=contact.pk, **keys),
        PlannedSession.objects.create(
            kind="intake",
            options=[["2026-12-03T09:00:00+00:00", "2026-12-03T11:00:00+00:00"]],
            answer_by=clock.today(),
            **keys,
        ),
        CoachingSession.objects.create(held_on=clock.today(), kind="intake", hours=1, agreed="geheim", **keys),
        CoachAbsence.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"), from_on=date(2026, 7, 1), until_on=date(2026, 7, 20)
        ),
        CoachRequest.objects.create(
            coach=getattr(world, f"coach_profile_{letter}"),
            answer_due_on=clock.today(),
            state="accepted",
            answered_at=clock.now(),
            **keys,
        ),
    ]

"""Rows of what waits because of files: who asks, who is not proved, what staff decides and sends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coaching.companies.models import Company, DateNotice, FileRequest, OwnDate, ProofLetter
from coaching.core.ground import clock


def _asked(company: Company, person: int, **fields: Any) -> None:
    FileRequest.objects.create(
        company=company,
        person_id=person,
        person_name="Iemand",
        number=company.enterprise_number or "",
        asked_name=company.name,
        answer_by=clock.today(),
        **fields,
    )


def asking(world: Any, letter: str) -> None:
    company, now = getattr(world, f"company_{letter}"), clock.now()
    _asked(company, world.staff.pk)
    _asked(company, world.staff.pk, answer="refused", answered_at=now)


def unproved(world: Any, letter: str) -> None:
    Company.objects.filter(pk=getattr(world, f"company_{letter}").pk).update(unproved_since=clock.now())


def to_settle(world: Any, letter: str) -> None:
    """Of the whole installation: one waits, whatever the letter."""
    company, now = getattr(world, f"company_{letter}"), clock.now()
    _asked(company, world.staff.pk)
    settled = {"decision": "leave", "decision_reason": "?", "decided_at": now}
    _asked(company, world.admin_a.pk, staff_since=now, **settled)
    if letter == "a":
        _asked(company, world.coach_a.pk, staff_since=now)


def letters(world: Any, letter: str) -> None:
    company = getattr(world, f"company_{letter}")
    ProofLetter.objects.create(company=company, asked_by_id=1, closed_at=clock.now())
    if letter == "a":
        ProofLetter.objects.create(company=company, asked_by_id=1)


def near_dates(world: Any, letter: str) -> None:
    """A date of the year wheel thirty days from now waits; one of a day later does not."""
    company = getattr(world, f"company_{letter}")
    for days in (30, 31):
        due = clock.today() + timedelta(days=days)
        own = OwnDate.objects.create(company=company, title="Oefening", first_on=due)
        DateNotice.objects.create(company=company, kind="own", due_on=due, about=own.title, ref_id=own.pk)

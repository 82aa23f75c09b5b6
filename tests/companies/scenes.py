"""Rows of what waits because of files: who asks, who is not proved, what staff decides and sends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coaching.companies.models import (
    AdviserAdvice,
    AdviserQuestion,
    Company,
    DateNotice,
    FileRequest,
    Mandate,
    OwnDate,
    ProofLetter,
)
from coaching.core.ground import clock
from tests import factories


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


def _question(world: Any, letter: str, asked_of: int, discipline: str, days: int = 9) -> AdviserQuestion:
    return AdviserQuestion.objects.create(
        company=getattr(world, f"company_{letter}"),
        asked_of_id=asked_of,
        discipline=discipline,
        text="Wat raadt u aan?",
        wanted_on=clock.today() + timedelta(days=days),
        asked_by_id=getattr(world, f"contact_{letter}").pk,
    )


def _answered(question: AdviserQuestion) -> None:
    AdviserAdvice.objects.create(
        company_id=question.company_id,
        question=question,
        discipline=question.discipline,
        text="Begin bij het tillen.",
        author_id=question.asked_of_id,
    )


def advice_to_give(world: Any, letter: str) -> None:
    """One that is asked of the company's own adviser waits; what is answered, or asked of somebody else, does not."""
    own, other = getattr(world, f"adviser_{letter}").pk, world.staff.pk
    _question(world, letter, own, "internal_adviser")
    _answered(_question(world, letter, own, "internal_adviser"))
    _question(world, letter, other, "physician")


def advice_late(world: Any, letter: str) -> None:
    """Its day has passed; today it has not yet."""
    own = getattr(world, f"adviser_{letter}").pk
    for days in (-1, 0):
        _question(world, letter, own, "internal_adviser", days)
    _answered(_question(world, letter, own, "internal_adviser", -1))


def advice_from_outside(world: Any, letter: str) -> None:
    """As `advice_to_give`, of a psychosocial adviser with a mandate."""
    guest = factories.user(f"Gast {letter}")
    setattr(world, f"guest_{letter}", guest)
    Mandate.objects.create(
        company=getattr(world, f"company_{letter}"),
        person_id=guest.pk,
        discipline="psychosocial_adviser",
        begins_at=clock.now(),
        given_at=clock.now(),
    )
    _question(world, letter, guest.pk, "psychosocial_adviser")
    _answered(_question(world, letter, guest.pk, "psychosocial_adviser"))
    _question(world, letter, getattr(world, f"adviser_{letter}").pk, "internal_adviser")

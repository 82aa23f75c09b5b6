"""Rows of the file of a company."""

from __future__ import annotations

from typing import Any

from coaching.companies.models import (
    AdviserAdvice,
    AdviserQuestion,
    BusinessUnit,
    DateDone,
    DateNotice,
    EarlierUnit,
    EstablishmentUnit,
    FileRequest,
    FunctionPlace,
    Headcount,
    OwnDate,
    ProofLetter,
    RoleHolder,
    UnitKind,
    WorkUnit,
)
from coaching.core.ground import clock


def rows(world: Any, letter: str) -> list[Any]:
    company, contact = getattr(world, f"company_{letter}"), getattr(world, f"contact_{letter}")
    return [
        EstablishmentUnit.objects.create(company=company, name="Vestiging"),
        EarlierUnit.objects.create(
            company=company,
            work_unit=getattr(world, f"unit_{letter}"),
            since=clock.today(),
            until=clock.today(),
            stood={"name": "geheim"},
            deed="renamed",
        ),
        Headcount.objects.create(company=company, counted_on=clock.today(), workers=3),
        BusinessUnit.objects.create(company=company, name="geheim"),
        (function := WorkUnit.objects.create(company=company, name="geheim", kind=UnitKind.FUNCTION)),
        FunctionPlace.objects.create(company=company, function=function, work_unit=getattr(world, f"unit_{letter}")),
        RoleHolder.objects.create(company=company, kind="line", name="geheim"),
        (own := OwnDate.objects.create(company=company, title="geheim", first_on=clock.today())),
        DateDone.objects.create(
            company=company, kind="own", due_on=clock.today(), done_on=clock.today(), own=own, recorded_by_id=contact.pk
        ),
        DateNotice.objects.create(company=company, kind="own", due_on=clock.today(), ref_id=own.pk),
        (question := _advice_question(company, contact)),
        AdviserAdvice.objects.create(
            company=company,
            question=question,
            discipline=question.discipline,
            text="geheim",
            author_id=question.asked_of_id,
        ),
        FileRequest.objects.create(
            company=company,
            person_id=contact.pk,
            person_name="?",
            number="0999990123",
            asked_name="?",
            answer_by=clock.today(),
        ),
        ProofLetter.objects.create(company=company, asked_by_id=contact.pk),
    ]


def _advice_question(company: Any, person: Any) -> AdviserQuestion:
    return AdviserQuestion.objects.create(
        company=company,
        asked_of_id=person.pk,
        discipline="internal_adviser",
        text="geheim",
        wanted_on=clock.today(),
        asked_by_id=person.pk,
    )

"""Answering the questions about a change, and opening exactly the parts of the analysis that the answers name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies.actions import make_piece
from coaching.companies.models import Company, PieceKind, WorkUnit
from coaching.companies.tree import tree_on
from coaching.core.ground import audit, clock, people
from coaching.core.ground.refusals import gone
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, take_turns
from riskanalysis import rules
from riskanalysis.changes import opening
from riskanalysis.changes.models import ChangeCheck, ChangeUnit
from riskanalysis.changes.questions import Outcome, outcome, questions

EVENT, PUT_RIGHT = "riskanalysis.change_checked", "riskanalysis.change_put_right"


@dataclass(frozen=True)
class Said:
    """What somebody answered about one change. units: none is the whole company."""

    words: str
    changes_on: date
    answers: Mapping[str, bool]
    units: Iterable[UUID] = ()
    reason: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        asked = {question.code: bool(self.answers.get(question.code)) for question in questions()}
        return {
            "words": self.words.strip(),
            "changes_on": self.changes_on,
            "answers": asked,
            "reason": "" if any(asked.values()) else self.reason.strip(),
        }


@transaction.atomic
def answer_change(
    *,
    words: str,
    changes_on: date,
    answers: Mapping[str, bool],
    by: Actor,
    units: Iterable[UUID] = (),
    reason: str = "",
    at: datetime | None = None,
) -> ChangeCheck:
    """Look at a change: what it touches is opened again as an analysis of a part, everything else stays final.

    units: where; none is the whole company. Nothing answered with yes needs a reason, and opens nothing. Body, contacts
    and who helps are told. Raises PermissionDenied, or Refused: a unit that is not in use here, no final analysis yet, a
    part that an analysis in progress looks at half.
    """
    by.check(rules.EDIT)
    take_turns(EVENT, by.company_key)
    said = Said(words, changes_on, answers, tuple(units), reason)
    if there := _just_said(said, by, corrects_id=None):
        raise audit.already(_("This change was looked at already."), EVENT, there, by=by)
    return _write(said, by=by, at=at or clock.now())


@transaction.atomic
def put_right(
    *,
    change_id: UUID,
    correction: str,
    words: str,
    changes_on: date,
    answers: Mapping[str, bool],
    by: Actor,
    units: Iterable[UUID] = (),
    reason: str = "",
    at: datetime | None = None,
) -> ChangeCheck:
    """Answer a change anew; the first answers stay to be read, with what was wrong about them.

    What the first ones opened goes while nobody worked on it; once begun it stays, and only what is missing is opened.
    Each is put right once: the last one can be put right again. Raises PermissionDenied or Refused.
    """
    by.check(rules.EDIT)
    take_turns(EVENT, by.company_key)
    first = ChangeCheck.objects.filter(company_id=by.company_key, pk=change_id).first()
    if first is None:  # no hat may lock what nobody may change; the turn above stands for it
        raise gone(ChangeCheck)()
    said = Said(words, changes_on, answers, tuple(units), reason)
    if after := ChangeCheck.objects.filter(corrects=first).first():
        message = _("These answers were put right already. Look at the newer ones.")
        raise audit.already(message, PUT_RIGHT, after, by=by, reason=correction.strip())
    if not correction.strip():
        raise Refused(_("Write what was wrong."))
    opening.take_back(first, by=by)
    return _write(said, by=by, at=at or clock.now(), corrects=first, correction=correction.strip())


def _just_said(said: Said, by: Actor, **more: Any) -> ChangeCheck | None:
    """The same answers by the same person, minutes ago: a second click."""
    found = ChangeCheck.objects.filter(
        company_id=by.company_key,
        answered_by_id=by.person_key,
        answered_at__gt=clock.now() - SAME_CLICK,
        **said.columns,
        **more,
    )
    chosen = set(said.units)
    return next((one for one in found if chosen <= set(one.work_units.values_list("pk", flat=True))), None)


def _write(
    said: Said, *, by: Actor, at: datetime, corrects: ChangeCheck | None = None, correction: str = ""
) -> ChangeCheck:
    found = _outcome(said)
    if found.is_nothing and not said.columns["reason"]:
        raise Refused(_("Tick what applies, or write why nothing needs another look."))
    left = opening.not_looked_at(by.company_key, found)
    check = ChangeCheck.objects.create(
        piece=make_piece(PieceKind.CHANGE_CHECK, by.company_key, by=by, at=at),
        company_id=by.company_key,
        parts=[part.value for part in found.parts],
        opened_parts=left,
        corrects=corrects,
        correction=correction,
        answered_at=at,
        answered_by_id=by.person_key,
        **said.columns,
    )
    keys = {"change": check, "piece_id": check.piece_id, "company_id": check.company_id}
    ChangeUnit.objects.bulk_create(ChangeUnit(work_unit_id=pk, **keys) for pk in sorted(found.units, key=str))
    if left:
        opening.open_parts(check, found.units, by=by, at=at)
    data = {"parts": check.parts, "units": [str(pk) for pk in found.units]}
    audit.record(PUT_RIGHT if corrects else EVENT, check, by=by, reason=correction, data=data, at=at)
    _tell(check, by)
    return check


def _outcome(said: Said) -> Outcome:
    """Of open units of the own company only, each with what is part of it."""
    chosen = set(said.units)
    in_use = WorkUnit.objects.filter(pk__in=chosen, ended_on=None).count() if chosen else 0
    if in_use != len(chosen):
        raise Refused(_("One of these units is not in use any more. Look at the list as it is now."))
    tree = tree_on() if chosen else None
    return outcome(said.columns["answers"], chosen, {unit: tree.under(unit) for unit in chosen} if tree else {})


def _tell(check: ChangeCheck, by: Actor) -> None:
    company = Company.objects.only("name", "slug").get(pk=check.company_id)
    told = {
        *people.user_ids("contacts_of", check.company_id),
        *people.user_ids("body_of", check.company_id),
        *people.user_ids("people_in_piece", check.piece_id),
    }
    outbox.queue(
        "riskanalysis.change_checked",
        recipients=by.others(told),
        context={
            "check": str(check.pk),
            "words": check.words,
            "day": check.changes_on.isoformat(),
            "company": company.name,
            "slug": company.slug,
            "parts": check.parts,
            "corrected": check.corrects_id is not None,
        },
        dedupe=f"riskanalysis.change_checked:{check.pk}",
        about=check,
        deadline_mail=False,
    )

"""What the pages of changes read, and which units were reorganised without anybody looking at what that means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from coaching.companies.models import Deed, EarlierUnit, WorkUnit
from coaching.core.ground.people import names_of
from riskanalysis.changes.models import ChangeCheck, ChangeUnit
from riskanalysis.changes.questions import REORGANISATION, Question, questions
from riskanalysis.enums import AnalysisKind, AnalysisState, SubFactor
from riskanalysis.models import RiskAnalysis

REORGANISED = (Deed.MERGED, Deed.SPLIT)


@dataclass(frozen=True)
class ChangeLine:
    """A check as lists show it. units: none is the whole company. opened: where it is looked at, for who may read that."""

    check: ChangeCheck
    units: Sequence[WorkUnit]
    answered_by: str
    opened: RiskAnalysis | None
    put_right_by: ChangeCheck | None


def changes() -> QuerySet[ChangeCheck]:
    """Checks of the place, newest first."""
    return ChangeCheck.objects.order_by("-answered_at", "id")


def as_lines(checks: Sequence[ChangeCheck]) -> list[ChangeLine]:
    """Each check with where, who, what it opened and what put it right: four queries for a page."""
    keys = [check.pk for check in checks]
    units: dict[UUID, list[WorkUnit]] = defaultdict(list)
    for row in ChangeUnit.objects.filter(change_id__in=keys).select_related("work_unit").order_by("work_unit__name"):
        units[row.change_id].append(row.work_unit)
    names = names_of({check.answered_by_id for check in checks})
    opened = {
        one.change_id: one
        for one in RiskAnalysis.objects.filter(change_id__in=keys).only("pk", "title", "state", "change_id", "parts")
    }
    after = {one.corrects_id: one for one in ChangeCheck.objects.filter(corrects_id__in=keys)}
    return [
        ChangeLine(
            check,
            units[check.pk],
            names.get(check.answered_by_id, "–"),
            opened.get(check.pk),
            after.get(check.pk),
        )
        for check in checks
    ]


@dataclass(frozen=True)
class Answered:
    """A question as it was answered with yes, and what it leads to."""

    question: Question
    parts: tuple[SubFactor, ...]


def answered_with_yes(check: ChangeCheck) -> list[Answered]:
    """What of the answers the parts come from; a question that later fell away is not shown, its parts are."""
    kept = set(check.parts)
    return [
        Answered(question, tuple(part for part in question.parts if part in kept))
        for question in questions()
        if check.answers.get(question.code)
    ]


def _last(rows: QuerySet[ChangeCheck] | QuerySet[ChangeUnit], moment: str) -> Subquery:
    return Subquery(rows.order_by(f"-{moment}").values(moment)[:1], output_field=DateTimeField())


def reorganised() -> QuerySet[WorkUnit]:
    """Units that were moved, or came from others, after the analysis of the whole was final, and no check since is about them.

    The company is known by the place; without a final analysis there is nothing to look at again.
    """
    deeds = EarlierUnit.objects.filter(company_id=OuterRef("company_id")).order_by("-recorded_at")
    moved = deeds.filter(work_unit_id=OuterRef("pk"), deed=Deed.MOVED)
    made_of = deeds.filter(work_unit__became__contains=[OuterRef("pk")], deed__in=REORGANISED)
    finals = RiskAnalysis.objects.filter(company_id=OuterRef("company_id"), state=AnalysisState.FINAL)
    whole = finals.filter(kind=AnalysisKind.WHOLE).order_by("-finalised_at")
    about = ChangeUnit.objects.filter(company_id=OuterRef("company_id"), work_unit_id=OuterRef("pk"))
    everywhere = ChangeCheck.objects.filter(company_id=OuterRef("company_id"), work_units=None)
    return (
        WorkUnit.objects.filter(ended_on=None)
        .annotate(
            reorganised_at=Greatest(
                Subquery(moved.values("recorded_at")[:1]), Subquery(made_of.values("recorded_at")[:1])
            ),
            final_at=Coalesce(
                Subquery(whole.values("finalised_at")[:1]),
                Subquery(finals.order_by("finalised_at").values("finalised_at")[:1]),
            ),
            looked_at=Greatest(_last(about, "change__answered_at"), _last(everywhere, "answered_at")),
        )
        .filter(reorganised_at__gt=F("final_at"))
        .filter(Q(looked_at=None) | Q(looked_at__lt=F("reorganised_at")))
        .order_by("name", "id")
    )


@dataclass(frozen=True)
class Proposal:
    """A check that the organisation itself proposes: its units, its day, and the answer that is known already."""

    units: tuple[WorkUnit, ...]
    on: date
    answers: tuple[str, ...] = (REORGANISATION,)


def proposal(units: Iterable[WorkUnit] | None = None) -> Proposal | None:
    """Of all units that were reorganised since; None when there are none."""
    found = list(reorganised() if units is None else units)
    if not found:
        return None
    latest: datetime = max(unit.reorganised_at for unit in found)  # type: ignore[attr-defined]  # annotated
    return Proposal(tuple(found), min(timezone.localtime(latest).date(), max(unit.since for unit in found)))


def before(units: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Unit → the closed units that it came from, as the tree knows it."""
    wanted = set(units)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for pk, became in WorkUnit.objects.filter(became__overlap=list(wanted)).values_list("pk", "became"):
        for unit in wanted & set(became):
            found[unit].append(pk)
    return found

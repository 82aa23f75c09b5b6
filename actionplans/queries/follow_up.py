"""What the pages of the carrying-out read: the list, the board, one measure with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Length

from actionplans import rules_consultation as consulting
from actionplans.enums import CARRIED_OUT, IN_FORCE, MeasureState, PreventionLevel
from actionplans.models import AdviceRequest, MeasureNote, ObjectiveFinding, PreventionMeasure
from actionplans.queries.plans import plain
from coaching.core.ground import people
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.search import containing
from coaching.core.models import AuditEvent
from riskanalysis.enums import FindingMethod
from riskanalysis.models import Finding

OPEN = (MeasureState.PLANNED, MeasureState.IN_PROGRESS, MeasureState.BLOCKED)
SORTS = {
    "due": ("due_on", "id"),
    "-due": ("-due_on", "id"),
    "code": (Length("code"), "code", "id"),
    "-code": (Length("code").desc(), "-code", "-id"),
    "state": ("state", "due_on", "id"),
    "-state": ("-state", "due_on", "id"),
    "level": ("prevention_level", "due_on", "id"),
    "-level": ("-prevention_level", "due_on", "id"),
    "progress": ("progress", "id"),
    "-progress": ("-progress", "id"),
    "budget": ("budget_eur", "id"),
    "-budget": ("-budget_eur", "id"),
    "spent": (F("spent_eur").asc(nulls_last=True), "id"),
    "-spent": (F("spent_eur").desc(nulls_last=True), "id"),
}
BOARD = (
    MeasureState.PLANNED,
    MeasureState.IN_PROGRESS,
    MeasureState.BLOCKED,
    MeasureState.DONE,
    MeasureState.VERIFIED,
    MeasureState.NOT_EFFECTIVE,
)
BOARD_CARDS = 25  # per column; the list has the rest


def measures_for(reader: Actor) -> QuerySet[PreventionMeasure]:
    """Measures of plans that are or were in force. A measure owner sees own ones only."""
    return all_measures_for(reader).filter(plan__state__in=IN_FORCE)


def all_measures_for(reader: Actor) -> QuerySet[PreventionMeasure]:
    """Also those of plans still being made. A measure owner sees own ones only."""
    found = PreventionMeasure.objects.select_related("objective", "plan")
    return found.filter(owner_id=reader.user_id) if consulting.is_only_owner(reader) else found


def narrowed(
    found: QuerySet[PreventionMeasure], wanted: dict[str, Any], today: date, reader: Actor
) -> QuerySet[PreventionMeasure]:
    """By text, state, owner, level, objective, year, or what is late; an unknown value narrows nothing."""
    if text := wanted.get("q"):
        found = found.filter(containing(text, "what", "who", "where") | Q(code__iexact=text))
    if wanted.get("state") in MeasureState.values:
        found = found.filter(state=wanted["state"])
    if wanted.get("level") in PreventionLevel.values:
        found = found.filter(prevention_level=wanted["level"])
    if wanted.get("objective"):
        found = found.filter(objective__code=wanted["objective"])
    if wanted.get("year"):
        found = found.filter(plan__year=wanted["year"])
    if wanted.get("owner"):
        found = found.filter(owner_id=reader.user_id if wanted["owner"] == "me" else wanted["owner"])
    if wanted.get("late"):
        found = found.filter(state__in=OPEN, due_on__lt=today)
    return found


@dataclass(frozen=True)
class Followed:
    """A measure as lists and boards show it."""

    measure: PreventionMeasure
    owner_name: str
    late: bool

    @property
    def finished(self) -> bool:
        return self.measure.state in CARRIED_OUT


def with_owners(
    measures: Iterable[PreventionMeasure], today: date, known: Iterable[tuple[str, str]] = ()
) -> list[Followed]:
    """Each with who follows it up; one query. known: names that the page has already, as the filter offers them."""
    rows, names = list(measures), {int(pk): name for pk, name in known}
    names |= people.names_of(row.owner_id for row in rows if row.owner_id not in names)
    return [Followed(row, names.get(row.owner_id or 0, ""), _is_late(row, today)) for row in rows]


def _is_late(measure: PreventionMeasure, today: date) -> bool:
    return measure.state in OPEN and measure.due_on is not None and measure.due_on < today


def choices_for(found: QuerySet[PreventionMeasure]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: objectives, owners and years that occur. Three queries, one for names."""
    rows = found.order_by().values_list("objective__code", "owner_id", "plan__year").distinct()[:500]
    triples = list(rows)
    names = people.names_of(owner for _, owner, _ in triples)
    codes = sorted({code for code, _, _ in triples}, key=lambda code: (len(code), code))
    return {
        "objective": [(code, code) for code in codes],
        "owner": [(str(pk), name) for pk, name in sorted(names.items(), key=lambda pair: pair[1])],
        "year": [(str(year), str(year)) for year in sorted({year for _, _, year in triples}, reverse=True)],
    }


@dataclass(frozen=True)
class Totals:
    """Of a list: how many measures, and how many workers they reached at least.

    Nobody knows who was reached by two of them, so numbers are not added up: the measure that reached most counts, and
    never more workers than the company has.
    """

    measures: int
    reached: int
    headcount: int | None = None


def totals(found: QuerySet[PreventionMeasure], headcount: int | None = None) -> Totals:
    counted = found.order_by().aggregate(measures=Count("*"), reached=Max("workers_reached"))
    most = int(counted["reached"] or 0)
    return Totals(counted["measures"], most if headcount is None else min(most, headcount), headcount)


def listed(found: QuerySet[PreventionMeasure], needs: Iterable[str] = ()) -> QuerySet[PreventionMeasure]:
    """Only what a line of the list shows. needs: what its columns read besides name and status."""
    reads = {"code", "what", "state", "due_on", "done_on", "owner_id", *needs}
    along = {name.split("__")[0] for name in reads if "__" in name}
    return found.select_related(*along or (None,)).only(*reads)


@dataclass(frozen=True)
class TracedFinding:
    """A finding that a measure answers, as far as the reader may know it."""

    code: str
    hazard: str
    colour: str
    score: str


def trace_of(measure: PreventionMeasure, reader: Actor) -> list[TracedFinding]:
    """The findings behind a measure. Members of the body read them from the plan as it was put to them."""
    if reader.hat == Hat.CPBW:
        return _frozen_trace(measure)
    ties = ObjectiveFinding.objects.filter(objective_id=measure.objective_id).select_related("finding")
    found = [tie.finding for tie in ties.order_by(Length("finding__code"), "finding__code")]
    return [TracedFinding(f.code, f.hazard, f.colour, plain(f.kinney_score)) for f in found]


def _frozen_trace(measure: PreventionMeasure) -> list[TracedFinding]:
    advice_request = (
        AdviceRequest.objects.filter(global_plan_id=measure.objective.plan_id).order_by("-created_at").first()
    )
    objectives = advice_request.frozen.get("objectives", []) if advice_request else []
    return [
        TracedFinding(row["code"], row["hazard"], row["colour"], row["kinney_score"])
        for objective in objectives
        if objective["code"] == measure.objective.code
        for row in objective["findings"]
    ]


def kinney_findings(measure: PreventionMeasure) -> list[Finding]:
    """Findings behind a measure that were judged by Kinney, the worst first."""
    ties = ObjectiveFinding.objects.filter(objective_id=measure.objective_id).values("finding_id")
    return list(Finding.objects.filter(pk__in=ties, method=FindingMethod.KINNEY).order_by("-kinney_score"))


def old_score(measure: PreventionMeasure) -> Decimal | None:
    """The highest Kinney score before the measure."""
    found = kinney_findings(measure)
    return found[0].kinney_score if found else None


@dataclass(frozen=True)
class NoteLine:
    """Progress or evidence, as the measure's page shows it. url: where its file is downloaded; "" without one."""

    text: str
    at: datetime
    by_name: str
    is_evidence: bool
    file_name: str
    url: str


def notes_of(measure: PreventionMeasure, reader: Actor, address: Callable[[UUID], str]) -> list[NoteLine]:
    """Progress and evidence, newest first; not for members of the body. address: of a note's file."""
    if reader.hat == Hat.CPBW:
        return []
    found = list(MeasureNote.objects.filter(measure_id=measure.pk).order_by("-at", "id")[:200])
    names = people.names_of(note.by_id for note in found)
    return [
        NoteLine(
            note.text,
            note.at,
            names.get(note.by_id or 0, ""),
            note.is_evidence,
            note.file_name,
            address(note.pk) if note.file else "",
        )
        for note in found
    ]


def reason_of(measure: PreventionMeasure, reader: Actor) -> str:
    """Why it is blocked, cancelled or not effective."""
    if reader.hat == Hat.CPBW or measure.state not in (
        MeasureState.BLOCKED,
        MeasureState.CANCELLED,
        MeasureState.NOT_EFFECTIVE,
    ):
        return ""
    events = AuditEvent.objects.filter(subject_id=measure.pk, target=measure.state).order_by("-at")
    return events.values_list("reason", flat=True).first() or ""

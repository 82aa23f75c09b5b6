"""A yearly plan that was edited outside, compared with how it stands now, and read back: as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.bringing.common import Owners, by_words, measure_values, objective_of
from actionplans.actions.measures import PLANNING, add_measure, change_measure, delete_measure
from actionplans.enums import ImportKind, MeasureState
from actionplans.importing import plan_sheet
from actionplans.importing.plan_sheet import (
    COLUMNS,
    KEY,
    READING,
    TEXTS,
    Key,
    cells_of,
    plain_of,
    plain_value,
    read_key,
)
from actionplans.importing.reading import Cells, Row, Sheet, sheet_of, tidy
from actionplans.models import AnnualActionPlan, Objective, PlanImport, PreventionMeasure
from actionplans.queries.annual import Planned, measures_of, objectives_to_choose
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.paper.exports import cell as safe
from coaching.core.reading.faults import Fault
from coaching.core.tenancy.models import lock, sent_before

COLUMN_OF = {"owner": "owner_id"}  # what the action calls it


@dataclass(frozen=True)
class Difference:
    """One column of one measure. both: changed in the file and here since the file was made, so somebody chooses."""

    name: str
    title: str
    yours: str
    now: str
    both: bool


@dataclass(frozen=True)
class Changed:
    measure: PreventionMeasure
    line: int
    differences: tuple[Difference, ...]
    values: Mapping[str, Any]  # by the action's names, of each difference


@dataclass(frozen=True)
class Added:
    line: int
    objective: Objective
    values: Mapping[str, Any]


@dataclass
class Compared:
    """seen: a mark of how the plan stood: what is chosen about one state is not done to another."""

    changed: list[Changed] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    gone: list[PreventionMeasure] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    same: int = 0
    seen: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.added or self.gone)


@transaction.atomic
def hand_in_sheet(
    *, plan: AnnualActionPlan, name: str, content: bytes, by: Actor, at: datetime | None = None
) -> PlanImport:
    """Keep the file until its differences were looked at. Raises Unreadable; Refused when it is not of this plan."""
    by.check(rules.IMPORT)
    plan = AnnualActionPlan.objects.get(pk=plan.pk)
    rules.check_editable(plan)
    sheet = sheet_of(content, ImportKind.MEASURES, READING)
    known = _known(plan)
    if not any((key := read_key(row.cells.get(KEY, ""))) and key.measure in known for row in sheet.rows):
        raise Refused(
            _(
                "This file was not taken from this plan, or its hidden column is gone. Take a new one, "
                "or bring it in as an action list."
            )
        )
    kept = PlanImport(
        company_id=by.company_key,
        kind=ImportKind.SHEET,
        plan=plan,
        file_name=name[:100],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_by_id=by.user_id,
        created_at=at or clock.now(),
    )
    if there := sent_before(kept):
        return there
    kept.save(force_insert=True)
    audit.record("actionplans.plan_file_handed_in", kept, by=by, at=kept.created_at, data={"sha256": kept.sha256})
    return kept


def _known(plan: AnnualActionPlan) -> dict[UUID, PreventionMeasure]:
    """Measures by the key that the file has: their own, or of the measure in the version that this one amends."""
    rows = PreventionMeasure.objects.filter(plan_id=plan.pk).select_related("objective")
    found: dict[UUID, PreventionMeasure] = {}
    for row in rows:
        found[row.pk] = row
        if row.carried_from_id:
            found.setdefault(row.carried_from_id, row)
    return found


def compare(plan: AnnualActionPlan, content: bytes) -> Compared:
    """What the file would change. Raises Unreadable. Writes nothing."""
    sheet = sheet_of(content, ImportKind.MEASURES, READING)
    return _Comparing(plan, sheet).compared()


class _Comparing:
    def __init__(self, plan: AnnualActionPlan, sheet: Sheet) -> None:
        self.plan, self.sheet, self.found = plan, sheet, Compared(faults=list(sheet.faults), notes=list(sheet.notes))
        self.known, self.owners = _known(plan), Owners(plan.company_id)
        self.objectives = by_words(objectives_to_choose(plan))
        self.shown: dict[UUID, Planned] = {row.measure.pk: row for row in measures_of(plan)}
        self.read: dict[UUID, int] = {}

    def compared(self) -> Compared:
        self._columns()
        for row in self.sheet.rows:
            key = read_key(row.cells.get(KEY, ""))
            if key is None:
                self._new(row)
            elif measure := self.known.get(key.measure):
                self._known_row(row, measure, key)
            else:
                said = _("was taken out of the plan meanwhile; the row is left")
                self.found.notes.append(Fault(row.line, "", row.cells.get("what", "")[:100], said))
        for measure in self.known.values():
            if measure.pk not in self.read and measure.state in PLANNING and measure not in self.found.gone:
                self.found.gone.append(measure)
        self.found.faults.sort(key=lambda fault: (fault.line, fault.column))
        parts = sorted(f"{row.measure.pk}{row.measure.version}{row.measure.state}" for row in self.shown.values())
        self.found.seen = hashlib.sha256("".join([str(self.plan.state), *parts]).encode()).hexdigest()[:16]
        return self.found

    def _columns(self) -> None:
        """A column that was taken out changes nothing; without `what` there is no table."""
        self.columns = [name for name in COLUMNS if name in self.sheet.fields]

    def _known_row(self, row: Row, measure: PreventionMeasure, key: Key) -> None:
        if measure.pk in self.read:
            said = _("is the same measure as line %(n)s; clear the hidden cell of a row that is to be a new one")
            self.found.faults.append(Fault(row.line, "", measure.code, said % {"n": self.read[measure.pk]}))
            return
        self.read[measure.pk] = row.line
        values, differences = {}, []
        cells = Cells(row, ImportKind.MEASURES, READING, self.found.faults)
        shown = cells_of(self.shown[measure.pk]) if measure.pk in self.shown else {}
        for name in self.columns:
            before = len(self.found.faults)
            if name in TEXTS and self._as_shown(row, name, shown):
                continue
            value = self._value(cells, name)
            if len(self.found.faults) > before:
                continue
            told = self._plain(name, value)
            now = plain_value(measure, name)
            if told == now or plan_sheet.mark(told) == key.marks[name]:
                continue  # the same, or changed here alone
            both = plan_sheet.mark(now) != key.marks[name]
            values[COLUMN_OF.get(name, name)] = value
            title = str(plan_sheet.fields()[name].title)
            yours = str(row.cells.get(name, "")).strip()
            differences.append(Difference(name, title, yours, _in_words(shown.get(name)), both))
        if differences and measure.state not in PLANNING:
            said = _("is being carried out, or has ended; it cannot be rewritten")
            self.found.faults.append(Fault(row.line, differences[0].name, measure.code, said))
        elif differences:
            self.found.changed.append(Changed(measure, row.line, tuple(differences), values))
        else:
            self.found.same += 1

    def _as_shown(self, row: Row, name: str, shown: Mapping[str, Any]) -> bool:
        longest = plan_sheet.fields()[name].longest
        return tidy(row.cells.get(name, ""), longest) == tidy(str(safe(shown.get(name, ""))), longest)

    def _value(self, cells: Cells, name: str) -> Any:
        if name in TEXTS:
            text = cells.text(name)
            if name == "what" and not text:
                cells.wrong(name, _("is empty"))
            return text
        if name == "objective":
            found = objective_of(cells.text(name), self.objectives)
            if found is None:
                cells.wrong(name, _("is no objective of the five-year plan"))
            return found
        if name == "owner":
            return self.owners.read(cells)
        if name == "due_on":
            day = cells.day(name)
            if day and not self.plan.has_day(day):
                cells.wrong(name, _("lies outside the year of the plan (%(year)s)") % {"year": self.plan.label})
            return day
        if name == "budget_eur":
            return cells.amount(name) or 0
        return cells.flag(name) if name == "voluntary" else cells.choice(name)

    def _plain(self, name: str, value: Any) -> str:
        if name == "objective":
            return str(value.pk) if value else ""
        return str(value or "") if name == "owner" else plain_of(name, value)

    def _new(self, row: Row) -> None:
        if not row.cells.get("what", "").strip():
            return
        before = len(self.found.faults)
        cells = Cells(row, ImportKind.MEASURES, READING, self.found.faults)
        values = {**measure_values(cells, self.owners)}
        objective = self._value(cells, "objective")
        if values["due_on"] and not self.plan.has_day(values["due_on"]):
            self._value(cells, "due_on")
        if len(self.found.faults) == before and objective:
            self.found.added.append(Added(row.line, objective, values))


def _in_words(value: Any) -> str:
    return str(localize(value)) if value not in (None, "") else ""


@transaction.atomic
def read_back(
    *,
    kept: PlanImport,
    seen: str,
    chosen: Mapping[tuple[UUID, str], str],
    remove: Collection[UUID] = (),
    by: Actor,
    at: datetime | None = None,
) -> PlanImport:
    """Write what the file changes. chosen: of what both changed, per measure and column “yours” or “now”.

    remove: measures that are not in the file and are taken out of the plan. Raises Refused: a fault, a choice that is missing,
    the plan changed since `seen`; AlreadyDone for who clicks twice.
    """
    by.check(rules.IMPORT)
    kept = lock(PlanImport.objects.all(), pk=kept.pk)
    if kept.done_at:
        raise audit.already(_("This file was read back already."), "actionplans.plan_read_back", kept, by=by)
    if kept.content is None or kept.plan_id is None:
        raise Refused(_("This file is not kept any more. Hand it in again."))
    plan = lock(AnnualActionPlan.objects.all(), pk=kept.plan_id)
    rules.check_editable(plan)
    found = compare(plan, bytes(kept.content))
    if found.seen != seen:
        raise Refused(_("Somebody changed this plan while you were looking. Look at the differences again."))
    if found.faults:
        raise Refused(_("There are mistakes in the file. Mend them and hand it in again."))
    moment = at or clock.now()
    counts = _write(plan, found, chosen, set(remove), by, moment)
    kept.done_at, kept.content, kept.outcome = moment, None, {"counts": counts}
    kept.save(update_fields=["done_at", "content", "outcome"])
    audit.record("actionplans.plan_read_back", kept, by=by, at=moment, data={**counts, "sha256": kept.sha256})
    return kept


def _write(
    plan: AnnualActionPlan,
    found: Compared,
    chosen: Mapping[tuple[UUID, str], str],
    remove: set[UUID],
    by: Actor,
    moment: datetime,
) -> dict[str, int]:
    counts = {"changed": 0, "added": 0, "removed": 0}
    for one in found.changed:
        values = _taken(one, chosen)
        if not values:
            continue
        objective = values.pop("objective", None)
        with _named(one.measure):
            change_measure(
                measure=one.measure, opened_with=one.measure.version, objective=objective, by=by, at=moment, **values
            )
        counts["changed"] += 1
    for new in found.added:
        add_measure(plan=plan, objective=new.objective, by=by, at=moment, **new.values)
        counts["added"] += 1
    for measure in found.gone:
        if measure.pk in remove:
            with _named(measure):
                delete_measure(measure=measure, by=by, at=moment)
            counts["removed"] += 1
    return counts


def _taken(one: Changed, chosen: Mapping[tuple[UUID, str], str]) -> dict[str, Any]:
    """Raises Refused when somebody still has to choose."""
    values = {}
    for difference in one.differences:
        column = COLUMN_OF.get(difference.name, difference.name)
        choice = chosen.get((one.measure.pk, difference.name), "") if difference.both else "yours"
        if choice not in ("yours", "now"):
            raise Refused(
                _("Choose for %(measure)s which “%(column)s” stays.")
                % {"measure": one.measure.code, "column": difference.title}
            )
        if choice == "yours":
            values[column] = one.values[column]
    return values


@contextmanager
def _named(measure: PreventionMeasure) -> Iterator[None]:
    """A refusal inside says which measure it is about."""
    try:
        yield
    except Refused as refusal:
        if type(refusal) is not Refused:  # what is done already, or gone, says so itself
            raise
        raise Refused(f"{measure.code}: {refusal.message}") from refusal


def taken_rows(plan: AnnualActionPlan) -> list[Planned]:
    """What goes into the file: all but what was cancelled."""
    return [row for row in measures_of(plan) if row.measure.state != MeasureState.CANCELLED]

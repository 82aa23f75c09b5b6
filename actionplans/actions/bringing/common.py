"""What every kind of file shares: row by row, each by the action of its form, what is refused named with its line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.measures import active_owners, add_measure, plan_measure
from actionplans.importing import words
from actionplans.importing.headings import Reading
from actionplans.importing.reading import Cells, Row, Sheet
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from coaching.core.ground import people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.reading.cells import fold
from coaching.core.reading.faults import Fault


@dataclass(frozen=True)
class Target:
    """Where the rows go; None: where they can only go. ready: measures that are complete are marked as ready."""

    key: UUID | None = None
    ready: bool = False


@dataclass(frozen=True)
class Made:
    """Something that a row made, or would make. what: the name of its kind (finding, objective, measure, plan, analysis)."""

    line: int
    what: str
    words: str

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "what": self.what, "words": self.words}


@dataclass
class Brought:
    """What a file brought, or would bring; nothing was written when there are faults."""

    rows: int = 0
    made: list[Made] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    into: str = ""

    def counted(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in self.made:
            found[one.what] = found.get(one.what, 0) + 1
        return found


class Bringing(ABC):
    """Brings the rows of one file; the whole is one transaction of the caller."""

    kind: str

    def __init__(self, reading: Reading, target: Target, by: Actor, at: datetime) -> None:
        self.reading, self.target, self.by, self.at = reading, target, by, at
        self.done = Brought()

    def bring(self, sheet: Sheet) -> Brought:
        """Raises Refused when there is nothing that the rows can go into."""
        self.done.rows = len(sheet.rows)
        self.done.faults, self.done.notes = list(sheet.faults), list(sheet.notes)
        self.begin(sheet)
        for row in sheet.rows:
            before = len(self.done.faults)
            cells = Cells(row, self.kind, self.reading, self.done.faults)
            try:
                with transaction.atomic():
                    self.row(row, cells)
                    if len(self.done.faults) > before:
                        transaction.set_rollback(True)
            except Refused as refusal:
                self.done.faults.append(Fault(row.line, "", "", str(refusal.message)))
        self.done.faults.sort(key=lambda fault: (fault.line, fault.column))
        return self.done

    @abstractmethod
    def begin(self, sheet: Sheet) -> None:
        """Find, or make, what the rows go into."""

    @abstractmethod
    def row(self, row: Row, cells: Cells) -> None:
        """Bring one row."""

    def made(self, line: int, what: str, text: str) -> None:
        self.done.made.append(Made(line, what, text))

    def note(self, line: int, reason: str, value: str = "", column: str = "") -> None:
        self.done.notes.append(Fault(line, column, value[:100], reason))


class Owners:
    """Who may follow measures up, by their names as they stand here."""

    def __init__(self, company_id: UUID) -> None:
        names = people.names_of(active_owners(company_id).values_list("user_id", flat=True))
        self.by_name: dict[str, set[int]] = {}
        for key, name in names.items():
            self.by_name.setdefault(fold(name), set()).add(key)

    def read(self, cells: Cells) -> int | None:
        text = cells.text("owner")
        if not text:
            return None
        found = self.by_name.get(fold(text), set())
        if len(found) == 1:
            return next(iter(found))
        reason = _("is the name of more than one person here; leave it empty and choose the person on the page")
        cells.wrong("owner", reason if found else _("is nobody of this company who has an account here"))
        return None


def is_over(cells: Cells) -> str:
    """The words that say that a measure is done or dropped; "" for one that is still to be done."""
    text = cells.text("status")
    said = fold(text)
    if said in words.DONE:
        return text
    if said not in words.OPEN:
        cells.wrong("status", _("does not tell whether it is still to be done; write for example “open” or “done”"))
    return ""


def measure_values(cells: Cells, owners: Owners, indicator: str = "indicator") -> dict[str, Any]:
    """The columns of a measure as its action takes them."""
    texts = {name: cells.text(name) for name in ("what", "why", "who", "how", "where")}
    return {
        **texts,
        "indicator": cells.text(indicator),
        "due_on": cells.day("due_on"),
        "prevention_level": cells.choice("prevention_level"),
        "voluntary": cells.flag("voluntary"),
        "owner_id": owners.read(cells),
        "budget_eur": cells.amount("budget_eur") or 0,
    }


class Measures:
    """Brings measures into one yearly plan; one that stands there already is left as it is."""

    def __init__(self, bringing: Bringing, plan: AnnualActionPlan) -> None:
        self.bringing, self.plan = bringing, plan
        self.there = {
            (row.objective_id, fold(row.what)): row.code for row in PreventionMeasure.objects.filter(plan_id=plan.pk)
        }

    def add(self, line: int, objective: Objective, values: Mapping[str, Any]) -> None:
        same = (objective.pk, fold(values["what"]))
        if same in self.there:
            said = _("stands in the plan already as %(code)s; it stays as it is") % {"code": self.there[same]}
            self.bringing.note(line, said, values["what"], "what")
            return
        by, at = self.bringing.by, self.bringing.at
        measure = add_measure(plan=self.plan, objective=objective, by=by, at=at, **values)
        self.there[same] = measure.code
        ready = self.bringing.target.ready and measure.owner_id and not rules.missing_in_measure(measure)
        if ready:
            plan_measure(measure=measure, by=by, at=at)
        text = f"{self.plan.label} {measure} ({objective.code})"
        told = _("marked as ready")
        self.bringing.made(line, "measure", f"{text}, {told}" if ready else text)


def objective_of(text: str, objectives: Mapping[str, Objective]) -> Objective | None:
    """By its code, its words, or both; keys as `by_words` made them."""
    said = fold(text)
    return objectives.get(said) or objectives.get(said.split(" ")[0].upper() if said else "")


def by_words(objectives: Any) -> dict[str, Objective]:
    found: dict[str, Objective] = {}
    for one in objectives:
        found |= {fold(one.text): one, fold(f"{one.code} {one.text}"): one, one.code: one, fold(one.code): one}
    return found

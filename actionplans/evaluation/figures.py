"""Where the objectives of a five-year plan stand: asked here and nowhere else, so that what measures them can change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.queries.indicators import sentence_of
from actionplans.queries.renewal import outcome_of
from actionplans.values import queries as values
from actionplans.values.enums import Standing as Course
from coaching.core.ground.figures import figure


@dataclass(frozen=True)
class Standing:
    """An objective with its last figure, if there is one. reached: True or False where that can be told, else None.

    course: how it stands by its values, where nobody noted an end.
    """

    objective: Objective
    value: Decimal | None = None
    words: str = ""
    reached: bool | None = None
    course: Course | None = None

    @property
    def aim(self) -> str:
        return sentence_of(self.objective)

    @property
    def now(self) -> str:
        """The last figure with its unit; "" where none was noted."""
        return "\u00a0".join(filter(None, (figure(self.value), self.objective.unit))) if self.value is not None else ""

    @property
    def label(self) -> str:
        if self.reached is None and self.course in (Course.ON_COURSE, Course.BEHIND):
            return str(self.course.label)
        return {True: _("reached"), False: _("not reached"), None: _("not measured yet")}[self.reached]

    def is_due(self, last_day: date) -> bool:
        """Whether it was to be reached by the end of that year."""
        return self.objective.by_year <= last_day.year


def standings_of(plan: GlobalPreventionPlan, objectives: Iterable[Objective], day: date) -> list[Standing]:
    """From its values up to a day; without any, or at the end of the plan, from what was noted of each (ADR 0068).

    The objectives come with `measured_by` and `plan`. One query.
    """
    return [_standing(plan, one, day) for one in values.standings(list(objectives), day)]


def _standing(plan: GlobalPreventionPlan, stood: values.ObjectiveStanding, day: date) -> Standing:
    noted = _noted(plan, stood.objective)
    return noted if noted and (stood.last is None or day >= plan.end) else _measured(stood, day)


def _noted(plan: GlobalPreventionPlan, row: Objective) -> Standing | None:
    said = outcome_of(plan, row)
    reached = {"yes": True, "partly": False, "no": False}.get(said.reached)
    if reached is None and said.typed is None and not said.words:
        return None
    return Standing(row, said.typed, said.words, _computed(row, said.typed) if reached is None else reached)


def _measured(stood: values.ObjectiveStanding, day: date) -> Standing:
    """Not reached is said from its last day on; before, an objective is on course or behind."""
    if stood.last is None:
        return Standing(stood.objective)
    ended = stood.course.target is not None and day >= stood.course.ends
    reached = True if stood.standing == Course.REACHED else (False if ended else None)
    return Standing(stood.objective, stood.last.value, stood.where, reached, stood.standing)


def _computed(row: Objective, value: Decimal | None) -> bool | None:
    """From figures alone: at or beyond the target, seen from where it began."""
    if value is None or row.target is None:
        return None
    if row.baseline is None or row.baseline == row.target:
        return value == row.target
    return value <= row.target if row.target < row.baseline else value >= row.target

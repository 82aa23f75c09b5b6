"""Where the objectives of a five-year plan stood at the end of a year: by their values, else by what was noted of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.queries.indicators import sentence_of
from actionplans.queries.renewal import outcome_of
from actionplans.values.enums import Standing as Course
from actionplans.values.queries import ObjectiveStanding, standings
from coaching.core.ground.figures import figure

ENDED = {"yes": True, "partly": False, "no": False}


@dataclass(frozen=True)
class Standing:
    """An objective and where it stands. measured: by its values up to the end of the year.

    value, words: what was noted at the end of the five years (ADR 0068), which goes before what figures say, or the unit
    that they are of. reached: True or False where that can be told, else None.
    """

    objective: Objective
    measured: ObjectiveStanding
    value: Decimal | None = None
    words: str = ""
    reached: bool | None = None

    @property
    def aim(self) -> str:
        return sentence_of(self.objective)

    @property
    def now(self) -> str:
        """The last figure with its unit and day, and what it was when the year began; "" where none is known."""
        last, before = self.measured.last, self.measured.before
        if last is None:
            return self._with_unit(self.value)
        said = f"{self._with_unit(last.value)} ({date_format(last.on, 'SHORT_DATE_FORMAT')})"
        if before is None or before == last:
            return said
        return _("%(now)s, from %(before)s") % {"now": said, "before": self._with_unit(before.value)}

    @property
    def label(self) -> str:
        if self.reached is None and self.measured.last is not None:
            return str(self.measured.standing.label)
        return {True: _("reached"), False: _("not reached"), None: _("not measured yet")}[self.reached]

    def is_due(self, last_day: date) -> bool:
        """Whether it was to be reached by the end of that year."""
        return self.objective.by_year <= last_day.year

    def _with_unit(self, value: Decimal | None) -> str:
        return "\u00a0".join(filter(None, (figure(value), self.measured.unit))) if value is not None else ""


def standings_of(
    plan: GlobalPreventionPlan, objectives: Iterable[Objective], since: date, until: date
) -> list[Standing]:
    """At the end of a year (`until`; today, while it runs), compared with its first day. One query."""
    return [_standing(plan, row, until) for row in standings(list(objectives), until, since)]


def _standing(plan: GlobalPreventionPlan, row: ObjectiveStanding, day: date) -> Standing:
    said = outcome_of(plan, row.objective)
    reached = ENDED[said.reached] if said.reached in ENDED else _reached(row, said.typed, day)
    return Standing(row.objective, row, said.typed, said.words or row.where, reached)


def _reached(row: ObjectiveStanding, noted: Decimal | None, day: date) -> bool | None:
    """By its values; before the last day it is on course or behind, not yet “not reached”."""
    if row.last is None:
        return None if noted is None or row.course.target is None else row.course.met_by(noted)
    if row.standing == Course.REACHED:
        return True
    return False if row.course.target is not None and day >= row.course.ends else None

"""What a five-year plan brought, per objective."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.values.charts import sentence_of
from actionplans.values.enums import Standing
from actionplans.values.queries import ObjectiveStanding, objectives_standing


@dataclass(frozen=True)
class Outcome:
    """Whether an objective was reached ("yes", "partly", "no" or not said), its last figure and words to it.

    by_values: how it stands by its values, in a sentence, where these tell whether it was reached; then nobody is asked.
    """

    objective: Objective
    reached: str = ""
    value: str = ""
    words: str = ""
    by_values: str = ""

    @property
    def label(self) -> str:
        return {"yes": _("reached"), "partly": _("partly reached"), "no": _("not reached")}.get(self.reached, "")

    @property
    def typed(self) -> Decimal | None:
        """The figure that was filled in."""
        return self.figure if self.value else None

    @property
    def figure(self) -> Decimal | None:
        """Where the next plan begins: the last figure, else where this one began."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return self.objective.baseline


def outcome_of(plan: GlobalPreventionPlan, objective: Objective) -> Outcome:
    said: dict[str, Any] = plan.reached.get(objective.code, {})
    return Outcome(objective, said.get("reached", ""), said.get("value", ""), said.get("words", ""))


def outcomes_of(plan: GlobalPreventionPlan) -> list[Outcome]:
    """Of every objective of the plan; none where nothing was said. One query."""
    if not plan.conclusion:
        return []
    return [outcome_of(plan, row) for row in plan.objectives.order_by("code")]


def outcomes_to_tell(plan: GlobalPreventionPlan) -> list[Outcome]:
    """Of every objective: computed where there are values and a target, else as it was said before. Three queries."""
    return [_computed(outcome_of(plan, row.objective), row) for row in objectives_standing(plan.pk, on=plan.end)]


def _computed(said: Outcome, row: ObjectiveStanding) -> Outcome:
    """Reached, or partly when the last value is better than where it began."""
    if row.last is None or row.standing == Standing.FOLLOWED:
        return said
    course, last = row.course, row.last.value
    nearer = course.baseline is not None and last != course.baseline and course.at_least_as_good(last, course.baseline)
    reached = "yes" if row.standing == Standing.REACHED else "partly" if nearer else "no"
    return replace(said, reached=reached, value=str(last), by_values=sentence_of(row))

"""What a five-year plan brought, per objective."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import GlobalPreventionPlan, Objective


@dataclass(frozen=True)
class Outcome:
    """Whether an objective was reached ("yes", "partly", "no" or not said), its last figure and words to it."""

    objective: Objective
    reached: str = ""
    value: str = ""
    words: str = ""

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

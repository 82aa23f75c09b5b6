"""Who judges, what a score counts for, and how far judgements lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.roles import Role, grant
from coaching.programmes.enums import ApplicationState
from coaching.programmes.layers import FULL_WEIGHT, Criterion
from coaching.programmes.rules import ASSESS, DECIDE

PLAN_ROUNDS = grant("programmes.plan_rounds", Role.ADMINISTRATOR)
ASSIGN = grant("programmes.assign", Role.ADMINISTRATOR)
SCORE = grant("programmes.score", Role.ASSESSOR, Role.ADMINISTRATOR)
PROPOSE = grant("programmes.propose", Role.ADMINISTRATOR)
RELEASE = grant("programmes.release", Role.ADMINISTRATOR)
NOTE = grant("programmes.note", Role.ADMINISTRATOR, Role.ASSESSOR)
WRITE = grant("programmes.write_to_companies", Role.ADMINISTRATOR)

# Work on several files at once. What goes on per file is done where it can be; a release is all or nothing.
BULK = {
    "release": RELEASE,
    "take_up": ASSESS,
    "propose": PROPOSE,
    "assign": ASSIGN,
    "place": PLAN_ROUNDS,
    "ask": ASSESS,
    "reject": DECIDE,
    "mail": WRITE,
}
VERBS = ("approve", "reject", "waitlist")
PROPOSABLE = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)  # one that waits is taken up with the proposal
OUTWARD = ("ask", "reject", "mail")  # what a company reads: looked at once more before it leaves
TOO_MANY = _("At most %(most)s files at a time. Narrow the list with its filters.")
TENTH = Decimal("0.1")
FAR_APART = 25  # points of 100 between the lowest and the highest total: talk about it first


NOTHING_TO_SCORE = _(
    "This application was begun with an edition of the layer that has no criteria, so there is nothing to score. The "
    "programme decides by the answers and gives its reason. For later applications: put an edition with criteria in use."
)


def total_of(criteria: Sequence[Criterion], scores: Mapping[str, Any]) -> Decimal:
    """0–100: each score as a share of its highest, times the criterion's weight (weights make 100 together)."""
    total = sum(
        (Decimal(c.weight) * Decimal(int(scores[c.code]["points"])) / Decimal(c.most) for c in criteria), Decimal(0)
    )
    weights = sum(c.weight for c in criteria) or FULL_WEIGHT
    return (total * FULL_WEIGHT / weights).quantize(TENTH, ROUND_HALF_UP)


def faults_of(criteria: Sequence[Criterion], scores: Mapping[str, Any]) -> list[str]:
    """Codes of criteria without a score between 0 and their highest."""
    return [c.code for c in criteria if not _within(scores.get(c.code, {}).get("points"), c.most)]


def _within(points: Any, most: int) -> bool:
    return isinstance(points, int) and not isinstance(points, bool) and 0 <= points <= most


@dataclass(frozen=True)
class Spread:
    """Mean, lowest and highest of some totals or scores."""

    mean: Decimal
    lowest: Decimal
    highest: Decimal

    @property
    def width(self) -> Decimal:
        return self.highest - self.lowest

    @property
    def far_apart(self) -> bool:
        return self.width > FAR_APART


def spread(values: Iterable[Decimal | int]) -> Spread | None:
    rows = [Decimal(value) for value in values]
    if not rows:
        return None
    mean = (sum(rows, Decimal(0)) / len(rows)).quantize(TENTH, ROUND_HALF_UP)
    return Spread(mean, min(rows), max(rows))

"""Objectives and their indicators in sentences: pages, PDFs and files say “at most 70”, never “<= 70”."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from actionplans.models import Objective
from coaching.core.ground.figures import figure, in_words


def sentence_of(objective: Objective) -> str:
    """“Kinney score of the lifting: at most 70 by the end of 2027; at the start 252.” What is not known is left out."""
    return said_of(
        indicator=objective.indicator,
        baseline=objective.baseline,
        target=objective.target,
        unit=objective.unit,
        by_year=objective.by_year,
    )


def said_of(*, indicator: str, baseline: Any, target: Any, unit: str, by_year: Any) -> str:
    """The same from the plain values of a frozen plan, in which figures are texts."""
    named = in_words(indicator)
    if not figure(target):
        return _("%(indicator)s, by the end of %(year)s") % {"indicator": named, "year": by_year} if named else ""
    goal = _("%(goal)s by the end of %(year)s") % {"goal": _goal(baseline, target, unit), "year": by_year}
    if figure(baseline):
        goal = _("%(goal)s; at the start %(start)s") % {"goal": goal, "start": _with_unit(baseline, unit)}
    return _("%(indicator)s: %(goal)s") % {"indicator": named, "goal": goal} if named else goal


def _goal(baseline: Any, target: Any, unit: str) -> str:
    """Down is “at most”, up is “at least”; where the start is not known, the figure alone."""
    aim = _with_unit(target, unit)
    if not figure(baseline) or Decimal(str(baseline)) == Decimal(str(target)):
        return aim
    lower = Decimal(str(target)) < Decimal(str(baseline))
    return (_("at most %(value)s") if lower else _("at least %(value)s")) % {"value": aim}


def _with_unit(value: Any, unit: str) -> str:
    return "\u00a0".join(filter(None, (figure(value), unit)))

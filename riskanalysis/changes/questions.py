"""The questions of the change check, and what answers lead to. No rows are read here.

Questions are data (`data/changes.json`): each names the sub-factors that it opens, why, and the article behind it where
there is one. An answer that was given keeps its own outcome: later questions change nothing of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from riskanalysis.enums import SubFactor

REORGANISATION = "reorganisation"  # what a merged, split or moved unit proposes


@dataclass(frozen=True)
class Question:
    """parts: the sub-factors that a yes opens. source: the article, "" for our own choice."""

    code: str
    parts: tuple[SubFactor, ...]
    source: str
    asks: Mapping[str, str]
    why: Mapping[str, str]

    @property
    def words(self) -> str:
        return self.asks[_language()]

    @property
    def written(self) -> str:
        """Where the law says so."""
        book = self.source.removeprefix("Codex ")
        if not self.source or "." in book:
            return self.source
        return str(_("Codex, book %(book)s")) % {"book": book}

    @property
    def reason(self) -> str:
        return self.why[_language()]


def _language() -> str:
    asked = (get_language() or "nl")[:2]
    return asked if asked in {"nl", "fr", "en"} else "nl"


@cache
def questions() -> tuple[Question, ...]:
    told = json.loads((Path(__file__).parents[1] / "data" / "changes.json").read_text())
    return tuple(
        Question(one["code"], tuple(SubFactor(part) for part in one["parts"]), one["source"], one["asks"], one["why"])
        for one in told
    )


@dataclass(frozen=True)
class Outcome:
    """Which sub-factors are looked at again, where (no unit: in the whole company), and because of which questions."""

    parts: tuple[SubFactor, ...]
    units: frozenset[UUID]
    because: Mapping[SubFactor, tuple[str, ...]]

    @property
    def is_nothing(self) -> bool:
        return not self.parts


def outcome(
    answers: Mapping[str, bool], units: Iterable[UUID] = (), below: Mapping[UUID, Iterable[UUID]] | None = None
) -> Outcome:
    """Exactly the parts that the questions answered with yes name, in the order of the A's.

    below: unit → all that is part of it, which comes along (subject/methods.md#when-the-work-changes).
    """
    because: dict[SubFactor, tuple[str, ...]] = {}
    for question in questions():
        if answers.get(question.code):
            for part in question.parts:
                because[part] = (*because.get(part, ()), question.code)
    chosen = set(units)
    for unit in list(chosen):
        chosen |= set((below or {}).get(unit, ()))
    return Outcome(tuple(part for part in SubFactor if part in because), frozenset(chosen), because)

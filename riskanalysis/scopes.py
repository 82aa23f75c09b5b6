"""What an analysis looks at, as squares: units (rows) and sub-factors. What covers what is decided here alone (ADR 0063)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskanalysis.enums import SubFactor

EVERYBODY = None  # the row of what concerns the whole organisation
ALL_FACTORS = frozenset(SubFactor.values)


@dataclass(frozen=True)
class Squares:
    """rows: keys of units and establishments; None: everybody, so every row. factors: codes of sub-factors, never empty."""

    rows: frozenset[Any] | None
    factors: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[Any], parts: Collection[str], *, everybody: bool = False) -> Squares:
        """Of an analysis with these rows and parts; one without rows, or of the whole organisation, is of everybody."""
        found = frozenset(str(row) for row in rows)
        return cls(None if everybody or not found else found, frozenset(parts) or ALL_FACTORS)

    def has(self, row: Any, factor: str) -> bool:
        """Whether what is found there, in a row or for everybody, is looked at again by it."""
        return factor in self.factors and (self.rows is None or (row is not EVERYBODY and str(row) in self.rows))

    def meets(self, other: Squares) -> bool:
        """Whether both look at one square at least."""
        rows = self.rows is None or other.rows is None or bool(self.rows & other.rows)
        return rows and bool(self.factors & other.factors)

    def is_within(self, others: Collection[Squares]) -> bool:
        """Whether nothing of it is left when `others` have taken their place."""
        rows = [EVERYBODY] if self.rows is None else sorted(self.rows)
        return all(any(other.has(row, factor) for other in others) for row in rows for factor in self.factors)


def key(rows: Iterable[Any], parts: Iterable[str]) -> str:
    """One word for a scope, the same in whatever order it was chosen: the database lets one analysis of each be open."""
    said = "|".join((",".join(sorted(map(str, rows))), ",".join(sorted(parts))))
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Request:
    """Who asked for the analysis of a specific situation, and when (FPS 2019 §2.1.1)."""

    asked_by: str
    asked_on: date
    decide_by: date | None = None

"""What is wrong with a file, or to be looked at before it is written: where it stands, what stands there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One mistake, or one thing to look at. line: as a spreadsheet counts; column: its own name, "" for the whole row."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column or '(row)'}: {self.value!r}: {self.reason}"

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "column": self.column, "value": self.value, "reason": self.reason}

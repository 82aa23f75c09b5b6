"""What was erased and what was kept, with why: told to whoever asked, and kept in the trail without a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


class Stuck(Exception):
    """It would leave somebody stuck. One line in English, for who runs the command."""


@dataclass(frozen=True)
class Kept:
    """Something that stays: what, why, how much of it."""

    what: str
    why: str
    count: int


@dataclass
class Report:
    """done: what was deleted, emptied or rewritten, by table; kept: what stays, with its reason."""

    about: str  # "person 12" or "company <id>": never a name
    done: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)

    def did(self, what: str, count: int) -> None:
        if count:
            self.done[what] += count

    def keeps(self, what: str, why: str, count: int) -> None:
        if count:
            self.kept.append(Kept(what, why, count))

    def plain(self) -> dict[str, Any]:
        kept = [{"what": one.what, "why": one.why, "count": one.count} for one in self.kept]
        return {"about": self.about, "done": dict(sorted(self.done.items())), "kept": kept}

    def lines(self) -> list[str]:
        done = [f"{count:7}  {what}" for what, count in sorted(self.done.items())]
        kept = [f"{one.count:7}  {one.what}: {one.why}" for one in self.kept]
        return [f"{self.about} is erased", *done, *(["kept:", *kept] if kept else [])]

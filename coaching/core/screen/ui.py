"""What component templates are given: tones of states, steps, clocks, tasks. Plain data, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from coaching.core.ground.people import Reachable

NEUTRAL, INFO, ATTENTION, GOOD, BAD, BRAND = "neutral", "info", "attention", "good", "bad", "brand"
TONE_ICON = {
    NEUTRAL: "circle-dashed",
    INFO: "circle-dot",
    ATTENTION: "hourglass",
    GOOD: "check",
    BAD: "octagon-alert",
    BRAND: "flag",
}
_tones: dict[str, str] = {}


def tones(**states: str) -> None:
    """Say in `hooks.py` how states look: `tones(good="approved accepted", bad="rejected")`.

    A word looks the same wherever it stands: ValueError when it has another tone already.
    """
    for tone, words in states.items():
        for state in words.split():
            if tone not in TONE_ICON or _tones.setdefault(state, tone) != tone:
                raise ValueError(f"{state}: {tone}, and {_tones.get(state)} elsewhere")


def tone_of(state: str) -> str:
    """The tone of a state's tag; neutral for what is no state of a life cycle."""
    return _tones.get(str(state), NEUTRAL)


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: a number to dial, a mail, a message."""

    href: str
    icon: str
    words: Any


def dial(number: str) -> str:
    """The address that makes a telephone dial: tel:+3221234567, with the line inside a company behind it."""
    return "tel:" + number.replace(" ext. ", ";ext=").replace(" ", "")


def ways(reach: Reachable | None, write: str = "") -> list[Way]:
    """How to reach somebody, the quickest first. write: the address of the page where one writes to them."""
    found = [Way(dial(number), "phone", number) for number in reach.numbers] if reach else []
    if reach and reach.email:
        found.append(Way(f"mailto:{reach.email}", "mail", reach.email))
    return [*found, Way(write, "message-square", gettext_lazy("Write a message"))] if write else found


@dataclass(frozen=True)
class Helper:
    """Somebody on a page of people: `{% person one.name one.role one.reach one.write %}`."""

    name: str
    role: Any
    reach: Reachable | None = None
    write: str = ""


@dataclass(frozen=True)
class Step:
    """One node of a journey. state: done | current | todo | blocked."""

    label: Any
    state: str = "todo"
    url: str = ""
    note: Any = ""

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def is_current(self) -> bool:
        return self.state == "current"

    @property
    def is_blocked(self) -> bool:
        return self.state == "blocked"


@dataclass(frozen=True)
class Clock:
    """The start clock: how many of `total` days are left until `due` (negative: over time)."""

    left: int
    total: int
    due: date
    title: Any = ""
    text: Any = ""

    @property
    def tone(self) -> str:
        if self.left < 0:
            return BAD
        return ATTENTION if self.left <= max(self.total // 3, 1) else BRAND

    @property
    def distance(self) -> int:
        return abs(self.left)

    @property
    def share(self) -> int:
        """Per cent of the time that is left, for the ring."""
        return max(0, min(100, round(100 * self.left / self.total))) if self.total else 0


@dataclass(frozen=True)
class Task:
    """One line of a task list. state: done | current | todo | locked."""

    label: Any
    url: str = ""
    state: str = "todo"
    hint: Any = ""
    due: date | None = None
    status: Any = ""
    tone: str = ""

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def is_locked(self) -> bool:
        return self.state == "locked"

    @property
    def is_current(self) -> bool:
        return self.state == "current"

    @property
    def address(self) -> str:
        """Where its name leads to; nowhere as long as it is locked."""
        return "" if self.is_locked else self.url

    @property
    def open_until(self) -> date | None:
        return None if self.is_done else self.due


EVENT_SIGN = {"coming": "clock", "cancelled": "ban", "bad": "x"}


@dataclass(frozen=True)
class Event:
    """One line of a timeline. state: past | coming | bad | cancelled."""

    title: Any
    when: Any
    who: Any = ""
    text: Any = ""
    icon: str = ""
    state: str = "past"
    url: str = ""

    @property
    def is_coming(self) -> bool:
        return self.state == "coming"

    @property
    def is_cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def sign(self) -> str:
        return self.icon or EVENT_SIGN.get(self.state, "check")


@dataclass(frozen=True)
class HeatCell:
    """level 0 nothing known, 1 fine, 2 attention, 3 problem; text says it in words; url leads to the findings."""

    level: int
    text: Any = ""
    url: str = ""


@dataclass(frozen=True)
class Change:
    """What differs between two versions: kind added | removed | changed."""

    label: Any
    before: Any = ""
    after: Any = ""
    kind: str = "changed"


@dataclass(frozen=True)
class Column:
    """A column of the board; cards are `BoardCard`s."""

    label: Any
    cards: list[Any] = field(default_factory=list)
    total: int | None = None

    @property
    def count(self) -> int:
        return len(self.cards) if self.total is None else self.total


@dataclass(frozen=True)
class BoardCard:
    title: Any
    url: str = ""
    note: Any = ""
    state: str = ""
    status: Any = ""
    due: date | None = None

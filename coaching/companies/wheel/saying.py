"""Dates of the wheel in words, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from coaching.companies.prevention.rules import told
from coaching.core.ground.wheel import KINDS, Kind, Line, State, Who


def rule_of(kind: Kind) -> str:
    """One line."""
    return str(kind.rule)


def source_of(kind: Kind) -> str:
    """Where it is written, one line."""
    return told(str(kind.source))


def who_of(who: Who) -> str:
    """Who must act."""
    return {
        "employer": _("the employer"),
        "adviser": _("the prevention adviser"),
        "body": _("the consultation body"),
        "service": _("the external service"),
        "coach": _("the coach"),
    }[who]


def state_of(state: State, kind: str = "") -> str:
    """A year that has begun is no deed that somebody put on record."""
    if state == "done" and kind == "service_year_start":
        return _("begun")
    return {"done": _("on record"), "late": _("late"), "coming": _("coming")}[state]


def what_of(line: Line) -> str:
    """What is to be done, and for what."""
    return titled(line.kind.key, line.about)


def titled(kind: str, about: str) -> str:
    """The same of a kind by its name: an own date is called by its own title."""
    if kind == "own":
        return about
    title = str(KINDS[kind].title)
    return f"{title}: {about}" if about else title

"""Words for lines of the audit trail: apps register, in `hooks.py`, what a file's time line may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

GROUPS = {
    "application": _("Application"),
    "coaching": _("Coaching"),
    "analysis": _("Risk analysis"),
    "plans": _("Plans and advice"),
    "measures": _("Measures"),
    "messages": _("Messages"),
    "reminders": _("Reminders"),
    "documents": _("Documents"),
}


@dataclass(frozen=True)
class Entry:
    """title: what happened, lazy; bad: drawn as something that went wrong; with_reason: show the reason, too."""

    group: str
    title: Any
    bad: bool = False
    with_reason: bool = True


ENTRIES: dict[str, Entry] = {}


def register(group: str, titles: Mapping[str, Any], bad: frozenset[str] | set[str] = frozenset()) -> None:
    """titles: event of the trail → words. An event has one place; an event without words is not shown."""
    for event, title in titles.items():
        ENTRIES[event] = Entry(group, title, event in bad, event != "reminders.cancelled")

"""Dated things for calendars besides what waits: each app tells those it knows, place by place, under the hat in force.

Titles hold no words of an analysis, a plan or a talk: a calendar is read over shoulders and kept by others (docs/calendar.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from coaching.core.ground.composed import Asked
from coaching.core.ground.ics import Entry
from coaching.core.tenancy.workspace import Place

BACK = timedelta(days=60)  # how long what is over stays in a calendar
MOST = 300  # entries of one source


@dataclass(frozen=True)
class Source:
    """permission: who is told; entries: what there is from `since` on, in a fixed number of queries."""

    place: str
    permission: str
    entries: Callable[[Asked, Place], list[Entry]]


SOURCES: dict[str, list[Source]] = defaultdict(list)


def register(*sources: Source) -> None:
    """In `hooks.py`."""
    for source in sources:
        if source not in SOURCES[source.place]:
            SOURCES[source.place].append(source)


def entries_of(place: Place, asked: Asked) -> list[Entry]:
    """All that the person who asks has dated in this place."""
    told = [source for source in SOURCES[place.kind] if asked.actor.may(source.permission)]
    return [entry for source in told for entry in source.entries(asked, place)]

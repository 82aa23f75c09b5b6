"""What a person has in hand, on their first screen. Higher apps add theirs (drafts of applications, say)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coaching.core.ground.roles import Actor


@dataclass(frozen=True)
class Unfinished:
    """Something begun that can be taken up again."""

    label: Any
    url: str
    hint: Any = ""


Source = Callable[[Actor], list[Unfinished]]
SOURCES: list[Source] = []


def register_unfinished(function: Source) -> Source:
    """`function(actor)` → what the person has begun; runs in the person's own context, one query at most."""
    if function not in SOURCES:
        SOURCES.append(function)
    return function


def unfinished_of(actor: Actor) -> list[Unfinished]:
    return [item for source in SOURCES for item in source(actor)]

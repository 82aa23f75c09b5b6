"""What has nothing behind it yet, as the navigation of a place leaves it out.

Remembered like the numbers beside it (`screen.waits`): for a minute, and asked anew after each own click.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection
from django.http import HttpRequest

from coaching.core.ground import living
from coaching.core.ground.roles import Actor
from coaching.core.screen import waits
from coaching.core.screen.navigation import Entry, Menu, menu_for, of_actor
from coaching.core.tenancy.context import current_or_none
from coaching.core.tenancy.workspace import Place

_kept: dict[tuple[Any, ...], tuple[float, frozenset[str]]] = {}
NONE: frozenset[str] = frozenset()


def dead_in(request: HttpRequest) -> frozenset[str]:
    """Names of entries without anything behind them. One query at most; error pages ask nothing and leave nothing out."""
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    if place is None or actor is None or current_or_none() is None or connection.needs_rollback:
        return NONE
    session: Any = getattr(request, "session", {})
    key = (place.kind, place.id, actor.user_id, actor.hat, session.get(waits.MARK, ""))
    until, dead = _kept.get(key, (0.0, NONE))
    if request.method in waits.READS and until > time.monotonic():
        return dead
    dead = _dead(place, actor)
    if request.method in waits.READS:
        if len(_kept) >= waits.MOST_KEPT:
            _kept.clear()
        _kept[key] = time.monotonic() + waits.SECONDS, dead
    return dead


def _dead(place: Place, actor: Actor) -> frozenset[str]:
    slug = place.slug if place.kind in {"company", "programme"} else ""
    asked: list[Entry] = [entry for entry, _url in of_actor(place.kind, slug, actor) if entry.lives is not None]
    lives = living.answers(tuple(entry.lives for entry in asked if entry.lives), place.kind, actor)
    return frozenset(entry.url_name for number, entry in enumerate(asked) if number not in lives)


def menu_of(request: HttpRequest) -> Menu:
    """The navigation of where the request takes place, with what waits and without what is empty."""
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    kind = place.kind if place else ("person" if actor and actor.user_id else "public")
    slug = place.slug if place and place.kind in {"company", "programme"} else ""
    suffix = place.suffix if place else ""
    return menu_for(kind, slug, actor, request.path, suffix, waits.waits_of(request), dead_in(request))

"""What waits for who asks, as the pages of a place count and show it.

Each process remembers the navigation's numbers for a minute: what others do may show that much later. What one does oneself
shows at once: a click that changes something marks the session, by which every process counts anew. Pages that list what
waits always count, and the lists behind the numbers count what they show.
"""

from __future__ import annotations

import secrets
import time
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest

from coaching.core.ground import clock, waiting
from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_or_none
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place

SECONDS = 60
MOST_KEPT = 2000  # people whose numbers a process remembers
READS = ("GET", "HEAD")
MARK = "waits"  # in the session; another one after each own click
Key = tuple[str, object, int | None, str, date, str]
_kept: dict[Key, tuple[float, dict[str, int]]] = {}


def waits_of(request: HttpRequest) -> dict[str, int]:
    """How many things of each kind wait for who asks, in the place of the request; counted at most once per request.

    Error pages count nothing: their transaction is being rolled back, or over.
    """
    known: dict[str, int] | None = vars(request).get("waits")
    if known is not None:
        return known
    key = _key(request)
    if key is None or current_or_none() is None or connection.needs_rollback:
        return {}
    until, found = _kept.get(key, (0.0, {})) if request.method in READS else (0.0, {})
    if until <= time.monotonic():
        return _counted(request, key)
    if listed := _listed(request):  # of these alone, and no longer kept: the others would never be counted anew
        found = {**found, **waiting.counts(key[0], vars(request)["actor"], clock.today(), listed)}
    vars(request)["waits"] = found
    return found


def _listed(request: HttpRequest) -> frozenset[str]:
    """Kinds whose rows the page itself shows: their numbers must not be of before."""
    match, place = request.resolver_match, vars(request)["place"]
    return _listed_by(place.kind, match.view_name if match else "")


@cache
def _listed_by(place: str, view: str) -> frozenset[str]:
    return frozenset(kind.key for kind in waiting.KINDS[place] if view in (kind.entry, kind.listed))


def _counted(request: HttpRequest, key: Key) -> dict[str, int]:
    """Counted now."""
    return _keep(request, key, waiting.counts(key[0], vars(request)["actor"], clock.today()))


def _keep(request: HttpRequest, key: Key, counted: dict[str, int]) -> dict[str, int]:
    """For the rest of the request, and for a while. Of a request that writes nothing is kept: it may still be rolled back."""
    vars(request)["waits"] = counted
    if request.method in READS:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = time.monotonic() + SECONDS, counted
    return counted


def _key(request: HttpRequest) -> Key | None:
    """What numbers are remembered by; None where nothing is counted."""
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    if place is None or actor is None or not waiting.kinds_for(place.kind, actor):
        return None
    session: Any = getattr(request, "session", {})
    return place.kind, place.id, actor.user_id, actor.hat.value, clock.today(), session.get(MARK, "")


def forget(request: HttpRequest) -> None:
    """What the person did may have changed what waits here."""
    if _key(request) is not None:
        request.session[MARK] = secrets.token_hex(4)


def count_anew(request: PlaceRequest) -> dict[str, int]:
    """For a page that lists what waits: no number of before."""
    key = _key(request)
    return vars(request).get("waits") or (_counted(request, key) if key else {})


def was_read(request: PlaceRequest) -> None:
    """After a page by which something no longer waits, since the person has read it."""
    forget(request)
    count_anew(request)


def asked_by(request: PlaceRequest) -> waiting.Asked:
    return waiting.Asked(request.actor, clock.today(), request.place.url)


def worklist_of(request: PlaceRequest, *, each: int = 5, most: int = 12) -> waiting.Worklist:
    """For the first page of a place: each kind with its number, and the most urgent lines of all."""
    found = waiting.worklist(request.place.kind, asked_by(request), each=each, most=most)
    if key := _key(request):
        _keep(request, key, dict(found.counted))
    return found

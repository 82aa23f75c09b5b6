"""What waits for who asks, as the pages of a place count and show it.

The navigation remembers its numbers for a minute: what others do may show that much later. What one does oneself shows at
once: after every click that changes something the numbers are counted anew, and pages that list what waits always count.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest

from coaching.core.ground import clock, waiting
from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_or_none
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place

SECONDS = 60
READS = ("GET", "HEAD")


def waits_of(request: HttpRequest) -> dict[str, int]:
    """How many things of each kind wait for who asks, in the place of the request; counted at most once per request.

    Error pages count nothing: their transaction is being rolled back, or over.
    """
    known: dict[str, int] | None = vars(request).get("waits")
    if known is not None:
        return known
    key = _key(request)
    if not key or current_or_none() is None or connection.needs_rollback:
        return {}
    found: dict[str, int] | None = cache.get(key) if request.method in READS else None
    return _counted(request, key) if found is None else found


def _counted(request: HttpRequest, key: str) -> dict[str, int]:
    """Counted now. Of a request that writes nothing is kept: it may still be rolled back."""
    place: Place = vars(request)["place"]
    counted = waiting.counts(place.kind, vars(request)["actor"], clock.today())
    vars(request)["waits"] = counted
    if request.method in READS:
        cache.set(key, counted, SECONDS)
    return counted


def _key(request: HttpRequest) -> str:
    """What numbers are remembered by; "" where nothing is counted."""
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    if place is None or not waiting.kinds_for(place.kind, actor) or actor is None:
        return ""
    return f"waits:{place.kind}:{place.id}:{actor.user_id}:{actor.hat.value}:{clock.today()}"


def forget(request: HttpRequest) -> None:
    """What the person did may have changed what waits here. Call after the commit."""
    if key := _key(request):
        cache.delete(key)


def count_anew(request: PlaceRequest) -> dict[str, int]:
    """For a page that lists what waits, or by which something waits no longer (what was read): no number of before."""
    key = _key(request)
    return vars(request).get("waits") or (_counted(request, key) if key else {})


def asked_by(request: PlaceRequest) -> waiting.Asked:
    return waiting.Asked(request.actor, clock.today(), request.place.url)


def worklist_of(request: PlaceRequest, *, each: int = 5, most: int = 12) -> waiting.Worklist:
    """For the first page of a place: each kind with its number, and the most urgent lines of all."""
    return waiting.worklist(request.place.kind, asked_by(request), count_anew(request), each=each, most=most)

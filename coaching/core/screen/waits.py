"""What waits for who asks, as the pages of a place count and show it."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest

from coaching.core.ground import clock, waiting
from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_or_none
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place


def waits_of(request: HttpRequest) -> dict[str, int]:
    """How many things of each kind wait for who asks, in the place of the request; counted once per request.

    Error pages count nothing: their transaction is being rolled back, or over.
    """
    known: dict[str, int] | None = vars(request).get("waits")
    if known is not None:
        return known
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    if place is None or current_or_none() is None or connection.needs_rollback:
        return {}
    counted = waiting.counts(place.kind, actor, clock.today())
    vars(request)["waits"] = counted
    return counted


def asked_by(request: PlaceRequest) -> waiting.Asked:
    return waiting.Asked(request.actor, clock.today(), request.place.url)


def worklist_of(request: PlaceRequest, *, each: int = 5, most: int = 12) -> waiting.Worklist:
    """For the first page of a place: each kind with its number, and the most urgent lines of all."""
    return waiting.worklist(request.place.kind, asked_by(request), waits_of(request), each=each, most=most)

"""What a view is handed: the middleware has put on each request who acts, and where.

These are types and no classes of their own: at run time it is Django's request, with what is named here on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from coaching.core.ground.roles import Actor
from coaching.core.tenancy.workspace import Place

if TYPE_CHECKING:
    from django.contrib.auth.models import _User
    from django_htmx.middleware import HtmxDetails


class SignedInRequest(HttpRequest):
    """A page about the account itself: somebody has signed in, no tenant data is in reach."""

    user: _User


class ActorRequest(HttpRequest):
    """In an area with a context: somebody acts, be it as a visitor. `place` is None on pages of one's own and in public."""

    actor: Actor
    place: Place | None
    htmx: HtmxDetails


class PersonRequest(ActorRequest):
    """Behind a sign-in and in a context: `apply/`, `me/`, and every place."""

    user: _User


class PlaceRequest(PersonRequest):
    """Behind a place: a company's pages, a programme's desk, a coach's portfolio, a partner's page, the staff room."""

    place: Place

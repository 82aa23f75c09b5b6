"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from coaching.core.ground import installation
from coaching.core.ground.roles import Actor
from coaching.core.screen import guides
from coaching.core.screen.lives import menu_of
from coaching.core.screen.navigation import items_for
from coaching.core.tenancy.workspace import Place


def _roles(place: Place | None, actor: Actor | None) -> frozenset[str]:
    return place.roles if place else actor.roles if actor else frozenset()


def product(request: HttpRequest) -> dict[str, Any]:
    """place: where we are (or None); actor: who acts; nav: entries of the place; demo: whether the banner shows.

    operator: who runs this installation, as far as it is filled in.
    help_url: the help about this page for the role in which one is here.
    account_links: what is of the person, in whatever place.
    """
    place: Place | None = getattr(request, "place", None)
    actor: Actor | None = getattr(request, "actor", None)
    match = request.resolver_match
    return {
        "help_url": guides.address(guides.guide_for(_roles(place, actor)), match.view_name if match else ""),
        "demo": settings.DEMO,
        "operator": installation.operator(),
        "place": place,
        "actor": actor,
        # Asked for by pages that have a navigation; a piece of a page has none.
        "nav": SimpleLazyObject(lambda: menu_of(request)),
        "account_links": items_for("account", "", actor, request.path) if actor and actor.user_id else [],
        "place_suffix": place.suffix if place else "",
    }

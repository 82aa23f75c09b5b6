"""Gives each request its place, hat and transaction, by the first segment of the path.

An area that is not listed gets no context, so tenant data cannot be read there at all.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.handlers.exception import response_for_exception
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from coaching.core.ground import races, seen
from coaching.core.ground.roles import Actor
from coaching.core.tenancy import leaving
from coaching.core.tenancy.context import current_actor, current_or_none, person_context, public_context
from coaching.core.tenancy.workspace import Place, enter_place

# First path segment → kind of area. "none": pages about the account itself, which read no tenant data.
AREAS: dict[str, str] = {
    "": "public",
    "offer": "public",
    "coaches": "public",
    "verify": "public",
    "help": "public",
    "contact": "public",
    "privacy": "public",
    "accessibility": "public",
    "apply": "person",
    "file": "person",
    "me": "person",
    "c": "company",
    "p": "programme",
    "coach": "coach",
    "partner": "partner",
    "staff": "staff",
    "account": "none",
    "invite": "none",
    "calendar": "none",  # who reads a feed is known by its link; the view enters their places as themselves
    "healthz": "none",
    "readyz": "none",
    "robots.txt": "none",
    ".well-known": "none",
    "static": "none",
    "i18n": "none",
    "theme": "none",
    "mailbox": "none",
    "styleguide": "none",
    "s": "none",
}


class TenantMiddleware:
    """The whole response, template rendering included, is made inside one transaction with the hat on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        parts = request.path_info.strip("/").split("/")
        area = AREAS.get(parts[0], "none")
        needs_user = area in {"person", "company", "programme", "coach", "partner", "staff"}
        user = _loaded_user(request)  # before the hat is on: hats cannot read the user table
        if needs_user and not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        _set(request, None, None)
        try:
            with _opened(area, parts, user, request) as place:
                if area != "none":
                    _set(request, place if isinstance(place, Place) else None, current_actor())
                with seen.by(request):
                    response = self.get_response(request)
                if area != "none" and response.streaming and not getattr(response, "asks_nothing", False):
                    raise RuntimeError("a streaming response would run without its tenant context")
                return response
        except Http404 as missing:
            ended = leaving.page_for(request, _slug(parts)) if area == "company" and user.is_authenticated else None
            if ended is not None:
                return ended
            return response_for_exception(request, missing)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A 500 page made below us would otherwise commit what the failed view had written.

        Pages without a context (signing in) keep their transactions themselves. What went wrong because somebody else
        was there at the same moment gets a page that says so.
        """
        if current_or_none() is not None and transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        return races.answer(request, exception)


def _slug(parts: list[str]) -> str:
    """The part of the path that names the place."""
    return parts[1] if len(parts) > 1 else ""


def _set(request: HttpRequest, place: Place | None, actor: Actor | None) -> None:
    """What `requests.PlaceRequest` promises. (Django makes the request, so it is of Django's class.)"""
    vars(request).update(place=place, actor=actor)


def _loaded_user(request: HttpRequest) -> Any:
    user = request.user
    if isinstance(user, SimpleLazyObject):
        user.is_authenticated  # noqa: B018 - loads it
    return user


@contextmanager
def _opened(area: str, parts: list[str], user: Any, request: HttpRequest) -> Any:
    slug = _slug(parts)
    if area == "none":
        manager: Any = nullcontext(None)
    elif area == "public":
        manager = public_context()
    elif area == "person":
        manager = person_context(user)
    elif area in {"company", "programme", "partner"}:
        manager = enter_place(area, user, slug, request.GET.get("as", ""))
    else:
        manager = enter_place(area, user)
    with manager as place:
        yield place

"""The page for what escaped an action because somebody else was there at the same moment: 404 or 409, never 500.

Most races are told on the page itself (`core.pages.attempt`). This is the net below it, for actions that are called
without it and for a record that goes between two queries of a page.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coaching.core.ground import attempts
from coaching.core.ground.refusals import GONE, Refused
from coaching.core.tenancy.models import VersionConflict

logger = logging.getLogger(__name__)


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """A page with a sentence and a way on; None for what is no race (that stays a 500)."""
    said = _said(exception)
    if said is None:
        return None
    status, sentence = said
    context = {"sentence": sentence, "back": _back(request)}
    return render(request, "gone.html", context, status=status)


def _said(exception: Exception) -> tuple[int, Any] | None:
    """Status and sentence. What may be a fault of ours as well goes to the log with its trace."""
    if isinstance(exception, Refused):
        return (404 if isinstance(exception, ObjectDoesNotExist) else 409), exception.message
    if isinstance(exception, ObjectDoesNotExist):
        logger.warning("gone while a page was made: %s", exception, exc_info=exception)
        return 404, GONE
    if isinstance(exception, VersionConflict):
        return 409, GONE
    if isinstance(exception, (ProtectedError, RestrictedError)):
        logger.warning("referred to while it was being removed: %s", exception, exc_info=exception)
        return 409, attempts.HELD
    if isinstance(exception, DatabaseError) and attempts.is_race(exception):
        logger.error("a race, or a constraint that nobody asked about: %s", exception, exc_info=exception)
        return 409, attempts.TAKEN if isinstance(exception, IntegrityError) else attempts.BUSY
    return None


def _back(request: HttpRequest) -> str:
    """Where a page about this can be looked at again: the place one is in."""
    parts = request.path_info.strip("/").split("/")
    place = getattr(request, "place", None)
    return f"/{parts[0]}/{parts[1]}/" if place and place.slug and len(parts) > 1 and parts[0] in {"c", "p"} else ""

"""Addresses that moved: a link in a mail of last month still leads to its page.

An app says in its `hooks.py` what became of an address. It is looked at only where a page was not found, so it costs no
other page anything and never hides one. Whether the page at the new address exists for who asks, that address decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

_moved: list[tuple[re.Pattern[str], str]] = []


def moved(before: str, now: str) -> None:
    """before: a pattern of the whole path; now: the new one, with the pattern's groups as `\\1`."""
    _moved.append((re.compile(before), now))


def now_at(path: str) -> str:
    """The address that took the place of this one; "" when it never moved."""
    found = ((pattern.fullmatch(path), now) for pattern, now in _moved)
    return next((match.expand(now) for match, now in found if match), "")


class LeadOn:
    """Answers an address that is not found any more with where it went. Forms are not sent on: who wrote one sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        now, query = now_at(request.path_info), request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{now}?{query}" if query else now) if now else response

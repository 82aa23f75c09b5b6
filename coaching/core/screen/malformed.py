"""What cannot be read as a request ends here, with a page of ours: 400, 405 or 413, never a 500.

Elsewhere it would come to light late: when a form is first read, or when the database gets a text that it cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import translation

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PAGES = {400: "400.html", 405: "405.html", 413: "413.html"}
MOST_BYTES = 64 * 1024 * 1024  # of a whole form with its files; each file has a limit of its own, and words for it
NUL = "\x00"  # PostgreSQL keeps no text with it
UNKNOWN = "\ufffd"  # stands for a character that cannot be read
UTF_8 = {"utf-8", "utf8"}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError, LookupError)


class Request(WSGIRequest):
    """A request whose own making does not fail on a strange Content-Type: its charset is used on the query at once."""

    unreadable = False

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]  # Django's, not in its stubs
        except UNREADABLE:  # a charset that is none, in one of its many places
            self.content_type, self.content_params, self._encoding, self.unreadable = "", {}, None, True


class Handler(WSGIHandler):
    request_class = Request


class RefuseMalformed:
    """Refuses what is malformed before anything else reads it, and puts our page where a refusal would be bare.

    A form is read here, so that its faults show here, and outside every transaction. Address, cookies and query are
    tidied rather than refused: an address with NUL is of nothing (404), who has a broken cookie could not get rid of it,
    and a search may be nonsense.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path:
            request.path, request.path_info = (p.replace(NUL, UNKNOWN) for p in (request.path, request.path_info))
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if NUL not in name + text}
        response = _refusal(request) or self.get_response(request)
        if response.status_code in PAGES and not response.streaming and not response.content:
            with translation.override(translation.get_language_from_request(request)):
                response.content = render_to_string(PAGES[response.status_code])
            response.headers["Content-Type"] = "text/html; charset=utf-8"
            response.headers["Content-Length"] = str(len(response.content))  # it was told already, as nothing
        return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to what we do not take; None for a request that can be read."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if getattr(request, "unreadable", False) or _has_nul(request) or _foreign_charset(request):
        return HttpResponse(status=400)
    if _length(request) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        if request.encoding:
            request.encoding = "utf-8"  # the name by which Django knows it
        vars(request)["GET"] = _tidy(request.GET)
        if request.method == "POST":
            request.POST  # noqa: B018 - reads it
    except TOO_MUCH:
        return HttpResponse(status=413)
    except UNREADABLE:
        return HttpResponse(status=400)
    return None


def _has_nul(request: HttpRequest) -> bool:
    headers = (text for name, text in request.META.items() if name.startswith(("HTTP_", "CONTENT_")))
    return any(NUL in text for text in headers if isinstance(text, str))


def _foreign_charset(request: HttpRequest) -> bool:
    """Forms of a browser are UTF-8; with another name the query too would be read as something else."""
    return (request.content_params or {}).get("charset", "utf-8").strip().lower() not in UTF_8


def _length(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told[:20]) if told.isascii() and told.isdigit() else 0


def _tidy(query: QueryDict) -> QueryDict:
    """The query without NUL."""
    if not any(NUL in text for name, texts in query.lists() for text in (name, *texts)):
        return query
    tidied = query.copy()
    tidied.clear()
    for name, texts in query.lists():
        tidied.setlist(name.replace(NUL, ""), [text.replace(NUL, "") for text in texts])
    return tidied

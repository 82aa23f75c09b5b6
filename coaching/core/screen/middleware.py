"""Small response and request helpers of the whole product."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from coaching.core.ground import filling
from coaching.core.screen import waits

Handler = Callable[[HttpRequest], HttpResponse]
POLICY = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class ResponseHeaders:
    """Headers that every answer carries. Pages about people are never kept by caches in between."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ProbesAreNobody:
    """Whether the process is well does not depend on who asks: reading a session would need what may be away."""

    PATHS = ("/healthz", "/readyz")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in self.PATHS:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


class ForgetsWhatWaited:
    """After a click that may have changed something, its own navigation counts anew. Stands around the transaction."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in waits.READS:
            waits.forget(request)
        return response


class LanguageFromLink:
    """`?lang=fr` in a mail's link opens the page in that language and keeps it (in the language cookie)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang", "")
        known = wanted in dict(settings.LANGUAGES)
        if known:
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
        response = self.get_response(request)
        if known:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax")
        return response


class TellsFilling:
    """While the demo is being filled in, its banner says how far. Only there when a file is named that tells it.

    The front page and the page to sign in come again by themselves until it is whole, with scripts or without.
    """

    SECONDS = 3

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.again = {"/", reverse(settings.LOGIN_URL)}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = filling.told(Path(settings.DEMO_PROGRESS))
        request.filling = found  # type: ignore[attr-defined]  # for the banner
        response = self.get_response(request)
        if found and not found.failed and request.method == "GET" and request.path in self.again:
            response.headers["Refresh"] = str(self.SECONDS)
        return response

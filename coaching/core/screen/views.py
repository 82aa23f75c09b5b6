"""Health, language and theme; and all the pages of a place."""

from __future__ import annotations

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from coaching.core.screen import guides
from coaching.core.screen.lives import menu_of
from coaching.core.screen.navigation import menu_for
from coaching.core.screen.pages import open_to_place
from coaching.core.tenancy.requests import PlaceRequest

YEAR = 31_536_000
THEMES = ("light", "dark", "system")


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can reach PostgreSQL and Redis; 503 with the name of what it cannot."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"ready": False, "missing": "database"}, status=503)
    try:
        caches["default"].ping()  # type: ignore[attr-defined]  # our cache's own: pages go on without Redis; here we say so
        with current_app.connection_for_write() as queue:
            queue.default_channel.client.ping()
    except Exception:
        return JsonResponse({"ready": False, "missing": "redis"}, status=503)
    return JsonResponse({"ready": True})


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in its cookie and go back."""
    response = _back(request)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, request.POST["language"], max_age=YEAR, samesite="Lax", httponly=True
        )
    return response


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colour scheme in its cookie and go back."""
    response = _back(request)
    if request.POST.get("theme") in THEMES:
        response.set_cookie("theme", request.POST["theme"], max_age=YEAR, samesite="Lax", httponly=True)
    return response


@require_GET
@open_to_place
def company_pages(request: PlaceRequest, company: str) -> HttpResponse:
    return _pages(request)


@require_GET
@open_to_place
def programme_pages(request: PlaceRequest, programme: str) -> HttpResponse:
    return _pages(request)


def _pages(request: PlaceRequest) -> HttpResponse:
    """All pages of a place, also those that its menu leaves out because there is nothing behind them yet."""
    place = request.place
    whole = menu_for(place.kind, place.slug, request.actor, request.path, place.suffix)
    return render(request, "core/pages.html", {"whole": whole, "living": {item.url for item in menu_of(request)}})


@login_not_required
@require_safe
def guides_all(request: HttpRequest) -> HttpResponse:
    """Whose help there is."""
    rows = [(title, about, reverse("core:guide", args=[role])) for role, (title, about) in guides.GUIDES.items()]
    return render(request, "help/guides.html", {"rows": rows})


@login_not_required
@require_safe
def guide(request: HttpRequest, role: str) -> HttpResponse:
    """What somebody in this role comes to do. Open to everybody: it tells nothing of any company."""
    if role not in guides.GUIDES:
        raise Http404
    title, about = guides.GUIDES[role]
    return render(request, "help/guide.html", {"title": title, "about": about, "parts": guides.parts_of(role)})

"""Throwing away what is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from coaching.core.screen.pages import open_to_place
from coaching.core.screen.typed import kept


@open_to_place
@require_POST
def throw_away(request: HttpRequest, key: str) -> HttpResponse:
    """One's own only: what is kept for others is not in reach of `mine`."""
    kept.drop(request, *(one.id for one in kept.mine(request) if one.id == key))
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else "/me/")

"""Asking to be told of a date, by one click, and taking it back by another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.core.screen.pages import attempt_or_message, get_or_404, requires
from coaching.core.tenancy.requests import PersonRequest
from modules.queries import published
from modules.wishes import actions, queries, rules


@requires(rules.WISH)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: PersonRequest, slug: str) -> HttpResponse:
    """GET: where somebody comes who signed in first; the one button is there."""
    module = get_or_404(published(), slug=slug)
    if request.method == "POST":
        done = _("Noted. You get one mail as soon as there is a date.")
        attempt_or_message(request, actions.wish_date, done, module=module, by=request.actor)
        return redirect("modules:module", slug)
    asked = queries.wished(request.user, module)
    return render(request, "modules/wishes/wish.html", {"module": module, "asked": asked})


@requires(rules.WISH)
@require_POST
def drop(request: PersonRequest, slug: str) -> HttpResponse:
    """No mail after all."""
    module = get_or_404(published(), slug=slug)
    done = _("Taken back: you get no mail about a date.")
    attempt_or_message(request, actions.drop_wish, done, module=module, by=request.actor)
    return redirect("modules:module", slug)

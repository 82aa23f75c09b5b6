"""Calendars for one's own program: the page that gives the links, and the feed behind each of them."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from coaching.accounts import actions, calendars, rules
from coaching.core.ground.limits import within
from coaching.core.screen.pages import attempt_or_message, requires
from coaching.core.tenancy.requests import PersonRequest

HEADERS = {
    "Content-Disposition": 'inline; filename="vijfsprong.ics"',
    "Cache-Control": "private, no-cache",  # kept by the program alone, and asked for again by its ETag
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@requires(rules.OWN)
@require_GET
def calendars_list(request: PersonRequest) -> HttpResponse:
    """The links, and how to put one in a calendar program."""
    return render(request, "accounts/calendars.html", {"calendars": calendars.possible(request.actor.person_key)})


@requires(rules.OWN)
@require_POST
def renew(request: PersonRequest) -> HttpResponse:
    """A link, or a new one instead."""
    done = _("The link is there. Put it in your calendar program; an older one no longer works.")
    kind, slug = _chosen(request)
    attempt_or_message(request, actions.renew_calendar, done, kind=kind, slug=slug, by=request.actor)
    return redirect("accounts:calendars")


@requires(rules.OWN)
@require_POST
def stop(request: PersonRequest) -> HttpResponse:
    """No link any more."""
    kind, slug = _chosen(request)
    attempt_or_message(
        request, actions.stop_calendar, _("The link no longer works."), kind=kind, slug=slug, by=request.actor
    )
    return redirect("accounts:calendars")


def _chosen(request: PersonRequest) -> tuple[str, str]:
    """One of the calendars that this person may have; 404 for any other."""
    wanted = request.POST.get("calendar", ""), request.POST.get("of", "")
    if wanted not in {(one.kind, one.slug) for one in calendars.possible(request.actor.person_key)}:
        raise Http404
    return wanted


@login_not_required
@require_safe
def feed(request: HttpRequest, link_id: UUID, secret: str) -> HttpResponseBase:
    """The calendar behind a link, for a program that cannot sign in. Nobody learns whether a dead link ever lived."""
    held = calendars.held_by(link_id, secret)
    if not _within(request, link_id if held else None):
        return HttpResponse(status=429, headers={"Retry-After": "3600"}, content_type="text/plain; charset=utf-8")
    body = calendars.read(held) if held else None
    if body is None:
        said = _("Vijfsprong: this link to a calendar does not work (any more).")
        return HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    etag = calendars.etag_of(body)
    whole = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=HEADERS | {"ETag": etag})
    return get_conditional_response(request, etag=etag, response=whole) or whole


def _within(request: HttpRequest, link_id: UUID | None) -> bool:
    """Whether this link is not asked too often, or who asks for one that is none does not go on guessing."""
    if link_id:
        return within(f"calendar:{link_id}", settings.CALENDAR_READS)
    return within(f"calendar-miss:{get_adapter().get_client_ip(request)}", settings.CALENDAR_MISSES)

"""One box that finds anything in a place: a page by itself, that works without scripts (`…/find/?q=`)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching.core.ground import finding
from coaching.core.screen.pages import open_to_place
from coaching.core.tenancy.requests import PlaceRequest


@require_safe
@open_to_place
def company_find(request: PlaceRequest, company: str) -> HttpResponse:
    return _page(request)


@require_safe
@open_to_place
def programme_find(request: PlaceRequest, programme: str) -> HttpResponse:
    return _page(request)


@require_safe
@open_to_place
def coach_find(request: PlaceRequest) -> HttpResponse:
    return _page(request)


def _page(request: PlaceRequest) -> HttpResponse:
    """What the person may open here and what fits the words, in groups with the best first."""
    place = request.place
    sought = finding.Sought(finding.clean(request.GET.get("q", "")), request.actor, place.url, place)
    found = finding.find(place.kind, sought)
    context = {
        "sought": sought,
        "found": found,
        "groups": [(group, [(hit, finding.marked(hit.title, sought.words)) for hit in group.hits]) for group in found],
        "kinds": finding.kinds_for(place.kind, request.actor),
        "chosen": place.chosen,
    }
    return render(request, "core/find.html", context)

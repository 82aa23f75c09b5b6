"""All that waits in a place, or all of one kind: as many lines as the number says that leads here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from coaching.coaches.models import Coach
from coaching.core.ground import clock, waiting
from coaching.core.ground.people import names_of
from coaching.core.paper import exports
from coaching.core.screen.lists import ordered, page_of
from coaching.core.screen.pages import open_to_place, requires
from coaching.core.screen.waits import asked_by, count_anew, worklist_of
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import lists, rules, waits
from coaching.insight.exports import WAITS
from coaching.trajectories.queries import names_of_files

EACH = 10  # lines of each kind, when all kinds are shown
HOME = {
    "company": "insight:workspace",
    "coach": "insight:portfolio",
    "programme": "insight:desk",
    "staff": "insight:staff",
}


@require_GET
@open_to_place
def company_waits(request: PlaceRequest, company: str) -> HttpResponse:
    return _page(request)


@require_GET
@open_to_place
def coach_waits(request: PlaceRequest) -> HttpResponse:
    return _page(request)


@require_GET
@open_to_place
def desk_waits(request: PlaceRequest, programme: str) -> HttpResponse:
    return _page(request)


@require_GET
@open_to_place
def staff_waits(request: PlaceRequest) -> HttpResponse:
    return _page(request)


@requires(rules.FOLLOW_MAIL)
@require_GET
def mails(request: PlaceRequest, programme: str) -> HttpResponse:
    """The programme's mails that did not arrive, each with what one can do about it; never their words."""
    rows = waits.mails_in_trouble(clock.today()).only(*lists.MAIL_READS).order_by("-created_at", "id")
    page = page_of(request, ordered(rows, request.GET, lists.MAIL_SORTS))
    companies = names_of_files(row.trajectory_id for row in page.object_list if row.trajectory_id)
    readers = names_of(row.recipient_id for row in page.object_list)
    address = request.place.url_by_key("trajectories:file")
    body = lists.mails(request, list(page.object_list), companies, readers, address)
    return render(request, "insight/mails.html", {"page": page, "body": body if page.object_list else ""})


def _page(request: PlaceRequest) -> HttpResponse:
    asked, place = asked_by(request), request.place
    kind = waiting.find(place.kind, request.GET.get("kind", ""), request.actor)
    context: dict[str, object] = {"today": asked.today, "home": place.url(HOME[place.kind])}
    if kind is None:
        found = worklist_of(request, each=EACH, most=EACH * len(waiting.KINDS[place.kind]))
        return render(request, "insight/waits.html", context | {"worklist": found})
    count_anew(request)
    rows, title = waiting.rows_of(kind, asked), kind.words(2)
    if taken := exports.file(
        request, capfirst(title), WAITS, lambda: kind.lines(exports.capped(rows), asked), about=_about(request)
    ):
        return taken
    page = page_of(request, rows)
    lines = kind.lines(list(page.object_list), asked)
    return render(request, "insight/waits.html", context | {"kind": kind, "page": page, "lines": lines, "title": title})


def _about(request: PlaceRequest) -> Coach | None:
    """Whose list it is, where one is in no company or programme."""
    return Coach.objects.filter(user_id=request.actor.person_key).first() if request.place.kind == "coach" else None

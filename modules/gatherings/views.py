"""Signing up for a gathering, one's own page with the calendar file, and the programme's planning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground import clock, ics
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.context import current_actor, token_context
from coaching.core.tenancy.requests import PlaceRequest
from modules.exports import GATHERINGS
from modules.exports import PLACES as ATTENDING
from modules.gatherings import actions, lists, queries, rules
from modules.gatherings.emails import entry_of
from modules.gatherings.enums import COMING, PlaceState
from modules.gatherings.forms import CancelForm, GatheringForm, PlaceForm
from modules.models import Gathering, GatheringPlace
from modules.queries import published
from modules.wishes.queries import people, waiting, wanted

PLACES = 100  # on a page: people are ticked off one after the other


# -- Whoever comes --------------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a place; full means the waiting list, and that is said before."""
    gathering = get_or_404(Gathering.objects.select_related("module").defer("link"), pk=pk)
    user = request.user
    initial = {"contact_name": user.name, "email": user.email} if user.is_authenticated else {}
    form = PlaceForm(posted(request), initial=initial)
    if form.is_valid():
        if not ratelimit.consume(request, action="take_up"):
            form.add_error(None, _("Too many requests. Wait a moment and try again."))
        elif made := attempt(form, actions.ask_place, gathering=gathering, user_id=user.pk, **_asked(form)):
            return redirect("modules:place", made.result.pk, actions.token_of(made.result.pk))
    left = queries.with_room([gathering])[0][1]
    over = gathering.cancelled_at is not None or gathering.starts_at <= clock.now()
    context = {"gathering": gathering, "module": gathering.module, "form": form, "left": left, "over": over}
    return render(request, "modules/gatherings/sign_up.html", context)


def _asked(form: PlaceForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    return {"form_id": values.pop("form_id"), "values": values}


@contextmanager
def _held(pk: UUID, token: str) -> Iterator[GatheringPlace]:
    """The place, as the holder of its link; 404 for a wrong one."""
    if not constant_time_compare(actions.token_of(pk), token):
        raise Http404
    with token_context(actions.digest_of(token)):
        yield get_or_404(GatheringPlace.objects, pk=pk)


def _gathering_of(place: GatheringPlace) -> Gathering:
    return get_or_404(Gathering.objects.select_related("module").defer("link"), pk=place.gathering_id)


@login_not_required
@require_safe
def place(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Where, when, the link, and not coming after all."""
    with _held(pk, token) as held:
        link = queries.link_of(held.gathering_id) if held.state == PlaceState.TAKEN else ""
    gathering = _gathering_of(held)
    context = {"place": held, "gathering": gathering, "link": link, "may_cancel": held.state in COMING}
    response = render(request, "modules/gatherings/place.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


@login_not_required
@require_POST
def give_up(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    with _held(pk, token):
        attempt_or_message(request, actions.cancel_place, _("Noted: you do not come."), place_id=pk, by=current_actor())
    return redirect("modules:place", pk, token)


@login_not_required
@require_safe
def calendar(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """The gathering as a calendar file."""
    with _held(pk, token) as held:
        link = queries.link_of(held.gathering_id) if held.state == PlaceState.TAKEN else ""
    gathering = _gathering_of(held)
    entry = entry_of(
        gathering.pk,
        title=str(gathering.module),
        begins=gathering.starts_at,
        where=gathering.place,
        link=link,
        minutes=gathering.minutes,
    )
    made = ics.single(
        replace(
            entry,
            url=settings.SITE_URL + reverse("modules:place", args=[pk, token]),
            sequence=gathering.version,
            changed=clock.now(),
            cancelled=gathering.cancelled_at is not None,
        )
    )
    headers = {"Content-Disposition": 'attachment; filename="gathering.ics"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


# -- The programme -------------------------------------------------------------------------------------------------------
@requires(rules.PLAN)
@require_safe
def gatherings(request: PlaceRequest, programme: str) -> HttpResponse:
    """What is planned, with the places taken."""
    found = queries.desk()
    if taken := exports.file(
        request, _("Gatherings of the offer"), GATHERINGS, lambda: queries.with_room(exports.capped(found))
    ):
        return taken
    page = page_of(request, found.only(*lists.READ))
    rows = queries.with_room(page.object_list)
    context: dict[str, Any] = {"page": page, "body": lists.planned(request, rows) if rows else ""}
    undated = list(wanted(clock.today())[:20])
    numbers = waiting(module.pk for module in undated)
    context["wanted"] = [
        (module, people(numbers.get(module.pk, 0)), request.place.url("modules:plan_gathering", module=str(module.pk)))
        for module in undated
    ]
    return render(request, "modules/gatherings/desk.html", context)


@requires(rules.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PlaceRequest, programme: str) -> HttpResponse:
    form = GatheringForm(posted(request), modules=published().order_by("layer", "slug"), instance=Gathering())
    form.initial["module"] = request.GET.get("module", "")
    if form.is_valid():
        by = request.actor
        module = form.modules[form.cleaned_data["module"]]
        made = attempt(
            form, actions.plan_gathering, programme_id=by.programme_key, module=module, values=form.values, by=by
        )
        if made:
            messages.success(request, _("Planned. Companies can sign up now."))
            return to(request, "modules:gatherings")
    return render(request, "modules/gatherings/form.html", {"form": form, "title": _("Plan a gathering")})


@requires(rules.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    gathering = get_or_404(Gathering.objects.select_related("module"), pk=pk)
    form = GatheringForm(posted(request), modules=published(), instance=gathering)
    if form.is_valid():
        made = attempt(
            form,
            actions.change_gathering,
            gathering_id=pk,
            values=form.values,
            opened_with=form.cleaned_data["version"],
            by=request.actor,
        )
        if made:
            messages.success(request, _("Changed. Whoever comes is told when the moment or the place is another."))
            return to(request, "modules:gathering", pk)
    return render(request, "modules/gatherings/form.html", {"form": form, "title": gathering.module})


@requires(rules.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def gathering(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """Who comes, who waits; after the gathering: who was there."""
    found = get_or_404(Gathering.objects.select_related("module"), pk=pk)
    if request.method == "POST":
        attempt_or_message(
            request,
            actions.note_attendance,
            _("Noted."),
            gathering_id=pk,
            present=_ids(request, "present"),
            listed=_ids(request, "listed"),
            by=request.actor,
        )
        return redirect(request.get_full_path())  # the same page of the list
    places = GatheringPlace.objects.filter(gathering=found).exclude(state=PlaceState.CANCELLED)
    if taken := exports.file(request, f"{found.module} {found}", ATTENDING, lambda: exports.capped(places)):
        return taken
    page = page_of(request, places, PLACES)
    context = {
        "gathering": found,
        "page": page,
        "begun": found.starts_at <= clock.now(),
        "left": queries.with_room([found])[0][1],
    }
    return render(request, "modules/gatherings/gathering.html", context)


def _ids(request: PlaceRequest, name: str) -> list[UUID]:
    found = []
    for text in request.POST.getlist(name)[:PLACES]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@requires(rules.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    found = get_or_404(Gathering.objects.select_related("module"), pk=pk)
    form = CancelForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.cancel_gathering, gathering_id=pk, reason=reason, by=request.actor):
            messages.success(request, _("Cancelled. Everybody has been told."))
            return to(request, "modules:gatherings")
    context = {
        "title": _("Cancel the gathering"),
        "lead": str(found.module),
        "form": form,
        "submit": _("Cancel the gathering"),
        "consequences": [_("Everybody who comes or waits gets a mail with your reason.")],
        "cancel": request.place.url("modules:gathering", pk),
    }
    return render(request, "components/confirm_page.html", context)

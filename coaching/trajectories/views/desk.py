"""The programme's desk: all trajectories, one file, closing, the coaches' workload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.coaches import queries as coaches
from coaching.coaches.forms import DirectoryForm
from coaching.coaches.models import Coach
from coaching.companies.actions.mandates import grace_of
from coaching.core.ground import clock
from coaching.core.ground.people import names_of, to_reach
from coaching.core.paper import exports
from coaching.core.screen.columns import needed
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes.models import Programme
from coaching.programmes.saved import queries as saved
from coaching.trajectories import actions, lists, queries, route, rules
from coaching.trajectories.enums import BEFORE_START, TRAJECTORY
from coaching.trajectories.exports import SESSION_FIGURES, TRAJECTORIES, WORKLOAD
from coaching.trajectories.filter_forms import DeskFilterForm
from coaching.trajectories.forms import ReasonForm
from coaching.trajectories.models import Trajectory
from coaching.trajectories.talk.queries import unread
from coaching.trajectories.views import shown
from coaching.trajectories.views.common import INTERRUPTION


@requires(rules.VIEW)
@require_GET
def trajectories(request: PlaceRequest, programme: str) -> HttpResponse:
    """The list, with filter, search and sort."""
    form = DeskFilterForm(request.GET)
    today, sort = clock.today(), request.GET.get("sort", "")
    if kind := exports.wanted(request):
        rows = exports.capped(queries.for_file(queries.desk(form.filters, today, sort).rows))
        return exports.answer(
            kind, _("Trajectories"), TRAJECTORIES, rows, by=request.actor, about=_own(request), request=request
        )
    shown_as = saved.shown(request, lists.KIND, form)
    found = queries.desk(form.filters, today, sort, needed(shown_as.columns))
    with found.reading():
        page = page_of(request, found.rows, shown_as.per_page, known=found.counted())
    address = request.place.url("trajectories:desk")
    context = {
        "form": form,
        "page": page,
        "shown": shown_as,
        "body": lists.trajectories(request, page.object_list, shown_as.columns, today, address),
        "filtered": form.asks,
    }
    return render(request, "trajectories/desk.html", context)


@requires(rules.VIEW)
@require_GET
def file(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """One trajectory: status, clock, hours, reminders; no words of the sessions."""
    found = _found(trajectory_id)
    actor = request.actor
    log = queries.session_figures(found)
    if taken := exports.file(request, _("Sessions"), SESSION_FIGURES, lambda: list(log), about=found):
        return taken
    events = queries.timeline(found)
    names = names_of(event.actor_id for event in events)
    context = {
        "trajectory": found,
        "steps": route.shown(request, route.steps(found, route.reached(found.pk))),
        "clock": shown.clock(found, clock.today()),
        "hours": queries.hours_of(found),
        "log": list(log),
        "reminders": shown.reminders(queries.reminders_of(found)),
        "history": shown.history((event, names.get(event.actor_id or 0, "")) for event in events),
        "may": {name: TRAJECTORY.allows(name, found.state, actor) for name in ("hold", "resume", "stop", "close")},
        "helpers": shown.who_helps(found),
        "may_talk": actor.may(rules.TALK),
        "unread": unread(actor.person_key, found.pk) if actor.may(rules.TALK) else "",
        "may_set_clock": actor.may(rules.SET_CLOCK) and found.state in BEFORE_START,
        "escalated": found.escalated_at is not None and found.state in BEFORE_START,
        "shut_out": queries.is_shut_out(found),
    }
    return render(request, "trajectories/file.html", context)


@requires(rules.CLOSE)
@require_http_methods(["GET", "POST"])
def close(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """Close, or see what is still missing."""
    found = _found(trajectory_id)
    actor = request.actor
    if request.method == "POST":
        done = _("The trajectory is closed.")
        attempt_or_message(request, actions.close, done, trajectory_id=found.pk, by=actor)
        return to(request, "trajectories:file", trajectory_id)
    possible = TRAJECTORY.allows("close", found.state, actor)
    gaps = rules.closing_gaps(found)
    reads_until = clock.today() + grace_of(found.company_id)
    context = {"trajectory": found, "gaps": gaps, "possible": possible, "reads_until": reads_until}
    return render(request, "trajectories/close.html", context)


@requires(rules.INTERRUPT)
@require_http_methods(["GET", "POST"])
def hold(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """Put at rest, with a reason."""
    return _interrupt(request, programme, trajectory_id, "hold")


@requires(rules.INTERRUPT)
@require_http_methods(["GET", "POST"])
def stop(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """End, with a reason."""
    return _interrupt(request, programme, trajectory_id, "stop")


@requires(rules.INTERRUPT)
@require_POST
def resume(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """Go on where it stood."""
    found = _found(trajectory_id)
    attempt_or_message(
        request,
        actions.resume,
        _("The coaching has resumed."),
        trajectory_id=found.pk,
        by=request.actor,
    )
    return to(request, "trajectories:file", trajectory_id)


@requires(rules.VIEW)
@require_GET
def workload(request: PlaceRequest, programme: str) -> HttpResponse:
    """Coaches with their companies in this programme, and their free places over all programmes."""
    form = DirectoryForm(request.GET)
    found = queries.by_workload(coaches.directory(form.criteria()), request.GET.get("sort", ""))
    if kind := exports.wanted(request):
        lines = _lines(exports.capped(found))
        return exports.answer(
            kind, _("Coaches"), WORKLOAD, lines, by=request.actor, about=_own(request), request=request
        )
    shown_as = saved.shown(request, lists.COACHES, form)
    page = page_of(request, found, shown_as.per_page)
    lines = _lines(list(page))
    reach = to_reach(coaches=[coach.pk for coach in page])
    address = request.place.url("trajectories:workload")
    body = lists.workload(request, lines, shown_as.columns, address, reach)
    context = {"form": form, "page": page, "shown": shown_as, "lines": lines, "body": body}
    return render(request, "trajectories/workload.html", context)


def _lines(rows: list[Coach]) -> list[dict[str, Any]]:
    """Each coach with companies here and free places everywhere: two queries, however many coaches."""
    shown = [coach.pk for coach in rows]
    loads, here = coaches.loads(shown), queries.workload(shown)
    lines: list[dict[str, Any]] = []
    for coach in rows:
        load = loads.get(coach.pk, 0)
        lines.append({"coach": coach, "load": load, "free": coaches.free_places(coach, load), **here.get(coach.pk, {})})
    return lines


def _own(request: PlaceRequest) -> Programme:
    found: Programme = Programme.objects.get(pk=request.place.id)
    return found


def _found(trajectory_id: UUID) -> Trajectory:
    rows = Trajectory.objects.select_related("application", "coach", "programme")
    return get_or_404(rows, pk=trajectory_id)


def _interrupt(request: PlaceRequest, programme: str, trajectory_id: UUID, verb: str) -> HttpResponse:
    found, form = _found(trajectory_id), ReasonForm(posted(request))
    actor = request.actor
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, getattr(actions, verb), trajectory_id=found.pk, reason=reason, by=actor):
            messages.success(request, _("Done. Company and coach have been told."))
            return to(request, "trajectories:file", trajectory_id)
    # What was typed stays on the page, also when somebody else was first.
    possible = form.is_bound or TRAJECTORY.allows(verb, found.state, actor)
    back = request.place.url("trajectories:file", found.pk)
    context = {"form": form, "trajectory": found, "possible": possible, "back": back, **INTERRUPTION[verb]}
    return render(request, "trajectories/interrupt.html", context)

"""The start clock of one file by hand, and the forecast of reminders of the whole programme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground import clock
from coaching.core.models import Reminder, ReminderState
from coaching.core.paper import exports
from coaching.core.screen.lists import ordered
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import actions, lists, queries, rules
from coaching.trajectories.enums import BEFORE_START
from coaching.trajectories.exports import REMINDERS
from coaching.trajectories.forms import ExtendClockForm, PauseClockForm
from coaching.trajectories.models import Trajectory
from coaching.trajectories.views import shown

FORECAST_DAYS = 30  # own choice
MOST_LINES = 100


def _found(trajectory_id: UUID) -> Trajectory:
    rows = Trajectory.objects.select_related("application", "programme")
    return get_or_404(rows, pk=trajectory_id)


@requires(rules.SET_CLOCK)
@require_http_methods(["GET", "HEAD", "POST"])
def set_clock(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """Give more time, or let the clock stand still: two forms, told apart by their button."""
    found = _found(trajectory_id)
    pausing = "pause" in request.POST
    extend = ExtendClockForm(request.POST if request.method == "POST" and not pausing else None, prefix="extend")
    pause = PauseClockForm(request.POST if pausing else None, prefix="pause")
    pk, by, form = found.pk, request.actor, pause if pausing else extend
    if form.is_valid() and (
        attempt(pause, actions.pause_clock, trajectory_id=pk, by=by, **pause.cleaned_data)
        if pausing
        else attempt(extend, actions.extend_clock, trajectory_id=pk, by=by, **extend.cleaned_data)
    ):
        messages.success(request, _("Done. Company and coach have been told."))
        return to(request, "trajectories:file", trajectory_id)
    found = _found(trajectory_id)
    context = {
        "trajectory": found,
        "extend": extend,
        "pause": pause,
        "possible": found.state in BEFORE_START or form.is_bound,
        "clock": shown.clock(found, clock.today()),
        "reminders": shown.reminders(queries.reminders_of(found)),
    }
    return render(request, "trajectories/clock.html", context)


@requires(rules.SET_CLOCK)
@require_POST
def resume_clock(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """Let it run on."""
    found = _found(trajectory_id)
    attempt_or_message(
        request,
        actions.resume_clock,
        _("The clock runs again. Company and coach have been told."),
        trajectory_id=found.pk,
        by=request.actor,
    )
    return to(request, "trajectories:file", trajectory_id)


@requires(rules.SET_CLOCK)
@require_safe
def forecast(request: PlaceRequest, programme: str) -> HttpResponse:
    """The reminders of the coming month by day: what will be sent, to whom, about which company."""
    until = clock.today() + timedelta(days=FORECAST_DAYS)
    planned = Reminder.objects.filter(state=ReminderState.PLANNED, due_on__lte=until).order_by("due_on", "id")
    found = ordered(planned, request.GET, lists.COMING_SORTS)
    if taken := exports.file(request, _("Coming reminders"), REMINDERS, lambda: _lines(exports.capped(found))):
        return taken
    rows = list(found[: MOST_LINES + 1])
    address = request.place.url_by_key("trajectories:file")
    lines = _lines(rows[:MOST_LINES])
    context = {
        "body": lists.coming(request, lines, address) if lines else "",
        "more": len(rows) > MOST_LINES,
        "count": len(lines),
    }
    return render(request, "trajectories/forecast.html", context)


def _lines(rows: list[Reminder]) -> list[tuple[Reminder, lists.About, Any]]:
    companies = queries.names_of_files(row.trajectory_id for row in rows if row.trajectory_id)
    return [(row, _of(row, companies), shown.reminder_label(row)) for row in rows]


def _of(row: Reminder, companies: dict[UUID, str]) -> lists.About:
    """The company that a reminder is about, and its trajectory where that is in sight."""
    company = companies.get(row.trajectory_id, "") if row.trajectory_id else ""
    return lists.About(company or row.context.get("company", ""), row.trajectory_id if company else None)

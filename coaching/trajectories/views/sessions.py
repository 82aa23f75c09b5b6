"""The coach's log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.core.ground import clock
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import actions, queries, rules
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.forms import SessionForm
from coaching.trajectories.forms_planning import as_planned
from coaching.trajectories.models import CoachingSession, PlannedSession, Trajectory
from coaching.trajectories.views.common import trajectory_of


@requires(rules.LOG_SESSION)
@require_http_methods(["GET", "POST"])
def log_session(request: PlaceRequest, company: str) -> HttpResponse:
    """Log a session; the first one starts the trajectory."""
    found = trajectory_of(request)
    return _logging(request, found, {"held_on": clock.today()})


@requires(rules.LOG_SESSION)
@require_http_methods(["GET", "POST"])
def log_planned(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """Log a planned session that took place: what was agreed stands there already."""
    planned = get_or_404(PlannedSession.objects.filter(starts_at__isnull=False), pk=planned_id)
    found = trajectory_of(request)
    if planned.is_over and request.method != "POST":
        messages.info(request, _("This session is in the log already, or was cancelled."))
        return to(request, "trajectories:planned", planned_id)
    return _logging(request, found, as_planned(planned), planned_id)


def _logging(
    request: PlaceRequest, found: Trajectory, known: dict[str, Any], planned_id: UUID | None = None
) -> HttpResponse:
    form = SessionForm(posted(request), initial=known)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.sessions.LOGGED_FIELDS}
        by = request.actor
        if attempt(form, actions.log_session, trajectory_id=found.pk, planned_id=planned_id, by=by, **values):
            messages.success(request, _("The session is in the log."))
            return to(request, "trajectories:trajectory")
    context = {
        "form": form,
        "trajectory": found,
        "hours": queries.hours_of(found),
        "starts": found.state == TrajectoryState.COACH_ACCEPTED,
    }
    return render(request, "trajectories/session.html", context)


@requires(rules.LOG_SESSION)
@require_http_methods(["GET", "POST"])
def edit_session(request: PlaceRequest, company: str, session_id: UUID) -> HttpResponse:
    """Correct a line of the log."""
    session = get_or_404(CoachingSession.objects, pk=session_id)
    found = trajectory_of(request)
    form = SessionForm(posted(request), instance=session)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.sessions.LOGGED_FIELDS}
        if attempt(
            form,
            actions.edit_session,
            session_id=session_id,
            opened_with=form.opened_with,
            by=request.actor,
            **values,
        ):
            messages.success(request, _("The session has been changed."))
            return to(request, "trajectories:trajectory")
    context = {"form": form, "trajectory": found, "session": session, "hours": queries.hours_of(found)}
    return render(request, "trajectories/session.html", context)

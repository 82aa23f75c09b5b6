"""The coach's log."""

from __future__ import annotations

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
from coaching.trajectories.models import CoachingSession
from coaching.trajectories.views.common import trajectory_of


@requires(rules.LOG_SESSION)
@require_http_methods(["GET", "POST"])
def log_session(request: PlaceRequest, company: str) -> HttpResponse:
    """Log a session; the first one starts the trajectory."""
    found = trajectory_of(request)
    form = SessionForm(posted(request), initial={"held_on": clock.today()})
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.sessions.LOGGED_FIELDS}
        if attempt(form, actions.log_session, trajectory_id=found.pk, by=request.actor, **values):
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

"""The trajectory's own pages in the company's workspace."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Hat
from coaching.core.paper import exports
from coaching.core.screen.pages import attempt, attempt_or_message, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import actions, queries, route, rules
from coaching.trajectories.enums import TRAJECTORY, TrajectoryState
from coaching.trajectories.exports import SESSIONS
from coaching.trajectories.forms import ReasonForm, ReportForm
from coaching.trajectories.models import Trajectory
from coaching.trajectories.views import shown
from coaching.trajectories.views.common import INTERRUPTION, trajectory_of

PHASES = {
    TrajectoryState.STARTED: actions.begin_analysis,
    TrajectoryState.ANALYSIS: actions.begin_planning,
    TrajectoryState.PLANNING: actions.begin_implementation,
    TrajectoryState.IMPLEMENTATION: actions.begin_evaluation,
}


@requires(rules.VIEW)
@require_GET
def trajectory(request: PlaceRequest, company: str) -> HttpResponse:
    """Where we are, what the clock says, the log, the reminders, what happened."""
    found = queries.current(request.place.id)
    if found is None:
        return render(request, "trajectories/none.html")
    if request.actor.may(rules.VIEW_LOG) and (
        taken := exports.file(request, _("Sessions"), SESSIONS, lambda: list(queries.sessions(found)))
    ):
        return taken
    return render(request, "trajectories/trajectory.html", _context(request, found))


def _context(request: PlaceRequest, found: Trajectory) -> dict[str, Any]:
    actor = request.actor
    sees_log = actor.may(rules.VIEW_LOG)
    log = list(queries.sessions(found)) if sees_log else []
    events = queries.timeline(found) if sees_log else []
    names = names_of([event.actor_id for event in events] + [line.logged_by_id for line in log])
    return {
        "trajectory": found,
        "steps": route.shown(request, route.steps(found, route.reached(found.pk))),
        "clock": shown.clock(found, clock.today()),
        "today": clock.today(),
        "hours": queries.hours_of(found),
        "sees_log": sees_log,
        "planned": list(queries.planned(found)) if sees_log else [],
        "log": [(line, names.get(line.logged_by_id or 0, "")) for line in log],
        "history": shown.history((event, names.get(event.actor_id or 0, "")) for event in events),
        "reminders": shown.reminders(queries.reminders_of(found)),
        "open_request": queries.open_request(found),
        "taken_away": queries.taken_away(found),
        "helpers": shown.helpers_of(request, found),
        "may": {
            name: TRAJECTORY.allows(name, found.state, actor) for name in ("hold", "resume", "stop", "request_coach")
        },
        "may_log": actor.may(rules.LOG_SESSION) and found.state in {*PHASES, "coach_accepted", "evaluation"},
        "may_plan": actor.may(rules.PLAN_SESSION) and found.state in {*PHASES, "coach_accepted", "evaluation"},
        "may_confirm": actor.may(rules.CONFIRM_SESSION),
        "may_report": actor.may(rules.REPORT) and found.started_on is not None,
        "next_phase": shown.NEXT_LABELS.get(found.state, "") if actor.may(rules.STEER) else "",
    }


@requires(rules.STEER)
@require_POST
def next_phase(request: PlaceRequest, company: str) -> HttpResponse:
    """Go on to the next phase. The page names the phase it showed, and with it the verb: a double click is one step."""
    found = trajectory_of(request)
    action = {str(state): action for state, action in PHASES.items()}.get(request.POST.get("from", ""))
    if action is None:
        messages.error(request, _("The status has changed since you opened the page. Look again at what comes next."))
    else:
        attempt_or_message(
            request,
            action,
            _("The next phase has begun."),
            trajectory_id=found.pk,
            by=request.actor,
        )
    return to(request, "trajectories:trajectory")


@requires(rules.INTERRUPT)
@require_http_methods(["GET", "POST"])
def hold(request: PlaceRequest, company: str) -> HttpResponse:
    """Put it at rest, with a reason."""
    return _interrupt(request, company, "hold")


@requires(rules.INTERRUPT)
@require_http_methods(["GET", "POST"])
def stop(request: PlaceRequest, company: str) -> HttpResponse:
    """End it before its closing, with a reason."""
    return _interrupt(request, company, "stop")


def _interrupt(request: PlaceRequest, company: str, verb: str) -> HttpResponse:
    found, form = trajectory_of(request), ReasonForm(posted(request))
    actor = request.actor
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, getattr(actions, verb), trajectory_id=found.pk, reason=reason, by=actor):
            if verb == "stop" and actor.hat == Hat.COACH:  # the company is out of the coach's sight now
                return HttpResponseRedirect(reverse("trajectories:requests"))
            return to(request, "trajectories:trajectory")
    # What was typed stays on the page, also when somebody else was first.
    possible = form.is_bound or TRAJECTORY.allows(verb, found.state, actor)
    back = request.place.url("trajectories:trajectory")
    context = {"form": form, "trajectory": found, "possible": possible, "back": back, **INTERRUPTION[verb]}
    return render(request, "trajectories/interrupt.html", context)


@requires(rules.INTERRUPT)
@require_POST
def resume(request: PlaceRequest, company: str) -> HttpResponse:
    """Go on where it stood."""
    found = trajectory_of(request)
    attempt_or_message(
        request,
        actions.resume,
        _("The coaching has resumed."),
        trajectory_id=found.pk,
        by=request.actor,
    )
    return to(request, "trajectories:trajectory")


@requires(rules.REPORT)
@require_http_methods(["GET", "POST"])
def report(request: PlaceRequest, company: str) -> HttpResponse:
    """The coach writes the final report."""
    found = trajectory_of(request)
    form = ReportForm(posted(request), instance=found)
    if form.is_valid():
        text = form.cleaned_data["final_report"]
        if attempt(
            form,
            actions.write_report,
            trajectory_id=found.pk,
            text=text,
            opened_with=form.opened_with,
            by=request.actor,
        ):
            messages.success(request, _("The final report has been saved."))
            return to(request, "trajectories:trajectory")
    return render(request, "trajectories/report.html", {"form": form, "trajectory": found})

"""The week of a coach."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching.core.ground import clock
from coaching.core.screen.pages import requires
from coaching.core.screen.waits import asked_by
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import rules
from coaching.trajectories import week as weeks


@requires(rules.LOG_SESSION)
@require_safe
def week(request: PlaceRequest) -> HttpResponse:
    """Sessions and dates of all own companies; `?week=2026-W49`, else this week."""
    asked = asked_by(request)
    monday = weeks.monday_of(request.GET.get("week", ""), clock.today())
    found = weeks.week_of(monday, request.place, asked)
    to_log = weeks.to_log(asked)
    return render(request, "trajectories/week.html", {"week": found, "to_log": to_log, "today": clock.today()})

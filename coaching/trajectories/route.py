"""The route of a company through the programme: eight stops, counted by this one function on every page.

What the programme may not read (analysis and plans) it is told as three facts (`route_behind`), so that its desk, the
company and the coach see the same stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import ui
from coaching.core.screen.navigation import of_actor
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory

DONE, CURRENT, TODO = "done", "current", "todo"
LABELS: dict[str, Any] = {
    "approved": _("Approved"),
    "coach": _("Choose a coach"),
    "start": _("First session"),
    "analysis": _("Risk analysis"),
    "plans": _("Make the plans"),
    "advice": _("Advice and answer"),
    "measures": _("Carry out measures"),
    "close": _("Evaluate and close"),
}
# Where each stop is in a company, for who may open it.
PAGES = {
    "approved": "programmes:company",
    "coach": "trajectories:choose",
    "start": "trajectories:trajectory",
    "analysis": "riskanalysis:analyses",
    "plans": "actionplans:plans",
    "advice": "actionplans:advice",
    "measures": "actionplans:measures",
    "close": "trajectories:trajectory",
}


@dataclass(frozen=True)
class Reached:
    """What analysis and plans say about the route. Of the newest of each."""

    analysed: bool = False
    put_to_body: bool = False
    in_force: bool = False


@dataclass(frozen=True)
class Step:
    """One stop of the journey. state: done | current | todo."""

    key: str
    label: Any
    state: str


def reached(trajectory_id: UUID) -> Reached:
    """As the database tells everybody who has to do with the trajectory. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT analysed, put_to_body, in_force FROM route_behind(%s)", [str(trajectory_id)])
        row = cursor.fetchone()
    return Reached(*row) if row else Reached()


def steps(trajectory: Trajectory, found: Reached) -> list[Step]:
    """The eight stops, exactly one of them current until the trajectory has ended."""
    done = _done(trajectory, found)
    result, waits = [], True
    for key, label in LABELS.items():
        state = DONE if done[key] else CURRENT if waits else TODO
        waits = waits and done[key]
        result.append(Step(key, label, state))
    return result


def _done(trajectory: Trajectory, found: Reached) -> dict[str, bool]:
    done = {
        "approved": True,
        "coach": trajectory.coach_accepted_at is not None or trajectory.started_on is not None,
        "start": trajectory.started_on is not None,
        "analysis": found.analysed,
        "plans": found.put_to_body,
        "advice": found.in_force,
        "measures": trajectory.state in {TrajectoryState.EVALUATION, TrajectoryState.CLOSED},
        "close": trajectory.state == TrajectoryState.CLOSED,
    }
    # What lies behind a finished step is finished too: an old file may lack a row that later rules ask for.
    keys = list(done)
    last = max(index for index, key in enumerate(keys) if done[key])
    return {key: done[key] or index < last for index, key in enumerate(keys)}


def shown(request: PlaceRequest, stops: list[Step]) -> list[ui.Step]:
    """For the bar: each stop leads to its page, where the person may open it."""
    place = request.place
    pages = {entry.url_name: url + place.suffix for entry, url in of_actor(place.kind, place.slug, request.actor)}
    return [ui.Step(step.label, step.state, pages.get(PAGES[step.key], "")) for step in stops]

"""The company ends its coach's mandate while the coaching runs, or gives one again: the programme's desk hears of it.

The desk does not read mandates (ADR 0054): what it knows stands on the line of the trajectory, without a word of the file.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from coaching.companies.models import Discipline, Mandate
from coaching.core.ground import audit, people
from coaching.core.ground.roles import Actor
from coaching.core.mail import outbox
from coaching.trajectories import queries
from coaching.trajectories.actions.opening import told
from coaching.trajectories.enums import ENDED
from coaching.trajectories.models import Trajectory

SHUT_OUT, LET_IN = "trajectory.coach_shut_out", "trajectory.coach_let_in"


def coach_shut_out(mandate: Mandate, *, by: Actor, at: datetime) -> None:
    """A line on each running trajectory of that coach that nobody else's mandate keeps open, and a mail to its desk."""
    for trajectory in _coached(mandate):
        if queries.taken_away(trajectory) is None:
            continue  # another mandate of theirs lets them in
        _say(SHUT_OUT, trajectory, mandate, by, at)


def coach_let_in(mandate: Mandate, *, by: Actor, at: datetime) -> None:
    """The desk was told that this coach was shut out, and is told that this is over."""
    for trajectory in _coached(mandate):
        if queries.is_shut_out(trajectory):
            _say(LET_IN, trajectory, mandate, by, at)


def _coached(mandate: Mandate) -> list[Trajectory]:
    if mandate.discipline != Discipline.COACH:
        return []
    rows = Trajectory.objects.filter(company_id=mandate.company_id, coach__user_id=mandate.person_id)
    return list(rows.exclude(state__in=ENDED).select_related("coach", "company", "programme").order_by("id"))


def _say(event: str, trajectory: Trajectory, mandate: Mandate, by: Actor, at: datetime) -> None:
    audit.record(event, trajectory, by=by, at=at, data={"person": mandate.person_id})
    context: dict[str, Any] = told(
        trajectory,
        coach=trajectory.coach.name if trajectory.coach else "",
        programme=trajectory.programme.name,
        programme_slug=trajectory.programme.slug,
    )
    outbox.queue(
        "trajectories.coach_shut_out" if event == SHUT_OUT else "trajectories.coach_let_in",
        recipients=people.user_ids("administrators_of", trajectory.programme_id),
        context=context,
        dedupe=f"{event}:{mandate.pk}:{trajectory.pk}",
        about=trajectory,
    )

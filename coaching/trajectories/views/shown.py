"""From rows to what the component templates draw (core.ui): journey, clock, reminders, history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.coaches.models import Coach
from coaching.core.ground.people import Reachable, to_reach
from coaching.core.ground.roles import Hat
from coaching.core.models import AuditEvent, Reminder
from coaching.core.screen import ui
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import queries, rules
from coaching.trajectories.models import Trajectory

REMINDER_STATE = {"planned": "coming", "sent": "past", "cancelled": "cancelled"}
REMINDER_TITLES = {
    "trajectories.start.before": gettext_lazy("Reminder: the start date comes nearer"),
    "trajectories.start.due": gettext_lazy("Reminder: last day to start"),
    "trajectories.start.after": gettext_lazy("Reminder: the start date has passed"),
}
EVENT_TITLES = {
    "trajectory.open": gettext_lazy("Application approved, the clock starts"),
    "trajectory.request_coach": gettext_lazy("A coach was asked"),
    "trajectory.cancel_request": gettext_lazy("The request to the coach was withdrawn"),
    "trajectory.coach_accepts": gettext_lazy("The coach accepted"),
    "trajectory.coach_declines": gettext_lazy("The coach declined"),
    "trajectory.start": gettext_lazy("The coaching started"),
    "trajectory.begin_analysis": gettext_lazy("The risk analysis began"),
    "trajectory.begin_planning": gettext_lazy("Work on the plans began"),
    "trajectory.begin_implementation": gettext_lazy("Carrying out the measures began"),
    "trajectory.begin_evaluation": gettext_lazy("The evaluation began"),
    "trajectory.close": gettext_lazy("The trajectory was closed"),
    "planned_session.propose": gettext_lazy("Dates of a session were proposed"),
    "planned_session.accept": gettext_lazy("A session was agreed"),
    "planned_session.decline": gettext_lazy("None of the proposed dates suited"),
    "planned_session.move": gettext_lazy("A session was moved"),
    "planned_session.cancel": gettext_lazy("A session was cancelled"),
    "planned_session.log": gettext_lazy("A planned session was logged"),
    "planned_session.unlog": gettext_lazy("A planned session waits for the log again"),
    "trajectory.hold": gettext_lazy("Paused"),
    "trajectory.resume": gettext_lazy("Resumed"),
    "trajectory.reinstate": gettext_lazy("Approved again"),
    "trajectory.stop": gettext_lazy("Stopped"),
    "trajectory.session_logged": gettext_lazy("A session was logged"),
    "trajectory.session_edited": gettext_lazy("A session was corrected"),
    "trajectory.session_removed": gettext_lazy("A session was taken out of the log"),
    "trajectory.unstart": gettext_lazy("The start was undone: the clock runs again"),
    "trajectory.report_written": gettext_lazy("The final report was saved"),
    "trajectory.escalated": gettext_lazy("Put on the programme's desk: not started in time"),
    "trajectory.pause_clock": gettext_lazy("The clock was stopped"),
    "trajectory.resume_clock": gettext_lazy("The clock runs again"),
    "trajectory.extend_clock": gettext_lazy("More time to start was given"),
    "trajectory.release_coach": gettext_lazy("Company and coach parted before the start"),
    "trajectory.coach_leaves": gettext_lazy("The coach left: the company chooses again"),
    "trajectory.coach_shut_out": gettext_lazy("The company ended the coach's access to its file"),
    "trajectory.coach_let_in": gettext_lazy("The company let the coach in again"),
    "trajectory.coach_changed": gettext_lazy("Another coach took over"),
    "trajectory.handed_over": gettext_lazy("The file was handed over"),
    "trajectory.coach_wanted": gettext_lazy("No coach was free: the programme was asked for help"),
    "trajectory.talk_planned": gettext_lazy("A first talk was proposed"),
    "trajectory.session_confirmed": gettext_lazy("The company confirmed a session"),
    "trajectory.session_objected": gettext_lazy("The company objected to a session"),
    "expense.claimed": gettext_lazy("A statement of expenses was made"),
    "reminders.cancelled": gettext_lazy("Reminders cancelled"),
}
BAD_EVENTS = {
    "trajectory.stop",
    "trajectory.escalated",
    "trajectory.coach_declines",
    "trajectory.coach_leaves",
    "trajectory.coach_shut_out",
    "trajectory.session_objected",
}
NEXT_LABELS = {
    "started": gettext_lazy("Begin the risk analysis"),
    "analysis": gettext_lazy("Begin the plans"),
    "planning": gettext_lazy("Begin carrying out the measures"),
    "implementation": gettext_lazy("Begin the evaluation"),
}


def clock(trajectory: Trajectory, today: date) -> ui.Clock | None:
    """The start clock; None once it has stopped."""
    found = queries.clock_of(trajectory, today)
    if found.days_left is None:
        return None
    whole = (trajectory.start_due_on - trajectory.approved_on).days
    stands = trajectory.clock_paused_on is not None
    return ui.Clock(
        found.days_left,
        whole,
        trajectory.start_due_on,
        title=_("Time to start"),
        text=_("The programme has stopped this clock for now.")
        if stands
        else _("The first session with your coach stops this clock."),
    )


def reminder_label(row: Reminder) -> Any:
    """What a reminder is about, in words."""
    return REMINDER_TITLES.get(row.kind, _("Reminder"))


def reminders(rows: Iterable[Reminder]) -> list[ui.Event]:
    """Sent, coming and cancelled ones as a timeline."""
    return [
        ui.Event(
            reminder_label(row),
            row.sent_at if row.state == "sent" else row.due_on,
            state=REMINDER_STATE[row.state],
            icon="mail" if row.state == "sent" else "",
        )
        for row in rows
    ]


def history(events: Iterable[tuple[AuditEvent, str]]) -> list[ui.Event]:
    """What happened, as a timeline; lines nobody named are left out."""
    return [_line(event, name) for event, name in events if event.event in EVENT_TITLES]


def _line(event: AuditEvent, name: str) -> ui.Event:
    return ui.Event(
        EVENT_TITLES[event.event],
        event.at,
        who=name or _("automatic"),
        text="" if event.event == "reminders.cancelled" else event.reason,
        state="bad" if event.event in BAD_EVENTS else "past",
    )


def who_helps(trajectory: Trajectory, *, to_coach: str = "", to_company: str = "") -> list[ui.Helper]:
    """The coach and the contacts of the company, with what the reader may know to reach them: one query.

    to_coach, to_company: where one writes them a message; "" for who is on that side or may not.
    """
    key, coach = trajectory.coach_id, trajectory.coach
    found = to_reach(companies=[trajectory.company_id], coaches=[key] if key else [])
    helpers = [ui.Helper(coach.name, _("Coach"), _first(found.get(coach.pk)), to_coach)] if coach else []
    helpers += [
        ui.Helper(one.name, _("Contact of the company"), one, to_company)
        for one in found.get(trajectory.company_id, [])
    ]
    return helpers


def helpers_of(request: PlaceRequest, trajectory: Trajectory) -> list[ui.Helper]:
    """Who helps a company; who may talk writes to the other side from here."""
    write = request.place.url("trajectories:messages") if request.actor.may(rules.TALK) else ""
    coach = request.actor.hat == Hat.COACH
    return who_helps(trajectory, to_coach="" if coach else write, to_company=write if coach else "")


def coach_helper(coach: Coach, write: str = "") -> ui.Helper:
    """One coach, with what the reader may know to reach them."""
    return ui.Helper(coach.name, _("Coach"), _first(to_reach(coaches=[coach.pk]).get(coach.pk)), write)


def _first(people: list[Reachable] | None) -> Reachable | None:
    return people[0] if people else None

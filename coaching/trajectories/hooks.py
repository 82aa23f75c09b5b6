"""What trajectories hang on to: approval opens one, lapsing ends one, closing needs the final report; navigation."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import FilePiece
from coaching.core.ground import agenda as calendars
from coaching.core.ground import events, finding, people, waiting, wheel, workflow
from coaching.core.ground.periods import within
from coaching.core.ground.roles import Actor
from coaching.core.models import AuditEvent
from coaching.core.screen import navigation, timeline, ui
from coaching.core.screen.navigation import Entry
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application
from coaching.programmes.money import PAID, Paid
from coaching.programmes.texts import adding
from coaching.trajectories import actions, agenda, finds, queries, rules, waits, year_dates
from coaching.trajectories.enums import ENDED, ExpenseState
from coaching.trajectories.models import ExpenseStatement, Trajectory
from coaching.trajectories.views import shown


def not_started_yet(application: Application, *, by: Actor) -> None:
    """Guard: an approval lapses or is taken back only as long as the coaching has not started."""
    trajectory = Trajectory.objects.filter(application=application).first()
    if trajectory:
        rules.not_started(trajectory)


def note_help(piece: FilePiece, *, by: Actor, at: datetime) -> None:
    """What is made in a company that is coached was made with the coaching's help, whoever made it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT note_help(%s)", [str(piece.pk)])


def moves_on(verb: str) -> Any:
    """What is made in a file brings the coaching of who made it to its next phase; where `by` may not steer it, it stays."""

    def listener(made: Any, *, by: Actor, at: datetime) -> None:
        actions.move_on(verb, company_id=made.company_id, piece_id=made.piece_id, by=by, at=at)

    return listener


MOVES = {
    "riskanalysis.opened": moves_on("begin_analysis"),
    "actionplans.planned": moves_on("begin_planning"),
    "actionplans.in_force": moves_on("begin_implementation"),
}


def stop_unapproved(application: Application, *, by: Actor, event: AuditEvent) -> None:
    """Effect: an approval that lapsed or was taken back takes its trajectory along."""
    trajectory = Trajectory.objects.filter(application=application).exclude(state__in=ENDED).first()
    if trajectory:
        actions.stop(trajectory_id=trajectory.pk, reason=event.reason, by=by, at=event.at)


def expenses_paid(programme_id: UUID, first: date | None, last: date | None) -> list[Paid]:
    """Subsidy of the statements that were settled in these days, per layer, and whether the approval still stands."""
    settled = ExpenseStatement.objects.filter(programme_id=programme_id, state=ExpenseState.APPROVED)
    settled = settled.filter(within("settled_at", first, last))
    stands = Q(trajectory__application__state=ApplicationState.APPROVED)
    rows = (
        settled.order_by()
        .values_list("trajectory__application__layer")
        .annotate(all=Sum("subsidy_eur"), standing=Coalesce(Sum("subsidy_eur", filter=stands), Decimal(0)))
    )
    return [
        line
        for layer, paid, standing in rows
        for line in (Paid(layer, True, standing), Paid(layer, False, paid - standing))
    ]


of_any = Trajectory.objects.all


def _register() -> None:
    PAID.append(expenses_paid)
    effects: Any = (("approve", actions.open_trajectory), ("lapse", stop_unapproved), ("reopen", stop_unapproved))
    for verb, function in effects:
        workflow.effect("application", verb, function)
    for verb in ("lapse", "reopen"):
        workflow.guard("application", verb, not_started_yet)
    people.audience("coach", "coach_of", "trajectory_id")
    events.listen("companies.piece_made", note_help)
    events.listen("companies.mandate_ended", actions.coach_shut_out)
    events.listen("companies.mandate_given", actions.coach_let_in)
    for event, listener in MOVES.items():
        events.listen(event, listener)
    navigation.register(
        "company",
        Entry(
            _("Sessions and dates"),
            "trajectories:trajectory",
            rules.VIEW,
            "route",
            20,
            "coaching",
            lives=of_any,
            folders=("planned/", "sessions/"),
        ),
        Entry(_("Coach"), "trajectories:choose", rules.CHOOSE_COACH, "graduation-cap", 25, "coaching", lives=of_any),
        Entry(
            _("Messages"),
            "trajectories:messages",
            rules.TALK,
            "messages-square",
            27,
            "coaching",
            lives=of_any,
        ),
        Entry(
            _("Expenses"), "trajectories:expenses", rules.VIEW_EXPENSES, "wallet", 28, "coaching", lives=queries.started
        ),
    )
    timeline.register("coaching", shown.EVENT_TITLES, shown.BAD_EVENTS)
    timeline.register(
        "messages",
        {
            "trajectory.message_written": _("A message was written"),
            "trajectory.message_corrected": _("A message was corrected"),
            "trajectory.message_removed": _("A message was taken back"),
            "trajectory.note_written": _("A note was written"),
            "trajectory.note_corrected": _("A note was corrected"),
            "trajectory.note_removed": _("A note was taken back"),
        },
    )
    navigation.register(
        "programme",
        Entry(_("Trajectories"), "trajectories:desk", rules.VIEW, "route", 30, "coaching", lives=of_any),
        Entry(_("Coaches"), "trajectories:workload", rules.VIEW, "users", 40, "coaching"),
        Entry(
            _("Coming reminders"),
            "trajectories:forecast",
            rules.SET_CLOCK,
            "bell",
            45,
            "coaching",
            lives=of_any,
        ),
        Entry(
            _("Expenses"),
            "trajectories:desk_expenses",
            rules.SETTLE,
            "",
            61,
            "figures",
            lives=ExpenseStatement.objects.all,
        ),
    )
    waiting.register(*waits.KINDS)
    calendars.register(*agenda.SOURCES)
    finding.register(*finds.KINDS)
    wheel.register(year_dates.PROVIDER, year_dates.START, year_dates.FOLLOW_UP)
    navigation.register(
        "coach",
        Entry(_("My week"), "trajectories:week", rules.LOG_SESSION, "calendar", 10),
        Entry(_("Requests"), "trajectories:requests", rules.ANSWER_REQUEST, "hand-helping", 20),
    )
    navigation.register("coach", Entry(_("My account"), "trajectories:account", rules.SET_ACCOUNT, "euro", 88))


_register()

for _kind, _label in (
    ("trajectories.coach_accepted", _("The coach accepted")),
    ("trajectories.start.before", _("Reminder before the start date")),
    ("trajectories.start.due", _("Reminder on the start date")),
    ("trajectories.start.after", _("Reminder after the start date")),
    ("trajectories.started", _("Coaching started")),
    ("trajectories.stopped", _("Coaching stopped")),
    ("trajectories.closed", _("Coaching closed")),
):
    adding.offer(_kind, _label)
for _kind, _label in (
    ("trajectories.coach_asked", _("A company asks for the coach")),
    ("trajectories.answer_soon", _("Reminder of a question")),
    ("trajectories.stalled", _("Reminder: long without a session")),
    ("trajectories.file_left", _("Another coach took over")),
    ("trajectories.expenses_paid", _("Expenses paid")),
    ("trajectories.expenses_refused", _("Expenses refused")),
):
    adding.offer(_kind, _label, adding.COACHES)
adding.offer("trajectories.files_taken_over", _("Files taken over"), adding.COACHES, adding.OF_NOBODY)

ui.tones(
    neutral="withdrawn closed",
    info="open started analysis planning implementation evaluation submitted",
    attention="awaiting_coach coach_requested on_hold",
    good="coach_accepted accepted approved agreed held",
    bad="declined stopped refused",
)

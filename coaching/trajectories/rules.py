"""Who may do what in a trajectory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from coaching.core.ground.roles import Role, grant
from coaching.core.ground.workflow import Refused

VIEW = grant(
    "trajectories.view",
    Role.CONTACT,
    Role.PREVENTION_ADVISER,
    Role.MEASURE_OWNER,
    Role.COACH,
    Role.ADMINISTRATOR,
    Role.ASSESSOR,
)
CHOOSE_COACH = grant("trajectories.choose_coach", Role.CONTACT)
WITHDRAW_REQUEST = grant("trajectories.withdraw_request", Role.CONTACT, Role.ADMINISTRATOR)  # also when it is stopped
ANSWER_REQUEST = grant("trajectories.answer_request", Role.COACH)
LOG_SESSION = grant("trajectories.log_session", Role.COACH)
PLAN_SESSION = grant("trajectories.plan_session", Role.COACH)
ANSWER_PLAN = grant("trajectories.answer_plan", Role.CONTACT)
MOVE_PLAN = grant("trajectories.move_plan", Role.CONTACT, Role.COACH)
CANCEL_PLAN = grant("trajectories.cancel_plan", Role.CONTACT, Role.COACH, Role.ADMINISTRATOR)  # who stops a file, too
VIEW_LOG = grant("trajectories.view_log", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
CHANGE_COACH = grant("trajectories.change_coach", Role.CONTACT)
RELEASE_COACH = grant("trajectories.release_coach", Role.CONTACT, Role.COACH)  # before the first session
HAND_OVER = grant("trajectories.hand_over", Role.ADMINISTRATOR)
TALK = grant("trajectories.talk", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, Role.ADMINISTRATOR)
TIMELINE = grant("trajectories.timeline", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH, Role.ADMINISTRATOR)
STEER = grant("trajectories.steer", Role.COACH, Role.CONTACT)
INTERRUPT = grant("trajectories.interrupt", Role.COACH, Role.CONTACT, Role.ADMINISTRATOR)
REPORT = grant("trajectories.report", Role.COACH)
CONFIRM_SESSION = grant("trajectories.confirm_session", Role.CONTACT)
CLAIM = grant("trajectories.claim", Role.COACH)
VIEW_EXPENSES = grant("trajectories.view_expenses", Role.COACH, Role.CONTACT, Role.ADMINISTRATOR)
SET_ACCOUNT = grant("trajectories.set_account", Role.COACH)
SETTLE = grant("trajectories.settle", Role.ADMINISTRATOR)
SET_CLOCK = grant("trajectories.set_clock", Role.ADMINISTRATOR)
CLOSE = grant("trajectories.close", Role.ADMINISTRATOR)


STALLED_AFTER = timedelta(days=45)  # without a line in the log (subject/programme.md#the-start-clock)


def conflict_of_interest(coach: Any, company: Any) -> bool:
    """Whether the coach works for the external prevention service that the company is a member of.

    subject/programme.md#coaches
    """
    service = company.external_service.strip().casefold()
    return bool(service) and coach.employer_service.strip().casefold() == service


def closing_gaps(trajectory: Any) -> list[str]:
    """What still stands in the way of closing, as sentences (subject/lives.md#trajectory). Of measures the number only."""
    gaps = []
    if not trajectory.final_report.strip():
        gaps.append(_("The coach has not written the final report yet."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT carried_out_measures(%s)", [str(trajectory.pk)])
        if not cursor.fetchone()[0]:
            gaps.append(_("No measure has been carried out yet. A trajectory closes once at least one is done."))
    return gaps


def check_may_close(trajectory: Any) -> None:
    """Raise Refused with the first of them."""
    for gap in closing_gaps(trajectory):
        raise Refused(gap)


def not_started(trajectory: Any) -> None:
    """Guard of letting an approval lapse: what has started is stopped with a reason, not lapsed.

    subject/lives.md#application
    """
    if trajectory.started_on is not None:
        raise Refused(_("The coaching has started: stop the trajectory instead."))

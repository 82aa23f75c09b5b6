"""The final report and the closing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox, reminders
from coaching.core.tenancy.models import lock
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import told
from coaching.trajectories.actions.planning import cancel_all
from coaching.trajectories.enums import RUNNING, TRAJECTORY
from coaching.trajectories.models import Trajectory


@transaction.atomic
def write_report(*, trajectory_id: UUID, text: str, opened_with: int, by: Actor) -> Trajectory:
    """Save the coach's final report, which can be changed until the closing. Raises VersionConflict."""
    by.check(rules.REPORT)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    trajectory.claim_version(opened_with)
    if trajectory.state not in RUNNING:
        raise Refused(
            _("The report can no longer be changed: the status is “%(state)s”.")
            % {"state": trajectory.get_state_display()}
        )
    trajectory.final_report = text.strip()
    trajectory.save(update_fields=["final_report", "version"])
    audit.record("trajectory.report_written", trajectory, by=by)
    return trajectory


@transaction.atomic
def close(*, trajectory_id: UUID, by: Actor, at: datetime | None = None) -> Trajectory:
    """The administrator closes. Guard: final report, at least one measure carried out.

    subject/lives.md#trajectory
    """
    by.check(rules.CLOSE)
    trajectory = lock(Trajectory.objects, pk=trajectory_id)
    if TRAJECTORY.allows("close", trajectory.state, by):
        rules.check_may_close(trajectory)
    cancel_all(trajectory, reason=_("The coaching is closed."), by=by)
    apply_transition(TRAJECTORY, "close", trajectory, by=by, at=at)
    reminders.cancel(trajectory, "closed", by)
    outbox.queue(
        "trajectories.closed",
        recipients={
            *people.user_ids("contacts_of", trajectory.company_id),
            *people.user_ids("coach_of", trajectory.pk),
        },
        context=told(trajectory, hours_used=str(trajectory.hours_used)),
        dedupe=f"closed:{trajectory.pk}",
        about=trajectory,
    )
    return trajectory

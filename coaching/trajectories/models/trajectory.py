"""A trajectory: from the approval of a company's application to the closing of the coaching."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.coaches.models import Coach
from coaching.companies.models import Company, FilePiece, Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel, Versioned
from coaching.programmes.models import Application, Programme
from coaching.trajectories.enums import BEFORE_START, CoachRequestState, SessionKind, TrajectoryState


class ProgrammeVisible(TenantModel):
    """Base of rows that belong to a company and that its programme sees (at least in figures)."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Trajectory(Versioned, ProgrammeVisible):
    """traject. The clock runs from approval to `start_due_on`; a first session starts it and stops the clock.

    subject/programme.md#the-start-clock
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="+")
    # The application's; triggers keep it, so that the desk's list is sorted and searched without a join.
    company_name = models.CharField(max_length=200, blank=True, default="", editable=False)
    coach = models.ForeignKey(Coach, models.PROTECT, related_name="+", null=True, blank=True)
    # The coach's, in the company's file; a trigger gives and ends it as the coaching goes (`mandate_follows`).
    mandate = models.ForeignKey(Mandate, models.SET_NULL, related_name="+", null=True, editable=False)
    state = models.CharField(max_length=20, choices=TrajectoryState.choices, default=TrajectoryState.AWAITING_COACH)
    state_before_hold = models.CharField(max_length=20, blank=True)
    approved_on = models.DateField(_("approved on"))
    start_due_on = models.DateField(_("start before"))
    clock_steps = models.JSONField(null=True)  # as the programme's were at the approval; none: as they are now
    clock_paused_on = models.DateField(null=True)  # the clock stands still since that day
    coaching_hours = models.DecimalField(_("coaching hours"), max_digits=5, decimal_places=1)
    hours_used = models.DecimalField(max_digits=6, decimal_places=1, default=0)  # sum of the sessions, kept by actions
    coach_accepted_at = models.DateTimeField(null=True)
    coach_wanted_at = models.DateTimeField(null=True)  # no coach was free: the company asked the programme for help
    started_on = models.DateField(_("started on"), null=True)
    last_session_on = models.DateField(null=True)
    nudged_for = models.DateField(null=True)  # the last session after whose silence the coach was nudged
    escalated_at = models.DateTimeField(null=True)  # the clock ran out: on the administrator's desk
    final_report = models.TextField(_("final report"), blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    stopped_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField(null=True)  # taken over from a file, which may not know the coach

    class Meta:
        ordering = ["-approved_on", "id"]
        indexes = [
            models.Index(fields=["company", "state"], name="trajectory_company"),
            models.Index(fields=["programme", "state", "start_due_on"], name="trajectory_desk"),
            models.Index(fields=["programme", "-approved_on", "id"], name="trajectory_recent"),
            models.Index(fields=["programme", "company_name", "id"], name="trajectory_by_name"),
            # What the desk's list is sorted by, each read in order from the index.
            *(
                models.Index(fields=["programme", column, "id"], name=f"trajectory_by_{name}")
                for column, name in (("state", "state"), ("start_due_on", "due"), ("last_session_on", "last"))
            ),
            models.Index(fields=["programme", "hours_used", "-id"], name="trajectory_by_hours"),
            models.Index(fields=["coach", "state"], name="trajectory_coach"),
            models.Index(
                fields=["programme", "start_due_on"],
                name="trajectory_escalated",
                condition=models.Q(escalated_at__isnull=False, started_on__isnull=True),
            ),
            # What waits at the desk, by how soon it hurts.
            models.Index(
                fields=["programme", "start_due_on", "id"],
                name="trajectory_before_start",
                condition=models.Q(state__in=BEFORE_START),
            ),
            models.Index(
                fields=["programme", "start_due_on", "id"],
                name="trajectory_coach_wanted",
                condition=models.Q(state=TrajectoryState.AWAITING_COACH, coach_wanted_at__isnull=False),
            ),
            models.Index(
                fields=["programme", "start_due_on", "id"],
                name="trajectory_to_close",
                condition=models.Q(state=TrajectoryState.EVALUATION) & ~models.Q(final_report=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="trajectory_running_has_start",
                condition=models.Q(
                    state__in=["awaiting_coach", "coach_requested", "coach_accepted", "on_hold", "stopped"]
                )
                | models.Q(started_on__isnull=False, coach__isnull=False)
                | models.Q(started_on__isnull=False, imported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="trajectory_closed_has_moment",
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="trajectory_stopped_has_moment",
                condition=~models.Q(state="stopped") | models.Q(stopped_at__isnull=False),
            ),
            models.CheckConstraint(
                name="trajectory_hold_knows_before",
                condition=~models.Q(state="on_hold") | ~models.Q(state_before_hold=""),
            ),
        ]

    @property
    def awaits_coach(self) -> bool:
        return self.state == TrajectoryState.AWAITING_COACH

    @property
    def is_on_hold(self) -> bool:
        return self.state == TrajectoryState.ON_HOLD

    @property
    def is_stopped(self) -> bool:
        return self.state == TrajectoryState.STOPPED

    @property
    def is_closed(self) -> bool:
        return self.state == TrajectoryState.CLOSED

    def __str__(self) -> str:
        return str(self.pk)


class TrajectoryPart(ProgrammeVisible):
    """Base of rows under a trajectory; carries all three keys, tied together by a composite foreign key."""

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Helped(TrajectoryPart):
    """A piece of the company's file that was made while this trajectory had a coach or ran (ADR 0053)."""

    piece = models.ForeignKey(FilePiece, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "piece"], name="helped_once")]

    def __str__(self) -> str:
        return f"{self.trajectory_id} {self.piece_id}"


class CoachRequest(TrajectoryPart):
    """A company asks one coach; the coach accepts or declines."""

    coach = models.ForeignKey(Coach, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CoachRequestState.choices, default=CoachRequestState.OPEN)
    message = models.TextField(_("message to the coach"), blank=True)
    requested_at = models.DateTimeField(default=clock.now)
    requested_by_id = models.BigIntegerField(null=True)
    answer_due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    is_change = models.BooleanField(default=False)  # instead of the coach whom the running trajectory has
    reason = models.TextField(_("why another coach"), blank=True)
    whole_file = models.BooleanField(_("the coach may see everything in our file"), default=False)
    talk_at = models.DateTimeField(null=True)  # introductory talk, before either decides
    talk_where = models.CharField(_("where, or the link"), max_length=200, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        indexes = [
            models.Index(fields=["trajectory", "-requested_at"], name="coach_request_trajectory"),
            models.Index(fields=["coach", "state", "-answered_at"], name="coach_request_coach"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory"], name="one_open_coach_request", condition=models.Q(state="open")
            ),
            models.CheckConstraint(
                name="coach_request_answered_has_moment",
                condition=models.Q(state="open") | models.Q(answered_at__isnull=False),
            ),
        ]

    @property
    def is_accepted(self) -> bool:
        return self.state == CoachRequestState.ACCEPTED

    def __str__(self) -> str:
        return f"{self.state} {self.trajectory_id}"


class CoachingSession(Versioned, TrajectoryPart):
    """A line of the coach's log. The first one starts the trajectory."""

    held_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    present = models.CharField(_("present"), max_length=300, blank=True)
    agreed = models.TextField(_("what was agreed"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    logged_at = models.DateTimeField(default=clock.now)
    logged_by_id = models.BigIntegerField(null=True)
    # The company says that it took place like this, or what is not right. A correction asks for it anew.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    objection = models.TextField(_("what is not right"), blank=True)
    statement = models.ForeignKey(
        "trajectories.ExpenseStatement", models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        db_table = "trajectories_session"
        ordering = ["-held_on", "-logged_at"]
        indexes = [models.Index(fields=["trajectory", "-held_on"], name="session_trajectory")]
        constraints = [
            models.CheckConstraint(name="session_hours_sensible", condition=models.Q(hours__gt=0, hours__lte=12)),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.kind}"

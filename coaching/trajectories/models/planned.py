"""A session that is planned: the coach proposes dates, the company accepts one, and afterwards it is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from coaching.trajectories.enums import PlannedState, SessionKind
from coaching.trajectories.models.trajectory import CoachingSession, TrajectoryPart


@dataclass(frozen=True)
class Slot:
    """From when to when; both know their time zone."""

    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """What a form names it by."""
        return self.starts_at.isoformat()

    @property
    def ends(self) -> str:
        """The hour at which it ends, in local time."""
        return f"{timezone.localtime(self.ends_at):%H:%M}"

    @property
    def has_passed(self) -> bool:
        return self.starts_at <= clock.now()


class PlannedSession(Versioned, TrajectoryPart):
    """One to three proposed dates, or the one that was agreed. Its calendar entry keeps this row's id for ever, and
    `version` is the entry's SEQUENCE: it rises with whatever happens (docs/calendar.md).

    subject/lives.md#planned-session
    """

    state = models.CharField(max_length=10, choices=PlannedState.choices, default=PlannedState.PROPOSED)
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices)
    options = models.JSONField(default=list)  # [[start, end], …] as proposed, ISO with offset
    answer_by = models.DateField()  # day of the first proposed date
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    venue = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("link for a talk online"), max_length=300, blank=True)
    note = models.TextField(_("message"), blank=True)
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by_id = models.BigIntegerField(null=True)
    why = models.TextField(_("reason"), blank=True)  # of the last no, move or cancellation
    changed_at = models.DateTimeField(default=clock.now)
    changed_by_id = models.BigIntegerField(null=True)
    session = models.OneToOneField(CoachingSession, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["trajectory", "state", "starts_at"], name="planned_trajectory"),
            models.Index(fields=["company", "state", "answer_by"], name="planned_company"),
        ]
        constraints = [
            models.CheckConstraint(
                name="planned_agreed_has_date",
                condition=~models.Q(state__in=["agreed", "held"])
                | models.Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="planned_ends_after_it_begins",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="planned_held_is_logged",
                condition=models.Q(state="held", session__isnull=False)
                | (~models.Q(state="held") & models.Q(session__isnull=True)),
            ),
        ]

    @property
    def slots(self) -> list[Slot]:
        """The dates as they were proposed."""
        return [Slot(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in self.options]

    @property
    def agreed(self) -> Slot | None:
        """When it is, once that is agreed."""
        return Slot(self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None

    @property
    def held_on(self) -> date | None:
        """The day on which it took place when that was another than the planned one, as the log has it."""
        if self.session is None or self.starts_at is None:
            return None
        day = self.session.held_on
        return day if day != timezone.localtime(self.starts_at).date() else None

    @property
    def is_proposed(self) -> bool:
        return self.state == PlannedState.PROPOSED

    @property
    def is_agreed(self) -> bool:
        return self.state == PlannedState.AGREED

    @property
    def is_cancelled(self) -> bool:
        return self.state == PlannedState.CANCELLED

    @property
    def is_over(self) -> bool:
        """Nothing more happens to it."""
        return self.state in (PlannedState.DECLINED, PlannedState.CANCELLED, PlannedState.HELD)

    def __str__(self) -> str:
        return f"{self.state} {self.kind}"

    def said(self) -> dict[str, Any]:
        """What a mail says of it, as JSON. Of one that is cancelled not where: the programme, who may do that, reads it not."""
        return {
            "planned": str(self.pk),
            "sequence": self.version,
            "kind": self.kind,
            "starts": self.starts_at.isoformat() if self.starts_at else "",
            "ends": self.ends_at.isoformat() if self.ends_at else "",
            "where": "" if self.is_cancelled else self.venue,
            "link": "" if self.is_cancelled else self.link,
            "changed": self.changed_at.isoformat(),
        }

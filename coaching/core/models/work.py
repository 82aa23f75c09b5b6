"""The ledger of the work that waits for the worker, is being done, or was given up. What is done leaves it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel


class WorkState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    FAILED = "failed", _("given up")


class WorkReason(models.TextChoices):
    """Why work was given up, as told to the person who waits for it."""

    STOPPED = "stopped", _("The work on it stopped several times.")
    TOO_LONG = "too_long", _("It took too long.")
    NOT_ALLOWED = "not_allowed", _("Whoever asked for it may no longer do so.")
    UNEXPECTED = "unexpected", _("Something unexpected went wrong.")


class Work(TenantModel):
    """One thing for the worker to do about one record. `kind` is the name of its task.

    It names the record and says nothing of what is in it: platform staff see it. Rows are made by `note_work` and by
    the machine alone. error: for staff and the log; reason: for the person.
    """

    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)  # when it was taken up again: its message was lost, or its worker stopped
    begun_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # staff left it at that
    reason = models.CharField(max_length=20, choices=WorkReason.choices, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="work_once"),
            models.CheckConstraint(
                name="work_failed_has_moment",
                condition=~models.Q(state="failed") | models.Q(failed_at__isnull=False) & ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.kind

"""Files of applications that administrators took over, each with what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models import Programme


class ImportRun(TenantModel):
    """One file of applications on its way through the worker: all its rows or none.

    It becomes `done` in the very transaction that writes the rows, so a worker that dies leaves it waiting and nothing
    half-written. form_token: of the page it was sent from, so that a double click imports once. content: the file, as
    long as it waits; no human hat reads it. problems, warnings: [{"line", "column", "value", "reason"}], kept for a while.
    A file with warnings ends in `look`, unwritten, unless that very file was looked at before.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("nothing was done")
        LOOK = "look", _("look at it first")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    form_token = models.UUIDField()
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    rehearsal = models.BooleanField(default=False)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    rows = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    warning_count = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # no longer counted here: `core.work`
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["programme", "-created_at"], name="import_run_programme"),
            models.Index(fields=["created_at"], name="import_run_waiting", condition=models.Q(state="queued")),
            models.Index(
                fields=["programme", "-created_at"],
                name="import_run_faults",
                condition=models.Q(state__in=("failed", "look")),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "form_token"], name="import_run_once"),
            models.CheckConstraint(
                name="import_run_finished_has_moment",
                condition=models.Q(state="queued") | models.Q(finished_at__isnull=False, content__isnull=True),
            ),
        ]

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def waits_for_a_look(self) -> bool:
        return self.state == self.State.LOOK

    def __str__(self) -> str:
        return self.file_name

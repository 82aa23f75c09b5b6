"""Judging applications: rounds, who scores what, internal notes, and jobs over many files at once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel, Versioned
from coaching.programmes.models.application import Application
from coaching.programmes.models.programme import Programme


class AssessmentRound(Versioned):
    """A dated call: what is sent while it is open is judged together. Without rounds a programme judges as it comes."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=120)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))  # last day on which an application counts
    decide_by = models.DateField(_("decision by"))
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-opens_on", "id"]
        indexes = [models.Index(fields=["programme", "-opens_on"], name="round_programme")]
        constraints = [
            models.CheckConstraint(
                name="round_dates_in_order",
                condition=models.Q(opens_on__lte=models.F("closes_on"), closes_on__lte=models.F("decide_by")),
                violation_error_message=_("A round opens, closes and decides in that order."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FilePart(TenantModel):
    """Base of rows under an application that only the programme sees."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Assessment(Versioned, FilePart):
    """One assessor's judgement of one application.

    scores: criterion code → {"points": int, "remark": str}; total: 0–100 by the weights of the file's own layer version.
    Others see it only after they gave theirs (policy `assessment_open`).
    """

    assessor_id = models.BigIntegerField()
    due_on = models.DateField(_("score by"))
    assigned_at = models.DateTimeField(default=clock.now)
    assigned_by_id = models.BigIntegerField(null=True)
    scores = models.JSONField(default=dict)
    remark = models.TextField(_("remark"), blank=True)
    total = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    submitted_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    recused_at = models.DateTimeField(null=True)
    recusal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assigned_at", "id"]
        indexes = [
            models.Index(fields=["programme", "assessor_id", "due_on"], name="assessment_assessor"),
            models.Index(
                fields=["assessor_id", "due_on", "id"],
                name="assessment_to_judge",
                condition=models.Q(submitted_at__isnull=True, recused_at__isnull=True),
            ),
            models.Index(
                fields=["assessor_id", "-submitted_at", "id"],
                name="assessment_judged",
                condition=models.Q(submitted_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "assessor_id"], name="assessment_once"),
            models.CheckConstraint(
                name="assessment_submitted_has_total",
                condition=models.Q(submitted_at__isnull=True) | models.Q(total__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.assessor_id}"


class FileNote(FilePart):
    """A note inside the programme: why, what was agreed, what an appeal says. The company does not read it."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("internal note")
        APPEAL = "appeal", _("appeal of the company")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.INTERNAL)
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(default=clock.now)
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return self.text[:40]


class BulkJob(TenantModel):
    """Work over many files, done by the worker: it can be left and found again.

    problems: [{"reference": …, "message": …, "company": …, "file": key}]. A release is all or nothing; others go on.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("going on")
        DONE = "done", _("done")
        FAILED = "failed", _("nothing was done")
        STOPPED = "stopped", _("stopped halfway")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    parameters = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["programme", "-created_at"], name="bulk_job_programme")]

    @property
    def is_per_file(self) -> bool:
        """A release is all or nothing; other work goes on past a problem, file by file."""
        return self.kind != "release"

    @property
    def handled(self) -> int:
        """How many of its files have had their turn, with or without success."""
        return self.done + len(self.problems)

    @property
    def goes_on(self) -> bool:
        """Whether it was broken off or stopped, and can go on with the files that had no turn yet."""
        if self.is_stopped:
            return self.is_per_file and self.handled < self.total
        return self.has_failed and self.is_per_file and 0 < self.handled < self.total

    @property
    def is_stopped(self) -> bool:
        return self.state == self.State.STOPPED

    @property
    def can_be_stopped(self) -> bool:
        """While files wait for their turn; a release that has begun is all or nothing."""
        return self.state == self.State.QUEUED or (self.state == self.State.RUNNING and self.is_per_file)

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED

    def __str__(self) -> str:
        return self.kind

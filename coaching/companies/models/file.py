"""A company's prevention file: the pieces that it is made of, and who from outside may work in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import CompanyOwned
from coaching.core.ground import clock


class PieceKind(models.TextChoices):
    ANALYSIS = "analysis", _("risk analysis")
    FIVE_YEAR_PLAN = "five_year_plan", _("five-year plan")
    YEARLY_PLAN = "yearly_plan", _("yearly plan")
    CHANGE_CHECK = "change_check", _("change in the work")
    YEAR_EVALUATION = "year_evaluation", _("evaluation of a year")


class FilePiece(CompanyOwned):
    """One thing made in a file that can be shared apart. Its parts carry its key; rights go by it (ADR 0053)."""

    kind = models.CharField(max_length=20, choices=PieceKind.choices)
    made_at = models.DateTimeField(default=clock.now)
    made_by_id = models.BigIntegerField(null=True)
    # What it cannot be read without: a plan's analysis, a yearly plan's five-year plan, the version that it amends.
    builds_on = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["company", "made_at"], name="file_piece_company")]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"


class FilePart(CompanyOwned):
    """Base of rows in a piece of a file; tied to their parent by a composite key, so that none changes piece alone."""

    piece = models.ForeignKey(FilePiece, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class FileRoot(CompanyOwned):
    """Base of what a piece of a file is: one row for one piece."""

    piece = models.OneToOneField(FilePiece, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Discipline(models.TextChoices):
    """As what somebody from outside works in a file (Codex II.3)."""

    COACH = "coach", _("coach")
    PREVENTION_ADVISER = "prevention_adviser", _("prevention adviser of the external service")
    PSYCHOSOCIAL_ADVISER = "psychosocial_adviser", _("prevention adviser for psychosocial risks")
    PHYSICIAN = "physician", _("occupational physician")
    EXPERT = "expert", _("other expert")


def _last_day(moment: datetime) -> date:
    """A mandate until midnight is one until the day before."""
    return timezone.localtime(moment - timedelta(seconds=1)).date()


class Mandate(CompanyOwned):
    """Somebody from outside may work in this file, given by the company (ADR 0054).

    `since` empty: in the whole file. Else in what is made from then on; what that builds on is read only.
    """

    person_id = models.BigIntegerField()
    discipline = models.CharField(_("discipline"), max_length=20, choices=Discipline.choices)
    since = models.DateTimeField(null=True)
    begins_at = models.DateTimeField(default=clock.now)
    writes_until = models.DateTimeField(null=True)  # no end when empty
    reads_until = models.DateTimeField(null=True)
    given_at = models.DateTimeField(default=clock.now)
    given_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)  # taken away: at once
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-given_at"]
        indexes = [
            models.Index(fields=["person_id"], name="mandate_of_person"),  # those that are over, too: a list names them
            models.Index(fields=["company", "-given_at"], name="mandate_company"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mandate_reads_as_long_as_it_writes",
                condition=models.Q(reads_until__isnull=True)
                | models.Q(writes_until__isnull=False, reads_until__gte=models.F("writes_until")),
            ),
        ]

    @property
    def is_over(self) -> bool:
        """Whether nothing is read by it any more."""
        return self.ended_at is not None or (self.reads_until is not None and self.reads_until <= clock.now())

    @property
    def may_write(self) -> bool:
        """A physician reads: for them no word of the file is written in their name (ADR 0062)."""
        return self.is_open and self.discipline != Discipline.PHYSICIAN

    @property
    def is_open(self) -> bool:
        """Whether work goes on under it: not only read. A physician advises so, and writes nothing else."""
        ends = self.writes_until
        return not self.is_over and (ends is None or ends > clock.now())

    @property
    def last_day(self) -> date | None:
        """The last day on which it is read; None while it has no end."""
        ends = [moment for moment in (self.ended_at, self.reads_until) if moment is not None]
        return _last_day(min(ends)) if ends else None

    @property
    def is_of_whole_file(self) -> bool:
        return self.since is None

    def __str__(self) -> str:
        return f"{self.discipline} {self.person_id}"

"""What a company says of one of its service years beside the plan of that year: it is there without a plan as well."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import DateDone, FileRoot
from coaching.companies.service_years import ServiceYear
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned


class YearEvaluation(Versioned, FileRoot):
    """Of one service year: why dates were missed, two figures of the whole company, and the yearly evaluation of the
    psychosocial measures (Codex I.3-6).

    What the plan of the year says stands on that plan (ADR 0068); `results` and `lessons` are for a year without one.
    told_at: from then on the psychosocial part is on record and the body reads it; nobody rewrites it until it is taken
    back. date_done: the same on the year wheel, where it can be taken back too.
    """

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    results = models.TextField(_("what the year brought"), blank=True)
    lessons = models.TextField(_("what should be different next year"), blank=True)
    reasons = models.JSONField(default=dict, blank=True, editable=False)  # of a date of the wheel, why it was missed
    accidents = models.PositiveIntegerField(
        _("accidents at work"), null=True, blank=True, validators=[MaxValueValidator(99_999)]
    )
    absence_percent = models.DecimalField(
        _("absence by illness (%)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    sources = models.JSONField(default=dict, blank=True, editable=False)  # `sources.SOURCES` → what was seen in it
    adviser = models.CharField(_("who took part as psychosocial adviser"), max_length=160, blank=True)
    without_adviser = models.CharField(_("why no psychosocial adviser took part"), max_length=500, blank=True)
    works = models.TextField(_("what the measures brought"), blank=True)
    changes = models.TextField(_("what changes in the measures"), blank=True)
    evaluated_on = models.DateField(_("evaluated on"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, editable=False)
    told_by_id = models.BigIntegerField(null=True, editable=False)
    date_done = models.ForeignKey(DateDone, models.PROTECT, related_name="+", null=True, editable=False)
    taken = models.JSONField(default=dict, blank=True, editable=False)  # proposal → the day it was taken over
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-first_day"]
        constraints = [
            models.UniqueConstraint(fields=["company", "first_day"], name="year_evaluation_once"),
            models.CheckConstraint(
                name="year_evaluation_period", condition=models.Q(last_day__gt=models.F("first_day"))
            ),
            models.CheckConstraint(
                name="year_evaluation_told_is_whole",
                condition=models.Q(told_at__isnull=True)
                | (
                    models.Q(evaluated_on__isnull=False)
                    & ~models.Q(works="")
                    & (~models.Q(adviser="") | ~models.Q(without_adviser=""))
                ),
            ),
            models.CheckConstraint(
                name="year_evaluation_absence",
                condition=models.Q(absence_percent__isnull=True) | models.Q(absence_percent__range=(0, 100)),
            ),
        ]

    @property
    def period(self) -> ServiceYear:
        return ServiceYear(self.first_day, self.last_day)

    @property
    def is_told(self) -> bool:
        """Whether the evaluation of the psychosocial measures is on record."""
        return self.told_at is not None

    def __str__(self) -> str:
        return self.period.label

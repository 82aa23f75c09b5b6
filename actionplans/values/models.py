"""What a company measures, and its values by date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplans.values.enums import Better, Theme
from coaching.companies.models import CompanyOwned, WorkUnit
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from riskanalysis.enums import WellbeingDomain, WorkAspect


class Indicator(Versioned, CompanyOwned):
    """indicator: a figure that a company looks up again and again.

    better: "" while nobody said; then the way from baseline to target tells. known_as: its code in the starting library,
    "" for one of the company's own. It belongs to the company, not to a plan: plans name it and end, its values go on.
    """

    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    better = models.CharField(_("which way is better"), max_length=4, choices=Better.choices, blank=True)
    source = models.CharField(_("where the figure is found"), max_length=300, blank=True)
    aspect = models.CharField(_("aspect of work"), max_length=3, choices=WorkAspect.choices, blank=True)
    domain = models.CharField(_("domain"), max_length=20, choices=WellbeingDomain.choices, blank=True)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, blank=True)
    known_as = models.CharField(max_length=40, blank=True, editable=False)
    made_at = models.DateTimeField(default=clock.now)
    made_by_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(_("no longer followed since"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["company", "name"], name="indicator_company")]
        constraints = [models.CheckConstraint(name="indicator_has_a_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name


class IndicatorValue(CompanyOwned):
    """A figure of one day, of the whole company or of one unit. Only ever added to: a wrong one is put right by another.

    value: None takes the one that it corrects away. What holds is a value that nothing corrects.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=11, decimal_places=2, null=True)
    work_unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("work unit")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="put_right_by", null=True)
    correction = models.CharField(_("what was wrong"), max_length=300, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["on", "entered_at"]
        indexes = [models.Index(fields=["indicator", "on"], name="indicator_value_on")]
        constraints = [
            models.CheckConstraint(
                name="indicator_value_or_taken_away",
                condition=models.Q(value__isnull=False) | models.Q(corrects__isnull=False),
            ),
            models.CheckConstraint(
                name="indicator_value_says_what_was_wrong",
                condition=models.Q(corrects__isnull=True) | ~models.Q(correction=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.value if self.value is not None else '–'}"

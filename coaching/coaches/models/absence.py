"""When a coach is away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.coaches.models.coach import Coach
from coaching.core.tenancy.models import TenantModel


class CoachAbsence(TenantModel):
    """Holiday, illness, leave: the days alone, without the reason. Companies cannot ask the coach meanwhile."""

    coach = models.ForeignKey(Coach, models.CASCADE, related_name="absences", db_index=False)
    from_on = models.DateField(_("first day away"))
    until_on = models.DateField(_("last day away"))

    class Meta:
        ordering = ["from_on"]
        indexes = [models.Index(fields=["coach", "until_on"], name="coach_absence")]
        constraints = [
            models.CheckConstraint(name="coach_absence_ends", condition=models.Q(until_on__gte=models.F("from_on")))
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"

"""Which coaches a programme vouches for, and until when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.coaches.models import Coach
from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.programme import Programme


class Accreditation(TenantModel):
    """erkenning: the programme vouches for the coach from one day until another. Public, without reasons.

    ended_on: taken away, or the coach left; the row stays as history. One row without it per coach and programme.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    coach = models.ForeignKey(Coach, models.CASCADE, related_name="+")
    from_on = models.DateField(_("accredited from"))
    until_on = models.DateField(_("accredited until"))
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "coach"], name="accreditation_once", condition=models.Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="accreditation_ends", condition=models.Q(until_on__gte=models.F("from_on"))),
        ]
        indexes = [models.Index(fields=["until_on"], name="accreditation_until", condition=models.Q(ended_on=None))]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"

    def holds_on(self, day: date) -> bool:
        """Whether the coach may be asked for this programme that day."""
        return self.ended_on is None and self.from_on <= day <= self.until_on

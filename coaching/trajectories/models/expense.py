"""What the programme pays for: a statement of confirmed hours, asked by the coach, settled by the programme."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from coaching.trajectories.enums import ExpenseState
from coaching.trajectories.models.trajectory import TrajectoryPart


class ExpenseStatement(Versioned, TrajectoryPart):
    """onkostenstaat. lines: [{"session", "date", "kind", "hours"}], frozen; amounts in euro, excluding VAT.

    Each session stands in one statement at most; hours beyond the programme's hours are shown and not paid.
    """

    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(max_length=10, choices=ExpenseState.choices, default=ExpenseState.SUBMITTED)
    lines = models.JSONField(default=list)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1)
    paid_hours = models.DecimalField(max_digits=6, decimal_places=1)  # within the programme's hours
    subsidy_eur = models.DecimalField(_("subsidy"), max_digits=10, decimal_places=2)
    company_share_eur = models.DecimalField(_("company's share"), max_digits=10, decimal_places=2)
    submitted_at = models.DateTimeField(default=clock.now)
    submitted_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    # Who is paid, on which account: as the coach had it when handing in, whatever it is later.
    payee = models.CharField(max_length=150, blank=True, default="", db_default="")
    iban = models.CharField(max_length=34, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-submitted_at", "id"]
        indexes = [
            models.Index(fields=["programme", "state", "-submitted_at"], name="expense_desk"),
            models.Index(fields=["trajectory", "number"], name="expense_trajectory"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "number"], name="expense_number_once"),
            models.CheckConstraint(
                name="expense_settled_has_moment",
                condition=models.Q(state="submitted") | models.Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

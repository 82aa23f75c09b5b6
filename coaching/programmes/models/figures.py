"""Figures of a programme, added up beforehand: what desk, funnel and budget show."""

from __future__ import annotations

from django.db import models

from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.programme import Programme


class Figure(TenantModel):
    """A difference: so many more applications, starts or euro in a programme, by one column of an application.

    Written by triggers only, and only added to: what is true now is the sum of all rows that are in sight, folded or not
    (docs/adr/0037-figures-added-up.md). Drafts are not in it.

    cut: the column; value: of it; state: of the application, "" for starts and rounds; of what was paid: whether the
    approval stands. month: the first day of that in which was applied, none for rounds and what was paid.
    """

    id = models.BigAutoField(primary_key=True)  # type: ignore[assignment]  # triggers write many, nobody names one
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    cut = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    month = models.DateField(null=True)
    applied = models.BigIntegerField()
    started = models.BigIntegerField()
    paid_eur = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["programme", "cut"], name="figure_cut")]

    def __str__(self) -> str:
        return f"{self.cut} {self.value}"

"""Spreadsheets that a company hands in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplans.enums import ImportKind
from coaching.companies.models import CompanyOwned
from coaching.core.ground import clock


class PlanImport(CompanyOwned):
    """A spreadsheet of a company on its way in, rehearsed before it is brought in.

    content: the file until it is brought in, thrown away or a month old. reading: what its headings and words mean, which
    the next file of its kind begins with. target: where its rows go. outcome: what the last rehearsal said, or what was made.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ImportKind.choices)
    plan = models.ForeignKey(
        "actionplans.AnnualActionPlan", models.CASCADE, related_name="+", null=True, db_index=False
    )  # of a sheet that was edited outside
    file_name = models.CharField(_("file"), max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    reading = models.JSONField(default=dict)
    target = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    made_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["company", "-created_at"], name="plan_import_company")]
        constraints = [
            models.CheckConstraint(
                name="plan_import_done_keeps_no_file",
                condition=models.Q(done_at__isnull=True, gone_at__isnull=True) | models.Q(content__isnull=True),
            ),
            models.CheckConstraint(
                name="plan_import_sheet_has_plan",
                condition=~models.Q(kind="sheet") | models.Q(plan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

"""A change in the work that somebody looked at: what, from when, where, what was answered and what that opened."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import FilePart, FileRoot, WorkUnit
from coaching.core.ground import clock
from riskanalysis.enums import SubFactor


class ChangeCheck(FileRoot):
    """One change, answered by somebody on a day. Only ever added to: a wrong one is put right by another (ADR 0064).

    answers: question → yes or no, as they were asked then. parts: the sub-factors that are looked at again because of it;
    none when there is nothing to look at again, and `reason` says why. opened_parts: those of them that no analysis in
    progress looked at already. What it opened names it (`RiskAnalysis.change`).
    """

    words = models.CharField(_("what changes"), max_length=300)
    changes_on = models.DateField(_("from when"))
    answers = models.JSONField(_("answers"), default=dict)
    parts = ArrayField(
        models.CharField(max_length=5, choices=SubFactor.choices),
        verbose_name=_("looked at again"),
        default=list,
        blank=True,
    )
    opened_parts = ArrayField(models.CharField(max_length=5, choices=SubFactor.choices), default=list, blank=True)
    reason = models.CharField(_("why nothing needs another look"), max_length=1000, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="put_right_by", null=True)
    correction = models.CharField(_("what was wrong"), max_length=500, blank=True)
    work_units = models.ManyToManyField(WorkUnit, through="ChangeUnit", related_name="+")
    answered_at = models.DateTimeField(default=clock.now)
    answered_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["-answered_at"]
        indexes = [models.Index(fields=["company", "-answered_at"], name="change_check_company")]
        constraints = [
            models.CheckConstraint(
                name="change_check_opens_or_says_why",
                condition=~models.Q(parts=[]) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="change_check_says_what_was_wrong",
                condition=models.Q(corrects__isnull=True) | ~models.Q(correction=""),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_nothing(self) -> bool:
        return not self.parts


class ChangeUnit(FilePart):
    """A work unit that the change touches; a check without any is about the whole company."""

    change = models.ForeignKey(ChangeCheck, models.CASCADE, related_name="+", db_index=False)
    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "work_unit"], name="change_unit_once")]

    def __str__(self) -> str:
        return str(self.work_unit_id)

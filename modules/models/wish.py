"""Somebody who wants to be told when a module gets a date."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from modules.models.gathering import Gathering
from modules.models.module import Module


class DateWish(TenantModel):
    """Asked by one click, taken back by another; told once, of the first gathering that was planned afterwards."""

    module = models.ForeignKey(Module, models.DO_NOTHING, related_name="+", db_index=False)  # what was offered stays
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True)
    gathering = models.ForeignKey(Gathering, models.SET_NULL, related_name="+", null=True, db_index=False)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["applicant", "-asked_at"], name="wish_applicant"),
            models.Index(fields=["module", "asked_at"], name="wish_waits", condition=models.Q(told_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "applicant"], name="wish_once", condition=models.Q(told_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.module)

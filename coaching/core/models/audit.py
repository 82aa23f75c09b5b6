"""The audit trail: written once, never changed (no role holds UPDATE or DELETE on it)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel


class AuditEvent(TenantModel):
    """Something that happened to a record. Core knows no company, hence plain UUIDs for the tenant keys."""

    at = models.DateTimeField(_("at"), default=clock.now)
    actor_id = models.BigIntegerField(null=True)  # None: the system
    hat = models.CharField(max_length=20)
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    trajectory_id = models.UUIDField(null=True)
    piece_id = models.UUIDField(null=True)  # of a company's file
    subject_type = models.CharField(max_length=60, blank=True)  # e.g. "programmes.application"
    subject_id = models.UUIDField(null=True)
    event = models.CharField(max_length=80)  # "<machine>.<transition>" or "<app>.<what>"
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(fields=["company_id", "-at"], name="audit_company_at"),
            models.Index(fields=["programme_id", "-at"], name="audit_programme_at"),
            models.Index(fields=["subject_id", "-at"], name="audit_subject_at"),
        ]

    def __str__(self) -> str:
        return self.event

"""Documents as they were made: file, input, version, hash. Final ones never change; a new version supersedes."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: people type it from paper


def new_code() -> str:
    """A random code of 16 characters (80 bits), grouped by four."""
    raw = "".join(secrets.choice(ALPHABET) for _i in range(16))
    return "-".join(raw[i : i + 4] for i in range(0, 16, 4))


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class Document(TenantModel):
    """A PDF about `subject`. `code` is printed on it; its verification page shows the SHA-256 of the file."""

    kind = models.CharField(max_length=40)  # as in docs/contract.md: decision-letter, risk-report, global-plan…
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    trajectory_id = models.UUIDField(null=True)
    piece_id = models.UUIDField(null=True)  # of a company's file
    audience = models.CharField(max_length=60)  # space-separated hats that may open it, e.g. "h_contact h_coach"
    language = models.CharField(max_length=2)
    version_no = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=19, unique=True, default=new_code)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.QUEUED)
    data = models.JSONField(default=dict)  # what it was made from
    file = models.FileField(upload_to="documents/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["company_id", "-created_at"], name="document_company"),
            models.Index(fields=["programme_id", "-created_at"], name="document_programme"),
            models.Index(fields=["subject_id", "kind"], name="document_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "kind", "language", "version_no"], name="document_version_once"
            ),
            models.CheckConstraint(
                name="document_ready_has_hash",
                condition=~models.Q(state="ready") | (~models.Q(sha256="") & models.Q(ready_at__isnull=False)),
            ),
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == DocumentState.READY

    def __str__(self) -> str:
        return self.title

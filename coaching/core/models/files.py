"""Files of lists that are too long for one request: asked for by a person, made by the worker, gone after some days."""

from __future__ import annotations

from django.db import models

from coaching.core.ground import clock
from coaching.core.models.documents import DocumentState
from coaching.core.tenancy.models import TenantModel


class ListFile(TenantModel):
    """What one person asked of one list. address: of the list as a file, with its filters; nobody else's business.

    counted: rows in the file; None until it is there.
    """

    user_id = models.BigIntegerField()
    address = models.CharField(max_length=2000)
    name = models.CharField(max_length=200)  # the list's title, in the language in which it was asked
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.QUEUED)
    file = models.FileField(upload_to="lists/%Y/%m/", blank=True)
    counted = models.PositiveIntegerField(null=True)
    worn = models.CharField(max_length=300, blank=True)  # hat and roles under which it was made
    error = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["user_id", "-asked_at"], name="list_file_person"),
            models.Index(fields=["asked_at"], name="list_file_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="list_file_ready_has_file",
                condition=~models.Q(state="ready") | (~models.Q(file="") & models.Q(ready_at__isnull=False)),
            )
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == DocumentState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == DocumentState.QUEUED

    def __str__(self) -> str:
        return self.name

"""The text of a module as it was and as it is being changed: one row per version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models

from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from coaching.programmes.layers import text
from coaching.programmes.models import Programme
from modules.editing.enums import VersionState
from modules.models.module import Module


class ModuleVersion(Versioned):
    """One version: draft, in review, in use, or replaced. What was in use once never changes.

    content: the module's fields as JSON, see `modules.editing.content`; note: why it was sent back to its writer.
    keeper: the programme that changes it; without one, the starting catalogue.
    """

    module = models.ForeignKey(Module, models.CASCADE, related_name="+", db_index=False)
    keeper = models.ForeignKey(Programme, models.PROTECT, related_name="+", null=True)
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    content = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["module", "edition"], name="module_edition_once"),
            models.UniqueConstraint(
                fields=["module"], name="module_in_use_once", condition=models.Q(state="published")
            ),
            models.UniqueConstraint(
                fields=["module"], name="module_open_once", condition=models.Q(state__in=["draft", "review"])
            ),
            models.CheckConstraint(
                name="module_version_has_moment",
                condition=models.Q(state__in=["draft", "review"]) | models.Q(published_at__isnull=False),
            ),
        ]

    @property
    def programme_id(self) -> Any:
        """Under which programme its trail is filed."""
        return self.keeper_id

    @property
    def keeper_key(self) -> UUID:
        """The programme that changes it; raises LookupError for the starting catalogue, which nobody changes."""
        if self.keeper_id is None:
            raise LookupError(f"version {self.pk} has no keeper")
        return self.keeper_id

    @property
    def is_in_review(self) -> bool:
        return self.state == VersionState.REVIEW

    def __str__(self) -> str:
        title: dict[str, Any] = self.content.get("title", {})
        return text(title)

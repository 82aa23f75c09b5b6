"""The layers of a programme, as versions: an old file stays readable by the version it was made with."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from coaching.programmes.enums import LayerState
from coaching.programmes.layers import Definition, text
from coaching.programmes.models.programme import Programme


class LayerVersion(Versioned):
    """One version of one layer of a programme. Published versions never change; a change is a new draft.

    number: 1–5 as in SERV 2021 §3, more when a programme adds its own. definition: see `programmes.layers.Definition`.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(_("layer"))
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=LayerState.choices, default=LayerState.DRAFT)
    name = models.JSONField(default=dict)
    summary = models.JSONField(default=dict, blank=True)
    needs_approval = models.BooleanField(_("needs approval"), default=False)
    definition = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["number", "-edition"]
        indexes = [models.Index(fields=["programme", "number", "state"], name="layer_programme")]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number", "edition"], name="layer_edition_once"),
            models.UniqueConstraint(
                fields=["programme", "number"], name="layer_published_once", condition=models.Q(state="published")
            ),
            models.UniqueConstraint(
                fields=["programme", "number"], name="layer_drafted_once", condition=models.Q(state="draft")
            ),
            models.CheckConstraint(
                name="layer_published_has_moment",
                condition=models.Q(state="draft") | models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return text(self.name)

    @property
    def summary_text(self) -> str:
        return text(self.summary)

    @property
    def parts(self) -> Definition:
        """The definition, read."""
        stored: dict[str, Any] = self.definition
        return Definition.read(stored)

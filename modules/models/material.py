"""What can be downloaded with a module."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.tenancy.models import TenantModel
from modules.editing.enums import MaterialKind, Picture
from modules.models.module import Module


class ModuleMaterial(TenantModel):
    """Something to download with a module: a poster or a guide that we lay out ourselves, or a file that was handed in.

    A row never changes once it is there and says nothing about where it is shown: each edition lists its own materials, in
    its order (ADR 0051). language: of what it says, one row per language. lines: what a poster says below its title, one
    thought each; a line that ends in a colon gets a rule to write on. body: what a guide says, see
    `modules.materials.guides`. file: "" as long as the worker has not made it; rows of the same content share one.
    """

    module = models.ForeignKey(Module, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=MaterialKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    title = models.CharField(_("title"), max_length=80)
    lines = models.JSONField(default=list, blank=True)
    picture = models.CharField(_("drawing"), max_length=20, choices=Picture.choices, blank=True)
    body = models.JSONField(default=dict, blank=True)
    file = models.FileField(upload_to="materials/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(default=clock.now)
    added_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["added_at"], name="material_to_make", condition=models.Q(file=""))]
        constraints = [
            models.CheckConstraint(
                name="material_file_is_there", condition=models.Q(kind__in=["poster", "guide"]) | ~models.Q(file="")
            ),
        ]

    @property
    def drawing(self) -> str:
        """The template of its drawing; "" without one."""
        return f"modules/pictures/{self.picture}.svg" if self.picture else ""

    def __str__(self) -> str:
        return self.title

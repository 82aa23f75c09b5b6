"""The catalogue. Texts are data in three languages: {"nl": …, "fr": …, "en": …}."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Theme
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.enums import LayerNumber
from coaching.programmes.models import Programme
from modules.editing.enums import ModuleState


def in_language(texts: dict[str, str]) -> str:
    """What a text in several languages says in the active one, else in Dutch."""
    return str(texts.get(get_language() or "nl") or texts.get("nl", ""))


class ModuleGroup(models.TextChoices):
    """For whom a module was made first."""

    ALL = "all", _("everybody")
    SMALL = "small", _("small companies")
    LOW_SKILLED = "low_skilled", _("low-skilled workers")
    LINE = "line", _("managers and shift leaders")
    ADVISERS = "advisers", _("prevention advisers")


class ModuleForm(models.TextChoices):
    """Where it takes place."""

    ON_SITE = "on_site", _("at your place")
    ONLINE = "online", _("online")
    BOTH = "both", _("online and at your place")


class Module(TenantModel):
    """One thing on offer: objective, content, timeline, and what it asks of a company during *and after*.

    keeper: the programme that keeps the text; without one it is of the starting catalogue and nobody took it on yet.
    """

    slug = models.SlugField(max_length=80, unique=True)
    keeper = models.ForeignKey(Programme, models.PROTECT, related_name="+", null=True, blank=True)
    layer = models.PositiveSmallIntegerField(_("layer"), choices=LayerNumber.choices)
    state = models.CharField(max_length=10, choices=ModuleState.choices, default=ModuleState.DRAFT)
    title = models.JSONField()
    objective = models.JSONField()
    content = models.JSONField()
    timeline = models.JSONField()
    asks_during = models.JSONField()
    asks_after = models.JSONField()
    themes = ArrayField(models.CharField(max_length=20, choices=Theme.choices), default=list)
    hours_during = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    cost_eur = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    hours_after = models.DecimalField(max_digits=6, decimal_places=1, default=0)  # a year, to keep it going
    target_groups = ArrayField(models.CharField(max_length=20, choices=ModuleGroup.choices), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    form = models.CharField(max_length=10, choices=ModuleForm.choices, default=ModuleForm.ON_SITE)
    evidence = models.JSONField(default=dict, blank=True)  # what is known to work
    provider = models.CharField(max_length=120, blank=True)
    by_date = models.BooleanField(default=False)  # had by being there on a day: a seat, whatever its layer asks
    materials = ArrayField(models.UUIDField(), default=list, blank=True)  # of the edition in use, in its order
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["layer", "position", "slug"]
        indexes = [models.Index(fields=["layer", "position", "slug"], name="module_in_order")]

    @property
    def is_draft(self) -> bool:
        return self.state == ModuleState.DRAFT

    def __str__(self) -> str:
        return self.text("title")

    @property
    def programme_id(self) -> Any:
        """Under which programme its trail is filed; as a column it would hide the module from other programmes."""
        return self.keeper_id

    def text(self, field: str) -> str:
        """The field in the active language, else in Dutch."""
        return in_language(getattr(self, field))

    @property
    def evidence_text(self) -> str:
        return self.text("evidence")

    @property
    def objective_text(self) -> str:
        return self.text("objective")

    @property
    def content_text(self) -> str:
        return self.text("content")

    @property
    def timeline_text(self) -> str:
        return self.text("timeline")

    @property
    def asks_during_text(self) -> str:
        return self.text("asks_during")

    @property
    def asks_after_text(self) -> str:
        return self.text("asks_after")

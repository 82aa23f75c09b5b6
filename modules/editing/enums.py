"""The life of a module and of each version of its text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.core.editing.editions import life
from coaching.core.ground.workflow import Machine, Transition


class ModuleState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("to review")
    PUBLISHED = "published", _("in use")
    REPLACED = "replaced", _("replaced")


class MaterialKind(models.TextChoices):
    POSTER = "poster", _("poster")
    GUIDE = "guide", _("guide")
    FILE = "file", _("file")


class Picture(models.TextChoices):
    """The drawings a poster can carry (templates/modules/pictures)."""

    WATER = "water", _("a glass of water")
    APPLE = "apple", _("an apple")
    STAND = "stand", _("somebody who stretches")
    BOX = "box", _("a box close to the body")
    TOGETHER = "together", _("two people with one load")
    TABLE = "table", _("a table at hip height")
    TALK = "talk", _("two speech bubbles")
    HELP = "help", _("an open hand")
    CLOCK = "clock", pgettext_lazy("a drawing", "a clock")
    LIGHT = "light", _("a traffic light")
    MOON = "moon", _("a moon")


MODULE = Machine(
    "module",
    ModuleState,
    ModuleState.DRAFT,
    [
        Transition("publish", (ModuleState.DRAFT,), ModuleState.PUBLISHED, "modules.edit"),
        Transition("retire", (ModuleState.PUBLISHED,), ModuleState.RETIRED, "modules.edit", reason=True),
        Transition("bring_back", (ModuleState.RETIRED,), ModuleState.PUBLISHED, "modules.edit"),
    ],
    model="modules.module",
)
VERSION = life("module_version", VersionState, model="modules.moduleversion", permission="modules.edit")

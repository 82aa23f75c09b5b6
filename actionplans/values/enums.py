"""What an indicator is about, which way is better, and how an objective stands: always computed, never typed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Better(models.TextChoices):
    LESS = "less", _("less is better")
    MORE = "more", _("more is better")


class Theme(models.TextChoices):
    """Under which heading one looks for an indicator (own choice)."""

    ABSENCE = "absence", _("absence and turnover")
    ACCIDENTS = "accidents", _("accidents and safety")
    LOAD = "load", _("physical load")
    PRESSURE = "pressure", _("pressure of work and rest")
    HOURS = "hours", _("hours and roster")
    LEARNING = "learning", _("learning and career")
    SUPPORT = "support", _("support and relations")
    HEALTH = "health", _("health and health promotion")
    SURROUNDINGS = "surroundings", _("surroundings")
    POLICY = "policy", _("prevention policy")


class Standing(models.TextChoices):
    """How an objective stands by its values (subject/methods.md#values-over-time)."""

    REACHED = "target_reached", _("reached")
    ON_COURSE = "on_course", _("on course")
    BEHIND = "behind_course", _("behind")
    NO_VALUE = "no_value", _("no value yet")
    FOLLOWED = "followed", _("followed, without a target")


WORST_FIRST = (Standing.BEHIND, Standing.NO_VALUE, Standing.ON_COURSE, Standing.REACHED, Standing.FOLLOWED)

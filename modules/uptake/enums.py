"""The short life of an uptake (subject/lives.md#module-and-uptake): what needs a decision is an application instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.core.ground.workflow import Machine, Transition


class UptakeState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("uptake", "signed up")
    CONFIRMED = "confirmed", pgettext_lazy("uptake", "going on")
    DELIVERED = "delivered", pgettext_lazy("uptake", "used")
    FEEDBACK = "feedback", pgettext_lazy("uptake", "feedback asked")
    CLOSED = "closed", pgettext_lazy("uptake", "finished")
    WITHDRAWN = "withdrawn", pgettext_lazy("uptake", "stopped")


S = UptakeState
OPEN = (S.REGISTERED, S.CONFIRMED, S.DELIVERED, S.FEEDBACK)
WITH_FEEDBACK = (S.CONFIRMED, S.DELIVERED, S.FEEDBACK)

UPTAKE = Machine(
    "uptake",
    UptakeState,
    S.REGISTERED,
    [
        Transition("confirm", (S.REGISTERED,), S.CONFIRMED, "modules.take_up"),
        Transition("deliver", (S.CONFIRMED,), S.DELIVERED, "modules.take_up"),
        Transition("ask_feedback", (S.CONFIRMED, S.DELIVERED), S.FEEDBACK, "modules.ask_feedback"),
        Transition("give_feedback", WITH_FEEDBACK, S.CLOSED, "modules.take_up"),
        Transition("close", (S.FEEDBACK,), S.CLOSED, "modules.ask_feedback"),
        Transition("withdraw", OPEN, S.WITHDRAWN, "modules.take_up"),
    ],
    stamps={
        S.CONFIRMED: ("confirmed_at",),
        S.DELIVERED: ("delivered_at",),
        S.FEEDBACK: ("feedback_asked_at",),
        S.CLOSED: ("closed_at",),
        S.WITHDRAWN: ("closed_at",),
    },
    model="modules.moduleuptake",
)


class Used(models.TextChoices):
    YES = "yes", _("yes, as planned")
    PARTLY = "partly", _("partly")
    NO = "no", _("no, not yet")

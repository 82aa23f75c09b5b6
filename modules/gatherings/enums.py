"""A place in a gathering: from asking for it to having been there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from coaching.core.ground.workflow import Machine, Transition


class PlaceState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("place", "asked")
    TAKEN = "taken", pgettext_lazy("place", "has a place")
    WAITING = "waiting", pgettext_lazy("place", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("place", "does not come")
    PRESENT = "present", pgettext_lazy("place", "was there")
    ABSENT = "absent", pgettext_lazy("place", "was not there")


S = PlaceState
COMING = (S.TAKEN, S.WAITING)

PLACE = Machine(
    "place",
    PlaceState,
    S.ASKED,
    [
        Transition("take", (S.ASKED,), S.TAKEN, "modules.take_place"),
        Transition("wait", (S.ASKED,), S.WAITING, "modules.take_place"),
        Transition("promote", (S.WAITING,), S.TAKEN, "modules.fill_places"),
        Transition("cancel", COMING, S.CANCELLED, "modules.take_place"),
        Transition("attend", (S.TAKEN, S.WAITING, S.ABSENT), S.PRESENT, "modules.plan_gatherings"),
        Transition("miss", (S.TAKEN, S.PRESENT), S.ABSENT, "modules.plan_gatherings"),
    ],
    model="modules.gatheringplace",
)

"""What the machine does about gatherings: fill places that came free, remind."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.jobs.periodic import job
from coaching.core.tenancy.context import current_actor, system_context
from modules.gatherings import actions, rules
from modules.gatherings.enums import PlaceState
from modules.models import Gathering, GatheringPlace
from modules.uptake.actions import came_to_gathering

HOLDING = (PlaceState.TAKEN, PlaceState.PRESENT, PlaceState.ABSENT)  # as `places_taken` counts them


def _waiting() -> QuerySet[Any]:
    """Gatherings to come in which a place is free and somebody waits for one."""
    places = GatheringPlace.objects.filter(gathering=OuterRef("pk"))
    taken = places.filter(state__in=HOLDING).order_by().values("gathering").annotate(n=Count("pk")).values("n")
    return Gathering.objects.filter(
        Exists(places.filter(state=PlaceState.WAITING)),
        cancelled_at=None,
        starts_at__gt=clock.now(),
        capacity__gt=Coalesce(Subquery(taken), 0),
    )


@work.kind("modules.fill_places_of", label=_("Free places of a gathering"), waits=_waiting)
def fill_places_of(gathering_id: str) -> int:
    """A place came free: the next on the waiting list gets it."""
    with system_context("modules.fill_places"):
        return actions.fill_places(gathering_id=UUID(gathering_id), by=current_actor())


@job("modules.remind_gatherings", label=_("People are reminded of a gathering"))
def remind_gatherings(*, today: date) -> dict[str, int]:
    """Two days before, once; caught up on the day itself when missed. Places that stayed free are filled too."""
    until = timezone.make_aware(datetime.combine(today + timedelta(days=rules.REMIND_DAYS_BEFORE + 1), time.min))
    soon = Gathering.objects.filter(cancelled_at=None, starts_at__gt=clock.now(), starts_at__lt=until)
    reminded = 0
    for gathering in soon.select_related("module"):
        actions.fill_places(gathering_id=gathering.pk, by=current_actor())
        reminded += actions.remind(gathering=gathering)
    return {"reminded": reminded}


@job("modules.uptakes_of_gatherings", label=_("Who was present has taken part"))
def uptakes_of_gatherings(*, today: date) -> dict[str, int]:
    """Whoever was present in the past month has taken the module up, once."""
    since = timezone.make_aware(datetime.combine(today - timedelta(days=31), time.min))
    present = GatheringPlace.objects.filter(
        state=PlaceState.PRESENT, gathering__starts_at__gte=since, gathering__cancelled_at=None
    )
    made = [
        came_to_gathering(place=place, by=current_actor())
        for place in present.select_related("gathering", "gathering__module", "programme").order_by("asked_at")
    ]
    return {"made": sum(uptake is not None for uptake in made)}

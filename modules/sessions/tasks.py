"""What the machine does about sessions: fill places that came free, remind."""

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
from modules.models import ModuleSession, SessionPlace
from modules.sessions import actions, rules
from modules.sessions.enums import PlaceState
from modules.uptake.actions import came_to_session

HOLDING = (PlaceState.TAKEN, PlaceState.PRESENT, PlaceState.ABSENT)  # as `places_taken` counts them


def _waiting() -> QuerySet[Any]:
    """Sessions to come in which a place is free and somebody waits for one."""
    places = SessionPlace.objects.filter(session=OuterRef("pk"))
    taken = places.filter(state__in=HOLDING).order_by().values("session").annotate(n=Count("pk")).values("n")
    return ModuleSession.objects.filter(
        Exists(places.filter(state=PlaceState.WAITING)),
        cancelled_at=None,
        starts_at__gt=clock.now(),
        capacity__gt=Coalesce(Subquery(taken), 0),
    )


@work.kind("modules.fill_places_of", label=_("Free places of a session"), waits=_waiting)
def fill_places_of(session_id: str) -> int:
    """A place came free: the next on the waiting list gets it."""
    with system_context("modules.fill_places"):
        return actions.fill_places(session_id=UUID(session_id), by=current_actor())


@job("modules.remind_sessions", label=_("People are reminded of a session"))
def remind_sessions(*, today: date) -> dict[str, int]:
    """Two days before, once; caught up on the day itself when missed. Places that stayed free are filled too."""
    until = timezone.make_aware(datetime.combine(today + timedelta(days=rules.REMIND_DAYS_BEFORE + 1), time.min))
    soon = ModuleSession.objects.filter(cancelled_at=None, starts_at__gt=clock.now(), starts_at__lt=until)
    reminded = 0
    for session in soon.select_related("module"):
        actions.fill_places(session_id=session.pk, by=current_actor())
        reminded += actions.remind(session=session)
    return {"reminded": reminded}


@job("modules.uptakes_of_sessions", label=_("Who was present has taken part"))
def uptakes_of_sessions(*, today: date) -> dict[str, int]:
    """Whoever was present in the past month has taken the module up, once."""
    since = timezone.make_aware(datetime.combine(today - timedelta(days=31), time.min))
    present = SessionPlace.objects.filter(
        state=PlaceState.PRESENT, session__starts_at__gte=since, session__cancelled_at=None
    )
    made = [
        came_to_session(place=place, by=current_actor())
        for place in present.select_related("session", "session__module", "programme").order_by("asked_at")
    ]
    return {"made": sum(uptake is not None for uptake in made)}

"""How old the register is that people are shown, and whether that is too old."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from coaching.companies.models import RegisterExtract
from coaching.core.ground import clock

DAY = Coalesce("dated", TruncDate("loaded_at"))  # the day whose state an extract shows


def register_as_of() -> date | None:
    """The day whose state the register shows; None when nothing was loaded yet."""
    newest = RegisterExtract.objects.aggregate(day=Max(DAY))
    found: date | None = newest["day"]
    return found


def outdated(today: date) -> QuerySet[RegisterExtract]:
    """The newest extract, when it is older than the installation allows; nothing else. To be composed: no row is read."""
    every = RegisterExtract.objects.annotate(day=DAY)
    limit = today - timedelta(days=settings.REGISTER_OLD_AFTER_DAYS)
    same = Q(day=OuterRef("day"), pk__gt=OuterRef("pk"))
    newer = every.filter(Q(day__gt=OuterRef("day")) | same).order_by()
    return every.filter(~Exists(newer), day__lt=limit)


def is_old(as_of: date | None) -> bool:
    """Whether it is older than the installation allows (REGISTER_OLD_AFTER_DAYS); no register at all is not old."""
    return as_of is not None and (clock.today() - as_of).days > settings.REGISTER_OLD_AFTER_DAYS

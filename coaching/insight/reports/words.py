"""How the reports write days and figures, in the active language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from coaching.core.ground.days import long_day


def date_of(moment: datetime | date) -> date:
    """The day here of a moment."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def day(moment: datetime | date | None) -> str:
    """A day in words; "" where there is none."""
    if moment is None:
        return ""
    return long_day(moment)


def short(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment) if isinstance(moment, datetime) else moment, "SHORT_DATE_FORMAT")

"""How the reports write days and figures, in the active language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format


def date_of(moment: datetime | date) -> date:
    """The day here of a moment."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def day(moment: datetime | date | None) -> str:
    """A day in words; "" where there is none."""
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment) if isinstance(moment, datetime) else moment, "DATE_FORMAT")


def short(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment) if isinstance(moment, datetime) else moment, "SHORT_DATE_FORMAT")


def plain(value: Any) -> str:
    """A figure without needless zeros; "" where there is none."""
    if value is None:
        return ""
    number = Decimal(value)
    whole = number == number.to_integral()
    return str(number_format(int(number) if whole else number.normalize(), use_l10n=True, force_grouping=True))

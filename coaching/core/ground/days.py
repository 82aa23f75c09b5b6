"""Days and moments written in full, in the reader's language: 5 december 2026, 1er décembre 2026, 5 December 2026.

Short ones (31/12/2026) are Django's `date_format`; the long formats are used here alone, for French writes the first of
a month otherwise than the other days. A test watches it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def long_day(day: date | datetime | str) -> str:
    """5 december 2026. A moment counts in local time; a text is a day or moment as mails keep it (ISO)."""
    return _written(day, "DATE_FORMAT")


def long_moment(moment: datetime | str) -> str:
    """5 december 2026 om 14:00."""
    return _written(moment, "DATETIME_FORMAT")


def day_and_month(day: date) -> str:
    """5 december."""
    return _written(day, "MONTH_DAY_FORMAT")


def _written(given: date | datetime | str, how: str) -> str:
    found = datetime.fromisoformat(given) if isinstance(given, str) else given
    if isinstance(found, datetime) and timezone.is_aware(found):
        found = timezone.localtime(found)
    shown = date_format(found, how)
    first = found.day == 1 and (get_language() or "").startswith("fr")
    return f"1er{shown[1:]}" if first else shown

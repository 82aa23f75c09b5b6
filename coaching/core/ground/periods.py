"""Days by which moments are filtered."""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, DateTimeField, Func, Q, Value
from django.utils import timezone


def _begin(day: date, after: int = 0) -> Func:
    """The moment at which a day (or one `after` it) begins in Belgium. The database works it out: a composed question asks
    by days alone, and no calendar ends at 31 December 9999."""
    zone = timezone.get_default_timezone_name()
    template = f"((%(expressions)s::date + {after:d})::timestamp AT TIME ZONE '{zone}')"
    return Func(Value(day, output_field=DateField()), template=template, output_field=DateTimeField())


def within(column: str, first: date | None = None, last: date | None = None) -> Q:
    """Rows whose moment lies in these days of Belgium, both included; None is no limit.

    Compared as moments: an index on the column serves, and no row's moment has to be turned into a day.
    """
    found = Q()
    if first:
        found &= Q(**{f"{column}__gte": _begin(first)})
    if last:
        found &= Q(**{f"{column}__lt": _begin(last, after=1)})
    return found


def before(column: str, day: date) -> Q:
    """Rows whose moment lies before that day."""
    return Q(**{f"{column}__lt": _begin(day)})

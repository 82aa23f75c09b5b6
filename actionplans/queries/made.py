"""What plans a company has, also those that the person who asks may not read: first days and versions, no word of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection


def _told(company_id: UUID, yearly: bool) -> list[tuple[date, int, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT first_day, version_no, over FROM periods_of_file(%s) WHERE yearly = %s", [str(company_id), yearly]
        )
        return cursor.fetchall()


def begun(company_id: UUID, *, yearly: bool) -> set[date]:
    """First days of plans that are not over."""
    return {day for day, _version, over in _told(company_id, yearly) if not over}


def years_made(company_id: UUID) -> set[date]:
    """First days of yearly plans, over or not."""
    return {day for day, _version, _over in _told(company_id, True)}


def next_version(company_id: UUID, first_day: date, *, yearly: bool) -> int:
    """The number of the next version for this time."""
    return 1 + max((version for day, version, _over in _told(company_id, yearly) if day == first_day), default=0)

"""What plans a company has, also those that the person who asks may not read: years and versions, no word of them."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def _told(company_id: UUID, yearly: bool) -> list[tuple[int, int, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT year, version_no, over FROM plans_of_file(%s) WHERE yearly = %s", [str(company_id), yearly]
        )
        return cursor.fetchall()


def years_taken(company_id: UUID, *, yearly: bool) -> set[int]:
    """First years of five-year plans, or years of yearly ones, that are not over."""
    return {year for year, _version, over in _told(company_id, yearly) if not over}


def years_made(company_id: UUID) -> set[int]:
    """Years that have a yearly plan, over or not."""
    return {year for year, _version, _over in _told(company_id, True)}


def next_version(company_id: UUID, year: int, *, yearly: bool) -> int:
    """The number of the next version for this year."""
    return 1 + max((version for one, version, _over in _told(company_id, yearly) if one == year), default=0)

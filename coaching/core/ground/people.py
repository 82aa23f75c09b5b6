"""Names of people. Hats cannot read the user table; a narrow function gives names for ids, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """User id → name, one query for a whole page."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM person_names(%s::bigint[])", [wanted])
        return dict(cursor.fetchall())


def user_ids(function: str, key: object) -> list[int]:
    """User ids from one of the narrow audience functions (contacts_of, coach_of, administrators_of, body_of)."""
    if function not in AUDIENCES.values():
        raise ValueError(function)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s::uuid)", [str(key)])
        return [row[0] for row in cursor.fetchall()]


def administrators_of_company(company_id: object) -> list[int]:
    """Who administers the programmes that a company takes part in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM administrators_of_company(%s::uuid)", [str(company_id)])
        return [row[0] for row in cursor.fetchall()]


AUDIENCES = {
    "contacts": "contacts_of",  # company id → its contacts
    "coach": "coach_of",  # trajectory id → its coach
    "administrators": "administrators_of",  # programme id → its administrators
    "body": "body_of",  # company id → members of the consultation body
}

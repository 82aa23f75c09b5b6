"""What somebody from outside has to do with, over all files in which they work."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet

from coaching.core.ground.composed import Asked

M = TypeVar("M", bound=Model)


class _Among(Func):
    """As the policies ask it: the function runs once per query."""

    template = "%(expressions)s = ANY ((SELECT %(function)s())::uuid[])"
    output_field = BooleanField()


def still_written(rows: QuerySet[M]) -> QuerySet[M]:
    """Rows of files in which the person who asks may still write: what was read only waits for nobody."""
    whole, pieces = (
        _Among(F("company_id"), function="my_files_to_write"),
        _Among(F("piece_id"), function="my_pieces_to_write"),
    )
    return rows.filter(Q(whole) | Q(pieces))


def page_of(asked: Asked, slug: str, page: str, *args: object) -> str:
    """A page of one of these companies, as who comes from outside."""
    return asked.url(page, slug, *args, **{"as": "coach"})

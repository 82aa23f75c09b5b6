"""From one to the next: the file that comes after this one in the list from which somebody came.

A list's links carry its own query string along: what it filters and how it sorts (`carried`). The page of a file reads it
as the list does, so there is nothing to remember, and two tabs with two lists do not mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from coaching.core.tenancy.requests import PlaceRequest

PAGING = ("after", "page")  # where in the list, not what the list is
MOST_READ = 500  # rows of a list that is gone through; who is farther down sees no number


@dataclass(frozen=True)
class Onward:
    """Where somebody stands. number: in the list from one on, 0 where it is in it no more; total: as words ("24", "500+").

    ahead, behind: addresses of the files after and before this one, "" at an end; back: the list, with its filters.
    """

    number: int
    total: str
    ahead: str
    behind: str
    back: str


def carried(query: QueryDict) -> str:
    """What a link from a list takes along: its filters and order, without the place in it."""
    kept = query.copy()
    for name in PAGING:
        kept.pop(name, None)
    return kept.urlencode()


def along(request: PlaceRequest, name: str, *args: Any) -> str:
    """The address of a page of this place, in the list that was carried to here."""
    return with_query(request, request.place.url(name, *args))


def with_query(request: HttpRequest, address: str) -> str:
    query = request.GET.copy()
    if "?" in address:
        query.pop("as", None)  # the address has it already
    kept = carried(query)
    return f"{address}{'&' if '?' in address else '?'}{kept}" if kept else address


def through(request: PlaceRequest, rows: QuerySet[Any], pk: UUID, *, page: str, back: str) -> Onward:
    """Where a record stands among `rows`, in their order. page, back: names of their addresses. One query."""
    keys = list(rows.values_list("pk", flat=True)[: MOST_READ + 1])
    at = keys.index(pk) if pk in keys else -1

    def address(position: int) -> str:
        there = at >= 0 and 0 <= position < min(len(keys), MOST_READ)
        return along(request, page, keys[position]) if there else ""

    total = f"{MOST_READ}+" if len(keys) > MOST_READ else str(len(keys))
    return Onward(at + 1, total, address(at + 1), address(at - 1), along(request, back))

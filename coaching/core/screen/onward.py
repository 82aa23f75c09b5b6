"""From one to the next: the file that comes after this one in the list from which somebody came.

A list's links carry its own query string along: what it filters and how it sorts (`carried`). The page of a file reads it
as the list does, so there is nothing to remember, and two tabs with two lists do not mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from coaching.core.tenancy.requests import PlaceRequest

PAGING = ("after", "page")  # where in the list, not what the list is


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

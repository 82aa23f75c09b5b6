"""Long lists in pages. Counting stops at a thousand rows: it costs more than showing, and who needs more, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
T = TypeVar("T")
PER_PAGE = 50
MOST = 1000


@dataclass(frozen=True)
class Counted:
    """rows: how many can be paged through; words: what the page says, "1.000+" when there are more."""

    rows: int
    words: str


def counted(rows: QuerySet[Any], most: int = MOST) -> Counted:
    """How many there are, counted no further than `most` and not sorted first."""
    return capped(rows.order_by()[: most + 1].count(), most)


def capped(number: int, most: int = MOST) -> Counted:
    """The same of a list that something else on its page counts already."""
    return Counted(min(number, most), f"{most:,}+".replace(",", ".") if number > most else str(number))


class Pages(Paginator):  # at run time Django's class takes no argument
    """Django's pages, counted as above; `known` when the list was counted already."""

    def __init__(self, rows: QuerySet[Any], per_page: int, known: Counted | None) -> None:
        super().__init__(rows, per_page)
        self.rows, self.known = rows, known

    @cached_property
    def counted(self) -> Counted:
        return self.known or counted(self.rows)

    @property
    def count(self) -> int:
        return self.counted.rows

    @property
    def words(self) -> str:
        """For `{% pagination %}`."""
        return self.counted.words


class ReadPages(Paginator):
    """Pages of rows that are read already."""

    @property
    def words(self) -> str:
        return str(self.count)


def ordered(rows: QuerySet[M], asked: Mapping[str, str], sorts: Mapping[str, Sequence[str]]) -> QuerySet[M]:
    """`rows` as `?sort=` says: a key of `sorts`, with a minus sign the other way round; for all else as they are."""
    wanted = asked.get("sort", "")
    columns = sorts.get(wanted.removeprefix("-"))
    if columns is None:
        return rows
    return rows.order_by(*(_turned(column) for column in columns) if wanted.startswith("-") else columns)


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def page_of_read(request: HttpRequest, rows: Sequence[T], per_page: int = PER_PAGE, *, asked: str = "page") -> Page[T]:
    """The page that is asked for of rows that are read already; nonsense gives the nearest.

    asked: its name in the address, for a second list on a page.
    """
    return ReadPages(rows, per_page).get_page(request.GET.get(asked, 1))


def neighbours(request: HttpRequest, page: Page[T], asked: str) -> dict[str, str]:
    """Addresses of the page before and the next one, "" for none, for `{% pagination %}` of such a second list."""

    def address(number: int) -> str:
        query = request.GET.copy()
        query[asked] = str(number)
        return f"?{query.urlencode()}"

    return {
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


def page_of(
    request: HttpRequest, rows: QuerySet[M], per_page: int = PER_PAGE, *, first: int = 1, known: Counted | None = None
) -> Page[M]:
    """The page of `rows` that is asked for (`?page=`), else the `first`; its rows are read. Nonsense gives the nearest.

    Of the first page one row more is read: where there is none, the list is counted by that.
    """
    asked, head = str(request.GET.get("page", first)), None
    if asked == "1" and known is None:
        head = list(rows[: per_page + 1])
        known = Counted(len(head), str(len(head))) if len(head) <= per_page else None
    page = Pages(rows, per_page, known).get_page(asked)
    page.object_list = list(page.object_list) if head is None else head[:per_page]
    return page

"""Lists whose reader chooses the columns: what there is to choose, how a heading and a row are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from coaching.core.screen.icons import icon
from coaching.core.screen.tables import body

R = TypeVar("R")
MORE = "more"  # `?more=`: the other filters are drawn as well
PLACES_IN_LIST = (
    "page",
    "files",
    "after",
    "before",
    "export",
    MORE,
)  # what of an address says where in the list one is
PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Column:
    """sort: its name in `?sort=`; at_first: shown until its reader chooses otherwise; needs: columns of the table it reads."""

    key: str
    label: Any
    css: str = ""
    sort: str = ""
    at_first: bool = True
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListKind:
    """A list with columns to choose. The first column names the row and always stands.

    address: of its page ("app:name"); kept: what of an address, besides the fields of its filter, a kept view holds;
    place: kind of place where the list stands.
    """

    code: str
    title: Any
    address: str
    columns: tuple[Column, ...]
    sorts: frozenset[str]
    filters: frozenset[str]
    kept: tuple[str, ...] = ("sort",)
    place: str = "programme"

    def chosen(self, keys: Iterable[str]) -> tuple[Column, ...]:
        """Those of `keys` that there are, in the list's own order; the usual ones when none of them is."""
        wanted = set(keys)
        found = tuple(column for column in self.columns[1:] if column.key in wanted)
        return (self.columns[0], *(found or (column for column in self.columns[1:] if column.at_first)))


KINDS: dict[str, ListKind] = {}


def register(kind: ListKind) -> ListKind:
    KINDS[kind.code] = kind
    return kind


_keeper: list[Callable[[Any, ListKind, Any], Any]] = []


def keeps(function: Callable[[Any, ListKind, Any], Any]) -> Callable[[Any, ListKind, Any], Any]:
    """Register what remembers how a reader wants a list (ADR 0080); one function only."""
    if _keeper:
        raise ValueError("who keeps the views of lists is declared twice")
    _keeper.append(function)
    return function


def shown(request: Any, kind: ListKind, form: Any) -> Any:
    """How its reader wants this list: columns, rows to a page, kept views; for apps that stand below the one that keeps them."""
    return _keeper[0](request, kind, form)


def needed(columns: Iterable[Column]) -> list[str]:
    """What of the table the shown columns read."""
    return [name for column in columns for name in column.needs]


def heading(request: HttpRequest | None, label: Any, sort: str = "", css: str = "") -> SafeString:
    """A column heading; with `sort` it is a link that sorts (`?sort=name`, `?sort=-name`)."""
    klass = format_html(' class="{}"', css) if css else ""
    if not sort or request is None:
        return format_html('<th scope="col"{}>{}</th>', klass, label)
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{sort}" if now == sort else sort
    for key in PLACES_IN_LIST:
        query.pop(key, None)
    order = {sort: "ascending", f"-{sort}": "descending"}.get(now, "")
    shown = {"ascending": "arrow-up", "descending": "arrow-down"}.get(order, "arrow-up-down")
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}{}</a></th>',
        klass,
        format_html(' aria-sort="{}"', order) if order else "",
        query.urlencode(),
        label,
        icon(shown),
    )


def drawn(
    request: HttpRequest,
    columns: Sequence[Column],
    rows: Iterable[R],
    cells: Mapping[str, Callable[[R], Any]],
    *,
    named: bool = True,
) -> SafeString:
    """`<thead>` and `<tbody>` of the chosen columns. cells: key of a column → what stands in it for a row.

    named: whether the first cell carries its heading on a phone too, where a row is a card and its name stands alone.
    """
    heads = [heading(request, column.label, column.sort, column.css) for column in columns]
    draw = [cells[column.key] for column in columns]
    marks = [("" if index == 0 and not named else str(c.label), c.css) for index, c in enumerate(columns)]
    lines = ([one(row) for one in draw] for row in rows)
    return mark_safe(f"<thead><tr>{''.join(heads)}</tr></thead>{body(marks, lines)}")

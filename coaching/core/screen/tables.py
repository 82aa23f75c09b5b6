"""Rows of long lists, written in one go: a template's tag per cell cost more than the query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe

from coaching.core.ground.people import Reachable
from coaching.core.screen import ui

NUMBER = "num"


def body(columns: Sequence[tuple[Any, str]], lines: Iterable[Sequence[Any]]) -> SafeString:
    """A `<tbody>`. columns: (name, css class or ""); lines: cells in that order, the first names its row.

    Cells are escaped unless they are markup. The column's name goes along for phones, where a row is a card.
    """
    marks = [
        (f' class="{css}"' if css else "") + (f' data-label="{escaped(name)}"' if name else "") for name, css in columns
    ]
    first, *others = marks
    parts = ["<tbody>"]
    for head, *cells in lines:
        parts.append(f'<tr><th scope="row"{first}>{escaped(head)}</th>')
        parts += [f"<td{mark}>{_written(cell)}</td>" for mark, cell in zip(others, cells, strict=True)]
        parts.append("</tr>\n")
    return mark_safe("".join((*parts, "</tbody>")))


def _written(cell: Any) -> str:
    return escaped(cell if isinstance(cell, str) else localize(cell))


def link(address: str, words: Any) -> SafeString:
    return mark_safe(f'<a href="{escaped(address)}">{escaped(words)}</a>')


def in_a_row(reach: Reachable | None) -> SafeString:
    """How to reach somebody within a row of a table: a number to dial, else the address."""
    found = ui.ways(reach)
    return link(found[0].href, found[0].words) if found else mark_safe("")


def once(draw: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same sign for the same value is drawn once. For one answer only: words belong to the reader's language."""
    return cache(draw)

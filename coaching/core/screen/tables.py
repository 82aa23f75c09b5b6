"""Rows of long lists, written in one go: a template's tag per cell cost more than the query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coaching.core.ground.people import Reachable
from coaching.core.screen import ui
from coaching.core.screen.escaping import escaped

NUMBER = "num"


def body(columns: Sequence[tuple[Any, str]], lines: Iterable[Sequence[Any]], *, total: bool = False) -> SafeString:
    """A `<tbody>`. columns: (name, css class or ""); lines: cells in that order, the first names its row.

    total: whether the last row adds up the others.

    Cells are escaped unless they are markup. The column's name goes along for phones, where a row is a card.
    """
    drawn = _rows(columns, lines)
    if total and drawn:
        drawn[-1] = f'<tr class="total"{drawn[-1].removeprefix("<tr")}'
    return mark_safe(f'<tbody class="rows">{"".join(drawn)}</tbody>')


def group(columns: Sequence[tuple[Any, str]], head: str, lines: Iterable[Sequence[Any]]) -> SafeString:
    """A `<tbody>` whose first row, `head`, names what its other rows have in common."""
    return mark_safe(f'<tbody class="rows">{escaped(head)}{"".join(_rows(columns, lines))}</tbody>')


def _rows(columns: Sequence[tuple[Any, str]], lines: Iterable[Sequence[Any]]) -> list[str]:
    marks = [
        (f' class="{css}"' if css else "") + (f' data-label="{escaped(name)}"' if name else "") for name, css in columns
    ]
    first, *others = marks
    drawn = []
    for head, *cells in lines:
        parts = [f'<tr><th scope="row"{first}>{escaped(head)}</th>']
        parts += [f"<td{mark}>{_written(cell)}</td>" for mark, cell in zip(others, cells, strict=True)]
        drawn.append("".join((*parts, "</tr>\n")))
    return drawn


def _written(cell: Any) -> str:
    if type(cell) is int and -1000 < cell < 1000:
        return str(cell)  # no thousands to mark off
    return escaped(cell if isinstance(cell, str) else localize(cell))


def shortened() -> Callable[[str, Any, Any], SafeString]:
    """`draw(key, short, long)`: the short words as a button that shows the long ones; these stand in the table once.

    long: the words, or what makes them when they are needed.
    """
    buttons: dict[str, SafeString] = {}

    def draw(key: str, short: Any, long: Any) -> SafeString:
        if key in buttons:
            return buttons[key]
        target = escaped(f"term-{key}".lower())
        button = f'<button type="button" class="term" popovertarget="{target}">{escaped(short)}</button>'
        buttons[key] = mark_safe(button)
        words = escaped(long() if callable(long) else long)
        return mark_safe(f'{button}<span class="said" id="{target}" popover>{words}</span>')

    return draw


def link(address: str, words: Any) -> SafeString:
    return mark_safe(f'<a href="{escaped(address)}">{escaped(words)}</a>')


def in_a_row(reach: Reachable | None) -> SafeString:
    """How to reach somebody within a row of a table: a number to dial, else a mail; whose it is, when one points."""
    found = ui.ways(reach)
    if reach is None or not found:
        return mark_safe("")
    href, words, name = (
        escaped(found[0].href),
        escaped(found[0].words if reach.numbers else _("mail")),
        escaped(reach.name),
    )
    return mark_safe(f'<a href="{href}" title="{name}">{words}<span class="vh"> {name}</span></a>')


def once(draw: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same sign for the same value is drawn once. For one answer only: words belong to the reader's language."""
    return cache(draw)

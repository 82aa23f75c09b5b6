"""What all charts are made of: colours, figures as people write them here, the names under a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import localize, number_format
from django.utils.safestring import SafeString, mark_safe

from coaching.core.screen.escaping import escaped

SERIES = ["#0b6876", "#f2a44c", "#40499c", "#3f6b14", "#9a2c62", "#875500"]
STROKES = ["#0b6876", "#b86a0c", "#40499c", "#3f6b14", "#9a2c62", "#875500"]
TONES = {
    "neutral": "#76847a",
    "brand": "#0e5a49",
    "good": "#175c31",
    "attention": "#f2a44c",
    "bad": "#a1232f",
    **{f"s{index + 1}": colour for index, colour in enumerate(SERIES)},
}
HEAT = ["#eceee7", "#cfe9d5", "#fbdda8", "#f3bcb8"]
ON_HEAT = ["#46554d", "#175c31", "#6b4100", "#7d1520"]
SIGNS = ["–", "✓", "!", "!!"]


def figure(value: float | None, unit: str = "") -> str:
    """A number as people write it here, with its unit; an en dash for what is not known."""
    if value is None:
        return "–"
    places = 0 if float(value).is_integer() else 1
    shown = number_format(round(value, places), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{shown}\u00a0{unit}".strip() if unit else str(shown)


def ceiling(value: float) -> float:
    """The round number at or above `value` that an axis ends on."""
    if value <= 0:
        return 1
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= value)


def shorten(text: Any, length: int) -> str:
    words = str(text)
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def table_body(rows: Iterable[Sequence[Any]], *, with_total: bool = False) -> SafeString:
    """Rows of a data table, the first cell names its row; with_total: the last one is the total.

    Written in one go: a page of pictures has some sixty rows, and a template's tag per cell took half of its time.
    """
    lines = [
        f'<th scope="row">{_cell(head)}</th>' + "".join(f'<td class="num">{_cell(cell)}</td>' for cell in cells)
        for head, *cells in rows
    ]
    marks = [""] * len(lines)
    if with_total and lines:
        marks[-1] = ' class="total"'
    return mark_safe("\n".join(f"<tr{mark}>{line}</tr>" for mark, line in zip(marks, lines, strict=True)))


def _cell(value: Any) -> str:
    return escaped(value if isinstance(value, str) else localize(value))


def legend_of(entries: Sequence[tuple[Any, str, str]], width: int) -> list[dict[str, Any]]:
    """Where the names under a picture stand: beside each other, and on the next line when they no longer fit."""
    placed, x, y = [], 0, 0
    for name, tone, fill in entries:
        size = 30 + round(len(str(name)) * 7.6)
        if x and x + size > width:
            x, y = 0, y + 22
        placed.append({"name": name, "tone": tone, "fill": fill, "x": x, "y": y})
        x += size
    return placed

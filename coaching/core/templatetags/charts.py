"""Charts in pages and documents: the same SVG in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from coaching.core.screen.escaping import escaped

register = template.Library()


@register.simple_tag
def chart_svg(chart: Any) -> SafeString:
    """The picture alone."""
    return mark_safe(render_to_string(chart.template, {"chart": chart}))


@register.inclusion_tag("charts/frame.html")
def chart(chart: Any, open_table: bool = False) -> dict[str, Any]:
    """The picture with its title, what it shows in words, and its data table one tap away."""
    return {"chart": chart, "open_table": open_table}


@register.inclusion_tag("charts/print.html")
def chart_print(chart: Any, with_table: bool = True) -> dict[str, Any]:
    """For documents: the picture and, under it, its data table."""
    return {"chart": chart, "with_table": with_table}


@register.filter
def heat_marks(cells: Iterable[dict[str, Any]], width: float) -> SafeString:
    """The cells of a row of a heat map, by a function: seven domains by five A's take half of a page's time otherwise."""
    return mark_safe("".join(_heat_mark(cell, width) for cell in cells))


def _heat_mark(cell: dict[str, Any], width: float) -> str:
    level, x = cell["level"], cell["x"]
    return (
        f'<rect class="h{level}" x="{x}" y="2" width="{width}" height="34" rx="6" fill="{cell["fill"]}" />'
        f'<text class="t{level}" x="{x}" dx="10" y="24" font-size="14" font-weight="600" fill="{cell["ink"]}">'
        f"{escaped(cell['text'])}</text>"
    )


LIGHT, DARK_INK, LIGHT_INK = "#f2a44c", "#2b1a05", "#ffffff"  # what is written on the one light colour is dark


@register.filter
def bar_marks(parts: Iterable[dict[str, Any]]) -> SafeString:
    """The parts of a bar with what is written on them."""
    return mark_safe("".join(_bar_mark(part) for part in parts))


def _bar_mark(part: dict[str, Any]) -> str:
    tone, fill = escaped(part["tone"]), part["fill"]
    drawn = f'<rect class="{tone}" x="{part["x"]}" y="24" width="{part["width"]}" height="22" rx="3" fill="{fill}" />'
    if not part["text"]:
        return drawn
    ink = DARK_INK if fill == LIGHT else LIGHT_INK
    return (
        f'{drawn}<g><text class="on {tone}-ink" x="{part["middle"]}" y="40" text-anchor="middle" font-weight="700" '
        f'font-size="13" fill="{ink}">{escaped(part["text"])}</text></g>'
    )

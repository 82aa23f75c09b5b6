"""Charts in pages and documents: the same SVG in both."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

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

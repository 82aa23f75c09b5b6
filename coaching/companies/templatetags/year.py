"""The year wheel in documents, drawn from the plain values that a document is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from coaching.companies.wheel.shown import drawn_from

register = template.Library()


@register.inclusion_tag("charts/print.html")
def year_wheel_print(data: dict[str, Any]) -> dict[str, Any]:
    """The picture alone: its dates stand in the tables."""
    first, last, today = (date.fromisoformat(data[name]) for name in ("first", "last", "today"))
    marks = [(date.fromisoformat(day), what, state) for day, what, state in data["marks"]]
    return {"chart": drawn_from(marks, first, last, today, data["title"]), "with_table": False}

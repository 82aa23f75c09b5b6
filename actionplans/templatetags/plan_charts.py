"""The road map in documents, drawn from the plain values that a document is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from actionplans.values.charts import picture
from coaching.core.screen.chart_shapes import LowTimeChart
from coaching.core.screen.charts import RoadMap, Span

register = template.Library()


def road_map(
    period: Any, first_year: int, years: int, rows: list[dict[str, Any]], today: date | None = None
) -> RoadMap:
    """Five years with one bar per objective; rows: {"label", "by_year", "voluntary"}."""
    spans = [
        Span(
            label=row["label"],
            start=date(first_year, 1, 1),
            end=date(row["by_year"], 12, 31),
            tone="s2" if row["voluntary"] else "s1",
        )
        for row in rows
    ]
    return RoadMap(
        title=_("Road map %(period)s") % {"period": period},
        desc=_("Each bar ends in the year in which the objective is reached."),
        first_year=first_year,
        years=years,
        spans=spans,
        today=today,
        today_label=_("today"),
        label_heading=_("Objective"),
        period_heading=_("Period"),
        uid=f"road-{first_year}",
    )


@register.inclusion_tag("actionplans/pdf/value_chart.html")
def value_print(data: dict[str, Any]) -> dict[str, Any]:
    """An objective's values, with their table below; nothing while nothing was measured."""
    return {"chart": picture(data, drawn=LowTimeChart)}


@register.inclusion_tag("charts/print.html")
def road_map_print(data: dict[str, Any]) -> dict[str, Any]:
    """The picture alone: the table of objectives stands beside it."""
    chart = road_map(data["period"], data["first_year"], data["years"], data["rows"])
    return {"chart": chart, "with_table": False}

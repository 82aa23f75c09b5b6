"""A partner's course as pictures: how often the link was opened, and what was told of the companies, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.core.screen.chart_shapes import ColumnChart, SmallLineChart
from coaching.core.screen.charts import Bar
from coaching.insight.partners.reach import COURSE, STAGES
from coaching.insight.partners.shown import HEADINGS


def opened(per_month: Mapping[int, int], year: int) -> ColumnChart | None:
    """Openings of the link in a year; None without any. They are visits, not companies, and exact."""
    if not any(per_month.values()):
        return None
    months = [date(year, month, 1) for month in range(1, 13)]
    return ColumnChart(
        title=_("How often your link was opened"),
        desc=_("Per month of %(year)s.") % {"year": year},
        bars=[Bar(str(day.month), per_month.get(day.month, 0), capfirst(date_format(day, "F"))) for day in months],
        label_heading=_("Month"),
        value_heading=_("Times opened"),
        uid="opened",
    )


def course(published: Mapping[str, Any]) -> SmallLineChart | None:
    """What was told at the end of each month, steps that were told each time; None before there are two months."""
    told = published.get(COURSE, [])
    if len(told) < 2:
        return None
    stages = [stage for stage in STAGES if all(stage in total for _day, total in told)]
    return SmallLineChart(
        title=_("How it grew"),
        desc=_("Companies that came by your link this year, as they were told at the end of each month."),
        labels=[capfirst(date_format(date.fromisoformat(day), "M")) for day, _total in told],
        series=[(HEADINGS[stage], [total[stage] for _day, total in told]) for stage in stages],
        label_heading=_("Month"),
        uid="course",
    )

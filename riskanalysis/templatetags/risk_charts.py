"""The seven domains side by side with the five A's, as pictures on pages and on paper, from plain counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.core.screen.charts import Chart, HeatmapChart, StackedBarChart
from riskanalysis import rules
from riskanalysis.enums import Colour, WellbeingDomain, WorkAspect

register = template.Library()
WORTH_BARS = 20  # findings
Counts = Sequence[Any]  # [domain, [[green, orange, red] per A]]


def _cell(count: Sequence[int]) -> tuple[int, str]:
    """How bad the worst of them is, and how many of each colour, the worst first."""
    said = [f"{number} {rules.letter(colour)}" for colour, number in zip(rules.STEPS, count, strict=True) if number]
    level = max((step for step, number in enumerate(count, start=1) if number), default=0)
    return level, " ".join(reversed(said))


def square_chart(counts: Counts) -> HeatmapChart:
    """A's × domains: the colour of the worst finding, and how many there are of each."""
    return HeatmapChart(
        title=_("The seven domains and the five A's"),
        desc=_(
            "How many findings of each colour: G is green, O is orange, R is red. The shade is that of the worst one."
        ),
        columns=[aspect.value for aspect in WorkAspect],
        data=[(capfirst(WellbeingDomain(domain).label), [_cell(cell) for cell in cells]) for domain, cells in counts],
        label_heading=_("Domain"),
    )


def _bars(title: str, heading: str, data: list[tuple[str, list[float]]]) -> StackedBarChart:
    tones = {Colour.GREEN: "good", Colour.ORANGE: "attention", Colour.RED: "bad"}
    return StackedBarChart(
        title=title,
        series=[(capfirst(rules.colour_name(colour)), tones[colour]) for colour in rules.STEPS],
        data=data,
        full=False,
        label_heading=heading,
    )


def domain_chart(counts: Counts) -> StackedBarChart:
    """Findings per domain, by colour."""
    data = [
        (str(capfirst(WellbeingDomain(domain).label)), [float(sum(column)) for column in zip(*cells, strict=True)])
        for domain, cells in counts
    ]
    return _bars(_("Findings per domain"), _("Domain"), data)


def aspect_chart(counts: Counts) -> StackedBarChart:
    """Findings per A, by colour."""
    data = []
    for number, aspect in enumerate(WorkAspect):
        cells = [row[1][number] for row in counts]
        data.append(
            (f"{aspect.value} {capfirst(aspect.label)}", [float(sum(column)) for column in zip(*cells, strict=True)])
        )
    return _bars(_("Findings per A"), _("Aspect"), data)


def pictures(counts: Counts) -> list[Chart]:
    return [square_chart(counts), domain_chart(counts), aspect_chart(counts)]


@register.simple_tag
def risk_pictures(counts: Counts) -> list[Chart]:
    """The three pictures, for `{% chart %}` and `{% chart_print %}`."""
    return pictures(counts)


@register.simple_tag
def risk_pictures_on_paper(counts: Counts) -> list[Chart]:
    """Side by side always; bars per domain and per A once there is something to compare, so that a small report stays short."""
    found = sum(sum(cell) for _domain, cells in counts for cell in cells)
    return risk_pictures(counts) if found >= WORTH_BARS else [square_chart(counts)]

"""Pictures of data: what to draw, worked out here; the SVG templates only write it down.

Every chart has a title, a description in words, its data table, and unique ids. Colours stand as attributes (paper,
mail, WeasyPrint) and as classes (the page's style sheet replaces them, so that dark mode works).
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.utils.safestring import SafeString

from coaching.core.screen.chart_parts import (
    HEAT,
    ON_HEAT,
    SERIES,
    SIGNS,
    STROKES,
    TONES,
    ceiling,
    figure,
    legend_of,
    shorten,
    table_body,
)

_ids = count(1)
DASHES = ["", "7 4", "2 4", "10 3 2 3", "1 5"]


@dataclass
class Chart:
    """What every chart has. `wide` charts scroll on a phone; the others fit."""

    title: Any
    desc: Any = ""
    unit: str = ""
    template = ""
    wide = False
    uid: str = field(default_factory=lambda: f"chart{next(_ids)}", kw_only=True)

    @property
    def headers(self) -> list[Any]:
        raise NotImplementedError

    @property
    def rows(self) -> list[list[Any]]:
        raise NotImplementedError

    @property
    def body(self) -> SafeString:
        return table_body(self.rows)


@dataclass
class Bar:
    """value None: not known (too few answers, for instance), with `text` saying so."""

    label: Any
    value: float | None
    text: Any = ""
    tone: str = "s1"


@dataclass
class BarChart(Chart):
    """Lying bars, label above each: readable on a phone."""

    bars: Sequence[Bar] = ()
    maximum: float | None = None
    label_heading: Any = ""
    value_heading: Any = ""
    template = "charts/bar.svg.html"
    WIDTH, STEP = 400, 50

    @property
    def height(self) -> int:
        return self.STEP * len(self.bars) + 2

    @property
    def drawn(self) -> list[dict[str, Any]]:
        top = self.maximum or ceiling(max((bar.value or 0 for bar in self.bars), default=0))
        return [
            {
                "label": bar.label,
                "y": index * self.STEP,
                "text": bar.text or figure(bar.value, self.unit),
                "width": round(self.WIDTH * min(bar.value or 0, top) / top, 1),
                "tone": bar.tone,
                "fill": TONES.get(bar.tone, SERIES[0]),
                "known": bar.value is not None,
            }
            for index, bar in enumerate(self.bars)
        ]

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, self.value_heading]

    @property
    def rows(self) -> list[list[Any]]:
        return [[bar.label, bar.text or figure(bar.value, self.unit)] for bar in self.bars]


@dataclass
class StackedBarChart(Chart):
    """Lying bars of parts. series: (name, tone); data: (label, [value per series])."""

    series: Sequence[tuple[Any, str]] = ()
    data: Sequence[tuple[Any, Sequence[float]]] = ()
    full: bool = True  # every bar is stretched to the whole width (shares)
    label_heading: Any = ""
    template = "charts/stacked_bar.svg.html"
    WIDTH, STEP = 400, 54

    @property
    def legend(self) -> list[dict[str, Any]]:
        return legend_of([(name, tone, TONES.get(tone, SERIES[0])) for name, tone in self.series], self.WIDTH)

    @property
    def legend_height(self) -> int:
        return (self.legend[-1]["y"] + 30) if self.series else 0

    @property
    def height(self) -> int:
        return self.legend_height + self.STEP * len(self.data) + 2

    @property
    def drawn(self) -> list[dict[str, Any]]:
        longest = max((sum(values) for _label, values in self.data), default=0) or 1
        return [
            {"label": label, "y": self.legend_height + index * self.STEP, "parts": self._parts(values, longest)}
            for index, (label, values) in enumerate(self.data)
        ]

    def _parts(self, values: Sequence[float], longest: float) -> list[dict[str, Any]]:
        whole = (sum(values) or 1) if self.full else longest
        parts, x = [], 0.0
        for (_name, tone), value in zip(self.series, values, strict=True):
            width = self.WIDTH * value / whole
            text = figure(value, self.unit)
            parts.append(
                {
                    "x": round(x, 1),
                    "width": round(max(width - 2, 0), 1),
                    "middle": round(x + width / 2, 1),
                    "tone": tone,
                    "fill": TONES.get(tone, SERIES[0]),
                    "text": text if width > 9 * len(text) + 8 else "",
                }
            )
            x += width
        return parts

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, *(name for name, _tone in self.series)]

    @property
    def rows(self) -> list[list[Any]]:
        return [[label, *(figure(value, self.unit) for value in values)] for label, values in self.data]


@dataclass
class LineChart(Chart):
    """Lines over time. labels: the moments; series: (name, [value or None per moment])."""

    labels: Sequence[Any] = ()
    series: Sequence[tuple[Any, Sequence[float | None]]] = ()
    maximum: float | None = None
    label_heading: Any = ""
    template = "charts/line.svg.html"
    wide = True
    WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 300, 56, 14, 34

    @property
    def top(self) -> float:
        known = [value for _name, values in self.series for value in values if value is not None]
        return self.maximum or ceiling(max(known, default=0))

    @property
    def legend(self) -> list[dict[str, Any]]:
        """With the dashes of its line: who sees no colours tells the lines by these."""
        entries = [(f"{name}  ", f"d{i % 5 + 1}", STROKES[i % 5]) for i, (name, _values) in enumerate(self.series)]
        placed = legend_of(entries, self.WIDTH - self.LEFT)
        return [item | {"line": f"l{i % 5 + 1}", "dash": DASHES[i % 5]} for i, item in enumerate(placed)]

    @property
    def legend_top(self) -> int:
        return self.HEIGHT + 12

    @property
    def height(self) -> int:
        return self.legend_top + (self.legend[-1]["y"] + 26 if self.series else 0)

    @property
    def grid(self) -> list[dict[str, Any]]:
        """In quarters, else in parts that come out whole."""
        parts = next((n for n in (4, 5, 2) if self.top % n == 0), 1 if self.top == 1 else 4)
        values = [self.top * number / parts for number in range(parts + 1)]
        return [{"y": round(self._y(value), 1), "text": figure(value, self.unit)} for value in values]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        every = max(1, math.ceil(len(self.labels) / (self.WIDTH // 90)))
        return [{"x": self._x(i), "text": label} for i, label in enumerate(self.labels) if i % every == 0]

    @property
    def drawn(self) -> list[dict[str, Any]]:
        lines = []
        for index, (name, values) in enumerate(self.series):
            points = [(self._x(i), round(self._y(v), 1), v) for i, v in enumerate(values) if v is not None]
            lines.append(
                {
                    "name": name,
                    "number": index % 5 + 1,
                    "stroke": STROKES[index % 5],
                    "dots": points,
                    "dash": DASHES[index % 5],
                    "points": " ".join(f"{x},{y}" for x, y, _value in points),
                }
            )
        return lines

    def _x(self, index: int) -> float:
        room = self.WIDTH - self.LEFT - 24
        return round(self.LEFT + room * (index / (len(self.labels) - 1) if len(self.labels) > 1 else 0.5), 1)

    def _y(self, value: float) -> float:
        room = self.HEIGHT - self.TOP - self.BOTTOM
        return self.TOP + room * (1 - min(value, self.top) / self.top)

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, *(name for name, _values in self.series)]

    @property
    def rows(self) -> list[list[Any]]:
        return [
            [label, *(figure(values[i], self.unit) for _name, values in self.series)]
            for i, label in enumerate(self.labels)
        ]


@dataclass
class HeatmapChart(Chart):
    """Units × aspects. columns: names; data: (label, [(level 0–3, words)]); level 0 = not known."""

    columns: Sequence[Any] = ()
    data: Sequence[tuple[Any, Sequence[tuple[int, Any]]]] = ()
    label_heading: Any = ""
    template = "charts/heatmap.svg.html"
    wide = True
    WIDTH, LEFT, HEAD, STEP = 720, 170, 34, 40

    @property
    def height(self) -> int:
        return self.HEAD + self.STEP * len(self.data)

    @property
    def cell_width(self) -> float:
        return round((self.WIDTH - self.LEFT) / max(len(self.columns), 1) - 4, 1)

    @property
    def heads(self) -> list[dict[str, Any]]:
        return [{"x": self._x(i), "text": shorten(name, 15)} for i, name in enumerate(self.columns)]

    def _x(self, index: int) -> float:
        return round(self.LEFT + index * (self.WIDTH - self.LEFT) / max(len(self.columns), 1) + 4, 1)

    @property
    def drawn(self) -> list[dict[str, Any]]:
        return [
            {
                "lines": self._lines(label),
                "y": self.HEAD + i * self.STEP,
                "cells": [
                    {
                        "x": self._x(j),
                        "level": level,
                        "fill": HEAT[level],
                        "ink": ON_HEAT[level],
                        "text": shorten(f"{SIGNS[level]} {words}".strip(), int(self.cell_width / 7.4)),
                    }
                    for j, (level, words) in enumerate(cells)
                ],
            }
            for i, (label, cells) in enumerate(self.data)
        ]

    @staticmethod
    def _lines(label: Any) -> list[dict[str, Any]]:
        """A long name stands on two lines rather than being cut."""
        words = textwrap.wrap(str(label), 22, max_lines=2, placeholder="…")
        first = 24 if len(words) == 1 else 16
        return [{"y": first + 16 * number, "text": line} for number, line in enumerate(words)]

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, *self.columns]

    @property
    def rows(self) -> list[list[Any]]:
        return [[label, *(words or SIGNS[level] for level, words in cells)] for label, cells in self.data]


@dataclass
class Span:
    """A line of the road map, from `start` to `end` (both included)."""

    label: Any
    start: date
    end: date
    text: Any = ""
    tone: str = "s1"


@dataclass
class RoadMap(Chart):
    """Five years (or other whole years) with one bar per objective or measure, and today."""

    first_year: int = 2000
    years: int = 5
    spans: Sequence[Span] = ()
    today: date | None = None
    label_heading: Any = ""
    period_heading: Any = ""
    today_label: Any = ""
    template = "charts/gantt.svg.html"
    wide = True
    WIDTH, HEAD, STEP = 720, 34, 46

    @property
    def height(self) -> int:
        return self.HEAD + self.STEP * len(self.spans) + 8

    @property
    def columns(self) -> list[dict[str, Any]]:
        width = self.WIDTH / self.years
        return [
            {"x": round(i * width, 1), "middle": round((i + 0.5) * width, 1), "year": self.first_year + i}
            for i in range(self.years)
        ]

    def _x(self, day: date, whole: bool = False) -> float:
        begin, end = date(self.first_year, 1, 1), date(self.first_year + self.years, 1, 1)
        share = ((day - begin).days + whole) / (end - begin).days
        return round(self.WIDTH * max(0.0, min(1.0, share)), 1)

    @property
    def today_x(self) -> float | None:
        inside = self.today and self.first_year <= self.today.year < self.first_year + self.years
        return self._x(self.today) if self.today and inside else None

    @property
    def drawn(self) -> list[dict[str, Any]]:
        found = []
        for index, span in enumerate(self.spans):
            x, end = self._x(span.start), self._x(span.end, whole=True)
            after = x < self.WIDTH * 0.6
            found.append(
                {
                    "label": shorten(span.label, 70),
                    "text": span.text,
                    "x": x,
                    "width": max(round(end - x, 1), 6),
                    "y": self.HEAD + index * self.STEP,
                    "fill": TONES.get(span.tone, SERIES[0]),
                    "tone": span.tone,
                    "label_x": x if after else end,
                    "anchor": "start" if after else "end",
                }
            )
        return found

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, self.period_heading]

    @property
    def rows(self) -> list[list[Any]]:
        return [[span.label, f"{span.start:%d/%m/%Y} – {span.end:%d/%m/%Y}"] for span in self.spans]

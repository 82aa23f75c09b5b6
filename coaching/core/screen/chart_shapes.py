"""More pictures: standing columns for what comes in an order, lines over time, and tiles that stand where places lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from coaching.core.screen.chart_parts import SERIES, STROKES, TONES, ceiling, figure, legend_of
from coaching.core.screen.charts import DASHES, Bar, Chart, LineChart


@dataclass
class ColumnChart(Chart):
    """Standing columns in a fixed order, short labels below: weeks, months. legend: (words, tone) of tones that differ.

    The figure of a column stands on it; a column of nothing has none.
    """

    bars: Sequence[Bar] = ()
    legend_of_tones: Sequence[tuple[Any, str]] = ()
    label_heading: Any = ""
    value_heading: Any = ""
    template = "charts/columns.svg.html"
    WIDTH, TALL, HEAD, FOOT = 400, 150, 20, 24
    LEAST = 4  # what the whole height stands for at least: one of something is no tower

    @property
    def base(self) -> int:
        """Where the columns stand."""
        return self.HEAD + self.TALL

    @property
    def legend_top(self) -> int:
        return self.base + self.FOOT + 8

    @property
    def legend(self) -> list[dict[str, Any]]:
        entries = [(name, tone, TONES.get(tone, SERIES[0])) for name, tone in self.legend_of_tones]
        return legend_of(entries, self.WIDTH)

    @property
    def height(self) -> int:
        return self.legend_top + (self.legend[-1]["y"] + 22 if self.legend else 0)

    @property
    def drawn(self) -> list[dict[str, Any]]:
        top = max(ceiling(max((bar.value or 0 for bar in self.bars), default=0)), self.LEAST)
        room = self.WIDTH / max(len(self.bars), 1)
        return [self._column(bar, index * room, room, top) for index, bar in enumerate(self.bars)]

    def _column(self, bar: Bar, x: float, room: float, top: float) -> dict[str, Any]:
        tall = round(self.TALL * (bar.value or 0) / top, 1)
        return {
            "label": bar.label,
            "text": figure(bar.value) if bar.value else "",
            "x": round(x + room * 0.12, 1),
            "width": round(room * 0.76, 1),
            "middle": round(x + room / 2, 1),
            "y": round(self.base - tall, 1),
            "tall": tall,
            "tone": bar.tone,
            "fill": TONES.get(bar.tone, SERIES[0]),
        }

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, self.value_heading]

    @property
    def rows(self) -> list[list[Any]]:
        return [[bar.text or bar.label, figure(bar.value, self.unit)] for bar in self.bars]


@dataclass
class SmallLineChart(LineChart):
    """Lines beside something else, readable without scrolling on a phone."""

    wide = False
    WIDTH, HEIGHT, LEFT = 400, 230, 40


@dataclass
class TimeChart(Chart):
    """Figures where their days lie: dates as far apart as they are. lines: (name, [(day, value)]); today: a mark.

    A line with its figures is the first; the others are what it is compared with. Below zero the axis goes as far as it must.
    """

    lines: Sequence[tuple[Any, Sequence[tuple[date, float]]]] = ()
    today: date | None = None
    today_label: Any = ""
    label_heading: Any = ""
    template = "charts/time.svg.html"
    WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 400, 230, 44, 14, 30, 16

    @property
    def known(self) -> list[tuple[date, float]]:
        return [point for _name, points in self.lines for point in points]

    @property
    def first(self) -> date:
        return min(day for day, _value in self.known)

    @property
    def days(self) -> int:
        return max((max(day for day, _value in self.known) - self.first).days, 1)

    @property
    def top(self) -> float:
        return ceiling(max(max(value for _day, value in self.known), 0))

    @property
    def bottom(self) -> float:
        least = min(value for _day, value in self.known)
        return -ceiling(-least) if least < 0 else 0

    @property
    def grid(self) -> list[dict[str, Any]]:
        parts = next((n for n in (4, 5, 2) if (self.top - self.bottom) % n == 0), 4)
        values = [self.bottom + (self.top - self.bottom) * number / parts for number in range(parts + 1)]
        return [{"y": round(self._y(value), 1), "text": figure(value)} for value in values]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The first of each year, as many as fit; within one year its first and last day."""
        last = self.first + timedelta(days=self.days)
        years = [date(year, 1, 1) for year in range(self.first.year, last.year + 1)]
        inside = [day for day in years if day >= self.first]
        every = max(1, math.ceil(len(inside) / 6))
        if len(inside) > 1:
            return [{"x": self._x(day), "text": str(day.year), "anchor": "middle"} for day in inside[::every]]
        ends = (
            (self.first, self._x(self.first), "middle"),
            (last, self.WIDTH, "end"),
        )  # a whole date is cut in half there
        return [{"x": x, "text": date_format(day, "j/n/y"), "anchor": anchor} for day, x, anchor in ends]

    @property
    def today_x(self) -> float | None:
        inside = self.today and self.first <= self.today <= self.first + timedelta(days=self.days)
        return self._x(self.today) if self.today and inside else None

    @property
    def legend(self) -> list[dict[str, Any]]:
        entries = [(f"{name}  ", f"d{i % 5 + 1}", STROKES[i % 5]) for i, (name, _points) in enumerate(self.lines)]
        placed = legend_of(entries, self.WIDTH - self.LEFT)
        return [item | {"line": f"l{i % 5 + 1}", "dash": DASHES[i % 5]} for i, item in enumerate(placed)]

    @property
    def legend_top(self) -> int:
        return self.HEIGHT + 12

    @property
    def height(self) -> int:
        return self.legend_top + (self.legend[-1]["y"] + 26 if self.lines else 0)

    @property
    def drawn(self) -> list[dict[str, Any]]:
        lines = []
        for index, (name, points) in enumerate(self.lines):
            placed = [(self._x(day), round(self._y(value), 1), value) for day, value in points]
            lines.append(
                {
                    "name": name,
                    "number": index % 5 + 1,
                    "stroke": STROKES[index % 5],
                    "dash": DASHES[index % 5],
                    "dots": placed if index == 0 or len(placed) == 1 else [],
                    "points": " ".join(f"{x},{y}" for x, y, _value in placed),
                }
            )
        return lines

    def _x(self, day: date) -> float:
        return round(self.LEFT + (self.WIDTH - self.LEFT - self.RIGHT) * (day - self.first).days / self.days, 1)

    def _y(self, value: float) -> float:
        room, span = self.HEIGHT - self.TOP - self.BOTTOM, self.top - self.bottom
        return self.TOP + room * (1 - (value - self.bottom) / span)

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, *(name for name, _points in self.lines)]

    @property
    def rows(self) -> list[list[Any]]:
        """A row for each day on which a line has a figure."""
        found = [dict(points) for _name, points in self.lines]
        days = sorted({day for points in found for day in points})
        return [
            [date_format(day, "SHORT_DATE_FORMAT"), *(figure(points.get(day), self.unit) for points in found)]
            for day in days
        ]


class LowTimeChart(TimeChart):
    """The same, lower: three rows of two stand on a page of paper."""

    HEIGHT = 160


@dataclass
class Tile:
    """A place as a plain rectangle of our own drawing. values: one per heading, the first is drawn large; note: below it."""

    label: Any
    at: tuple[int, int, int, int]  # x, y, width, height
    values: Sequence[float]
    note: Any = ""


@dataclass
class TileMap(Chart):
    """Places roughly where they lie, darker where there is more; the figure is written in each, so no shade need be read."""

    tiles: Sequence[Tile] = ()
    tall: int = 0
    label_heading: Any = ""
    value_headings: Sequence[Any] = ()
    template = "charts/tiles.svg.html"
    WIDTH = 400
    # Shades leave ordinary ink readable on them, in light and in dark.
    SHADES = (0.0, 0.1, 0.2, 0.3, 0.4)

    @property
    def height(self) -> int:
        return self.tall

    @property
    def drawn(self) -> list[dict[str, Any]]:
        most = max((tile.values[0] for tile in self.tiles), default=0)
        return [self._tile(tile, most) for tile in self.tiles]

    def _tile(self, tile: Tile, most: float) -> dict[str, Any]:
        x, y, width, tall = tile.at
        words = str(tile.label).replace("-", "-\n", 1).replace(" ", "\n", 1).split("\n")
        lines = [{"y": y + 20 + 15 * number, "text": word} for number, word in enumerate(words)]
        step = -(-tile.values[0] * (len(self.SHADES) - 1) // most) if most else 0
        return {
            "x": x,
            "y": y,
            "width": width,
            "tall": tall,
            "left": x + 9,
            "lines": lines,
            "shade": self.SHADES[int(step)],
            "figure": figure(tile.values[0], self.unit),
            "figure_y": y + tall - (28 if tile.note else 12),
            "note": tile.note,
            "note_y": y + tall - 10,
        }

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, *self.value_headings]

    @property
    def rows(self) -> list[list[Any]]:
        return [[tile.label, *(figure(value, self.unit) for value in tile.values)] for tile in self.tiles]

"""More pictures: standing columns for what comes in an order, small lines, and tiles that stand where places lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coaching.core.screen.chart_parts import SERIES, TONES, ceiling, figure, legend_of
from coaching.core.screen.charts import Bar, Chart, LineChart


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

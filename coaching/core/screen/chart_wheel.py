"""A year as a wheel: its months around, what has a day on the ring, today as the hand. It prints, and is read as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from coaching.core.ground.clock import add_months
from coaching.core.screen.chart_parts import TONES
from coaching.core.screen.charts import Chart


@dataclass(frozen=True)
class Mark:
    """Something on a day. number: by which the list calls it; shape: a sign beside the colour, `round`, `square` or `open`."""

    number: int
    day: date
    label: Any
    state: Any
    tone: str = "brand"
    shape: str = "round"


@dataclass
class YearWheel(Chart):
    """first, last: the days of the year that is drawn. legend_of_marks: (words, tone, shape)."""

    first: date = date(2000, 1, 1)
    last: date = date(2000, 12, 31)
    marks: Sequence[Mark] = ()
    today: date | None = None
    legend_of_marks: Sequence[tuple[Any, str, str]] = ()
    label_heading: Any = ""
    day_heading: Any = ""
    state_heading: Any = ""
    template = "charts/wheel.svg.html"
    WIDTH, CENTRE, RING, STEP, NAMES, SIZE = 400, 200, 158, 27, 184, 12
    APART = 27  # between the middles of two signs on one ring

    @property
    def height(self) -> int:
        return self.WIDTH + 30

    def _turn(self, day: date) -> float:
        """The angle of a day, clockwise from the top."""
        return 2 * math.pi * (day - self.first).days / ((self.last - self.first).days + 1)

    def _at(self, turn: float, radius: float) -> tuple[float, float]:
        return (
            round(self.CENTRE + radius * math.sin(turn), 1),
            round(self.CENTRE - radius * math.cos(turn), 1),
        )

    @property
    def months(self) -> list[dict[str, Any]]:
        found, day = [], self.first
        while day <= self.last:
            after = min(add_months(day.replace(day=1), 1), self.last + timedelta(days=1))
            (x1, y1), (x2, y2) = self._at(self._turn(day), 40), self._at(self._turn(day), self.RING + 14)
            x, y = self._at((self._turn(day) + self._turn(after)) / 2, self.NAMES)
            found.append({"x1": x1, "y1": y1, "x2": x2, "y2": y2, "x": x, "y": y, "name": date_format(day, "M")})
            day = after
        return found

    @property
    def hand(self) -> dict[str, float] | None:
        if self.today is None or not self.first <= self.today <= self.last:
            return None
        x, y = self._at(self._turn(self.today), self.RING + 14)
        return {"x": x, "y": y}

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """Where each sign stands: on the ring, or further in where another stands too near."""
        placed: list[tuple[float, float]] = []
        found = []
        for mark in self.marks:
            turn, radius = self._turn(mark.day), self.RING
            while radius > 50 and any(math.dist(self._at(turn, radius), other) < self.APART for other in placed):
                radius -= self.STEP
            x, y = self._at(turn, radius)
            placed.append((x, y))
            fill = TONES.get(mark.tone, TONES["brand"])
            corner = round(x - self.SIZE + 1, 1), round(y - self.SIZE + 1, 1)
            found.append({"mark": mark, "x": x, "y": y, "left": corner[0], "top": corner[1], "fill": fill})
        return found

    @property
    def legend(self) -> list[dict[str, Any]]:
        room = self.WIDTH / max(len(self.legend_of_marks), 1)
        return [
            {
                "name": name,
                "tone": tone,
                "shape": shape,
                "fill": TONES.get(tone, TONES["brand"]),
                "x": round(room * index + 9),
            }
            for index, (name, tone, shape) in enumerate(self.legend_of_marks)
        ]

    @property
    def headers(self) -> list[Any]:
        return [self.label_heading, self.day_heading, self.state_heading]

    @property
    def rows(self) -> list[list[Any]]:
        return [
            [f"{one.number}. {one.label}", date_format(one.day, "SHORT_DATE_FORMAT"), one.state] for one in self.marks
        ]

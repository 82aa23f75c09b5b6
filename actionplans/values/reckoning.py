"""How an objective stands by its values: the path that was agreed, and where it goes if it goes on so.

No rows are read here. The path is the straight line from the baseline to the target; the forecast is the straight line
that lies closest to the last values. Own choice: subject/methods.md#values-over-time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from actionplans.values.enums import Better, Standing

LEAST_VALUES = 3  # below that a forecast rests on nothing (own choice)
LEAST_DAYS = 180  # between the first and the last of them (own choice)
MOST_VALUES = 8  # the last ones: what was long ago says little about what comes (own choice)
STALE_DAYS = 400  # a value older than that says nothing about today (own choice): a year and a month of grace


@dataclass(frozen=True)
class Point:
    """A figure of one day."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Course:
    """What was agreed: from where (baseline, begins) to where (target, ends), and which way is better ("" unknown)."""

    baseline: Decimal | None
    begins: date
    target: Decimal | None
    ends: date
    better: str = ""
    most: Decimal | None = None  # beyond which there is nothing: a hundred per cent

    @property
    def lower(self) -> bool:
        """Whether less is better: as the path goes; where it goes nowhere, as the indicator says."""
        if self.baseline is not None and self.target is not None and self.baseline != self.target:
            return self.target < self.baseline
        return self.better == Better.LESS

    def met_by(self, value: Decimal) -> bool:
        return self.target is not None and self.at_least_as_good(value, self.target)

    def at_least_as_good(self, value: Decimal, as_this: Decimal) -> bool:
        return value <= as_this if self.lower else value >= as_this

    def begun_by(self, points: Sequence[Point]) -> Course:
        """The same; without a baseline it begins with the first value."""
        if self.baseline is not None or not points:
            return self
        return replace(self, baseline=points[0].value, begins=points[0].on)

    def path_on(self, day: date) -> Decimal | None:
        """What the straight path asks on that day: before its begin the baseline, after its end the target."""
        if self.target is None or self.baseline is None:
            return None
        if day >= self.ends or self.ends <= self.begins:
            return self.target
        if day <= self.begins:
            return self.baseline
        share = Decimal((day - self.begins).days) / Decimal((self.ends - self.begins).days)
        return self.baseline + (self.target - self.baseline) * share


def known_on(points: Sequence[Point], day: date) -> tuple[Point, ...]:
    """Those up to that day, the oldest first."""
    return tuple(sorted((point for point in points if point.on <= day), key=lambda point: point.on))


def standing_of(course: Course, points: Sequence[Point], today: date) -> Standing:
    """Reached: the last value meets the target. On course: it is at least as good as the path asks on its own day, and
    the end has not passed. Behind: neither. The last value stands until a newer one comes.
    """
    known = known_on(points, today)
    if course.target is None:
        return Standing.FOLLOWED
    if not known:
        return Standing.NO_VALUE
    course, last = course.begun_by(known), known[-1]
    if course.met_by(last.value):
        return Standing.REACHED
    asked = course.path_on(last.on)
    if today > course.ends or asked is None or not course.at_least_as_good(last.value, asked):
        return Standing.BEHIND
    return Standing.ON_COURSE


def is_stale(points: Sequence[Point], today: date) -> bool:
    """Whether the last value is too old to say something about today."""
    known = known_on(points, today)
    return bool(known) and today - known[-1].on > timedelta(days=STALE_DAYS)


@dataclass(frozen=True)
class Forecast:
    """Where the last values lead to on `on`, and what that rests on: how many, from when to when."""

    on: date
    value: Decimal
    count: int
    first: date
    last: date
    meets: bool


def forecast(course: Course, points: Sequence[Point], today: date) -> Forecast | None:
    """By the straight line closest to the last values (least squares), on the day of the target.

    None with fewer than three values, less than half a year between them, a last one that is too old, no target, or an
    end that has passed. Not below zero, nor above a hundred per cent, when no value is.
    """
    known = known_on(points, today)[-MOST_VALUES:]
    if course.target is None or len(known) < LEAST_VALUES or is_stale(known, today) or course.ends <= known[-1].on:
        return None
    first, last = known[0].on, known[-1].on
    if (last - first).days < LEAST_DAYS or course.ends < today:
        return None
    value = _line_at(known, course.ends)
    if value < 0 and all(point.value >= 0 for point in known):
        value = Decimal(0)
    if course.most is not None and all(point.value <= course.most for point in known):
        value = min(value, course.most)
    rounded = value.quantize(Decimal("0.1"))
    return Forecast(course.ends, rounded, len(known), first, last, course.begun_by(known).met_by(rounded))


def _line_at(points: Sequence[Point], day: date) -> Decimal:
    days = [Decimal((point.on - points[0].on).days) for point in points]
    nothing = Decimal(0)
    middle = sum(days, nothing) / len(points)
    mean = sum((point.value for point in points), nothing) / len(points)
    spread = sum(((one - middle) ** 2 for one in days), nothing)
    both = ((one - middle) * (point.value - mean) for one, point in zip(days, points, strict=True))
    slope = sum(both, nothing) / spread
    return mean + slope * (Decimal((day - points[0].on).days) - middle)

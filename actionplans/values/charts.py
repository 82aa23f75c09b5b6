"""Values as pictures: the figures, the path that was agreed, and where it goes if it goes on so. Plain values go in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.values.enums import Standing
from actionplans.values.queries import ObjectiveStanding, Series
from actionplans.values.reckoning import Forecast, Point
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import figure, in_words
from coaching.core.screen.chart_shapes import TimeChart

Plain = Sequence[Sequence[Any]]


def plain_of(stood: ObjectiveStanding) -> dict[str, Any]:
    """Everything of an objective's picture that a document can keep: ISO days and figures, words in the active language."""
    course, points = stood.course, stood.points
    path: list[list[Any]] = []
    if course.baseline is not None and course.target is not None and course.begins < course.ends:
        path = [_point(course.begins, course.baseline), _point(course.ends, course.target)]
    ahead = stood.forecast
    return {
        "title": in_words(str(stood.objective)),
        "desc": sentence_of(stood),
        "unit": stood.unit,
        "points": [_point(point.on, point.value) for point in points],
        "path": path,
        "ahead": [_point(points[-1].on, points[-1].value), _point(ahead.on, ahead.value)] if ahead and points else [],
    }


def _point(day: date, value: Decimal) -> list[Any]:
    return [day.isoformat(), float(value)]


def picture(data: dict[str, Any], today: date | None = None, drawn: type[TimeChart] = TimeChart) -> TimeChart | None:
    """The chart of what `plain_of` keeps; None while there is no value: a path alone shows nothing that was measured."""
    if not data["points"]:
        return None
    lines: list[tuple[Any, Plain]] = [(_("measured"), data["points"])]
    lines += [(name, points) for name, points in ((_("path"), data["path"]), (_("forecast"), data["ahead"])) if points]
    return drawn(
        title=data["title"],
        desc=data["desc"],
        unit=data["unit"],
        lines=[(name, [(date.fromisoformat(day), value) for day, value in points]) for name, points in lines],
        today=today,
        label_heading=_("Day"),
    )


def of_units(title: str, unit: str, series: Series, today: date) -> TimeChart | None:
    """Every unit's values as a line; None while they are all of one day: a dot shows no course."""
    if len({point.on for points in series.by_unit.values() for point in points}) < 2:
        return None
    ordered = sorted(series.by_unit, key=lambda key: (key is not None, series.names.get(key, "")))
    lines = [
        (series.names.get(key) or _("whole company"), [(p.on, float(p.value)) for p in series.by_unit[key]])
        for key in ordered
    ]
    desc = _("What was measured, by day.")
    return TimeChart(title=title, desc=desc, unit=unit, lines=lines[:5], today=today, label_heading=_("Day"))


def sentence_of(stood: ObjectiveStanding) -> str:
    """How it stands, in a sentence or three: the last value, what is aimed at, and where it goes."""
    parts = [last_words(stood), aim_words(stood)]
    if stood.forecast:
        parts.append(forecast_words(stood.forecast, stood.unit))
    if stood.stale and stood.standing != Standing.REACHED:
        parts.append(_("The last value is more than a year old."))
    return " ".join(part for part in parts if part)


def last_words(stood: ObjectiveStanding) -> str:
    if stood.last is None:
        return _("No value was entered yet.")
    words = {"value": with_unit(stood.last.value, stood.unit), "day": long_day(stood.last.on), "where": stood.where}
    if stood.where:
        return _("On %(day)s: %(value)s (%(where)s).") % words
    return _("On %(day)s: %(value)s.") % words


def aim_words(stood: ObjectiveStanding) -> str:
    course = stood.course
    if course.target is None:
        return ""
    words = {"target": with_unit(course.target, stood.unit), "day": long_day(course.ends)}
    asked = course.path_on(stood.last.on) if stood.last else None
    if stood.standing in (Standing.ON_COURSE, Standing.BEHIND) and asked is not None and asked != course.target:
        words["path"] = with_unit(asked.quantize(Decimal("0.1")), stood.unit)
        return _("The path asked %(path)s on that day; the target is %(target)s by %(day)s.") % words
    return _("The target is %(target)s by %(day)s.") % words


def forecast_words(ahead: Forecast, unit: str) -> str:
    """What it would become, and what that rests on: never a figure without its ground."""
    words = {
        "value": with_unit(ahead.value, unit),
        "day": long_day(ahead.on),
        "number": ahead.count,
        "first": long_day(ahead.first),
        "last": long_day(ahead.last),
    }
    said = (
        _("If it goes on so, it is about %(value)s on %(day)s: the target is met.")
        if ahead.meets
        else _("If it goes on so, it is about %(value)s on %(day)s: the target is not met.")
    )
    rests = ngettext(
        "This rests on %(number)s value from %(first)s to %(last)s.",
        "This rests on %(number)s values from %(first)s to %(last)s.",
        ahead.count,
    )
    return f"{said % words} {rests % words}"


def with_unit(value: Any, unit: str) -> str:
    return "\u00a0".join(filter(None, (figure(value), unit)))


WIDE, TALL, EDGE = 96, 24, 3


def spark(points: Sequence[Point]) -> SafeString:
    """The last values as a small line beside the figure, which says it in words; "" with fewer than two."""
    shown = points[-12:]
    if len(shown) < 2:
        return SafeString("")
    low, high = min(p.value for p in shown), max(p.value for p in shown)
    days, span = max((shown[-1].on - shown[0].on).days, 1), (high - low) or Decimal(1)
    placed = [
        (
            round(EDGE + (WIDE - 2 * EDGE) * (p.on - shown[0].on).days / days, 1),
            round(EDGE + (TALL - 2 * EDGE) * float(1 - (p.value - low) / span), 1),
        )
        for p in shown
    ]
    return format_html(
        '<svg class="vs" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<polyline class="l1" points="{}" fill="none" stroke="#0b6876" stroke-width="2"/>'
        '<circle class="d1" cx="{}" cy="{}" r="3" fill="#0b6876"/></svg>',
        WIDE,
        TALL,
        WIDE,
        TALL,
        " ".join(f"{x},{y}" for x, y in placed),
        *placed[-1],
    )


def pictures(stood: Iterable[ObjectiveStanding], today: date, most: int = 12) -> list[TimeChart]:
    """Of every objective that has a value, in order."""
    drawn = (picture(plain_of(one), today) for one in stood)
    return [chart for chart in drawn if chart is not None][:most]


def rows_of(stood: Iterable[ObjectiveStanding]) -> list[dict[str, Any]]:
    """How objectives stand, as a document keeps it: words, and what its picture is drawn from."""
    return [
        {
            "code": one.objective.code,
            "objective": in_words(str(one.objective)),
            "last": with_unit(one.last.value, one.unit) if one.last else "",
            "when": long_day(one.last.on) if one.last else "",
            "before": with_unit(one.before.value, one.unit) if one.before else "",
            "target": with_unit(one.course.target, one.unit),
            "by": str(one.objective.by_year),
            "standing": str(Standing(one.standing).label),
            "chart": plain_of(one),
        }
        for one in stood
        if one.is_measured or one.course.target is not None
    ]

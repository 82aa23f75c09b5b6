"""How pages and papers show a wheel: one service year as a picture and a list, numbered alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from coaching.companies.service_years import ServiceYear, service_year, service_years
from coaching.companies.wheel.saying import state_of, what_of
from coaching.companies.wheel.whole import Wheel
from coaching.core.ground.clock import add_months
from coaching.core.ground.wheel import Line, State
from coaching.core.screen.chart_wheel import Mark, YearWheel

TONE_OF: dict[State, str] = {"done": "good", "late": "bad", "coming": "neutral"}
SHAPE_OF: dict[State, str] = {"done": "round", "late": "square", "coming": "open"}
LEGEND: tuple[State, ...] = ("done", "late", "coming")
YEARS_AHEAD = 5  # that one can leaf through; own choice


def years_of(wheel: Wheel, today: date) -> list[ServiceYear]:
    """From the file's first service year to some years ahead."""
    return service_years(wheel.file, wheel.begins, service_year(wheel.file, add_months(today, 12 * YEARS_AHEAD)).last)


def last_day(today: date) -> date:
    """Until when dates are worked out for a page, so that each of these years is whole."""
    return add_months(today, 12 * (YEARS_AHEAD + 2))


def chosen(years: Sequence[ServiceYear], asked: str, today: date) -> ServiceYear:
    """The year that was asked for by its first day, else the one that runs."""
    named = {year.first.isoformat(): year for year in years}
    return named.get(asked) or next((year for year in years if today in year), years[-1])


def within(lines: Sequence[Line], year: ServiceYear) -> list[Line]:
    return [line for line in lines if line.day in year]


def picture(lines: Sequence[Line], year: ServiceYear, today: date, title: str) -> YearWheel:
    """The year as a wheel; its numbers are those of the list."""
    return drawn_from([(line.day, what_of(line), line.state) for line in lines], year.first, year.last, today, title)


def drawn_from(marks: Sequence[tuple[date, str, State]], first: date, last: date, today: date, title: str) -> YearWheel:
    """The same from plain values: day, what, state."""
    late = sum(state == "late" for _day, _what, state in marks)
    return YearWheel(
        title,
        _("%(all)s dates in this year, of which %(late)s late.") % {"all": len(marks), "late": late},
        first=first,
        last=last,
        marks=[
            Mark(number, day, what, state_of(state), TONE_OF[state], SHAPE_OF[state])
            for number, (day, what, state) in enumerate(marks, 1)
        ],
        today=today,
        legend_of_marks=[(state_of(state), TONE_OF[state], SHAPE_OF[state]) for state in LEGEND],
        label_heading=_("What"),
        day_heading=_("Date"),
        state_heading=_("Status"),
        uid="year-wheel",
    )

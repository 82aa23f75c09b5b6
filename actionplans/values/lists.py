"""Indicators, values and how objectives stand, as tables of pages draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.values import charts
from actionplans.values.enums import Standing
from actionplans.values.models import IndicatorValue
from actionplans.values.money import YearMoney
from actionplans.values.queries import IndicatorLine, ObjectiveStanding, ValueLine
from coaching.core.ground.figures import figure
from coaching.core.screen.pages import below
from coaching.core.screen.tables import body, link
from coaching.core.templatetags.ui import euro, status, when


def indicators(lines: Iterable[IndicatorLine], path: str) -> SafeString:
    """The body of the table. path: of the list, below which each has its page."""
    columns = (("", ""), (_("Last value"), "num nowrap"), (_("Measured on"), ""), (_("Course"), ""), (_("Status"), ""))
    return body(
        columns,
        (
            (
                link(below(path, line.indicator.pk), line.indicator.name),
                _last(line),
                when(line.last.on) if line.last else "–",
                charts.spark(line.series.points) or "–",
                _aims(line),
            )
            for line in lines
        ),
    )


def _last(line: IndicatorLine) -> str:
    return charts.with_unit(line.last.value, line.indicator.unit) if line.last else "–"


def _aims(line: IndicatorLine) -> Any:
    found = line.standing
    if found is None:
        return "–"
    codes = ", ".join(dict.fromkeys(aim.objective.code for aim in line.aims))
    return format_html('{} <span class="quiet">{}</span>', status(found, Standing(found).label), codes)


def standings(
    rows: Iterable[ObjectiveStanding], page: Callable[[UUID], str] | None, enter: Callable[[UUID], str] | None
) -> SafeString:
    """How objectives stand. page: of an indicator, where one may open it; enter: where a value is entered."""
    columns = (
        ("", ""),
        (_("Last value"), "num nowrap"),
        (_("Measured on"), ""),
        (_("Target"), "num nowrap"),
        (_("Status"), ""),
    )

    def name(row: ObjectiveStanding) -> Any:
        said = str(row.objective)
        return link(page(row.indicator.pk), said) if page and row.indicator else said

    def standing(row: ObjectiveStanding) -> Any:
        shown = status(row.standing, Standing(row.standing).label)
        if not (enter and row.indicator) or row.indicator.ended_on:
            return shown
        words, code = _("Enter a value"), row.objective.code
        return format_html(
            '{}<br><a href="{}">{}<span class="vh">: {}</span></a>', shown, enter(row.indicator.pk), words, code
        )

    return body(
        columns,
        (
            (
                name(row),
                charts.with_unit(row.last.value, row.unit) if row.last else "–",
                when(row.last.on) if row.last else "–",
                charts.with_unit(row.course.target, row.unit) or "–",
                standing(row),
            )
            for row in rows
        ),
    )


def values(lines: Iterable[ValueLine], unit: str, correct: Callable[[UUID], str] | None) -> SafeString:
    """The body of the table of values, with what each put right. correct: where a value is put right, or None."""
    columns = (("", ""), (_("Value"), "num nowrap"), (_("Where"), ""), (_("Note"), ""), (_("Entered by"), ""))

    def note(line: ValueLine) -> Any:
        trail = format_html_join("", '<br><span class="quiet small">{}</span>', _trail(line, unit))
        return format_html("{}{}", line.value.note, trail)

    def who(line: ValueLine) -> Any:
        said = format_html("{}, {}", line.entered_by, when(line.value.entered_at))
        if not correct:
            return said
        words, day = _("Put right"), when(line.value.on)
        return format_html(
            '{} <a href="{}">{}<span class="vh">: {}</span></a>', said, correct(line.value.pk), words, day
        )

    return body(
        columns,
        ((when(line.value.on), _figure(line.value, unit), _where(line.value), note(line), who(line)) for line in lines),
    )


def _figure(row: IndicatorValue, unit: str) -> str:
    return _("no value any more") if row.value is None else charts.with_unit(row.value, unit)


def _where(row: IndicatorValue) -> str:
    return row.work_unit.name if row.work_unit else _("whole company")


def _trail(line: ValueLine, unit: str) -> list[tuple[str]]:
    """What stood there first, and what was wrong with it, the newest correction first."""
    told: Sequence[IndicatorValue] = (*line.before, line.value)
    return [
        (
            _("Before: %(value)s on %(day)s. What was wrong: %(words)s")
            % {"value": _figure(first, unit), "day": when(first.on), "words": after.correction},
        )
        for first, after in reversed(list(zip(told, told[1:], strict=False)))
    ]


def money(rows: Iterable[YearMoney]) -> SafeString:
    """Planned against spent, a line for each year."""
    columns = (
        ("", ""),
        (_("Planned"), "num nowrap"),
        (_("Spent"), "num nowrap"),
        (_("Difference"), "num nowrap"),
        (_("Not said yet"), ""),
    )
    return body(
        columns,
        ((str(row.plan), euro(row.planned), euro(row.spent), euro(row.left), unsaid(row)) for row in rows),
    )


def unsaid(row: YearMoney) -> str:
    """Measures of which nobody said what they cost."""
    said = ngettext("%(number)s measure", "%(number)s measures", row.unsaid)
    return said % {"number": figure(row.unsaid)} if row.unsaid else "–"

"""What the demo's companies measured over the years: the worked example its objectives and its absence, a school a few figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from actionplans.models import Indicator, Objective
from actionplans.values import actions
from actionplans.values.library import Known, known
from coaching.core.ground import clock
from coaching.core.ground.clock import add_months
from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.play import Play, Stage
from coaching.insight.demo.story import Story

# Objective → (months after the first day of the plan, value). The last of a year is the one that the case tells.
MEASURED: dict[str, tuple[tuple[int, str], ...]] = {
    "O1": ((1, "252"), (5, "126"), (10, "63"), (16, "63")),
    "O2": ((1, "18"), (4, "15"), (7, "12"), (10, "9"), (16, "8"), (19, "7.5")),
    "O3": ((1, "20"), (6, "38"), (10, "55"), (16, "61"), (20, "64")),
    "O4": ((1, "5"), (4, "14"), (10, "14")),
    "O5": ((1, "31"), (6, "29"), (10, "27"), (16, "28")),
}
ABSENCE = ((0, "9.4"), (3, "9.1"), (6, "8.8"), (9, "8.4"), (12, "8.1"), (15, "8.0"), (18, "7.8"), (21, "7.9"))
SCHOOL: dict[str, tuple[str, ...]] = {
    "absence_rate": ("6.2", "6.8", "6.1", "5.7"),
    "roster_notice": ("10", "12", "14", "14"),
    "training_hours": ("9", "11", "12", "14"),
}


def keep_values(story: Story, today: date) -> None:
    """Every value on the day on which it was measured, entered by the contact; one was typed wrongly and put right."""
    first, play = date(story.year, 1, 1), story.play
    for code, told in MEASURED.items():
        with play.as_contact(today):
            objective = Objective.objects.select_related("measured_by").get(plan_id=story.gpp.pk, code=code)
        for months, value in told:
            if objective.measured_by and (day := add_months(first, months).replace(day=12)) <= today:
                _enter(play, objective.measured_by, day, value)
    with play.as_contact(first) as by:
        absence = _follow("absence_rate", by)
    for months, value in ABSENCE:
        if (day := add_months(first, months).replace(day=5)) <= today:
            _enter(play, absence, day, value, wrong=months == 12)


def _enter(play: Play, indicator: Indicator, day: date, value: str, *, wrong: bool = False) -> None:
    with play.as_contact(day) as by:
        typed = Decimal(value) * 10 if wrong else Decimal(value)
        row = actions.enter_value(indicator=indicator, on=day, value=typed, by=by)
        if wrong:
            right = Decimal(value)
            actions.correct_value(value_id=row.pk, correction="De komma vergeten.", on=day, value=right, by=by)


def _follow(code: str, by: Actor) -> Indicator:
    one = known(code)
    assert isinstance(one, Known)
    return actions.add_indicator(
        name=one.names["nl"],
        unit=one.units["nl"],
        better=one.better.value,
        source=one.sources["nl"],
        aspect=one.aspect,
        domain=one.domain.value,
        theme=one.theme.value,
        known_as=one.code,
        by=by,
    )


def keep_school_values(stage: Stage, slug: str, today: date) -> None:
    """One figure of each kind at the end of each school year's half, the newest a month ago at least."""
    days = [add_months(today, -back).replace(day=15) for back in (19, 13, 7, 1)]
    for code, told in SCHOOL.items():
        with clock.at(days[0]), enter_place("company", stage.users["school"], slug):
            indicator = _follow(code, current_actor())
        for day, value in zip(days, told, strict=True):
            with clock.at(day), enter_place("company", stage.users["school"], slug):
                actions.enter_value(indicator=indicator, on=day, value=Decimal(value), by=current_actor())

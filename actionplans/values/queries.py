"""What pages and papers read of values: indicators with their figures, and how objectives stand by them.

Whoever tells how objectives stand reads `objectives_standing` (or `standing_of_year`), and nothing else computes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.functions import Length

from actionplans.enums import PlanState
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.values import reckoning
from actionplans.values.enums import WORST_FIRST, Standing
from actionplans.values.models import Indicator, IndicatorValue
from actionplans.values.reckoning import Course, Forecast, Point
from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.search import containing

IN_FORCE = (PlanState.ACTIVE, PlanState.ADOPTED)
WHOLE = None  # the unit of a value of the whole company


class _Among(Func):
    """As the policies ask it: the function runs once per query."""

    template = "%(expressions)s = ANY ((SELECT %(function)s())::uuid[])"
    output_field = BooleanField()


def writable(actor: Actor) -> QuerySet[Indicator]:
    """Indicators for which this person may enter values, as far as the rows go: from outside not all that is read."""
    rows = Indicator.objects.all()
    if actor.hat != Hat.COACH:
        return rows
    whole = _Among(F("company_id"), function="my_files_to_write")
    return rows.filter(Q(whole) | Q(_Among(F("pk"), function="my_indicators_to_write")))


def holding() -> QuerySet[IndicatorValue]:
    """Values that nothing corrects, and that were not taken away."""
    return IndicatorValue.objects.filter(put_right_by__isnull=True, value__isnull=False)


@dataclass(frozen=True)
class Series:
    """Values of an indicator by unit, the oldest first. None is the whole company."""

    by_unit: dict[UUID | None, tuple[Point, ...]]
    names: dict[UUID | None, str]

    @property
    def leading(self) -> UUID | None:
        """Whose values say how an objective stands: the whole company's; without any, those of the only unit that has."""
        units = [unit for unit in self.by_unit if unit]
        return units[0] if WHOLE not in self.by_unit and len(units) == 1 else WHOLE

    @property
    def points(self) -> tuple[Point, ...]:
        return self.by_unit.get(self.leading, ())

    @property
    def where(self) -> str:
        """The unit that the leading values are of; "" for the whole company."""
        return self.names.get(self.leading, "") if self.leading else ""


NOTHING = Series({}, {})


def series_of(indicators: Iterable[UUID]) -> dict[UUID, Series]:
    """Of each indicator its values that hold. One query for all of them."""
    found: dict[UUID, dict[UUID | None, list[Point]]] = defaultdict(lambda: defaultdict(list))
    names: dict[UUID, dict[UUID | None, str]] = defaultdict(dict)
    rows = holding().filter(indicator_id__in=set(indicators)).order_by("on", "entered_at")
    told = rows.values_list("indicator_id", "work_unit_id", "work_unit__name", "on", "value")
    for indicator, unit, name, on, value in told:
        if value is not None:
            found[indicator][unit].append(Point(on, value))
            names[indicator][unit] = name or ""
    return {key: Series({unit: tuple(rows) for unit, rows in of.items()}, names[key]) for key, of in found.items()}


# ---- How objectives stand. ----


@dataclass(frozen=True)
class ObjectiveStanding:
    """An objective by its values, up to a day. indicator: None where it names none, or none that one may read.

    points: the values that it goes by; where: the unit that they are of, "" for the whole company. before: the last
    value up to the day that was asked to compare with. forecast: None where there is too little to go by.
    """

    objective: Objective
    indicator: Indicator | None
    course: Course
    points: tuple[Point, ...]
    where: str
    standing: Standing
    before: Point | None
    forecast: Forecast | None
    stale: bool

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def unit(self) -> str:
        return self.objective.unit or (self.indicator.unit if self.indicator else "")

    @property
    def is_measured(self) -> bool:
        return self.indicator is not None


def course_of(objective: Objective, begins: date) -> Course:
    """What an objective agreed. begins: the first day of its plan, where nobody said when the baseline was measured."""
    better = objective.measured_by.better if objective.measured_by else ""
    ends = date(objective.by_year, 12, 31)
    most = Decimal(100) if objective.unit.strip() == "%" else None
    return Course(objective.baseline, objective.baseline_on or begins, objective.target, ends, better, most)


def objectives_standing(plan_id: UUID, *, on: date | None = None, since: date | None = None) -> list[ObjectiveStanding]:
    """How each objective of a five-year plan stands by what was measured up to `on` (today when not said), in code order.

    since: the day up to which `before` looks, as the first day of a year that is evaluated. Rights are those of who
    asks: an indicator out of sight is None. Two queries, however many objectives there are.
    """
    day = min(on, clock.today()) if on else clock.today()
    rows = Objective.objects.filter(plan_id=plan_id).select_related("measured_by", "plan")
    return standings(list(rows.order_by(Length("code"), "code")), day, since)


def standing_of_year(plan: AnnualActionPlan) -> list[ObjectiveStanding]:
    """How the objectives stood at the end of this year (today, while it runs), compared with its first day."""
    return objectives_standing(plan.global_plan_id, on=plan.last_day, since=plan.first_day)


def standings(objectives: Sequence[Objective], day: date, since: date | None = None) -> list[ObjectiveStanding]:
    """The same for objectives that were read already, with `measured_by` and `plan`. One query."""
    series = series_of(row.measured_by_id for row in objectives if row.measured_by_id)
    return [_standing(row, series.get(row.measured_by_id or row.pk, NOTHING), day, since) for row in objectives]


def _standing(objective: Objective, series: Series, day: date, since: date | None) -> ObjectiveStanding:
    course = course_of(objective, objective.plan.first_day)
    points = reckoning.known_on(series.points, day)
    earlier = reckoning.known_on(points, since) if since else ()
    return ObjectiveStanding(
        objective=objective,
        indicator=objective.measured_by,
        course=course.begun_by(points),
        points=points,
        where=series.where,
        standing=reckoning.standing_of(course, points, day),
        before=earlier[-1] if earlier else None,
        forecast=reckoning.forecast(course, points, day),
        stale=reckoning.is_stale(points, day),
    )


# ---- Indicators as the company's list shows them. ----


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its last value, and what is aimed at by it in the plan that is in force (or in the making)."""

    indicator: Indicator
    series: Series
    aims: tuple[ObjectiveStanding, ...]

    @property
    def last(self) -> Point | None:
        return self.series.points[-1] if self.series.points else None

    @property
    def standing(self) -> Standing | None:
        """Of several objectives the one that needs attention most."""
        stand = {aim.standing for aim in self.aims}
        return next((one for one in WORST_FIRST if one in stand), None)


SORTS = {"name": ("name", "id"), "-name": ("-name", "-id")}


def indicators(
    q: str = "", aspect: str = "", domain: str = "", theme: str = "", ended: str = ""
) -> QuerySet[Indicator]:
    """Indicators of the place that one may read. ended: "yes" for those that are no longer followed."""
    found = Indicator.objects.filter(ended_on__isnull=ended != "yes")
    if q:
        found = found.filter(containing(q, "name", "source"))
    asked = {"aspect": aspect, "domain": domain, "theme": theme}
    return found.filter(**{name: value for name, value in asked.items() if value})


def as_lines(rows: Sequence[Indicator]) -> list[IndicatorLine]:
    """Three queries for a page."""
    series, aims = series_of(row.pk for row in rows), aims_at(row.pk for row in rows)
    return [IndicatorLine(row, series.get(row.pk, NOTHING), tuple(aims.get(row.pk, ()))) for row in rows]


def aims_at(indicator_ids: Iterable[UUID]) -> dict[UUID, list[ObjectiveStanding]]:
    """Objectives that name them: of the plan in force, else of the newest; two queries."""
    found = Objective.objects.filter(measured_by_id__in=set(indicator_ids)).select_related("measured_by", "plan")
    told: dict[UUID, list[ObjectiveStanding]] = defaultdict(list)
    rows = list(found.order_by("-plan__start_year", "-plan__version_no", Length("code"), "code"))
    running = [row for row in rows if row.plan.state in IN_FORCE]
    in_force = {row.measured_by_id for row in running}
    newest: dict[UUID | None, UUID] = {}
    for row in rows:
        newest.setdefault(row.measured_by_id, row.plan_id)
    kept = running + [
        row for row in rows if row.measured_by_id not in in_force and newest[row.measured_by_id] == row.plan_id
    ]
    for one in standings(kept, clock.today()):
        if one.indicator:
            told[one.indicator.pk].append(one)
    return told


def measures_naming(indicator: Indicator) -> QuerySet[PreventionMeasure]:
    found = PreventionMeasure.objects.filter(measured_by=indicator).exclude(plan__state=PlanState.AMENDED)
    return found.select_related("plan").order_by("-plan__first_day", Length("code"), "code")


@dataclass(frozen=True)
class ValueLine:
    """A value as its page shows it: by whom, and what it put right (the oldest first)."""

    value: IndicatorValue
    entered_by: str
    before: tuple[IndicatorValue, ...] = ()


def values_of(indicator: Indicator) -> QuerySet[IndicatorValue]:
    """The last word on each value, the newest day first; those that were taken away too."""
    found = IndicatorValue.objects.filter(indicator=indicator, put_right_by__isnull=True)
    return found.select_related("work_unit").order_by("-on", "-entered_at")


def value_lines(indicator: Indicator, rows: Sequence[IndicatorValue]) -> list[ValueLine]:
    """With the trail of what each corrects. Two queries for a page."""
    replaced = IndicatorValue.objects.filter(indicator=indicator, put_right_by__isnull=False).select_related(
        "work_unit"
    )
    earlier = {row.pk: row for row in replaced}
    names = names_of([row.entered_by_id for row in (*rows, *earlier.values())])
    return [ValueLine(row, names.get(row.entered_by_id or 0, "–"), _trail(row, earlier)) for row in rows]


def _trail(row: IndicatorValue, earlier: dict[UUID, IndicatorValue]) -> tuple[IndicatorValue, ...]:
    trail: list[IndicatorValue] = []
    while row.corrects_id and (before := earlier.get(row.corrects_id)):
        trail.insert(0, before)
        row = before
    return tuple(trail)


def units_to_choose(kept: UUID | None = None) -> QuerySet[WorkUnit]:
    """Units in use. kept: one that stands already, whether it is in use or not."""
    return WorkUnit.objects.filter(Q(ended_on__isnull=True) | Q(pk=kept)).order_by("name")

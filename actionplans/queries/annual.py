"""What the pages and documents of the yearly plan read, and its frozen copy for the consultation body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Length
from django.utils import formats, translation

from actionplans import rules
from actionplans.enums import MeasureState, PreventionLevel
from actionplans.evaluation.frozen import before as evaluation_before
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.queries import made
from actionplans.queries.plans import company_of, frozen_head, in_code_order
from coaching.companies.models import Company
from coaching.companies.service_years import ServiceYear, service_years
from coaching.core.ground import clock, people
from coaching.core.ground.columns import label_of
from coaching.core.ground.search import containing

MONEY = DecimalField(max_digits=12, decimal_places=2)
SORTS = {
    "when": ("due_on", Length("code"), "code"),
    "-when": ("-due_on", Length("code"), "code"),
    "budget": ("budget_eur", Length("code"), "code"),
    "-budget": ("-budget_eur", Length("code"), "code"),
}
MOST = 500  # measures on one page; more than anybody plans in a year


def annual_plans() -> QuerySet[AnnualActionPlan]:
    """The company's yearly plans with how many measures and euro they hold, newest first. One query."""
    kept = ~Q(measures__state=MeasureState.CANCELLED)
    return (
        AnnualActionPlan.objects.select_related("global_plan")
        .annotate(
            measure_count=Count("measures", filter=kept),
            budget=Coalesce(Sum("measures__budget_eur", filter=kept), Value(Decimal(0)), output_field=MONEY),
        )
        .order_by("-first_day", "-version_no")
    )


@dataclass(frozen=True)
class Filter:
    """What the measures of a plan are narrowed to; unknown values narrow nothing."""

    q: str = ""
    objective: str = ""
    level: str = ""
    state: str = ""
    sort: str = ""  # "" groups by objective

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.objective or self.level or self.state)


@dataclass(frozen=True)
class Planned:
    """A measure of a yearly plan, with who follows it up. url: its page, where there is one to go to."""

    measure: PreventionMeasure
    owner_name: str
    url: str = ""

    @property
    def short_level(self) -> str:
        return str(self.measure.get_prevention_level_display()).split(":")[0]


def measures_of(
    plan: AnnualActionPlan, wanted: Filter | None = None, address: Callable[[UUID], str] | None = None
) -> list[Planned]:
    """Measures with their objective. address: of a measure's page. Two queries, however many there are."""
    wanted = wanted or Filter()
    rows = PreventionMeasure.objects.filter(plan_id=plan.pk).select_related("objective")
    if wanted.q:
        rows = rows.filter(containing(wanted.q, "what", "who", "where"))
    if wanted.objective:
        rows = rows.filter(objective__code=wanted.objective)
    if wanted.level in PreventionLevel.values:
        rows = rows.filter(prevention_level=wanted.level)
    if wanted.state in MeasureState.values:
        rows = rows.filter(state=wanted.state)
    order = SORTS.get(wanted.sort, (Length("objective__code"), "objective__code", Length("code"), "code"))
    measures = list(rows.order_by(*order)[:MOST])
    names = people.names_of(measure.owner_id for measure in measures)
    return [Planned(row, names.get(row.owner_id or 0, ""), address(row.pk) if address else "") for row in measures]


@dataclass
class Group:
    """Measures that work towards one objective."""

    objective: Objective
    measures: list[Planned] = field(default_factory=list)

    @property
    def budget(self) -> Decimal:
        kept = (row.measure for row in self.measures if row.measure.state != MeasureState.CANCELLED)
        return sum((measure.budget_eur for measure in kept), Decimal(0))


def by_objective(rows: Iterable[Planned]) -> list[Group]:
    groups: dict[UUID, Group] = {}
    for row in rows:
        groups.setdefault(row.measure.objective_id, Group(row.measure.objective)).measures.append(row)
    return list(groups.values())


@dataclass(frozen=True)
class LevelTotal:
    level: str
    label: Any
    count: int
    budget: Decimal


@dataclass(frozen=True)
class Totals:
    levels: list[LevelTotal]
    count: int
    budget: Decimal


def totals_of(plan: AnnualActionPlan, known: Sequence[Planned] = ()) -> Totals:
    """How many measures and how much money per prevention level: does the plan take risks away at their source?

    known: all measures of the plan, where its page has read them already; else the database adds them up.
    """
    found = _added_up(known) if 0 < len(known) < MOST else _totals(plan)
    levels = [LevelTotal(level, level.label, *found[level.value]) for level in PreventionLevel if level.value in found]
    counts, sums = [count for count, _budget in found.values()], [budget for _count, budget in found.values()]
    return Totals(levels, sum(counts), sum(sums, Decimal(0)))


def _totals(plan: AnnualActionPlan) -> dict[str, tuple[int, Decimal]]:
    rows = (
        PreventionMeasure.objects.filter(plan_id=plan.pk)
        .exclude(state=MeasureState.CANCELLED)
        .values("prevention_level")
        .annotate(count=Count("*"), budget=Sum("budget_eur", output_field=MONEY))
        .order_by()
    )
    return {row["prevention_level"]: (row["count"], row["budget"]) for row in rows}


def _added_up(known: Sequence[Planned]) -> dict[str, tuple[int, Decimal]]:
    found: dict[str, tuple[int, Decimal]] = {}
    for measure in (one.measure for one in known if one.measure.state != MeasureState.CANCELLED):
        count, budget = found.get(measure.prevention_level, (0, Decimal(0)))
        found[measure.prevention_level] = (count + 1, budget + measure.budget_eur)
    return found


@dataclass
class Month:
    first: date
    measures: list[Planned] = field(default_factory=list)


@dataclass
class Quarter:
    number: int
    months: list[Month]

    @property
    def count(self) -> int:
        return sum(len(month.measures) for month in self.months)


def year_board(plan: AnnualActionPlan, rows: Iterable[Planned]) -> list[Quarter]:
    """The year by quarter and month from its first day, with what is due in each; a broken year has fewer."""
    last = plan.last_day
    count = (last.year - plan.first_day.year) * 12 + last.month - plan.first_day.month + 1
    months = [Month(clock.add_months(plan.first_day, number)) for number in range(count)]
    dated = [(row.measure.due_on, row) for row in rows if row.measure.due_on]
    for due, row in sorted(dated, key=lambda pair: pair[0]):
        if plan.has_day(due):
            months[(due.year - plan.first_day.year) * 12 + due.month - plan.first_day.month].measures.append(row)
    return [Quarter(start // 3 + 1, months[start : start + 3]) for start in range(0, count, 3)]


def objectives_to_choose(plan: AnnualActionPlan) -> QuerySet[Objective]:
    return in_code_order(Objective.objects.filter(plan_id=plan.global_plan_id))


def years_without_plan(global_plan: Any) -> list[ServiceYear]:
    """Service years of the five-year plan that have no yearly plan yet; none where its objectives are elsewhere."""
    if global_plan.is_brought:
        return []
    taken = made.years_made(global_plan.company_id)
    return [year for year in years_of(global_plan) if year.first not in taken]


def years_of(global_plan: Any) -> list[ServiceYear]:
    """The service years that have a part in its five."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=global_plan.company_id)
    return service_years(company, global_plan.first_day, global_plan.end)


def freeze_annual_plan(
    plan: AnnualActionPlan, language: str = "", *, along: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Everything the body is shown, as plain JSON that no later edit changes. Labels in the company's language, or this.

    along: the evaluation of the year before as it went along earlier; None: as it is known now (ADR 0073).
    """
    company = company_of(plan)
    language = language or company.language
    totals = totals_of(plan)
    with translation.override(language):
        return {
            "kind": "annual_plan",
            **frozen_head(plan, company, language),
            **_frozen_year(plan),
            "deadline": plan.deadline.isoformat(),
            "period": [plan.global_plan.start_year, plan.global_plan.end_year],
            "texts": [
                {"name": name, "title": label_of(plan, name), "text": getattr(plan, name)} for name in rules.TEXTS
            ],
            "measures": [
                frozen_measure(row) for row in measures_of(plan) if row.measure.state != MeasureState.CANCELLED
            ],
            "budget_total": f"{totals.budget:.2f}",
            **_frozen_evaluation(plan, company, along),
        }


def _frozen_evaluation(plan: AnnualActionPlan, company: Company, along: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Nothing is said of it where there is nothing."""
    parts = evaluation_before(plan, company) if along is None else along
    return {"evaluation": parts} if parts else {}


def _frozen_year(plan: AnnualActionPlan) -> dict[str, Any]:
    """A calendar year as it was always frozen: what lies before the body must not seem changed."""
    if plan.label == str(plan.year) and not plan.period.is_broken:
        return {"year": plan.year}
    return {"year": plan.label, "first_day": plan.first_day.isoformat(), "last_day": plan.last_day.isoformat()}


def frozen_measure(planned: Planned) -> dict[str, Any]:
    """One measure; `due_on` is ISO, `level_label` and `due_text` are ready to show."""
    row = planned.measure
    return {
        "id": str(row.pk),
        "code": row.code,
        "objective": row.objective.code,
        "objective_text": row.objective.text,
        "what": row.what,
        "why": row.why,
        "who": row.who,
        "how": row.how,
        "where": row.where,
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "due_text": formats.date_format(row.due_on, "SHORT_DATE_FORMAT") if row.due_on else "",
        "prevention_level": row.prevention_level,
        "level_label": str(row.get_prevention_level_display()),
        "voluntary": row.voluntary,
        "owner": planned.owner_name,
        "budget_eur": f"{row.budget_eur:.2f}",
        "indicator": row.indicator,
        "carried_reason": row.carried_reason,
        "state": row.state,
    }

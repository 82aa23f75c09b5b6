"""All that is known of a service year, gathered from where it stands: a fixed number of queries, whatever the year holds.

Each reader gets what their own rights show: the consultation body sees plans that were put to it and what was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy

from actionplans import rules
from actionplans.enums import IN_FORCE, PUT_TO_BODY, AdviceRequestState, MeasureState, PlanState
from actionplans.evaluation import figures
from actionplans.evaluation.figures import Standing
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.sources import SourceLine, lines_of
from actionplans.models import (
    AdviceRequest,
    AnnualActionPlan,
    FindingWithoutObjective,
    GlobalPreventionPlan,
    ObjectiveFinding,
    PreventionMeasure,
)
from actionplans.queries import years
from actionplans.queries.years import Ended
from coaching.companies.models import Company
from coaching.companies.service_years import ServiceYear, service_year, service_years, year_after
from coaching.companies.wheel import kinds
from coaching.companies.wheel.whole import Wheel, wheel_of
from coaching.core.ground import clock
from coaching.core.ground.wheel import Line
from riskanalysis.enums import ENDED, Colour
from riskanalysis.models import ChangeCheck, Finding, RiskAnalysis
from riskanalysis.queries_in_force import in_force

FIGURES_FROM = 10  # workers: below it no figure about accidents or absence is asked (subject/privacy.md#small-groups)
FEW = gettext_lazy("Accidents and absence are asked from ten workers on: below that they tell of persons.")
LEAVES = 6  # years that one can leaf through; own choice
EARLIEST = date(2000, 1, 1)  # own choice: nobody evaluates a year of before here
MOST = 100  # findings without a measure that are named; the rest is counted
NOT_PLANNED = (MeasureState.CANCELLED,)


@dataclass(frozen=True)
class Dated:
    """A date of the wheel in this year, and why it was missed, as far as somebody said. key: under which that is kept."""

    line: Line
    why: str = ""

    @property
    def key(self) -> str:
        return key_of(self.line)

    @property
    def was_late(self) -> bool:
        """Done, but after its day."""
        done_on = self.line.deed.done_on
        return self.line.is_done and done_on is not None and done_on > self.line.day

    @property
    def is_missed(self) -> bool:
        return self.line.is_late or self.was_late


def key_of(line: Line) -> str:
    return ":".join((line.kind.key, line.day.isoformat(), str(line.deed.ref or line.deed.series or "")))


@dataclass(frozen=True)
class Made:
    """An analysis or a change that was looked at in this year."""

    what: str
    day: date
    page: str
    key: UUID


@dataclass(frozen=True)
class Money:
    """Euro of the measures that were kept: planned, and spent where somebody noted it."""

    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Psychosocial:
    """The yearly evaluation of the psychosocial measures: what was said, and by when the next one is due."""

    lines: Sequence[SourceLine]
    due: Line | None = None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due.is_late


@dataclass(frozen=True)
class Gathered:
    """One service year.

    plan: the one of this year that was agreed, or the newest draft of it; told: what was said of the year beside it;
    above: the five-year plan; after: the newest version of the plan of the next year; begins: the file's first day.
    """

    company: Company
    year: ServiceYear
    today: date
    plan: AnnualActionPlan | None = None
    above: GlobalPreventionPlan | None = None
    told: YearEvaluation | None = None
    after: AnnualActionPlan | None = None
    measures: Sequence[Ended] = ()
    standings: Sequence[Standing] = ()
    advice: Sequence[AdviceRequest] = ()
    dates: Sequence[Dated] = ()
    made: Sequence[Made] = ()
    loose: Sequence[Finding] = ()
    more_loose: int = 0
    begins: date = EARLIEST
    psychosocial: Psychosocial = field(default_factory=lambda: Psychosocial(()))

    @property
    def is_agreed(self) -> bool:
        return self.plan is not None and self.plan.state in IN_FORCE

    @property
    def is_over(self) -> bool:
        return self.today > self.year.last

    @property
    def is_late(self) -> bool:
        """From the first day after the year on, while its plan is not evaluated."""
        return self.is_over and self.plan is not None and self.plan.state == PlanState.ACTIVE

    @property
    def done(self) -> list[Ended]:
        return [row for row in self.measures if row.is_done]

    @property
    def not_done(self) -> list[Ended]:
        return [row for row in self.measures if not row.is_done]

    @property
    def missed(self) -> list[Dated]:
        return [row for row in self.dates if row.is_missed]

    @property
    def unexplained(self) -> list[Dated]:
        return [row for row in self.missed if not row.why]

    @property
    def asks_figures(self) -> bool:
        """Whether accidents and absence are asked: of the whole company alone, and only where nobody can be told from it."""
        return (self.company.headcount or 0) >= FIGURES_FROM

    @property
    def results(self) -> str:
        """What the year brought: of its plan, or of the year where it had none."""
        own = self.told.results if self.told else ""
        return (self.plan.results if self.plan else "") or own

    @property
    def lessons(self) -> str:
        own = self.told.lessons if self.told else ""
        return (self.plan.lessons if self.plan else "") or own

    @property
    def money(self) -> Money:
        kept = [row.measure for row in self.measures if row.measure.state not in NOT_PLANNED]
        planned = sum((row.budget_eur for row in kept), Decimal(0))
        return Money(planned, sum((row.spent_eur or Decimal(0) for row in kept), Decimal(0)))

    @property
    def is_said(self) -> bool:
        """Whether somebody said anything of the year, so that there is an evaluation to show to the body."""
        told = self.told is not None and (self.told.is_told or bool(self.told.reasons))
        endings = any(row.measure.ending for row in self.measures)
        return bool(self.results or self.lessons or endings or told)


# ---- Which year. ----


def year_of(company: Company, day: date, today: date) -> ServiceYear | None:
    """The service year that begins on this day; None when none does, or when it is still to come."""
    if not EARLIEST <= day <= today:
        return None
    year = service_year(company, day)
    return year if year.first == day else None


def psychosocial_line(wheel: Wheel) -> Line | None:
    """The date that the next evaluation answers: the latest one missed, else the first to come."""
    lines = [line for line in wheel.lines if line.kind is kinds.EVALUATION and not line.is_done]
    late = [line for line in lines if line.is_late]
    return late[-1] if late else next(iter(lines), None)


def year_to_evaluate(company: Company, today: date) -> ServiceYear:
    """The year that an evaluation of the psychosocial measures is about: that of its date, the running one before it."""
    line = psychosocial_line(wheel_on(company.pk, today))
    return service_year(company, min(line.day, today) if line else today)


def wheel_on(company_id: UUID, today: date, last: date | None = None) -> Wheel:
    """Every date up to a day, all missed ones too; far enough that the next one of what comes every year is there."""
    until = max(last or today, clock.add_months(today, 13))
    return wheel_of(company_id, today=today, until=until, every_missed=True)


def years_to_leaf(known: Gathered) -> list[ServiceYear]:
    """From the first year of the file to the running one, the last few of them, and the one that is looked at."""
    found = service_years(known.company, known.begins, known.today)[-LEAVES:]
    return sorted({*found, known.year})


# ---- What is known. ----


def _above(company_id: UUID, year: ServiceYear, *, inside: bool) -> GlobalPreventionPlan | None:
    found = years.plan_above(company_id, year)
    return found if inside or (found and found.state in PUT_TO_BODY) else None


def plan_of(company_id: UUID, year: ServiceYear, *, inside: bool = True) -> AnnualActionPlan | None:
    """The plan of that year that was agreed, else (inside) its newest version."""
    agreed = Case(When(state__in=IN_FORCE, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = AnnualActionPlan.objects.filter(company_id=company_id, first_day__range=(year.first, year.last))
    found = found.exclude(state=PlanState.AMENDED).select_related("global_plan").annotate(agreed=agreed)
    found = found if inside else found.filter(agreed=1)
    return found.order_by("-agreed", "-version_no").first()


def newest_plan(company_id: UUID, year: ServiceYear) -> AnnualActionPlan | None:
    """Its newest version: the draft where there is one."""
    found = AnnualActionPlan.objects.filter(company_id=company_id, first_day=year.first)
    return found.exclude(state__in=rules.ENDED).select_related("global_plan").order_by("-version_no").first()


def gather(company: Company, year: ServiceYear, today: date, *, inside: bool = True) -> Gathered:
    """Everything about one year; some twenty queries, whatever its size.

    inside: with drafts and with the findings on which no measure works; without, only what the consultation body may read
    as well, so that its page, its paper and what is put to it say the same whoever asks.
    """
    plan = plan_of(company.pk, year, inside=inside)
    above = plan.global_plan if plan else _above(company.pk, year, inside=inside)
    told = YearEvaluation.objects.filter(company_id=company.pk, first_day=year.first).first()
    after = newest_plan(company.pk, year_after(company, year))
    loose, more = _loose(company.pk, above, [one for one in (plan, after) if one]) if inside else ([], 0)
    wheel = wheel_on(company.pk, today, year.last)
    return Gathered(
        company,
        year,
        today,
        plan=plan,
        above=above,
        told=told,
        after=after,
        measures=years.endings_of(plan) if plan else (),
        standings=_standings(above, min(year.last, today)),
        advice=_advice(company.pk, year, plan),
        dates=_dates(wheel, year, told),
        made=_made(company.pk, year),
        loose=loose,
        more_loose=more,
        begins=wheel.begins,
        psychosocial=Psychosocial(lines_of(told.sources if told else {}), psychosocial_line(wheel)),
    )


def _standings(above: GlobalPreventionPlan | None, day: date) -> list[Standing]:
    if above is None:
        return []
    found = above.objectives.select_related("measured_by", "plan").order_by(Length("code"), "code")
    return figures.standings_of(above, found, day)


def _advice(company_id: UUID, year: ServiceYear, plan: AnnualActionPlan | None) -> list[AdviceRequest]:
    """What the body advised in this year, and on the plan of this year; with how many remarks were made."""
    within = Q(advised_at__date__range=(year.first, year.last))
    about = Q(annual_plan_id=plan.pk) if plan else Q(pk__in=[])
    found = AdviceRequest.objects.filter(within | about, company_id=company_id).exclude(
        state__in=(AdviceRequestState.SCHEDULED, AdviceRequestState.WITHDRAWN)
    )
    counted = found.defer("frozen").annotate(
        remark_count=Count("remarks"), followed=Count("remarks", filter=Q(remarks__reply="accepted"))
    )
    return list(counted.select_related("annual_plan", "global_plan").order_by("created_at", "id"))


def _dates(wheel: Wheel, year: ServiceYear, told: YearEvaluation | None) -> list[Dated]:
    """What was due in this year; what passes by itself is no deed."""
    why: dict[str, Any] = told.reasons if told else {}
    lines = [line for line in wheel.lines if line.day in year and not line.kind.passes]
    return [Dated(line, str(why.get(key_of(line), ""))) for line in lines]


def _made(company_id: UUID, year: ServiceYear) -> list[Made]:
    """Analyses that became final, changes that were looked at."""
    within = (year.first, year.last)
    analyses = RiskAnalysis.objects.filter(company_id=company_id, state__in=ENDED, finalised_at__date__range=within)
    found = [
        Made(row.title, timezone.localtime(row.finalised_at).date(), "riskanalysis:report", row.pk)
        for row in analyses.only("pk", "title", "finalised_at")
        if row.finalised_at
    ]
    changes = ChangeCheck.objects.filter(
        company_id=company_id, answered_at__date__range=within, put_right_by__isnull=True
    )
    found += [
        Made(row.words, timezone.localtime(row.answered_at).date(), "riskanalysis:change", row.pk)
        for row in changes.only("pk", "words", "answered_at")
    ]
    return sorted(found, key=lambda one: (one.day, one.what))


def _loose(
    company_id: UUID, above: GlobalPreventionPlan | None, plans: Sequence[AnnualActionPlan]
) -> tuple[list[Finding], int]:
    """Red and orange findings in force on which no measure of this year or the next works, and that nobody explained."""
    found = rules.basis_of(above) if above and above.analysis_id else in_force(company_id).findings()
    planned = PreventionMeasure.objects.filter(plan__in=plans).exclude(state__in=NOT_PLANNED).values("objective_id")
    tied = ObjectiveFinding.objects.filter(objective__in=planned).values("finding_id")
    bad = found.filter(colour__in=(Colour.RED, Colour.ORANGE)).exclude(pk__in=tied)
    if above:
        bad = bad.exclude(pk__in=FindingWithoutObjective.objects.filter(plan=above).values("finding_id"))
    red_first = Case(When(colour=Colour.RED, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows: list[Finding] = list(bad.order_by(red_first, Length("code"), "code")[: MOST + 1])
    return (rows, 0) if len(rows) <= MOST else (rows[:MOST], bad.count() - MOST)

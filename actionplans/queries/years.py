"""What the turning of a year reads: what is unfinished, what goes on, which plan must be there by now, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractMonth, ExtractYear, Length
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.enums import CARRIED_OUT, AdviceKind, Ending, MeasureState, PlanState
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from actionplans.plan_bases import MONTHS
from coaching.companies.models import Company
from coaching.companies.service_years import SUBMIT_MONTHS, ServiceYear, service_year, year_to_plan
from coaching.core.ground import clock
from coaching.core.ground.days import long_day

ASK_DAYS = 60  # own choice: so long before the last day somebody is asked (subject/lives.md#periods)
RENEW_MONTHS = 12  # own choice: so long before its last day a five-year plan asks to be renewed
NOT_OVER = (PlanState.ADOPTED, PlanState.ACTIVE)


# ---- A year that ends. ----


def unfinished(plan: AnnualActionPlan) -> QuerySet[PreventionMeasure]:
    """Measures of this plan that were neither carried out nor cancelled."""
    found = PreventionMeasure.objects.filter(plan_id=plan.pk).exclude(state__in=[*CARRIED_OUT, MeasureState.CANCELLED])
    return found.select_related("objective").order_by(Length("code"), "code")


def going_on(plan: AnnualActionPlan) -> QuerySet[PreventionMeasure]:
    """Unfinished ones that the evaluation takes along and that are in no later plan yet."""
    later = PreventionMeasure.objects.filter(carried_from_id=OuterRef("pk"), plan__first_day__gt=plan.first_day)
    return unfinished(plan).filter(ending=Ending.CARRIED).exclude(Exists(later))


def went_on(plan: AnnualActionPlan) -> set[UUID]:
    """Measures of this plan that stand in a later one."""
    rows = PreventionMeasure.objects.filter(carried_from__plan_id=plan.pk, plan__first_day__gt=plan.first_day)
    return {key for key in rows.values_list("carried_from_id", flat=True) if key}


@dataclass(frozen=True)
class Ended:
    """A measure as the evaluation tells it. went_to: the year and code under which it goes on."""

    measure: PreventionMeasure
    went_to: str

    @property
    def is_done(self) -> bool:
        return self.measure.state in CARRIED_OUT

    @property
    def why(self) -> str:
        return self.measure.ending_reason

    @property
    def became(self) -> str:
        if self.went_to:
            return _("goes on in %(where)s") % {"where": self.went_to}
        return self.measure.get_ending_display() if self.measure.ending else ""


def endings_of(plan: AnnualActionPlan) -> list[Ended]:
    """Every measure of the year: done, or what becomes of it. Two queries."""
    found = PreventionMeasure.objects.filter(plan_id=plan.pk).select_related("objective")
    later = PreventionMeasure.objects.filter(carried_from__plan_id=plan.pk, plan__first_day__gt=plan.first_day)
    gone = {
        row.carried_from_id: f"{row.plan} ({row.code})"
        for row in later.select_related("plan").order_by("plan__first_day")
    }
    return [Ended(row, gone.get(row.pk, "")) for row in found.order_by(Length("code"), "code")]


def counted(plan: AnnualActionPlan) -> dict[str, int]:
    """How many were done, go on, and stopped."""
    states = list(PreventionMeasure.objects.filter(plan_id=plan.pk).values_list("state", "ending"))
    return {
        "done": sum(state in CARRIED_OUT for state, _ending in states),
        "carried": sum(state not in CARRIED_OUT and ending == Ending.CARRIED for state, ending in states),
        "stopped": sum(state == MeasureState.CANCELLED for state, _ending in states),
    }


def body_words(plan: AnnualActionPlan) -> str:
    """What the body advised on this plan, as a first text; "" when it gave no advice."""
    asked = AdviceRequest.objects.filter(annual_plan_id=plan.pk).exclude(advice_kind="").order_by("-created_at").first()
    if asked is None:
        return ""
    said = [str(AdviceKind(asked.advice_kind).label), asked.advice_text.strip()]
    said += [f"{row.code}: {row.text}" for row in asked.remarks.order_by("made_at", "code")]
    return "\n".join(line for line in said if line)


# ---- The plan that must be there. ----


def plan_above(company_id: UUID, period: ServiceYear) -> GlobalPreventionPlan | None:
    """The five-year plan under which a year is planned: one in force before one in the making, the newest first."""
    found = [
        plan
        for plan in GlobalPreventionPlan.objects.filter(company_id=company_id, is_brought=False)
        if plan.state not in rules.ENDED and plan.has_part_of(period)
    ]
    found.sort(key=lambda plan: (plan.covers(period.first), plan.state in NOT_OVER, plan.start_year, plan.version_no))
    return found[-1] if found else None


def year_before(plan: AnnualActionPlan) -> AnnualActionPlan | None:
    """The last plan of an earlier year that was agreed."""
    found = AnnualActionPlan.objects.filter(company_id=plan.company_id, first_day__lt=plan.first_day)
    return found.exclude(state=PlanState.AMENDED).order_by("-first_day", "-version_no").first()


def asked_until(today: date) -> date:
    """The latest first day of a year whose plan is asked for today: sixty days before it must be with the body."""
    return clock.add_months((today + timedelta(days=ASK_DAYS)).replace(day=1), SUBMIT_MONTHS)


class YearStart(Func):
    """The first day of the service year in which a day lies, worked out by the database (`service_year`)."""

    function = "service_year_start"
    output_field = DateField()

    def __init__(self, day: date, of: str = "company__") -> None:
        super().__init__(F(f"{of}year_starts"), F(f"{of}year_changes"), Value(day, output_field=DateField()))


def lacking_years(until: date) -> QuerySet[Any]:
    """Agreed five-year plans without a plan for the service year in which `until` lies; `wanted`: its first day."""
    own = AnnualActionPlan.objects.filter(company_id=OuterRef("company_id"), first_day=OuterRef("wanted"))
    months = ExtractYear("wanted") * 12 + ExtractMonth("wanted") - F("start_year") * 12 - F("start_month")
    return (
        GlobalPreventionPlan.objects.filter(state__in=NOT_OVER)
        .annotate(wanted=YearStart(until))
        .annotate(into=Cast(months, IntegerField()))
        .filter(into__gt=-12, into__lt=MONTHS)
        .exclude(Exists(own))
    )


def ending_plans(begun_by: date) -> QuerySet[GlobalPreventionPlan]:
    """Five-year plans that began on this day or earlier and that no other one follows: to be renewed."""
    later = GlobalPreventionPlan.objects.filter(
        company_id=OuterRef("company_id"), start_year__gt=OuterRef("start_year")
    )
    first = Func(F("start_year"), F("start_month"), Value(1), function="make_date", output_field=DateField())
    found = GlobalPreventionPlan.objects.filter(state__in=[PlanState.ACTIVE, PlanState.EXPIRED]).annotate(begun=first)
    return found.filter(begun__lte=begun_by).exclude(Exists(later))


def renewal_from(today: date) -> date:
    """Plans that began by this day end within a year."""
    return clock.add_months(today, RENEW_MONTHS - MONTHS)


@dataclass(frozen=True)
class Wanted:
    """The year whose plan is to be made now. above: the plan under which it can be, or None."""

    period: ServiceYear
    above: GlobalPreventionPlan | None
    is_late: bool

    @property
    def law(self) -> str:
        return what_holds(self.period)


def wanted_year(company: Company, today: date) -> Wanted | None:
    """The service year that is asked for today and has no plan; None when it has one, or when no plan covers it."""
    period = service_year(company, asked_until(today))
    if AnnualActionPlan.objects.filter(company_id=company.pk, first_day=period.first).exists():
        return None
    return Wanted(period, plan_above(company.pk, period), today > period.submission)


def what_holds(period: ServiceYear) -> str:
    """What the law says of a plan that comes late (Codex I.2-10; subject/law.md#advice-on-plans)."""
    return _(
        "The law asked that the plan for %(year)s lay before the consultation body by %(day)s. It is to be there as soon "
        "as possible. It may be carried out once the body has given its advice; without advice not before %(first)s."
    ) % {"year": period.label, "day": long_day(period.submission), "first": long_day(period.first)}


def late_for_body(company: Company, today: date) -> ServiceYear | None:
    """The year whose plan should lie before the body and does not; what a member may read decides (SHOWN plans)."""
    period = year_to_plan(company, today)
    put = AnnualActionPlan.objects.filter(company_id=company.pk, first_day=period.first, submitted_at__isnull=False)
    return None if today <= period.submission or put.exclude(state__in=rules.BEFORE_BODY).exists() else period


def late_words(company_id: UUID, today: date) -> str:
    """The same in words, where a five-year plan was put to the body; "" when nothing is late."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=company_id)
    agreed = GlobalPreventionPlan.objects.filter(company_id=company_id, state__in=NOT_OVER).exists()
    late = late_for_body(company, today) if agreed else None
    return what_holds(late) if late else ""


def is_late(plan: AnnualActionPlan, today: date) -> bool:
    """From the day after its last day, until it lies before the body; an amended version has no day of its own."""
    return plan.state in rules.BEFORE_BODY and plan.amended_from_id is None and today > plan.deadline


def to_evaluate(today: date) -> Q:
    """Years that are over and not evaluated."""
    return Q(state=PlanState.ACTIVE, last_day__lt=today)

"""What waits because of plans, advice and measures: for company, body and coach (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.enums import AdviceKind, AdviceRequestState, PlanState
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from actionplans.queries import consultation, follow_up
from coaching.companies import guests
from coaching.companies.service_years import ServiceYear
from coaching.core.ground.waiting import Asked, Kind, Line

if TYPE_CHECKING:
    from actionplans.queries.consultation import DatedReview

SOON = timedelta(days=30)  # before the last day on which a yearly plan goes to the body
Where = Callable[[Asked, Any, str], str]


def _here(asked: Asked, row: Any, page: str) -> str:
    """A page of one record, inside its company."""
    return asked.url(page, row.pk)


def _of_coach(asked: Asked, row: Any, page: str) -> str:
    """The same from the portfolio of the company's coach."""
    return asked.url(page, row.company__slug, row.pk, **{"as": "coach"})


def _running(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of the files in which one still works."""
    return guests.still_written(rows)


# -- Plans -------------------------------------------------------------------------------------------------------------
def _plans(asked: Asked) -> QuerySet[AnnualActionPlan]:
    """Yearly plans whose last day comes near or has passed, and those that came back from the body.

    An amended version has no day of its own: the plan that it amends was put to the body in time.
    """
    due = Q(deadline__lte=asked.today + SOON, amended_from=None) | Q(submitted_at__isnull=False)
    return AnnualActionPlan.objects.filter(due, state__in=rules.BEFORE_BODY)


def _five_year_plans(asked: Asked) -> QuerySet[GlobalPreventionPlan]:
    """Those that came back from the body."""
    return GlobalPreventionPlan.objects.filter(state__in=rules.BEFORE_BODY, submitted_at__isnull=False)


def _plan_lines(where: Where) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        return [
            Line(
                row.pk,
                _("Put yearly plan %(year)s to the consultation body")
                % {"year": ServiceYear(row.first_day, row.last_day).label},
                where(asked, row, "actionplans:annual_plan"),
                who=_name(row, where),
                why=_("it came back") if row.submitted_at else PlanState(row.state).label,
                due=row.deadline,
            )
            for row in rows
        ]

    return lines


def _name(row: Any, where: Where) -> str:
    return row.company__name if where is _of_coach else ""


def _five_year_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    what = _("Put the five-year plan to the consultation body again")
    return [Line(row.pk, what, _here(asked, row, "actionplans:global_plan"), why=_("it came back")) for row in rows]


# -- Advice ------------------------------------------------------------------------------------------------------------
def _advised(asked: Asked) -> QuerySet[DatedReview]:
    return consultation.advice_requests("advised")


def _answer_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Adopt the plan") if row.advice_kind == AdviceKind.NONE else _("Answer the advice"),
            _here(asked, row, "actionplans:advice_request"),
            why=consultation.name_of(row),
            due=consulting.answer_until(timezone.localtime(row.advised_at).date()) if row.advised_at else None,
        )
        for row in rows
    ]


def _answered(asked: Asked) -> QuerySet[DatedReview]:
    """The advice is answered and the plan not adopted yet."""
    advised = Q(global_plan__state=PlanState.ADVISED) | Q(annual_plan__state=PlanState.ADVISED)
    return consultation.with_years(AdviceRequest.objects.defer("frozen")).filter(
        advised, state=AdviceRequestState.ANSWERED
    )


def _adopt_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Adopt the plan"),
            _here(asked, row, "actionplans:advice_request"),
            why=consultation.name_of(row),
        )
        for row in rows
    ]


def _to_advise(asked: Asked) -> QuerySet[DatedReview]:
    return consultation.advice_requests("waiting")


def _advise_lines(rows: Sequence[DatedReview], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Read it and give your remarks"),
            _here(asked, row, "actionplans:advice_request"),
            who=consultation.name_of(row),
            why=row.get_state_display(),
            due=consultation.deadline_of(row),
        )
        for row in rows
    ]


def _news(asked: Asked) -> QuerySet[DatedReview]:
    return consultation.news_for(asked.actor.person_key)


def _news_lines(rows: Sequence[DatedReview], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("See what is new"),
            _here(asked, row, "actionplans:advice_request"),
            who=consultation.name_of(row),
            why=row.get_state_display(),
        )
        for row in rows
    ]


# -- Measures ----------------------------------------------------------------------------------------------------------
def _late(asked: Asked) -> QuerySet[PreventionMeasure]:
    """As the list of measures shows them when one asks for what is late."""
    return follow_up.narrowed(follow_up.measures_for(asked.actor), {"late": True}, asked.today, asked.actor)


def _measure_lines(where: Where) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        return [
            Line(
                row.pk,
                f"{row.code} {row.what}",
                where(asked, row, "actionplans:measure"),
                who=_name(row, where),
                why=row.who,
                due=row.due_on,
            )
            for row in rows
        ]

    return lines


PLANS = ngettext_lazy("yearly plan late, soon due or back", "yearly plans late, soon due or back", "n")
LATE = ngettext_lazy("measure late", "measures late", "n")
_OF_COMPANY = ("company__slug", "company__name")
_PLAN = ("pk", "first_day", "last_day", "state", "submitted_at", "deadline")
_MEASURE = ("pk", "code", "what", "who", "due_on")
_ADVICE = ("pk", "advice_kind", "advised_at", "global_plan_id", "year", "first_year", "last_year")
KINDS = (
    Kind(
        "actionplans.plans",
        "company",
        PLANS,
        rules.EDIT,
        _plans,
        _plan_lines(_here),
        ("deadline", "id"),
        "actionplans:plans",
        reads=_PLAN,
    ),
    Kind(
        "actionplans.five_year_plans",
        "company",
        ngettext_lazy("five-year plan that came back", "five-year plans that came back", "n"),
        rules.EDIT,
        _five_year_plans,
        _five_year_lines,
        ("created_at", "id"),
        "actionplans:plans",
        reads=("pk",),
    ),
    Kind(
        "actionplans.to_answer",
        "company",
        ngettext_lazy("advice to answer", "pieces of advice to answer", "n"),
        rules.ANSWER_ADVICE,
        _advised,
        _answer_lines,
        ("advised_at", "id"),
        "actionplans:advice",
        "actionplans:advice",
        {"status": "advised"},
        reads=_ADVICE,
    ),
    Kind(
        "actionplans.to_adopt",
        "company",
        ngettext_lazy("plan to adopt", "plans to adopt", "n"),
        rules.ADOPT,
        _answered,
        _adopt_lines,
        ("answered_at", "id"),
        "actionplans:advice",
        reads=_ADVICE,
    ),
    Kind(
        "actionplans.to_advise",
        "company",
        ngettext_lazy("plan that waits for your advice", "plans that wait for your advice", "n"),
        rules.REMARK,
        _to_advise,
        _advise_lines,
        (Coalesce("remarks_until", "meeting_on").asc(nulls_last=True), "id"),
        "actionplans:advice",
        "actionplans:advice",
        {"status": "waiting"},
    ),
    Kind(
        "actionplans.news",
        "company",
        ngettext_lazy("plan with something new", "plans with something new", "n"),
        rules.REMARK,
        _news,
        _news_lines,
        ("-created_at", "id"),
        "actionplans:advice",
    ),
    Kind(
        "actionplans.late",
        "company",
        LATE,
        rules.CARRY_OUT,
        _late,
        _measure_lines(_here),
        ("due_on", "id"),
        "actionplans:measures",
        "actionplans:measures",
        {"late": "on"},
        reads=_MEASURE,
    ),
    Kind(
        "actionplans.plans_of_companies",
        "coach",
        PLANS,
        rules.EDIT,
        lambda asked: _running(_plans(asked)),
        _plan_lines(_of_coach),
        ("deadline", "id"),
        "insight:portfolio",
        reads=(*_PLAN, *_OF_COMPANY),
    ),
    Kind(
        "actionplans.late_of_companies",
        "coach",
        LATE,
        rules.CARRY_OUT,
        lambda asked: _running(_late(asked)),
        _measure_lines(_of_coach),
        ("due_on", "id"),
        "insight:portfolio",
        reads=(*_MEASURE, *_OF_COMPANY),
    ),
)

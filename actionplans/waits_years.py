"""What waits because years turn: plans that nobody made, years to evaluate or close, five years that end (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from actionplans import rules
from actionplans.enums import PlanState
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from actionplans.plan_bases import MONTHS
from actionplans.queries import years
from actionplans.waits import _OF_COMPANY, Where, _here, _name, _of_coach, _running
from coaching.companies import guests
from coaching.companies.service_years import ServiceYear, service_year
from coaching.core.ground import clock
from coaching.core.ground.waiting import Asked, Kind, Line


@dataclass(frozen=True)
class Said:
    """When the years of a company begin, as a row has it."""

    year_starts: int
    year_changes: list[date]


def _label(row: Any) -> str:
    return ServiceYear(row.first_day, row.last_day).label


def _lacking(asked: Asked) -> QuerySet[Any]:
    """Agreed five-year plans without the plan of the year that must be planned by now: nobody made a draft."""
    return years.lacking_years(asked.on(years.asked_until))


def _lacking_lines(page: Callable[[Asked, Any], str], named: bool) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        return [_lacking_line(row, page(asked, row), asked, named) for row in rows]

    return lines


def _lacking_line(row: Any, url: str, asked: Asked, named: bool) -> Line:
    says = Said(row.company__year_starts, row.company__year_changes)
    period = service_year(says, row.wanted)
    late = asked.today > period.submission
    return Line(
        row.pk,
        _("Make the yearly plan %(year)s") % {"year": period.label},
        url,
        who=row.company__name if named else "",
        why=_("it should lie before the consultation body by now") if late else _("nobody has begun it"),
        due=period.submission,
    )


def _over(asked: Asked) -> QuerySet[AnnualActionPlan]:
    """Years that are over and not evaluated yet."""
    return AnnualActionPlan.objects.filter(years.to_evaluate(asked.today))


def _over_lines(where: Where) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        return [
            Line(
                row.pk,
                _("Evaluate the year %(year)s") % {"year": _label(row)},
                where(asked, row, "actionplans:evaluation"),
                who=_name(row, where),
                why=_("the year is over"),
            )
            for row in rows
        ]

    return lines


def _evaluated(asked: Asked) -> QuerySet[AnnualActionPlan]:
    return AnnualActionPlan.objects.filter(state=PlanState.EVALUATED)


def _close_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Close the year %(year)s") % {"year": _label(row)},
            _here(asked, row, "actionplans:annual_plan"),
            why=_("it is evaluated"),
        )
        for row in rows
    ]


def _ending(asked: Asked) -> QuerySet[GlobalPreventionPlan]:
    """Five-year plans that end within a year, or have ended, and that nothing follows."""
    return years.ending_plans(asked.on(years.renewal_from))


def _ending_lines(where: Where) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        return [
            Line(
                row.pk,
                _("Renew the five-year plan"),
                where(asked, row, "actionplans:global_plan"),
                who=_name(row, where),
                why=_("its five years come to an end"),
                due=clock.add_months(row.begun, MONTHS) - timedelta(days=1),
            )
            for row in rows
        ]

    return lines


LACKING = ngettext_lazy("yearly plan to make", "yearly plans to make", "n")
OVER = ngettext_lazy("year to evaluate", "years to evaluate", "n")
ENDING = ngettext_lazy("five-year plan to renew", "five-year plans to renew", "n")
_LACKING = ("pk", "wanted", "company__year_starts", "company__year_changes", *_OF_COMPANY)
_YEAR = ("pk", "first_day", "last_day")
KINDS = (
    Kind(
        "actionplans.years_to_make",
        "company",
        LACKING,
        rules.EDIT,
        _lacking,
        _lacking_lines(lambda asked, row: asked.url("actionplans:plans"), named=False),
        ("wanted", "id"),
        "actionplans:plans",
        reads=_LACKING,
    ),
    Kind(
        "actionplans.years_to_evaluate",
        "company",
        OVER,
        rules.EDIT,
        _over,
        _over_lines(_here),
        ("last_day", "id"),
        "actionplans:plans",
        reads=_YEAR,
    ),
    Kind(
        "actionplans.years_to_close",
        "company",
        ngettext_lazy("year to close", "years to close", "n"),
        rules.ADOPT,
        _evaluated,
        _close_lines,
        ("last_day", "id"),
        "actionplans:plans",
        reads=_YEAR,
    ),
    Kind(
        "actionplans.plans_to_renew",
        "company",
        ENDING,
        rules.EDIT,
        _ending,
        _ending_lines(_here),
        ("begun", "id"),
        "actionplans:plans",
        reads=("pk", "begun"),
    ),
    Kind(
        "actionplans.years_to_make_of_companies",
        "coach",
        LACKING,
        rules.EDIT,
        lambda asked: _running(_lacking(asked)),
        _lacking_lines(lambda asked, row: guests.page_of(asked, row.company__slug, "actionplans:plans"), named=True),
        ("wanted", "id"),
        "insight:portfolio",
        reads=_LACKING,
        told=False,
    ),
    Kind(
        "actionplans.years_to_evaluate_of_companies",
        "coach",
        OVER,
        rules.EDIT,
        lambda asked: _running(_over(asked)),
        _over_lines(_of_coach),
        ("last_day", "id"),
        "insight:portfolio",
        reads=(*_YEAR, *_OF_COMPANY),
        told=False,
    ),
    Kind(
        "actionplans.plans_to_renew_of_companies",
        "coach",
        ENDING,
        rules.EDIT,
        lambda asked: _running(_ending(asked)),
        _ending_lines(_of_coach),
        ("begun", "id"),
        "insight:portfolio",
        reads=("pk", "begun", *_OF_COMPANY),
        told=False,
    ),
)

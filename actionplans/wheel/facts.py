"""What is read of plans and advice for the wheel: of many companies at once, no words of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.enums import AdviceKind, AdviceRequestState, Reply
from actionplans.models import AdviceRequest
from actionplans.plan_bases import MONTHS
from coaching.companies.models import BodyKind
from coaching.core.ground.clock import add_months


@dataclass(frozen=True)
class Yearly:
    """A version of a yearly plan. put: it lies before the body, or went past it."""

    first_day: date
    put: bool = False
    put_on: date | None = None


@dataclass(frozen=True)
class FiveYear:
    """A version of a five-year plan. agreed: adopted, in force or ended; not one that a later version replaced."""

    first_day: date
    agreed: bool = False

    @property
    def end(self) -> date:
        return add_months(self.first_day, MONTHS) - timedelta(days=1)

    @property
    def title(self) -> str:
        if self.first_day.month == 1:
            return f"{self.first_day.year}–{self.end.year}"
        return f"{self.first_day:%m/%Y}–{self.end:%m/%Y}"


@dataclass(frozen=True)
class Advice:
    """A request for advice with its days. answer: what the employer said, with the reasons."""

    id: UUID
    about: str = ""
    plan_year: int | None = None
    is_direct: bool = False
    state: str = ""
    remarks_until: date | None = None
    kind: str = ""
    advised_on: date | None = None
    answered_on: date | None = None
    answer: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class Facts:
    yearly: tuple[Yearly, ...] = ()
    five_year: tuple[FiveYear, ...] = ()
    advice: tuple[Advice, ...] = ()


NOTHING = Facts()
READ = (
    *("id", "company_id", "body_kind", "state", "remarks_until", "advice_kind", "advised_at", "answered_at"),
    *("answer", "answer_text", "annual_plan__year", "global_plan__start_year", "global_plan__start_month"),
)


def facts_of(keys: Sequence[UUID]) -> Mapping[UUID, Facts]:
    """Two queries. Years and states of plans are told to whoever has to do with the file, also who reads a part of it."""
    yearly: dict[UUID, list[Yearly]] = defaultdict(list)
    five_year: dict[UUID, list[FiveYear]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM dates_of_plans(%s::uuid[])", [[str(key) for key in keys]])
        for key, is_yearly, first_day, put_on, put, agreed in cursor.fetchall():
            if is_yearly:
                yearly[key].append(Yearly(first_day, put, put_on))
            else:
                five_year[key].append(FiveYear(first_day, agreed))
    advice: dict[UUID, list[Advice]] = defaultdict(list)
    sent = AdviceRequest.objects.filter(company_id__in=keys).exclude(
        state__in=(AdviceRequestState.SCHEDULED, AdviceRequestState.WITHDRAWN)
    )
    for row in sent.order_by("created_at", "id").values(*READ):
        advice[row["company_id"]].append(_advice(row))
    return {key: Facts(tuple(yearly[key]), tuple(five_year[key]), tuple(advice[key])) for key in keys}


def _advice(row: Mapping[str, Any]) -> Advice:
    return Advice(
        row["id"],
        _title(row),
        row["annual_plan__year"],
        row["body_kind"] == BodyKind.DIRECT,
        row["state"],
        row["remarks_until"],
        row["advice_kind"],
        _day(row["advised_at"]),
        _day(row["answered_at"]),
        str(Reply(row["answer"]).label) if row["answer"] else "",
        row["answer_text"],
    )


def _title(row: Mapping[str, Any]) -> str:
    if row["annual_plan__year"]:
        return _("Yearly plan %(year)s") % {"year": row["annual_plan__year"]}
    if row["global_plan__start_year"]:
        plan = FiveYear(date(row["global_plan__start_year"], row["global_plan__start_month"], 1))
        return _("Five-year plan %(years)s") % {"years": plan.title}
    return ""


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def is_given(advice: Advice) -> bool:
    """Whether an advice was given that asks an answer: where the body gave none in time, there is nothing to answer."""
    return bool(advice.advised_on) and advice.kind != AdviceKind.NONE

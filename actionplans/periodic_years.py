"""What happens by itself as years turn: five-year plans end, and somebody is asked in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions import renewal
from actionplans.actions.annual import DAYS_BEFORE
from actionplans.enums import PlanState
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from actionplans.plan_bases import MONTHS
from actionplans.queries import years
from coaching.companies.models import Company
from coaching.companies.service_years import ServiceYear, service_year
from coaching.core.ground import clock, people
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor


@job("actionplans.expire_plans", label=_("Five-year plans end"))
def expire_plans(*, today: date) -> dict[str, int]:
    """Plans in force whose five years are over (Codex I.2-8)."""
    begun = clock.add_months(today, -MONTHS)
    old = GlobalPreventionPlan.objects.filter(state=PlanState.ACTIVE, start_year__lte=begun.year)
    over = [plan for plan in old if plan.end < today]
    for plan in over:
        renewal.expire_plan(plan=plan, by=current_actor(), at=clock.moment_of(today))
    return {"ended": len(over)}


@dataclass(frozen=True)
class Asking:
    """One mail that is due: what it is about, and which step it is."""

    kind: str
    about: Any
    company: Company
    year: str
    first_day: date
    deadline: date
    step: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.company.pk}:{self.first_day}:{self.step}"

    def context(self) -> dict[str, Any]:
        return {
            "company": self.company.name,
            "slug": self.company.slug,
            "plan": str(self.about),
            "year": self.year,
            "first_day": self.first_day.isoformat(),
            "deadline": self.deadline.isoformat(),
        }


@job("actionplans.ask_for_years", label=_("Plans that nobody began and plans that are late are asked for"))
def ask_for_years(*, today: date) -> dict[str, int]:
    """To contacts and who helps from outside: 60, 30 and 7 days before, and once when it is late; five years that end, once.

    Each step once per company and year, however late or often it runs; of several that are due only the last.
    """
    due = {asking.key: asking for asking in (*_lacking(today), *_late(today), *_ending(today))}
    told = _told(due)
    fresh = [asking for key, asking in due.items() if key not in told]
    for asking in fresh:
        pk = asking.company.pk
        recipients = {*people.user_ids("contacts_of", pk), *people.user_ids(people.AUDIENCES["guests"].function, pk)}
        outbox.queue(
            asking.kind, recipients=recipients, context=asking.context(), dedupe=asking.key, about=asking.about
        )
    return {"asked": len(fresh)}


def _told(due: dict[str, Asking]) -> set[str]:
    """Keys that went out already, to whomever."""
    found: set[str] = set()
    for key in due:
        if OutgoingEmail.objects.filter(dedupe_key__startswith=f"{key}:").exists():
            found.add(key)
    return found


def _lacking(today: date) -> Iterable[Asking]:
    for plan in years.lacking_years(years.asked_until(today)).select_related("company"):
        period = service_year(plan.company, plan.wanted)
        days = (period.submission - today).days
        if days < 0:
            yield _asking("actionplans.year_is_late", plan, period, "late")
        elif steps := [step for step in DAYS_BEFORE if days <= step]:
            yield _asking("actionplans.year_to_plan", plan, period, str(min(steps)))


def _late(today: date) -> Iterable[Asking]:
    """Drafts that lie nowhere yet, whose year is not over."""
    late = AnnualActionPlan.objects.filter(
        state__in=rules.BEFORE_BODY, amended_from=None, deadline__lt=today, last_day__gte=today
    )
    for plan in late.select_related("company"):
        yield _asking("actionplans.year_is_late", plan, plan.period, "late")


def _ending(today: date) -> Iterable[Asking]:
    for plan in years.ending_plans(years.renewal_from(today)).select_related("company"):
        yield Asking("actionplans.plan_to_renew", plan, plan.company, "", plan.first_day, plan.end, "once")


def _asking(kind: str, about: Any, period: ServiceYear, step: str) -> Asking:
    return Asking(kind, about, about.company, period.label, period.first, period.submission, step)

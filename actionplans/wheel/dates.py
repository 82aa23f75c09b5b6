"""From the plans and the advice of one company to their dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.enums import AdviceKind, AdviceRequestState
from actionplans.rules_consultation import REMARK_DAYS, answer_until
from actionplans.wheel import kinds
from actionplans.wheel.facts import Advice, Facts, FiveYear, is_given
from coaching.companies.service_years import ServiceYear, service_years
from coaching.companies.wheel.files import File
from coaching.core.ground.clock import add_months
from coaching.core.ground.wheel import Deed, Span

LOOK_AHEAD = 3  # months: a year that begins so soon after the span may have its submission within it
PLANS = ("actionplans:plans",)


def earliest(facts: Facts) -> date | None:
    """The first day of the first plan on record."""
    days = [plan.first_day for plan in facts.yearly] + [plan.first_day for plan in facts.five_year]
    return min(days, default=None)


def deeds(file: File, facts: Facts, span: Span) -> Iterator[Deed]:
    for year in service_years(file, span.begins, add_months(span.until, LOOK_AHEAD)):
        if year.submission <= span.until:
            yield _submission(year, facts)
    agreed = {plan.first_day: plan for plan in facts.five_year if plan.agreed}
    for plan in agreed.values():
        if span.holds(plan.end):
            yield _end(plan, list(agreed.values()))
    for advice in facts.advice:
        yield from (deed for deed in _consultation(advice) if span.holds(deed.day))


def _submission(year: ServiceYear, facts: Facts) -> Deed:
    """Of a service year, draft or not; a plan whose first day lies within it is its plan."""
    put = [plan for plan in facts.yearly if plan.put and plan.first_day in year]
    done_on = min((plan.put_on for plan in put if plan.put_on), default=None)
    notes = tuple(note for one in facts.advice if one.plan_year == year.first.year for note in notes_of(one))
    return Deed(
        kinds.SUBMISSION.key, year.submission, year.label, bool(put), done_on, page=PLANS, notes=notes if put else ()
    )


def _end(plan: FiveYear, agreed: list[FiveYear]) -> Deed:
    """Done once another one that begins later is agreed: also where it was renewed early."""
    renewed = any(other.first_day > plan.first_day for other in agreed)
    return Deed(kinds.PLAN_END.key, plan.end, plan.title, renewed, page=PLANS)


def _consultation(advice: Advice) -> Iterator[Deed]:
    page = ("actionplans:advice_request", str(advice.id))
    if advice.is_direct and advice.remarks_until:
        over = advice.state != AdviceRequestState.OPEN_REMARKS
        yield Deed(kinds.REMARKS_END.key, advice.remarks_until, advice.about, over, page=page, ref=advice.id)
        until = date.fromordinal(advice.remarks_until.toordinal() + REMARK_DAYS)
        given = advice.advised_on is not None
        yield Deed(kinds.OPINION_END.key, until, advice.about, given, advice.advised_on, page=page, ref=advice.id)
    if is_given(advice) and advice.advised_on:
        done, notes = advice.answered_on is not None, notes_of(advice)
        by = answer_until(advice.advised_on)
        yield Deed(kinds.ANSWER.key, by, advice.about, done, advice.answered_on, page=page, notes=notes, ref=advice.id)


def notes_of(advice: Advice) -> tuple[str, ...]:
    """What was advised and answered, in words, each with its day."""
    found = []
    if advice.advised_on and advice.kind:
        words = {"kind": AdviceKind(advice.kind).label, "day": _short(advice.advised_on)}
        found.append(_("%(day)s: %(kind)s") % words)
    if advice.answered_on and advice.answer:
        answer = {"answer": advice.answer, "day": _short(advice.answered_on)}
        found.append(_("answered on %(day)s: %(answer)s") % answer)
    if advice.reasons:
        found.append(_("reasons: %(text)s") % {"text": advice.reasons})
    return tuple(found)


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")

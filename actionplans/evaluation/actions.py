"""What is said of a service year, the psychosocial evaluation put on record in one act, and priorities taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions import annual
from actionplans.actions.measures import copy_measure
from actionplans.actions.plans import day_of
from actionplans.evaluation import reading
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.priorities import Proposal, proposals_of
from actionplans.evaluation.sources import CODES, Seen, unsaid
from actionplans.models import AnnualActionPlan
from coaching.companies.actions import make_piece, record_done, withdraw_done
from coaching.companies.models import Company, DateDone, PieceKind
from coaching.companies.service_years import ServiceYear
from coaching.companies.wheel import kinds
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import VersionConflict, lock, take_turns

SAVED, RECORDED = "actionplans.year_said", "actionplans.psychosocial_evaluated"
TAKEN_BACK, TAKEN_OVER = "actionplans.psychosocial_taken_back", "actionplans.priority_taken_over"


def _company(company_id: UUID) -> Company:
    return Company.objects.get(pk=company_id)


def _year(company: Company, first_day: date) -> ServiceYear:
    """Raises Refused when no service year that has come begins that day."""
    year = reading.year_of(company, first_day, clock.today())
    if year is None:
        raise Refused(_("No service year of this company begins on that day."))
    return year


def _opened(by: Actor, first_day: date, opened_with: int | None, at: datetime) -> YearEvaluation:
    """The row of that year, locked; made the first time. opened_with None: nothing that was typed can be overwritten."""
    take_turns("actionplans.year_evaluation", by.company_key)  # where there is nothing to lock yet
    there = YearEvaluation.objects.filter(company_id=by.company_key, first_day=first_day).first()
    if there is not None:
        row = lock(YearEvaluation.objects.all(), pk=there.pk)
        if opened_with is not None:
            row.claim_version(opened_with)
        return row
    if opened_with not in (None, 1):
        raise VersionConflict  # opened on a row that is no longer there
    year = _year(_company(by.company_key), first_day)
    try:
        with transaction.atomic():
            return YearEvaluation.objects.create(
                piece=make_piece(PieceKind.YEAR_EVALUATION, by.company_key, by=by, at=at),
                company_id=by.company_key,
                first_day=year.first,
                last_day=year.last,
                created_at=at,
                created_by_id=by.user_id,
                version=1 if opened_with is None else 2,
            )
    except IntegrityError as error:  # made before somebody limited to what is new came in: they cannot read it
        raise Refused(_("This year is being evaluated already, in a part of the file that you do not read.")) from error


@transaction.atomic
def open_year(*, first_day: date, by: Actor, at: datetime | None = None) -> YearEvaluation:
    """The row of that year, made when it is not there: for its paper."""
    by.check(rules.EDIT)
    return _opened(by, first_day, None, at or clock.now())


@transaction.atomic
def save_year(
    *,
    first_day: date,
    opened_with: int,
    reasons: Mapping[str, str],
    by: Actor,
    accidents: int | None = None,
    absence_percent: Decimal | None = None,
    results: str = "",
    lessons: str = "",
    at: datetime | None = None,
) -> YearEvaluation:
    """Keep what is said of the year beside its plan. reasons: key of a date → why it was missed; an empty one goes.

    Raises VersionConflict; Refused for figures of a company in which a person could be told from them.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    row = _opened(by, first_day, opened_with, moment)
    said = accidents is not None or absence_percent is not None
    if said and (_company(row.company_id).headcount or 0) < reading.FIGURES_FROM:
        raise Refused(reading.FEW)
    row.reasons = {**row.reasons, **{key: words.strip() for key, words in reasons.items()}}
    row.reasons = {key: words for key, words in row.reasons.items() if words}
    row.accidents, row.absence_percent = accidents, absence_percent
    row.results, row.lessons = results.strip(), lessons.strip()
    row.save()
    audit.record(SAVED, row, by=by, at=moment, data={"year": str(row)})
    return row


@transaction.atomic
def save_psychosocial(
    *,
    first_day: date,
    opened_with: int,
    sources: Mapping[str, str],
    evaluated_on: date | None,
    by: Actor,
    adviser: str = "",
    without_adviser: str = "",
    works: str = "",
    changes: str = "",
    whole: bool = False,
    at: datetime | None = None,
) -> YearEvaluation:
    """Keep the evaluation of the psychosocial measures (Codex I.3-6); whole: put it on record, on the year wheel too.

    Then the body and the contacts are told. Raises VersionConflict, AlreadyDone when it is on record, and
    Refused, naming what lacks.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    row = _opened(by, first_day, None, moment)
    told: dict[str, Any] = {
        "adviser": adviser.strip(),
        "without_adviser": without_adviser.strip(),
        "works": works.strip(),
        "changes": changes.strip(),
        "sources": {code: sources[code] for code in CODES if sources.get(code) in Seen.values},
        "evaluated_on": evaluated_on,
    }
    if row.is_told:
        message = _("It is on record already. Take it back to change it.")
        if not whole or any(getattr(row, name) != said for name, said in told.items()):
            raise Refused(message)  # other words than those on record: nothing of them may seem saved
        raise audit.already(message, RECORDED, row, by=by)
    row.claim_version(opened_with)
    for name, said in told.items():
        setattr(row, name, said)
    if whole:
        check_whole(row, moment)
        row.date_done = _on_the_wheel(row, by)
        row.told_at, row.told_by_id = moment, by.user_id
    row.save()
    audit.record(RECORDED if whole else SAVED, row, by=by, at=moment, data={"year": str(row)})
    if whole:
        _tell(row, by)
    return row


def check_whole(row: YearEvaluation, at: datetime) -> None:
    """Raise Refused, naming what lacks, unless the evaluation may go on record."""
    lacking = [str(source.title) for source in unsaid(row.sources)]
    if lacking:
        raise Refused(
            _("Say of each source what was seen in it. Not said yet: %(sources)s.") % {"sources": "; ".join(lacking)}
        )
    if not row.works:
        raise Refused(_("Say what the measures brought."))
    if not (row.adviser or row.without_adviser):
        raise Refused(_("Say who took part as psychosocial adviser, or why nobody did."))
    if row.evaluated_on is None:
        raise Refused(_("Say on which day it was evaluated."))
    if row.evaluated_on > day_of(at):
        raise Refused(kinds.NOT_YET)
    if row.evaluated_on < row.first_day:
        raise Refused(_("A year is evaluated once it has begun."))


def _on_the_wheel(row: YearEvaluation, by: Actor) -> DateDone:
    """Written down there as what it is; what somebody wrote there before stands for it."""
    assert row.evaluated_on is not None
    company = _company(row.company_id)
    line = reading.psychosocial_line(reading.wheel_on(row.company_id, clock.today()))
    with translation.override(company.language):
        who = row.adviser or row.without_adviser
        note = _("Evaluation of %(year)s. Psychosocial adviser: %(who)s") % {"year": row, "who": who}
    try:
        return record_done(
            kind=kinds.EVALUATION.key,
            due_on=line.day if line else row.evaluated_on,
            done_on=row.evaluated_on,
            note=note[:500],
            by=by,
        )
    except AlreadyDone as already:
        done: DateDone = already.result
        return done


def _tell(row: YearEvaluation, by: Actor) -> None:
    """The results go to the consultation body (Codex I.3-6)."""
    company = Company.objects.only("name", "slug").get(pk=row.company_id)
    told = {*people.user_ids("body_of", row.company_id), *people.user_ids("contacts_of", row.company_id)}
    outbox.queue(
        "actionplans.psychosocial_evaluated",
        recipients=by.others(told),
        context={
            "company": company.name,
            "slug": company.slug,
            "year": str(row),
            "first_day": row.first_day.isoformat(),
            "works": row.works,
            "changes": row.changes,
        },
        dedupe=f"psychosocial_evaluated:{row.pk}:{row.date_done_id}",
        about=row,
    )


@transaction.atomic
def take_back_psychosocial(*, first_day: date, by: Actor, at: datetime | None = None) -> YearEvaluation:
    """Open it again for writing, and its date on the wheel with it. What was on record stays in the trail."""
    by.check(rules.EDIT)
    moment = at or clock.now()
    row = _opened(by, first_day, None, moment)
    if not row.is_told:
        raise audit.already(_("It is not on record."), TAKEN_BACK, row, by=by)
    if row.date_done is not None and row.date_done.withdrawn_at is None:
        withdraw_done(done_id=row.date_done.pk, by=by)
    data = {"year": str(row), "works": row.works, "changes": row.changes, "on": f"{row.evaluated_on}"}
    row.told_at, row.told_by_id, row.date_done, row.version = None, None, None, row.version + 1
    row.save()
    audit.record(TAKEN_BACK, row, by=by, at=moment, data=data)
    return row


@transaction.atomic
def take_over(*, first_day: date, key: str, by: Actor, at: datetime | None = None) -> Proposal:
    """Put one proposal of this year's evaluation in the draft of the next: a measure as a measure, else a line with its
    reason under the priorities.

    Raises Refused without a draft that takes it in, or when the evaluation no longer proposes it; AlreadyDone.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    row = _opened(by, first_day, None, moment)
    company = _company(row.company_id)
    with translation.override(company.language):
        known = reading.gather(company, row.period, clock.today())
        found = next((one for one in proposals_of(known) if one.key == key), None)
    if found is None:
        raise Refused(_("The evaluation no longer proposes this. Look at the list as it is now."))
    if found.taken:
        raise audit.already(_("This was taken over already."), TAKEN_OVER, row, by=by, reason=key)
    if known.after is None:
        raise Refused(_("There is no plan of the next year yet. Make its draft first."))
    plan = lock(AnnualActionPlan.objects.select_related("global_plan"), pk=known.after.pk)
    rules.check_editable(plan)
    _write(found, plan, by, moment)
    row.taken = {**row.taken, key: day_of(moment).isoformat()}
    row.version += 1
    row.save(update_fields=["taken", "version"])
    audit.record(TAKEN_OVER, row, by=by, at=moment, reason=key, data={"plan": str(plan.pk)})
    return found


def _write(found: Proposal, plan: AnnualActionPlan, by: Actor, moment: datetime) -> None:
    old: Any = found.measure
    objective = annual.objective_for(old, plan) if old is not None else None
    if old is not None and objective is not None:
        new = copy_measure(old, plan, objective=objective, reason=found.why, moment=moment)
        audit.record("actionplans.measure_carried_over", new, by=by, reason=found.why, at=moment)
        return
    plan.priorities = "\n".join(filter(None, (plan.priorities.rstrip(), found.line)))
    plan.version += 1  # somebody who has the texts open is told before this line would be lost
    plan.save(update_fields=["priorities", "version"])
    audit.record("actionplans.annual_texts_saved", plan, by=by, at=moment)

"""The yearly plan: made under a five-year plan, its texts, what comes over from last year, amended versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions.measures import copy_measure
from actionplans.actions.plans import check_can_amend, day_of
from actionplans.enums import ANNUAL_PLAN, CARRIED_OUT, MEASURE, Ending, MeasureState, PlanState
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, Objective, PreventionMeasure
from actionplans.queries import made
from coaching.companies.actions import make_piece
from coaching.companies.models import Company, PieceKind
from coaching.companies.service_years import ServiceYear, service_year
from coaching.core.ground import audit, clock
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import reminders
from coaching.core.tenancy.models import lock, take_turns

DAYS_BEFORE = (60, 30, 7)  # own choice: subject/lives.md#periods
KIND = "actionplans.yearly_plan_due"


@transaction.atomic
def create_annual_plan(
    *,
    global_plan: GlobalPreventionPlan,
    year: int | None = None,
    first_day: date | None = None,
    by: Actor,
    at: datetime | None = None,
) -> AnnualActionPlan:
    """A draft yearly plan with its deadline (Codex I.2-10) and the reminders towards it.

    For the service year that begins on `first_day`, or for the last one that begins in the calendar year `year`.

    It may be drafted under any version that has not ended; it comes in force only under a plan in force.
    Raises Refused for a year outside the plan, one that has a plan already, or under a plan whose objectives are elsewhere.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    take_turns("actionplans.annual_plan", global_plan.company_id)  # two clicks at once wait for each other here
    above = GlobalPreventionPlan.objects.get(pk=global_plan.pk)
    if above.state in rules.ENDED:
        raise Refused(_("This five-year plan has ended. Use the version in force."))
    if above.is_brought:
        raise Refused(_("This five-year plan was made elsewhere. First make an amended version of it here."))
    period = _chosen(above, year, first_day)
    if not above.has_part_of(period):
        raise Refused(
            _("Choose a year within the plan: %(first)s to %(last)s.")
            % {"first": above.start_year, "last": above.end_year}
        )
    if period.first in made.years_made(above.company_id):
        message = _("There is a plan for %(year)s already.") % {"year": period.label}
        there = AnnualActionPlan.objects.filter(company_id=above.company_id, first_day=period.first).first()
        raise audit.already(message, "actionplans.annual_plan_created", there, by=by) if there else Refused(message)
    piece = make_piece(PieceKind.YEARLY_PLAN, above.company_id, by=by, at=moment, builds_on_id=above.piece_id)
    plan = AnnualActionPlan.objects.create(
        piece=piece,
        company_id=above.company_id,
        global_plan=above,
        year=period.first.year,
        first_day=period.first,
        last_day=period.last,
        deadline=period.submission,
        created_at=moment,
    )
    audit.record("actionplans.annual_plan_created", plan, by=by, at=moment, data={"year": period.label})
    plan_reminders(plan, today=day_of(moment))
    return plan


def _chosen(above: GlobalPreventionPlan, year: int | None, first_day: date | None) -> ServiceYear:
    """The service year that is meant. Raises Refused when no year begins on that day."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=above.company_id)
    if first_day is None:
        assert year is not None
        return service_year(company, date(year, 12, 31))
    period = service_year(company, first_day)
    if period.first != first_day:
        raise Refused(_("No service year of this company begins on %(day)s.") % {"day": long_day(first_day)})
    return period


def plan_reminders(plan: AnnualActionPlan, *, today: date, again: bool = False) -> None:
    """Reminders to contacts and who helps from outside 60, 30 and 7 days before the deadline; days that have passed get none."""
    company = Company.objects.only("name", "slug").get(pk=plan.company_id)
    for days in DAYS_BEFORE:
        due_on = plan.deadline - timedelta(days=days)
        context = {
            "company": company.name,
            "slug": company.slug,
            "plan": str(plan.pk),
            "year": plan.label,
            "deadline": plan.deadline.isoformat(),
            "days": days,
        }
        if due_on >= today:
            reminders.plan(plan, f"{KIND}.{days}_days", due_on, "contacts", context, again=again)
            reminders.plan(plan, f"{KIND}_coach.{days}_days", due_on, "guests", context, again=again)


def stop_reminders(plan: AnnualActionPlan, *, by: Actor, event: Any) -> None:
    """Effect of `submit`: the body has it, the deadline is met."""
    del event
    reminders.cancel(plan, "submitted", by, kind=KIND)
    reminders.cancel(plan, "submitted", by, kind=f"{KIND}_coach")


def resume_reminders(plan: AnnualActionPlan, *, by: Actor, event: Any) -> None:
    """Effect of `withdraw`: the plan must go to the body again."""
    del by
    plan_reminders(plan, today=day_of(event.at), again=True)


@transaction.atomic
def save_annual_texts(
    *, plan: AnnualActionPlan, opened_with: int, by: Actor, at: datetime | None = None, **texts: str
) -> AnnualActionPlan:
    """Store priorities, means, duties and adaptations. Raises VersionConflict; Refused when the plan is locked."""
    by.check(rules.EDIT)
    if not set(texts) <= set(rules.TEXTS):
        raise TypeError(f"unknown texts: {sorted(set(texts) - set(rules.TEXTS))}")
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    plan.claim_version(opened_with)
    for name, text in texts.items():
        setattr(plan, name, text.strip())
    plan.save(update_fields=["version", *texts])
    audit.record("actionplans.annual_texts_saved", plan, by=by, at=at or clock.now())
    return plan


@transaction.atomic
def carry_over_measures(
    *, plan: AnnualActionPlan, reasons: Mapping[UUID, str], by: Actor, at: datetime | None = None
) -> list[PreventionMeasure]:
    """Bring unfinished measures of last year into this plan as proposals; `reasons`: measure id → why it is unfinished.

    A measure that came over already is left alone. Raises Refused for an unknown measure or an empty reason.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    found = {measure.pk: measure for measure in unfinished_last_year(plan)}
    if not set(reasons) <= set(found):
        raise Refused(_("One of these measures is finished, or came over already. Look at the list again."))
    copies = []
    for pk, reason in reasons.items():
        old = found[pk]
        if not reason.strip():
            raise Refused(_("Say for each measure why it was not finished."))
        objective = objective_for(old, plan)
        if objective is None:
            raise Refused(
                _("Objective %(code)s is not in this five-year plan any more.") % {"code": old.objective.code}
            )
        new = copy_measure(old, plan, objective=objective, reason=reason.strip(), moment=moment)
        audit.record("actionplans.measure_carried_over", new, by=by, reason=reason, at=moment)
        copies.append(new)
    return copies


def objective_for(old: PreventionMeasure, plan: AnnualActionPlan) -> Objective | None:
    """Towards which objective a measure works in this plan: the same, its renewal, or in the same five years its code."""
    here = Objective.objects.filter(plan_id=plan.global_plan_id)
    same = here.filter(Q(pk=old.objective_id) | Q(renewed_from_id=old.objective_id)).first()
    if same is not None:
        return same
    was = GlobalPreventionPlan.objects.only("start_year", "start_month").get(pk=old.objective.plan_id)
    if was.first_day == plan.global_plan.first_day:
        return here.filter(code=old.objective.code).first()
    return here.filter(renewed_from__code=old.objective.code).first()


def unfinished_last_year(plan: AnnualActionPlan) -> QuerySet[PreventionMeasure]:
    """Measures of earlier years that were neither carried out nor cancelled nor dropped, and went on nowhere yet."""
    went_on = PreventionMeasure.objects.filter(
        carried_from_id=OuterRef("pk"), plan__first_day__gt=OuterRef("plan__first_day")
    )
    return (
        PreventionMeasure.objects.filter(company_id=plan.company_id, plan__first_day__lt=plan.first_day)
        .exclude(plan__state=PlanState.AMENDED)
        .exclude(state__in=[*CARRIED_OUT, MeasureState.CANCELLED])
        .exclude(ending=Ending.DROPPED)
        .exclude(Exists(went_on))
        .select_related("objective", "plan")
        .order_by("plan__first_day", Length("code"), "code")
    )


@transaction.atomic
def amend_annual_plan(
    *, plan: AnnualActionPlan, reason: str, by: Actor, at: datetime | None = None
) -> AnnualActionPlan:
    """A new draft version with the same texts and unfinished measures; the body advises on it first (Codex I.2-10)."""
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    check_can_amend(plan, reason)
    piece = make_piece(PieceKind.YEARLY_PLAN, plan.company_id, by=by, at=moment, builds_on_id=plan.piece_id)
    new = AnnualActionPlan.objects.create(
        piece=piece,
        company_id=plan.company_id,
        global_plan_id=plan.global_plan_id,
        year=plan.year,
        first_day=plan.first_day,
        last_day=plan.last_day,
        deadline=plan.deadline,
        version_no=made.next_version(plan.company_id, plan.first_day, yearly=True),
        amended_from=plan,
        created_at=moment,
        **{name: getattr(plan, name) for name in rules.TEXTS},
    )
    for old in _unfinished(plan):
        copy = copy_measure(old, new, objective=old.objective, reason="", moment=moment, code=old.code)
        if old.state != MeasureState.PROPOSED:
            apply_transition(MEASURE, "plan", copy, by=by, at=moment)
    audit.record("actionplans.annual_plan_amended", new, by=by, reason=reason, at=moment)
    return new


def _unfinished(plan: AnnualActionPlan) -> Any:
    return plan.measures.exclude(state__in=[*CARRIED_OUT, MeasureState.CANCELLED]).select_related("objective")


def replace_amended_annual_plan(plan: AnnualActionPlan, *, by: Actor, event: Any) -> None:
    """Effect of `activate`: the version in force becomes "amended" and its measures go on under the new one.

    A running measure keeps its identity, notes and history and takes over the agreed text; what the new version left
    out is cancelled. The text of the old version stays in the frozen copy that the body advised on.
    """
    if plan.amended_from_id is None:
        return
    old = lock(AnnualActionPlan.objects.all(), pk=plan.amended_from_id)
    if old.state != PlanState.ACTIVE:
        return
    apply_transition(ANNUAL_PLAN, "amend", old, by=by, at=event.at)
    # In the database: no hat moves a row to another piece of the file, nor rewrites what is in force (`keep_in_force`).
    with connection.cursor() as cursor:
        cursor.execute("SELECT measures_go_on(%s)", [str(plan.pk)])
    left_out = old.measures.exclude(state__in=[*CARRIED_OUT, MeasureState.CANCELLED])
    for measure in left_out.select_for_update(of=("self",)):
        reason = str(_("Left out of the amended plan"))
        apply_transition(MEASURE, "cancel", measure, by=by, at=event.at, reason=reason)

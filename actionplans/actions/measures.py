"""Planning measures: six W's, prevention level, who follows it up, what it costs and how one sees that it works."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions.plans import keys_of
from actionplans.enums import MEASURE, MeasureState, PlanState
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.values.actions import known_by
from coaching.companies.models import Membership
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import lock, sent_before

FIELDS = (
    "what",
    "why",
    "who",
    "how",
    "where",
    "due_on",
    "prevention_level",
    "voluntary",
    "owner_id",
    "budget_eur",
    "indicator",
)
PLANNING = (MeasureState.PROPOSED, MeasureState.PLANNED)


@transaction.atomic
def add_measure(
    *, plan: AnnualActionPlan, objective: Objective, by: Actor, at: datetime | None = None, **fields: Any
) -> PreventionMeasure:
    """A proposed measure with the next code; `fields` are of FIELDS, `what` at least.

    Raises Refused for an objective of another plan, an owner from outside the company or a date outside the year.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = _locked(plan)
    measure = PreventionMeasure(
        **keys_of(plan), plan=plan, objective=objective, code=rules.next_code("A", _codes(plan)), created_at=moment
    )
    _fill(measure, fields)
    _check(plan, measure)
    measure.measured_by = known_by(measure.indicator, by=by, at=at)
    if there := sent_before(measure):
        return there
    measure.save(force_insert=True)
    audit.record("actionplans.measure_added", measure, by=by, at=moment, data={"code": measure.code})
    return measure


@transaction.atomic
def change_measure(
    *,
    measure: PreventionMeasure,
    opened_with: int,
    by: Actor,
    objective: Objective | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> PreventionMeasure:
    """Change a measure that is still being planned. A planned one stays complete, or the change is refused."""
    by.check(rules.EDIT)
    plan = _locked(AnnualActionPlan(pk=measure.plan_id))
    measure = lock(PreventionMeasure.objects.all(), pk=measure.pk)
    if measure.state not in PLANNING:
        raise Refused(_("This measure is being carried out, or has ended. It cannot be rewritten."))
    measure.claim_version(opened_with)
    _fill(measure, fields)
    measure.objective = objective or measure.objective
    _check(plan, measure)
    if measure.state == MeasureState.PLANNED:
        rules.check_can_plan_measure(measure)
    if "indicator" in fields:
        measure.measured_by = known_by(measure.indicator, by=by, at=at)
    measure.save(update_fields=["version", "objective", "measured_by", *fields])
    audit.record("actionplans.measure_changed", measure, by=by, at=at or clock.now(), data={"columns": sorted(fields)})
    return measure


@transaction.atomic
def plan_measure(*, measure: PreventionMeasure, by: Actor, at: datetime | None = None) -> PreventionMeasure:
    """Mark a proposed measure as ready. Raises Refused, naming what is missing (subject/lives.md#measure)."""
    by.check(rules.EDIT)
    _locked(AnnualActionPlan(pk=measure.plan_id))
    measure = lock(PreventionMeasure.objects.all(), pk=measure.pk)
    rules.check_can_plan_measure(measure)
    apply_transition(MEASURE, "plan", measure, by=by, at=at)
    return measure


@transaction.atomic
def delete_measure(*, measure: PreventionMeasure, by: Actor, at: datetime | None = None) -> None:
    """Take a measure out of a plan that the body has not seen yet. Later it is cancelled, with a reason."""
    by.check(rules.EDIT)
    plan = _locked(AnnualActionPlan(pk=measure.plan_id))
    measure = lock(PreventionMeasure.objects.all(), pk=measure.pk)
    if plan.state == PlanState.ADVISED or measure.state not in PLANNING:
        raise Refused(_("The consultation body has seen this measure. Cancel it with a reason instead."))
    audit.record(
        "actionplans.measure_deleted",
        plan,
        by=by,
        at=at or clock.now(),
        data={"code": measure.code, "what": measure.what},
    )
    measure.delete()


def copy_measure(
    old: PreventionMeasure,
    plan: AnnualActionPlan,
    *,
    objective: Objective,
    reason: str,
    moment: datetime,
    code: str = "",
) -> PreventionMeasure:
    """A proposed copy in another plan; a date of another year is left out, so that somebody chooses a new one."""
    values = {name: getattr(old, name) for name in FIELDS}
    if old.due_on and not plan.has_day(old.due_on):
        values["due_on"] = None
    return PreventionMeasure.objects.create(
        **keys_of(plan),
        plan=plan,
        objective=objective,
        code=code or rules.next_code("A", _codes(plan)),
        measured_by_id=old.measured_by_id,
        carried_from=old,
        carried_reason=reason,
        created_at=moment,
        **values,
    )


def _locked(plan: AnnualActionPlan) -> AnnualActionPlan:
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    return plan


def _codes(plan: AnnualActionPlan) -> Any:
    """Codes used here and in the version that this one amends."""
    return PreventionMeasure.objects.filter(plan_id__in=[plan.pk, plan.amended_from_id]).values_list("code", flat=True)


def _fill(measure: PreventionMeasure, fields: dict[str, Any]) -> None:
    if not set(fields) <= set(FIELDS):
        raise TypeError(f"unknown columns: {sorted(set(fields) - set(FIELDS))}")
    for name, value in fields.items():
        setattr(measure, name, value)


def _check(plan: AnnualActionPlan, measure: PreventionMeasure) -> None:
    if measure.objective.plan_id != plan.global_plan_id:
        raise Refused(_("Choose an objective of this plan."))
    if not measure.what.strip():
        raise Refused(_("Say what you will do."))
    if measure.due_on and not plan.has_day(measure.due_on):
        raise Refused(_("Choose a date in %(year)s, the year of this plan.") % {"year": plan.label})
    if measure.owner_id is not None and not active_owners(plan.company_id).filter(user_id=measure.owner_id).exists():
        raise Refused(_("Choose somebody of this company to follow the measure up."))


def active_owners(company_id: UUID) -> QuerySet[Membership]:
    """Memberships of people who may follow up a measure. Not the body's: their bench is nobody's business here."""
    today = clock.today()
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        company_id=company_id,
        role__in=[role.value for role in rules.OWNER_ROLES],
        ended_at__isnull=True,
    )

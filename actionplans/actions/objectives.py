"""Priority objectives of a five-year plan, tied to the findings that they answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.actions.plans import keys_of
from actionplans.models import GlobalPreventionPlan, Objective, ObjectiveFinding, PreventionMeasure
from actionplans.values.actions import tie
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, sent_before


@transaction.atomic
def add_objective(
    *,
    plan: GlobalPreventionPlan,
    text: str,
    by_year: int,
    by: Actor,
    findings: Iterable[UUID] = (),
    indicator: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    unit: str = "",
    baseline_on: date | None = None,
    voluntary: bool = False,
    at: datetime | None = None,
) -> Objective:
    """A new objective with the next code. `findings`: their ids, of the plan's own analysis.

    indicator: in words; from then on it is a figure that the company follows (`values.actions.named`). baseline_on: when
    the baseline was measured.

    Raises Refused for a year outside the plan, a finding of another analysis, or none where one is needed.
    """
    by.check(rules.EDIT)
    plan = _locked(plan)
    objective = Objective(
        **keys_of(plan),
        plan=plan,
        code=rules.next_code("O", _codes(plan)),
        text=text,
        by_year=by_year,
        indicator=indicator,
        baseline=baseline,
        target=target,
        unit=unit,
        baseline_on=baseline_on,
        voluntary=voluntary,
    )
    tied = _checked(plan, objective, findings)
    tie(objective, by=by, at=at)
    if there := sent_before(objective):
        return there
    objective.save(force_insert=True)
    _tie(objective, tied)
    audit.record("actionplans.objective_added", objective, by=by, at=at or clock.now(), data={"code": objective.code})
    return objective


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    findings: Iterable[UUID],
    opened_with: int,
    by: Actor,
    at: datetime | None = None,
    **fields: Any,
) -> Objective:
    """Change columns of an objective and what it is tied to. Raises VersionConflict, and Refused as `add_objective`."""
    by.check(rules.EDIT)
    plan = _locked(GlobalPreventionPlan(pk=objective.plan_id))
    objective = lock(Objective.objects.all(), pk=objective.pk)
    objective.claim_version(opened_with)
    for name, value in fields.items():
        setattr(objective, name, value)
    tied = _checked(plan, objective, findings)
    tie(objective, by=by, at=at)
    objective.save(update_fields=list({"version", "measured_by", "unit", "baseline", "baseline_on", *fields}))
    ObjectiveFinding.objects.filter(objective=objective).delete()
    _tie(objective, tied)
    audit.record("actionplans.objective_changed", objective, by=by, at=at or clock.now())
    return objective


@transaction.atomic
def delete_objective(*, objective: Objective, by: Actor, at: datetime | None = None) -> None:
    """Take an objective out of a plan. Raises Refused while a measure works towards it."""
    by.check(rules.EDIT)
    plan = _locked(GlobalPreventionPlan(pk=objective.plan_id))
    objective = lock(Objective.objects.all(), pk=objective.pk)
    if PreventionMeasure.objects.filter(objective=objective).exists():
        raise Refused(_("A measure works towards this objective. Move or remove that measure first."))
    audit.record(
        "actionplans.objective_deleted",
        plan,
        by=by,
        at=at or clock.now(),
        data={"code": objective.code, "text": objective.text},
    )
    objective.delete()


def _locked(plan: GlobalPreventionPlan) -> GlobalPreventionPlan:
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    return plan


def _codes(plan: GlobalPreventionPlan) -> Any:
    return Objective.objects.filter(plan=plan).values_list("code", flat=True)


def _checked(plan: GlobalPreventionPlan, objective: Objective, findings: Iterable[UUID]) -> list[UUID]:
    """The ids of the findings, once each; Refused when the objective does not fit the plan."""
    if objective.baseline_on and objective.baseline_on > clock.today():
        raise Refused(_("The day on which it was measured is yet to come."))
    if not plan.start_year <= objective.by_year <= plan.end_year:
        raise Refused(
            _("Choose a year within the plan: %(first)s to %(last)s.")
            % {"first": plan.start_year, "last": plan.end_year}
        )
    wanted = set(findings)
    own = set(rules.basis_of(plan).filter(pk__in=wanted).values_list("pk", flat=True))
    if own != wanted:
        raise Refused(_("A finding of another risk analysis cannot be tied to this objective."))
    if not wanted and not objective.voluntary:
        raise Refused(_("Tie the objective to at least one finding, or mark it as voluntary health promotion."))
    return sorted(own)


def _tie(objective: Objective, findings: list[UUID]) -> None:
    ObjectiveFinding.objects.bulk_create(
        [ObjectiveFinding(**keys_of(objective), objective=objective, finding_id=pk) for pk in findings]
    )

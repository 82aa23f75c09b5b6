"""A five-year plan at its end: what it brought, the end of its time, and the plan that follows with what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions.plans import create_global_plan, day_of, keys_of, newest_final_analysis
from actionplans.enums import GLOBAL_PLAN, PlanState
from actionplans.models import GlobalPreventionPlan, Objective, ObjectiveFinding
from actionplans.queries.renewal import Outcome, outcome_of
from actionplans.values.actions import keep_measured
from actionplans.values.queries import ObjectiveStanding, objectives_standing
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import lock

RENEWABLE = (PlanState.ACTIVE, PlanState.EXPIRED)


@transaction.atomic
def conclude_global_plan(
    *,
    plan: GlobalPreventionPlan,
    opened_with: int,
    conclusion: str,
    reached: Mapping[str, Mapping[str, str]],
    by: Actor,
    at: datetime | None = None,
) -> GlobalPreventionPlan:
    """Keep what the five years brought: as a whole, and per objective (by its code) whether, how far, in words.

    reached: code → {"reached": "yes" | "partly" | "no", "value": a figure as text, "words": …}. May be written again,
    also after an early renewal, which keeps what was known then. Raises VersionConflict; Refused for a plan that is not
    in force or over.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    if plan.state not in RENEWABLE or plan.is_brought:
        raise Refused(_("A five-year plan in force is evaluated, or one whose time is over."))
    if not conclusion.strip():
        raise Refused(_("Say what the five years brought."))
    plan.claim_version(opened_with)
    known = set(plan.objectives.values_list("code", flat=True))
    plan.reached = {code: dict(said) for code, said in reached.items() if code in known}
    keep_measured(plan, plan.reached, by=by, at=moment)
    plan.conclusion, plan.concluded_at, plan.concluded_by_id = conclusion.strip(), moment, by.user_id
    plan.save(update_fields=["version", "reached", "conclusion", "concluded_at", "concluded_by_id"])
    audit.record("actionplans.global_plan_concluded", plan, by=by, at=moment)
    return plan


@transaction.atomic
def renew_global_plan(
    *, plan: GlobalPreventionPlan, first_day: date, by: Actor, at: datetime | None = None
) -> GlobalPreventionPlan:
    """The draft of the next five years: from the newest final analysis, with objectives that were not reached.

    No copy: an objective that was reached stays behind, one that goes on begins where the last one ended, and the
    sections are written anew. Raises Refused before the plan was evaluated, and as `create_global_plan`.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    old = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    if old.state not in RENEWABLE:
        raise Refused(_("A five-year plan in force is renewed, or one whose time is over."))
    if not old.conclusion and not old.is_brought:
        raise Refused(_("First say what the five years brought: the next plan begins from it."))
    if first_day <= old.first_day:
        raise Refused(_("The next plan begins after this one."))
    analysis = newest_final_analysis(old.company_id)
    if analysis is None:
        raise Refused(_("The plan starts from a final risk analysis. This one is not final yet."))
    new = create_global_plan(
        analysis=analysis, start_year=first_day.year, start_month=first_day.month, renews=old, by=by, at=moment
    )
    for stood in objectives_standing(old.pk, on=day_of(moment)):
        outcome = outcome_of(old, stood.objective)
        if outcome.reached != "yes":
            _go_on(stood, new, outcome)
    audit.record("actionplans.global_plan_renewed", new, by=by, at=moment, data={"renews": str(old.pk)})
    return new


def _go_on(stood: ObjectiveStanding, new: GlobalPreventionPlan, outcome: Outcome) -> None:
    """An objective that was not reached: from its last value, by the end of the new plan.

    It keeps its ties where the risk analysis is the same; else somebody ties it to what the new one found.
    """
    old, last = stood.objective, stood.last
    made = Objective.objects.create(
        **keys_of(new),
        plan=new,
        code=rules.next_code("O", new.objectives.values_list("code", flat=True)),
        by_year=new.end_year,
        baseline=last.value if last else outcome.figure,
        baseline_on=last.on if last else None,
        renewed_from=old,
        **{name: getattr(old, name) for name in ("text", "indicator", "measured_by", "target", "unit", "voluntary")},
    )
    ties = ObjectiveFinding.objects.filter(objective=old, finding__analysis_id=new.analysis_id)
    ObjectiveFinding.objects.bulk_create(
        [ObjectiveFinding(**keys_of(new), objective=made, finding_id=tie.finding_id) for tie in ties]
    )


@transaction.atomic
def expire_plan(*, plan: GlobalPreventionPlan, by: Actor, at: datetime | None = None) -> GlobalPreventionPlan:
    """The five years of a plan in force are over. Raises Refused before that."""
    moment = at or clock.now()
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    if day_of(moment) <= plan.end:
        raise Refused(_("The five years of this plan are not over yet."))
    apply_transition(GLOBAL_PLAN, "expire", plan, by=by, at=moment)
    return plan


def end_renewed_plan(plan: GlobalPreventionPlan, *, by: Actor, event: Any) -> None:
    """Effect of `activate`: the plan that it renews ends on that day, also when its five years were not over yet."""
    if plan.renews_id is None:
        return
    old = lock(GlobalPreventionPlan.objects.all(), pk=plan.renews_id)
    if old.state == PlanState.ACTIVE:
        apply_transition(GLOBAL_PLAN, "expire", old, by=by, at=event.at)

"""A year turns: the next plan grows out of the running one, the year is evaluated and closed, nothing gets lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from actionplans import rules
from actionplans.actions import annual
from actionplans.actions.measures import copy_measure
from actionplans.actions.plans import day_of
from actionplans.enums import ANNUAL_PLAN, MEASURE, Ending, PlanState
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.queries import years as reading
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock

TEXTS = ("results", "body_said", "lessons")


@transaction.atomic
def draft_next_year(*, company_id: UUID, first_day: date, by: Actor, at: datetime | None = None) -> AnnualActionPlan:
    """The draft of a service year, grown from what runs: objectives that go on, lessons, tasks, and every open measure.

    Each open measure comes over as a proposal with its reason. Raises Refused without a five-year plan for that year,
    AlreadyDone when the year has its plan.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    company = Company.objects.only("language", "year_starts", "year_changes").get(pk=company_id)
    above = reading.plan_above(company_id, service_year(company, first_day))
    if above is None:
        raise Refused(_("There is no five-year plan here for that year. Renew the five-year plan first."))
    plan = annual.create_annual_plan(global_plan=above, first_day=first_day, by=by, at=moment)
    with translation.override(company.language):
        _grow_texts(plan)
        _bring_along(plan, by, moment)
    audit.record("actionplans.year_drafted", plan, by=by, at=moment, data={"year": plan.label})
    return plan


def _grow_texts(plan: AnnualActionPlan) -> None:
    """A first text where the running year has one: nobody begins with an empty page."""
    before = reading.year_before(plan)
    goals = Objective.objects.filter(plan_id=plan.global_plan_id, by_year__gte=plan.first_day.year).order_by("code")
    plan.priorities = "\n".join(f"– {goal}" for goal in goals)
    if before is not None:
        plan.duties, plan.adaptations = before.duties, before.lessons
    plan.save(update_fields=["priorities", "duties", "adaptations"])


def _bring_along(plan: AnnualActionPlan, by: Actor, moment: datetime) -> None:
    for old in annual.unfinished_last_year(plan):
        objective = annual.objective_for(old, plan)
        if objective is not None:  # the page goes on asking for what has no objective here
            _copy(old, plan, objective, by, moment)


def _copy(old: PreventionMeasure, plan: AnnualActionPlan, objective: Objective, by: Actor, moment: datetime) -> None:
    reason = old.ending_reason or _("When this plan was made it was: %(state)s, %(progress)s %%.") % {
        "state": old.get_state_display(),
        "progress": old.progress,
    }
    new = copy_measure(old, plan, objective=objective, reason=reason, moment=moment)
    audit.record("actionplans.measure_carried_over", new, by=by, reason=reason, at=moment)


@transaction.atomic
def save_evaluation(
    *,
    plan: AnnualActionPlan,
    opened_with: int,
    endings: Mapping[UUID, tuple[str, str]],
    by: Actor,
    whole: bool = False,
    at: datetime | None = None,
    **texts: str,
) -> AnnualActionPlan:
    """Keep what is known of the year: its texts (`TEXTS`), and per unfinished measure what becomes of it and why.

    Begun whenever somebody likes. whole: this is the evaluation; then the year is over, the result is written and every
    unfinished measure has its answer, or it is Refused, naming what lacks. Raises VersionConflict.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    if plan.state not in (PlanState.ACTIVE, PlanState.EVALUATED):
        raise Refused(_("A plan in force is evaluated, until its year is closed."))
    plan.claim_version(opened_with)
    if not set(texts) <= set(TEXTS):
        raise TypeError(f"unknown texts: {sorted(set(texts) - set(TEXTS))}")
    for name, text in texts.items():
        setattr(plan, name, text.strip())
    for measure in reading.unfinished(plan):
        ending, reason = endings.get(measure.pk, (measure.ending, measure.ending_reason))
        measure.ending, measure.ending_reason = (ending, reason.strip()) if ending and reason.strip() else ("", "")
        measure.save(update_fields=["ending", "ending_reason"])
    if whole or plan.state == PlanState.EVALUATED:
        check_whole(plan, day_of(moment))
    plan.save(update_fields=["version", *TEXTS])
    audit.record("actionplans.evaluation_saved", plan, by=by, at=moment)
    if whole and plan.state == PlanState.ACTIVE:
        apply_transition(ANNUAL_PLAN, "evaluate", plan, by=by, at=moment)
    return plan


def check_whole(plan: AnnualActionPlan, today: date) -> None:
    """Raise Refused, naming what lacks, unless the year may be evaluated with what is known."""
    if today < plan.last_day:
        raise Refused(_("The year is not over yet. What you know so far can be saved."))
    if not plan.results.strip():
        raise Refused(_("Say what the year brought."))
    lacking = [measure.code for measure in reading.unfinished(plan) if not measure.ending]
    if lacking:
        raise Refused(
            _("Say of each unfinished measure what becomes of it, and why. Not said yet: %(codes)s.")
            % {"codes": ", ".join(lacking)}
        )


@transaction.atomic
def close_year(*, plan: AnnualActionPlan, by: Actor, at: datetime | None = None) -> AnnualActionPlan:
    """Close an evaluated year: what goes on stands in the next plan with its reason, what stops is cancelled with its own.

    A next plan that nobody made is made; one in force gets an amended version, for any change goes to the body first
    (Codex I.2-10). Raises Refused while the next plan can take nothing in; the body and the contacts are told.
    """
    by.check(rules.ADOPT)
    moment = at or clock.now()
    plan = lock(AnnualActionPlan.objects.all(), pk=plan.pk)
    if plan.state == PlanState.EVALUATED:
        _carry_on(plan, by, moment)
        for measure in reading.unfinished(plan).filter(ending=Ending.DROPPED):
            apply_transition(MEASURE, "cancel", measure, by=by, at=moment, reason=measure.ending_reason)
    apply_transition(ANNUAL_PLAN, "close", plan, by=by, at=moment)
    _tell_closed(plan, by)
    return plan


def _carry_on(plan: AnnualActionPlan, by: Actor, moment: datetime) -> None:
    going = list(reading.going_on(plan))
    if not going:
        return
    target = _next_plan(plan, by, moment)
    there = set(target.measures.filter(carried_from__in=going).values_list("carried_from_id", flat=True))
    for old in going:
        if old.pk in there:
            continue
        objective = annual.objective_for(old, target)
        if objective is None:
            raise Refused(
                _("The next five-year plan lacks the objective of measure %(measure)s. Add it there first.")
                % {"measure": old}
            )
        _copy(old, target, objective, by, moment)


def _next_plan(plan: AnnualActionPlan, by: Actor, moment: datetime) -> AnnualActionPlan:
    """The plan of the year after, in a state in which it takes measures in."""
    first_day = plan.last_day + timedelta(days=1)
    versions = AnnualActionPlan.objects.filter(company_id=plan.company_id, first_day=first_day)
    newest = versions.exclude(state__in=rules.ENDED).order_by("-version_no").first()
    if newest is None:
        return draft_next_year(company_id=plan.company_id, first_day=first_day, by=by, at=moment)
    if rules.is_editable(newest):
        return newest
    if newest.state == PlanState.ACTIVE:
        reason = _("Measures of %(year)s that go on.") % {"year": plan.label}
        return annual.amend_annual_plan(plan=newest, reason=reason, by=by, at=moment)
    raise Refused(
        _(
            "The plan for %(year)s is before the consultation body. Close this year once that plan is adopted and in force."
        )
        % {"year": newest.label}
    )


def _tell_closed(plan: AnnualActionPlan, by: Actor) -> None:
    company = Company.objects.only("name", "slug").get(pk=plan.company_id)
    outbox.queue(
        "actionplans.year_closed",
        recipients=by.others(
            [*people.user_ids("body_of", plan.company_id), *people.user_ids("contacts_of", plan.company_id)]
        ),
        context={
            "company": company.name,
            "slug": company.slug,
            "plan": str(plan.pk),
            "year": plan.label,
            "results": plan.results,
            **reading.counted(plan),
        },
        dedupe=f"year_closed:{plan.pk}",
        about=plan,
    )


def adapt_to_changed_years(company: Company, *, by: Actor, at: datetime) -> None:
    """Years begin in another month (`companies.years_changed`): drafts follow; refused where a plan is agreed for them.

    What was put to the body covers the year that it covers, also once that year is closed: a change cuts no year of such
    a plan (Codex I.2-10).
    """
    for plan in AnnualActionPlan.objects.filter(company_id=company.pk).exclude(state=PlanState.AMENDED):
        now = service_year(company, plan.first_day)
        if now == plan.period:
            continue
        if plan.state not in rules.BEFORE_BODY or now.first != plan.first_day:
            raise Refused(
                _("There is a plan for %(year)s, and the change would cut that year. Choose a later day.")
                % {"year": plan.label}
            )
        plan.last_day = now.last
        plan.save(update_fields=["last_day"])
        audit.record("actionplans.year_cut", plan, by=by, at=at, data={"until": now.last.isoformat()})

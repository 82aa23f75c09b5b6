"""After the advice: the employer's answers, the changes they bring, adoption and coming in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions.consultation import frozen_copy, locked_review, machine_of, tell
from actionplans.actions.measures import change_measure
from actionplans.actions.plans import day_of, locked
from actionplans.enums import BODY_REVIEW, AdviceKind, PlanState, Reply, ReviewState
from actionplans.models import AnnualActionPlan, BodyReview, PreventionMeasure, Remark
from actionplans.queries.consultation import last_review
from coaching.companies.models import Company
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import reminders
from coaching.core.paper import documents
from coaching.core.tenancy.models import lock
from coaching.trajectories.enums import TRAJECTORY, TrajectoryState
from coaching.trajectories.models import Trajectory


@transaction.atomic
def answer_remark(
    *,
    remark: Remark,
    reply: str,
    by: Actor,
    text: str = "",
    change: str = "",
    opened_with: int | None = None,
    at: datetime | None = None,
) -> Remark:
    """The employer's answer to one remark, with what changes in the plan (Codex II.7-19).

    Raises Refused without reasons for anything but "follows", or outside the time between advice and answer; an answer
    may be changed until the advice as a whole is answered.
    """
    by.check(rules.ANSWER_ADVICE)
    moment = at or clock.now()
    review = locked_review(remark.review)
    remark = Remark.objects.get(pk=remark.pk)
    if review.state != ReviewState.ADVISED:
        raise Refused(_("Remarks are answered between the advice and your answer to it."))
    consulting.check_remark_reply(reply, text)
    if opened_with is not None:
        remark.claim_version(opened_with)
    remark.reply, remark.reply_text, remark.change = reply, text.strip(), change.strip()
    remark.replied_at, remark.replied_by_id = moment, by.user_id
    remark.save(update_fields=["reply", "reply_text", "change", "replied_at", "replied_by_id", "version"])
    audit.record("actionplans.remark_answered", remark, by=by, at=moment, data={"code": remark.code, "reply": reply})
    return remark


def unlocked_measures(review: BodyReview) -> set[str]:
    """Codes of the measures that a followed (or partly followed) remark is about."""
    followed = review.remarks.filter(reply__in=[Reply.ACCEPTED, Reply.PARTIAL]).exclude(about="")
    return set(followed.values_list("about", flat=True))


@transaction.atomic
def apply_change(
    *,
    remark: Remark,
    measure: PreventionMeasure,
    opened_with: int,
    by: Actor,
    at: datetime | None = None,
    **fields: Any,
) -> PreventionMeasure:
    """Work a followed remark into the measure it is about, without a new round; `fields` as for `change_measure`.

    Raises Refused when the remark was not followed or is about something else, or the plan is no longer between the
    advice and its adoption.
    """
    by.check(rules.EDIT)
    review = locked_review(remark.review)
    plan = consulting.plan_of(review)
    if plan.state != PlanState.ADVISED:
        raise Refused(_("Changes from remarks are made between the advice and the adoption."))
    if measure.plan_id != plan.pk or measure.code not in unlocked_measures(review) or remark.about != measure.code:
        raise Refused(_("Only a measure that a followed remark is about can be changed now."))
    changed = change_measure(measure=measure, opened_with=opened_with, by=by, at=at, **fields)
    audit.record(
        "actionplans.remark_worked_in",
        changed,
        by=by,
        at=at or clock.now(),
        data={"remark": remark.code, "columns": sorted(fields)},
    )
    return changed


@transaction.atomic
def answer_advice(
    *, review: BodyReview, answer: str, by: Actor, text: str = "", at: datetime | None = None
) -> BodyReview:
    """The employer's answer to the advice as a whole, once every remark has one; the body is told (Codex II.7-19).

    Raises Refused without reasons when deviating, or when choosing between differing opinions.
    """
    by.check(rules.ANSWER_ADVICE)
    moment = at or clock.now()
    review = locked_review(review)
    if review.state == ReviewState.ADVISED:
        if review.remarks.filter(reply="").exists():
            raise Refused(_("Answer all remarks first."))
        consulting.check_advice_answer(review, answer, text)
    apply_transition(BODY_REVIEW, "answer", review, by=by, at=moment, answer=answer, answer_text=text.strip())
    reminders.cancel(review, "answered", by)
    tell("actionplans.advice_answered", review, ("body",), by, answer=answer)
    return review


@transaction.atomic
def adopt_plan(*, plan: rules.Plan, by: Actor, at_once: bool = False, at: datetime | None = None) -> Any:
    """The employer adopts the plan. It comes in force on its first day; a five-year plan at once when asked.

    What followed remarks changed makes a new version, without a new round. Raises Refused while a remark or the advice
    has no answer; IllegalTransition for a second click.
    """
    by.check(rules.ADOPT)
    moment = at or clock.now()
    plan = locked(plan)
    review = last_review(plan)
    if plan.state == PlanState.ADVISED:
        open_remarks = review.remarks.filter(reply="").count() if review else 0
        consulting.check_can_adopt(review, open_remarks)
    changed = review is not None and frozen_copy(plan)[1] != review.frozen_sha256
    apply_transition(
        machine_of(plan), "adopt", plan, by=by, at=moment, version_no=plan.version_no + (1 if changed else 0)
    )
    assert review is not None
    _close(review, by, moment)
    _print(plan, review, by, moment)
    if (at_once and not isinstance(plan, AnnualActionPlan)) or day_of(moment) >= consulting.first_day_of(plan):
        return _activate_if_possible(plan, by, moment)
    return plan


def _close(review: BodyReview, by: Actor, moment: datetime) -> None:
    review = locked_review(review)
    if review.state == ReviewState.ADVISED and review.advice_kind == AdviceKind.NONE:
        apply_transition(BODY_REVIEW, "answer", review, by=by, at=moment)
    if review.state == ReviewState.ANSWERED:
        apply_transition(BODY_REVIEW, "close", review, by=by, at=moment)


def _print(plan: rules.Plan, review: BodyReview, by: Actor, moment: datetime) -> None:
    """The advice with the answers, and the plan as adopted, in the company's language."""
    language = Company.objects.only("language").get(pk=plan.company_id).language
    documents.request("advice", review, by=by, language=language, at=moment)
    kind = "annual-plan" if isinstance(plan, AnnualActionPlan) else "global-plan"
    if kind in documents.REPORTS:
        documents.request(kind, plan, by=by, language=language, at=moment)


def _activate_if_possible(plan: rules.Plan, by: Actor, moment: datetime) -> Any:
    """A yearly plan without a five-year plan in force waits as adopted; the morning job tries again."""
    try:
        consulting.check_can_activate(plan, day_of(moment))
    except Refused:
        return plan
    return activate_plan(plan=plan, by=by, at=moment)


@transaction.atomic
def activate_plan(*, plan: rules.Plan, by: Actor, at: datetime | None = None) -> Any:
    """An adopted plan comes in force: a yearly plan from its first day, under a five-year plan in force (subject/lives.md#plan).

    The first yearly plan brings the trajectory to implementation. Body and contacts are told.
    """
    by.check(rules.ADOPT)
    moment = at or clock.now()
    plan = locked(plan)
    consulting.check_can_activate(plan, day_of(moment))
    apply_transition(machine_of(plan), "activate", plan, by=by, at=moment)
    if isinstance(plan, AnnualActionPlan):
        _begin_implementation(plan, by, moment)
    review = last_review(plan)
    if review is not None:
        tell("actionplans.plan_in_force", review, ("body", "contacts"), by)
    return plan


def _begin_implementation(plan: AnnualActionPlan, by: Actor, moment: datetime) -> None:
    trajectory = lock(Trajectory.objects.all(), pk=plan.trajectory_id)
    if trajectory.state == TrajectoryState.PLANNING:
        apply_transition(TRAJECTORY, "begin_implementation", trajectory, by=by, at=moment)

"""After the advice: the employer's answers, the changes they bring, adoption and coming in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions.consultation import frozen_copy, locked_advice_request, machine_of, tell
from actionplans.actions.measures import change_measure
from actionplans.actions.plans import day_of, locked
from actionplans.enums import ADVICE_REQUEST, AdviceKind, AdviceRequestState, PlanState, Reply
from actionplans.models import AdviceRequest, AnnualActionPlan, PreventionMeasure, Remark
from actionplans.queries.consultation import last_advice_request
from coaching.companies.models import Company
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import reminders
from coaching.core.paper import documents


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
    advice_request = locked_advice_request(remark.advice_request)
    remark = Remark.objects.get(pk=remark.pk)
    if advice_request.state != AdviceRequestState.ADVISED:
        raise Refused(_("Remarks are answered between the advice and your answer to it."))
    consulting.check_remark_reply(reply, text)
    if opened_with is not None:
        remark.claim_version(opened_with)
    remark.reply, remark.reply_text, remark.change = reply, text.strip(), change.strip()
    remark.replied_at, remark.replied_by_id = moment, by.user_id
    remark.save(update_fields=["reply", "reply_text", "change", "replied_at", "replied_by_id", "version"])
    audit.record("actionplans.remark_answered", remark, by=by, at=moment, data={"code": remark.code, "reply": reply})
    return remark


def unlocked_measures(advice_request: AdviceRequest) -> set[str]:
    """Codes of the measures that a followed (or partly followed) remark is about."""
    followed = advice_request.remarks.filter(reply__in=[Reply.ACCEPTED, Reply.PARTIAL]).exclude(about="")
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
    advice_request = locked_advice_request(remark.advice_request)
    plan = consulting.plan_of(advice_request)
    if plan.state != PlanState.ADVISED:
        raise Refused(_("Changes from remarks are made between the advice and the adoption."))
    if (
        measure.plan_id != plan.pk
        or measure.code not in unlocked_measures(advice_request)
        or remark.about != measure.code
    ):
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
    *, advice_request: AdviceRequest, answer: str, by: Actor, text: str = "", at: datetime | None = None
) -> AdviceRequest:
    """The employer's answer to the advice as a whole, once every remark has one; the body is told (Codex II.7-19).

    Raises Refused without reasons when deviating, or when choosing between differing opinions.
    """
    by.check(rules.ANSWER_ADVICE)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    if advice_request.state == AdviceRequestState.ADVISED:
        if advice_request.remarks.filter(reply="").exists():
            raise Refused(_("Answer all remarks first."))
        consulting.check_advice_answer(advice_request, answer, text)
    apply_transition(
        ADVICE_REQUEST, "answer", advice_request, by=by, at=moment, answer=answer, answer_text=text.strip()
    )
    reminders.cancel(advice_request, "answered", by)
    tell("actionplans.advice_answered", advice_request, ("body",), by, answer=answer)
    return advice_request


@transaction.atomic
def adopt_plan(*, plan: rules.Plan, by: Actor, at_once: bool = False, at: datetime | None = None) -> Any:
    """The employer adopts the plan. It comes in force on its first day; a five-year plan at once when asked.

    What followed remarks changed makes a new version, without a new round. Raises Refused while a remark or the advice
    has no answer; IllegalTransition for a second click.
    """
    by.check(rules.ADOPT)
    moment = at or clock.now()
    plan = locked(plan)
    advice_request = last_advice_request(plan)
    if plan.state == PlanState.ADVISED:
        open_remarks = advice_request.remarks.filter(reply="").count() if advice_request else 0
        consulting.check_can_adopt(advice_request, open_remarks)
    changed = advice_request is not None and frozen_copy(plan, advice_request)[1] != advice_request.frozen_sha256
    apply_transition(
        machine_of(plan), "adopt", plan, by=by, at=moment, version_no=plan.version_no + (1 if changed else 0)
    )
    assert advice_request is not None
    _close(advice_request, by, moment)
    _print(plan, advice_request, by, moment)
    if (at_once and not isinstance(plan, AnnualActionPlan)) or day_of(moment) >= consulting.first_day_of(plan):
        return _activate_if_possible(plan, by, moment)
    return plan


def _close(advice_request: AdviceRequest, by: Actor, moment: datetime) -> None:
    advice_request = locked_advice_request(advice_request)
    if advice_request.state == AdviceRequestState.ADVISED and advice_request.advice_kind == AdviceKind.NONE:
        apply_transition(ADVICE_REQUEST, "answer", advice_request, by=by, at=moment)
    if advice_request.state == AdviceRequestState.ANSWERED:
        apply_transition(ADVICE_REQUEST, "close", advice_request, by=by, at=moment)


def _print(plan: rules.Plan, advice_request: AdviceRequest, by: Actor, moment: datetime) -> None:
    """The advice with the answers, and the plan as adopted, in the company's language."""
    language = Company.objects.only("language").get(pk=plan.company_id).language
    documents.request("advice", advice_request, by=by, language=language, at=moment)
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

    A coaching that runs moves on with the first yearly plan. Body and contacts are told.
    """
    by.check(rules.ADOPT)
    moment = at or clock.now()
    plan = locked(plan)
    consulting.check_can_activate(plan, day_of(moment))
    apply_transition(machine_of(plan), "activate", plan, by=by, at=moment)
    if isinstance(plan, AnnualActionPlan):
        announce("actionplans.in_force", plan, by=by, at=moment)
    advice_request = last_advice_request(plan)
    if advice_request is not None:
        tell("actionplans.plan_in_force", advice_request, ("body", "contacts"), by)
    return plan

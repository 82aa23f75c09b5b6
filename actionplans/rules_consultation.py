"""What the law asks of consultation, adoption and the carrying-out of measures. Permissions: `rules`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.enums import AdviceKind, AdviceRequestState, Bench, PlanState, Reply
from actionplans.models import AdviceRequest, AnnualActionPlan, PreventionMeasure
from coaching.companies.models import BodyKind
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import FROM_OUTSIDE, Actor, Hat, Role
from coaching.core.ground.workflow import Refused

DOCUMENTS_DAYS = 8  # documents reach the members at least so long before the meeting (Codex II.7)
REMARK_DAYS = 15  # direct participation: workers react, then the service forwards within as many (Welfare Act art. 53)
ANSWER_MONTHS = 6  # the employer answers at the latest (Codex II.7-19)

R = AdviceRequestState
OPEN_FOR_REMARKS = (R.DOCUMENTS_SENT, R.DISCUSSED, R.OPEN_REMARKS)
WAITING = (R.DOCUMENTS_SENT, R.DISCUSSED, R.OPEN_REMARKS, R.SERVICE_ADVICE)
WIDER_ROLES = frozenset(role.value for role in (Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE))


def visible_plan_of(advice_request: AdviceRequest) -> rules.Plan | None:
    """The plan that the request for advice is about; None for a member of the body when it was taken back."""
    return advice_request.global_plan if advice_request.global_plan_id else advice_request.annual_plan


def plan_of(advice_request: AdviceRequest) -> rules.Plan:
    """The plan that the request for advice is about. Raises Refused for a member of the body when it was taken back."""
    plan = visible_plan_of(advice_request)
    if plan is None:
        raise Refused(_("This plan was taken back"))
    return plan


def first_day_of(plan: rules.Plan) -> date:
    """The first day of the plan's year, or of its five years."""
    return plan.first_day


def is_short_notice(sent_on: date, meeting_on: date | None) -> bool:
    """Whether members get the documents less than eight days before they meet (Codex II.7)."""
    return meeting_on is not None and (meeting_on - sent_on).days < DOCUMENTS_DAYS


def check_meeting(sent_on: date, meeting_on: date | None, accepted: bool) -> None:
    """A meeting is not in the past; less than eight days (Codex II.7) needs to be said out loud."""
    if meeting_on is not None and meeting_on < sent_on:
        raise Refused(_("The meeting cannot lie before the day on which the plan is sent."))
    if is_short_notice(sent_on, meeting_on) and not accepted:
        raise Refused(
            _(
                "Members must have the documents at least 8 days before the meeting. "
                "Choose a later date, or confirm that you send it anyway."
            )
        )


def remarks_until(sent_on: date) -> date:
    """Last day for the workers' remarks in direct participation (Welfare Act art. 53)."""
    return sent_on + timedelta(days=REMARK_DAYS)


def service_until(advice_request: AdviceRequest) -> date | None:
    """Last day on which the prevention service forwards the remarks (Welfare Act art. 53)."""
    return advice_request.remarks_until + timedelta(days=REMARK_DAYS) if advice_request.remarks_until else None


def answer_until(advised_on: date) -> date:
    """Last day for the employer's answer: six months (Codex II.7-19)."""
    return clock.add_months(advised_on, ANSWER_MONTHS)


def check_may_record(body_kind: str, by: Actor) -> None:
    """A committee's advice is recorded by its secretary only; elsewhere also by adviser or employer (Welfare Act art. 53)."""
    by.check(rules.RECORD_ADVICE)
    if body_kind == BodyKind.COMMITTEE and by.hat != Hat.SYSTEM and Role.SECRETARY.value not in by.roles:
        raise PermissionDenied("only the secretary records what the committee advises")


def may_record(body_kind: str, by: Actor) -> bool:
    """Whether `check_may_record` would pass: for buttons."""
    try:
        check_may_record(body_kind, by)
    except PermissionDenied:
        return False
    return True


def may_enter_paper_remarks(advice_request: AdviceRequest, by: Actor) -> bool:
    """Remarks from a paper register: only where the workers take part directly, by whoever keeps the register."""
    return (
        advice_request.body_kind == BodyKind.DIRECT
        and by.hat in {Hat.CONTACT, Hat.SYSTEM}
        and by.may(rules.RECORD_ADVICE)
    )


def bench_of(by: Actor) -> str:
    """The bench of a member, by role; the secretary is neutral and sits on none (subject/law.md#who-advises)."""
    if Role.WORKER_BENCH.value in by.roles:
        return Bench.WORKERS
    return Bench.EMPLOYER if Role.EMPLOYER_BENCH.value in by.roles else ""


def side_of(bench: str, body_kind: str) -> str:
    """Who speaks from this bench: delegations sit in a committee alone (subject/law.md#who-advises). "" for neither."""
    if not bench:
        return ""
    if body_kind == BodyKind.COMMITTEE:
        return str(Bench(bench).label)
    if bench == Bench.EMPLOYER:
        return str(_("the employer"))
    return str(_("the union delegation") if body_kind == BodyKind.UNION_DELEGATION else _("the workers"))


def check_open_for_remarks(advice_request: AdviceRequest) -> None:
    if advice_request.state not in OPEN_FOR_REMARKS:
        raise Refused(
            _("Remarks can no longer be made or changed: the advice has been given, or the plan was withdrawn.")
        )


def check_advice(body_kind: str, kind: str, opinions: dict[str, bool]) -> None:
    """An advice has the opinions that its body needs, and its kind agrees with them. `opinions`: bench → favourable."""
    if kind not in {AdviceKind.UNANIMOUS, AdviceKind.DIVERGENT}:
        raise Refused(_("Say whether the advice is unanimous or divergent."))
    if body_kind == BodyKind.COMMITTEE and set(opinions) != set(Bench):
        raise Refused(_("Record the opinion of both delegations."))
    if Bench.WORKERS not in opinions:
        raise Refused(_("Record the opinion of the workers' side."))
    if kind == AdviceKind.UNANIMOUS and len(set(opinions.values())) > 1:
        raise Refused(_("The opinions differ, so the advice is not unanimous. Choose “divergent”."))


def check_remark_reply(reply: str, text: str) -> None:
    """Anything but following a remark or an advice needs its reasons (Codex II.7-19)."""
    if reply not in Reply.values:
        raise Refused(_("Choose an answer."))
    if reply != Reply.ACCEPTED and not text.strip():
        raise Refused(_("Give your reasons: the law asks them when you do not follow, or follow only partly."))


def check_advice_answer(advice_request: AdviceRequest, answer: str, text: str) -> None:
    """As for a remark; choosing between differing opinions needs reasons as well (Codex II.7-19)."""
    check_remark_reply(answer, text)
    if advice_request.advice_kind == AdviceKind.DIVERGENT and not text.strip():
        raise Refused(_("The opinions differ. Say why you choose as you do."))


def check_no_advice(plan: rules.Plan, today: date) -> None:
    """Without advice the employer may go on only once the plan's own time has begun (Codex I.2-10)."""
    if today < first_day_of(plan):
        raise Refused(_("The body still has time to give its advice, until the plan's first year begins."))


def check_can_adopt(advice_request: AdviceRequest | None, open_remarks: int) -> None:
    """Every remark is answered and so is the advice, unless none was given (Codex I.2-10, II.7-19)."""
    if advice_request is None:
        raise Refused(_("The consultation body has not advised on this plan yet."))
    if open_remarks:
        raise Refused(_("Answer all remarks first. Not answered yet: %(count)s.") % {"count": open_remarks})
    if advice_request.advice_kind != AdviceKind.NONE and advice_request.state not in (R.ANSWERED, R.CLOSED):
        raise Refused(_("Answer the advice as a whole first."))


def check_can_activate(plan: rules.Plan, today: date) -> None:
    """A yearly plan works from its first day on, under a five-year plan in force (subject/lives.md#plan)."""
    if isinstance(plan, AnnualActionPlan):
        if today < first_day_of(plan):
            raise Refused(_("This plan comes in force on %(day)s.") % {"day": long_day(plan.first_day)})
        rules.check_has_active_global_plan(plan)


def is_only_owner(by: Actor) -> bool:
    """Somebody who sees and carries out own measures, no others."""
    return by.hat == Hat.CONTACT and Role.MEASURE_OWNER.value in by.roles and not by.roles & WIDER_ROLES


def check_carries_out(measure: PreventionMeasure, by: Actor) -> None:
    """Contacts, adviser and coach work on all measures; a measure owner on own ones."""
    by.check(rules.CARRY_OUT)
    if is_only_owner(by) and measure.owner_id != by.user_id:
        raise PermissionDenied("not the owner of this measure")


def check_in_force(plan: Any) -> None:
    """Measures are carried out under a plan that is in force (Codex I.2-10)."""
    if plan.state != PlanState.ACTIVE:
        raise Refused(_("This measure can be carried out once its plan is in force."))


def check_done_on(done_on: date, today: date) -> None:
    if done_on > today:
        raise Refused(_("The day on which it was done cannot lie in the future."))

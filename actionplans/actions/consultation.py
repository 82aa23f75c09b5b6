"""Putting a plan before the consultation body: sending, remarks, the meeting, the advice."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions.plans import day_of, keys_of, locked
from actionplans.enums import ADVICE_REQUEST, ANNUAL_PLAN, GLOBAL_PLAN, AdviceKind, AdviceRequestState, Bench, PlanState
from actionplans.models import AdviceMark, AdviceRequest, BenchAdvice, GlobalPreventionPlan, Remark
from actionplans.queries.annual import freeze_annual_plan
from actionplans.queries.consultation import codes_of
from actionplans.queries.plans import freeze_global_plan
from coaching.companies.models import BodyKind, Company, ConsultationBody
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import AlreadyDone, Machine, Refused, apply_transition
from coaching.core.mail import outbox, reminders
from coaching.core.paper import documents
from coaching.core.tenancy.models import lock, sent_before


def machine_of(plan: rules.Plan) -> Machine:
    return GLOBAL_PLAN if isinstance(plan, GlobalPreventionPlan) else ANNUAL_PLAN


def locked_advice_request(advice_request: AdviceRequest) -> AdviceRequest:
    return lock(AdviceRequest.objects.select_related("global_plan", "annual_plan"), pk=advice_request.pk)


def frozen_copy(plan: rules.Plan, beside: AdviceRequest | None = None) -> tuple[dict[str, Any], str]:
    """The plan as plain JSON and the SHA-256 of its canonical form, with labels in the company's language.

    beside: the copy to compare with, whose language it gets, and the evaluation of the year before that went along: a company
    that chose another language since, or went on evaluating, changed no plan.
    """
    frozen = _frozen(plan, beside.frozen if beside else None)
    canonical = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return frozen, hashlib.sha256(canonical.encode()).hexdigest()


def _frozen(plan: rules.Plan, beside: dict[str, Any] | None) -> dict[str, Any]:
    language = beside.get("language", "") if beside else ""
    if isinstance(plan, GlobalPreventionPlan):
        return freeze_global_plan(plan, language)
    return freeze_annual_plan(plan, language, along=None if beside is None else beside.get("evaluation", []))


def told(advice_request: AdviceRequest, **extra: Any) -> dict[str, Any]:
    """What the mails about a consultation need."""
    plan = consulting.plan_of(advice_request)
    company = Company.objects.only("name", "slug", "language").get(pk=advice_request.company_id)
    until = advice_request.remarks_until or advice_request.meeting_on
    return {
        "company": company.name,
        "slug": company.slug,
        "review": str(advice_request.pk),
        "plan": str(plan),
        "kind": "global" if advice_request.global_plan_id else "annual",
        "body_kind": advice_request.body_kind,
        "until": until.isoformat() if until else "",
        **extra,
    }


def tell(kind: str, advice_request: AdviceRequest, audiences: tuple[str, ...], by: Actor, **extra: Any) -> None:
    """One mail to each person of these audiences, except whoever did it."""
    found = {
        user
        for name in audiences
        for user in people.user_ids(people.AUDIENCES[name].function, advice_request.company_id)
    }
    outbox.queue(
        kind,
        recipients=by.others(found),
        context=told(advice_request, **extra),
        dedupe=f"{kind}:{advice_request.pk}",
        about=advice_request,
    )


@transaction.atomic
def submit_plan(
    *,
    plan: rules.Plan,
    by: Actor,
    meeting_on: date | None = None,
    short_notice_accepted: bool = False,
    at: datetime | None = None,
) -> AdviceRequest:
    """Freeze a plan and put it before the company's body (Codex I.2-10); members get a mail and the PDF.

    Committee or delegation: documents sent, for the meeting on `meeting_on` when it is known. Direct participation:
    workers have 15 days for remarks (Welfare Act art. 53). Raises Refused when the plan is incomplete, there is no body,
    the notice is short and not accepted; IllegalTransition for a second click.
    """
    by.check(rules.SUBMIT)
    moment = at or clock.now()
    plan = locked(plan)
    body = ConsultationBody.objects.filter(company_id=plan.company_id).first()
    if body is None:
        raise Refused(_("Say first which body gives advice in your company."))
    _check_complete(plan)
    try:
        apply_transition(machine_of(plan), "submit", plan, by=by, at=moment)
    except AlreadyDone as done:
        done.result = AdviceRequest.objects.filter(**{_key_of(plan): plan.pk}).order_by("-created_at").first()
        raise
    advice_request = _open_advice_request(plan, body, moment)
    if body.kind == BodyKind.DIRECT:
        apply_transition(
            ADVICE_REQUEST,
            "open_remarks",
            advice_request,
            by=by,
            at=moment,
            remarks_until=consulting.remarks_until(day_of(moment)),
        )
        tell("actionplans.remarks_opened", advice_request, ("contacts", "body"), by)
    else:
        consulting.check_meeting(day_of(moment), meeting_on, short_notice_accepted)
        apply_transition(ADVICE_REQUEST, "send", advice_request, by=by, at=moment, meeting_on=meeting_on)
        tell("actionplans.put_to_body", advice_request, ("body",), by)
    _print(plan, by, moment)
    return advice_request


def _key_of(plan: rules.Plan) -> str:
    return "global_plan_id" if isinstance(plan, GlobalPreventionPlan) else "annual_plan_id"


def _check_complete(plan: rules.Plan) -> None:
    if isinstance(plan, GlobalPreventionPlan):
        rules.check_can_submit_global_plan(plan)
    else:
        rules.check_can_submit_annual_plan(plan)


def _open_advice_request(plan: rules.Plan, body: ConsultationBody, moment: datetime) -> AdviceRequest:
    frozen, fingerprint = frozen_copy(plan)
    about = {"global_plan": plan} if isinstance(plan, GlobalPreventionPlan) else {"annual_plan": plan}
    advice_request: AdviceRequest = AdviceRequest.objects.create(
        **keys_of(plan), **about, body_kind=body.kind, frozen=frozen, frozen_sha256=fingerprint, created_at=moment
    )
    return advice_request


def _print(plan: rules.Plan, by: Actor, moment: datetime) -> None:
    """The PDF of the frozen plan in the company's language, which is the one that counts."""
    kind = "global-plan" if isinstance(plan, GlobalPreventionPlan) else "annual-plan"
    if kind in documents.REPORTS:
        language = Company.objects.only("language").get(pk=plan.company_id).language
        documents.request(kind, plan, by=by, language=language, at=moment)


@transaction.atomic
def withdraw_plan(
    *, advice_request: AdviceRequest, reason: str, by: Actor, at: datetime | None = None
) -> AdviceRequest:
    """Take a plan back from the body before it has advised, with the reason; the plan is a draft again."""
    by.check(rules.SUBMIT)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    plan = locked(consulting.plan_of(advice_request))
    apply_transition(ADVICE_REQUEST, "withdraw", advice_request, by=by, at=moment, reason=reason)
    apply_transition(machine_of(plan), "withdraw", plan, by=by, at=moment, reason=reason)
    reminders.cancel(advice_request, "withdrawn", by)
    tell("actionplans.withdrawn_from_body", advice_request, ("body",), by, reason=reason.strip())
    return advice_request


@transaction.atomic
def add_remark(
    *, advice_request: AdviceRequest, text: str, by: Actor, about: str = "", at: datetime | None = None
) -> Remark:
    """A member's remark on the plan or one part of it. The bench follows from the role.

    Where the workers take part directly, the keeper of the paper register enters them without a name (Welfare Act art. 53).
    Raises Refused once the advice has been given.
    """
    on_paper = consulting.may_enter_paper_remarks(advice_request, by)
    if not on_paper:
        by.check(rules.REMARK)
    advice_request = locked_advice_request(advice_request)
    consulting.check_open_for_remarks(advice_request)
    _check_remark(advice_request, text, about)
    remark = Remark(
        **keys_of(advice_request),
        advice_request=advice_request,
        about=about,
        text=text.strip(),
        made_at=at or clock.now(),
        code=rules.next_code("R", advice_request.remarks.values_list("code", flat=True)),
        bench=Bench.WORKERS if on_paper else consulting.bench_of(by),
        author_id=None if on_paper else by.user_id,
    )
    if there := sent_before(remark):
        return there
    remark.save(force_insert=True)
    audit.record("actionplans.remark_made", remark, by=by, at=remark.made_at, data={"code": remark.code})
    return remark


@transaction.atomic
def edit_remark(
    *, remark: Remark, text: str, opened_with: int, by: Actor, about: str = "", at: datetime | None = None
) -> Remark:
    """Change one's own remark before the advice. Raises PermissionDenied for somebody else's, VersionConflict."""
    own_paper = remark.author_id is None and consulting.may_enter_paper_remarks(remark.advice_request, by)
    if not own_paper and (remark.author_id is None or remark.author_id != by.user_id):
        raise PermissionDenied("somebody else's remark")
    advice_request = locked_advice_request(remark.advice_request)
    remark = Remark.objects.get(pk=remark.pk)
    consulting.check_open_for_remarks(advice_request)
    _check_remark(advice_request, text, about)
    remark.claim_version(opened_with)
    remark.text, remark.about = text.strip(), about
    remark.save(update_fields=["text", "about", "version"])
    audit.record("actionplans.remark_changed", remark, by=by, at=at or clock.now(), data={"code": remark.code})
    return remark


def _check_remark(advice_request: AdviceRequest, text: str, about: str) -> None:
    if not text.strip():
        raise Refused(_("Write your remark first."))
    if about and about not in codes_of(advice_request.frozen):
        raise Refused(_("Choose a part of this plan, or the plan as a whole."))


@transaction.atomic
def plan_meeting(
    *,
    advice_request: AdviceRequest,
    meeting_on: date,
    by: Actor,
    short_notice_accepted: bool = False,
    at: datetime | None = None,
) -> AdviceRequest:
    """Set or move the date on which the body meets. Raises Refused for less than eight days that was not accepted.

    Codex II.7
    """
    consulting.check_may_record(advice_request.body_kind, by)
    advice_request = locked_advice_request(advice_request)
    if advice_request.state != AdviceRequestState.DOCUMENTS_SENT:
        raise Refused(_("The meeting can only be set before it has taken place."))
    consulting.check_meeting(day_of(advice_request.sent_at or clock.now()), meeting_on, short_notice_accepted)
    advice_request.meeting_on = meeting_on
    advice_request.save(update_fields=["meeting_on"])
    audit.record(
        "actionplans.meeting_planned",
        advice_request,
        by=by,
        at=at or clock.now(),
        data={"meeting_on": meeting_on.isoformat()},
    )
    return advice_request


@transaction.atomic
def record_meeting(
    *, advice_request: AdviceRequest, held_on: date, by: Actor, at: datetime | None = None
) -> AdviceRequest:
    """The body has discussed the plan on `held_on`. Raises Refused for a day to come."""
    consulting.check_may_record(advice_request.body_kind, by)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    if held_on > day_of(moment):
        raise Refused(_("The meeting cannot lie in the future."))
    if advice_request.sent_at and held_on < day_of(advice_request.sent_at):
        raise Refused(_("The meeting cannot lie before the day on which the plan was sent."))
    apply_transition(ADVICE_REQUEST, "discuss", advice_request, by=by, at=moment, meeting_on=held_on)
    return advice_request


@transaction.atomic
def ask_service(*, advice_request: AdviceRequest, by: Actor, at: datetime | None = None) -> AdviceRequest:
    """Direct participation: the term for remarks is over, the prevention service has 15 days to forward (Welfare Act art. 53)."""
    consulting.check_may_record(advice_request.body_kind, by)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    if advice_request.remarks_until and day_of(moment) <= advice_request.remarks_until:
        raise Refused(
            _("Workers can make remarks until %(day)s.") % {"day": advice_request.remarks_until.strftime("%d/%m/%Y")}
        )
    apply_transition(ADVICE_REQUEST, "ask_service", advice_request, by=by, at=moment)
    tell("actionplans.remarks_closed", advice_request, ("contacts",), by, remarks=advice_request.remarks.count())
    return advice_request


@transaction.atomic
def record_advice(
    *,
    advice_request: AdviceRequest,
    kind: str,
    opinions: dict[str, tuple[bool, str]],
    by: Actor,
    text: str = "",
    at: datetime | None = None,
) -> AdviceRequest:
    """The advice as the secretary (or, without a committee, adviser or employer) writes it down.

    opinions: bench → (in favour, words). Unanimous needs both benches to think the same. The plan becomes "advised" and
    the contacts are told. A second click is refused: the state has moved.
    """
    consulting.check_may_record(advice_request.body_kind, by)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    plan = locked(consulting.plan_of(advice_request))
    consulting.check_advice(
        advice_request.body_kind, kind, {bench: favourable for bench, (favourable, _) in opinions.items()}
    )
    apply_transition(
        ADVICE_REQUEST, "advise", advice_request, by=by, at=moment, advice_kind=kind, advice_text=text.strip()
    )
    BenchAdvice.objects.bulk_create(
        [
            BenchAdvice(
                **keys_of(advice_request),
                advice_request=advice_request,
                bench=bench,
                favourable=favourable,
                text=words.strip(),
            )
            for bench, (favourable, words) in opinions.items()
        ]
    )
    apply_transition(machine_of(plan), "advise", plan, by=by, at=moment)
    until = consulting.answer_until(day_of(moment))
    tell("actionplans.advice_recorded", advice_request, ("contacts",), by, advice=kind, answer_until=until.isoformat())
    return advice_request


@transaction.atomic
def go_on_without_advice(*, advice_request: AdviceRequest, by: Actor, at: datetime | None = None) -> AdviceRequest:
    """The body gave no advice in time and the plan's year has begun: the employer may go on (Codex I.2-10)."""
    by.check(rules.ANSWER_ADVICE)
    moment = at or clock.now()
    advice_request = locked_advice_request(advice_request)
    plan = locked(consulting.plan_of(advice_request))
    consulting.check_no_advice(plan, day_of(moment))
    apply_transition(ADVICE_REQUEST, "lapse", advice_request, by=by, at=moment, advice_kind=AdviceKind.NONE)
    apply_transition(machine_of(plan), "advise", plan, by=by, at=moment)
    return advice_request


def remind_to_answer(advice_request: AdviceRequest, today: date) -> bool:
    """Ledger rows towards the six months for the employer's answer (Codex II.7-19); True when there were none yet."""
    if (
        advice_request.advised_at is None
        or reminders.of(advice_request).filter(kind__startswith="actionplans.answer_due").exists()
    ):
        return False
    due = consulting.answer_until(day_of(advice_request.advised_at))
    context = told(advice_request, answer_until=due.isoformat())
    for step, days in (("before", 30), ("due", 0)):
        if due - timedelta(days=days) >= today:
            reminders.plan(
                advice_request, f"actionplans.answer_due.{step}", due - timedelta(days=days), "contacts", context
            )
    return True


SENT = PlanState.SUBMITTED


def note_read(advice_request: AdviceRequest, by: Actor) -> datetime | None:
    """Up to where a member had read before now; from now on all of it. Of others nothing is noted."""
    if by.hat != Hat.CPBW:
        return None
    mark = AdviceMark.objects.filter(advice_request=advice_request, user_id=by.person_key).first()
    if mark is not None:
        AdviceMark.objects.filter(pk=mark.pk).update(read_at=clock.now())
        return mark.read_at
    first = AdviceMark(advice_request=advice_request, user_id=by.person_key, **keys_of(advice_request))
    AdviceMark.objects.bulk_create([first], ignore_conflicts=True)
    return None

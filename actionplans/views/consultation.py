"""The advice room: what waits for advice, the frozen plan with what is said of it; sent, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions import consultation as actions
from actionplans.actions.adoption import unlocked_measures
from actionplans.actions.plans import day_of
from actionplans.enums import ADVICE_REQUEST, AdviceRequestState, PlanState
from actionplans.exports import ADVICE
from actionplans.forms import consultation as forms
from actionplans.models import AdviceRequest, AnnualActionPlan
from actionplans.queries import consultation as queries
from actionplans.queries.years import late_words
from actionplans.views.room import advice_request_or_404, name_of, plan_or_404
from coaching.companies.models import BodyKind, ConsultationBody
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Hat
from coaching.core.paper import documents, exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, form_page, posted, requires, to
from coaching.core.screen.waits import was_read, worklist_of
from coaching.core.tenancy.requests import PlaceRequest

PAGES = (
    "remark",
    "meeting",
    "meeting_held",
    "ask_service",
    "record_advice",
    "withdraw_plan",
    "without_advice",
    "answer_advice",
    "adopt_plan",
    "activate_plan",
    "advice_pdf",
)


@dataclass(frozen=True)
class AdviceRequestLine:
    """A plan before the body, as the list shows it. due: until when something is waited for."""

    advice_request: AdviceRequest
    url: str
    title: str
    due: date | None


def _lines(request: PlaceRequest, rows: Iterable[Any]) -> list[AdviceRequestLine]:
    return [
        AdviceRequestLine(
            row, request.place.url("actionplans:advice_request", row.pk), name_of(row), queries.deadline_of(row)
        )
        for row in rows
    ]


@require_GET
@requires(rules.VIEW_ADVICE)
def advice(request: PlaceRequest, company: str) -> HttpResponse:
    """Which plan waits for our advice, until when?"""
    member = request.actor.hat == Hat.CPBW
    group = request.GET.get("status", "earlier" if member else "")
    found = queries.advice_requests(group)
    if taken := exports.file(request, _("Advice"), ADVICE, lambda: _lines(request, exports.capped(found))):
        return taken
    page = page_of(request, found)
    rows = _lines(request, page)
    groups = [
        ("all" if member else "", _("All")),
        ("waiting", _("Wait for advice")),
        ("advised", _("Wait for an answer")),
        ("ended", _("Ended")),
    ]
    chips = [
        {
            "label": label,
            "current": group == key,
            "url": request.place.url("actionplans:advice", **({"status": key} if key else {})),
        }
        for key, label in groups
    ]
    return render(
        request,
        "actionplans/consultation/list.html",
        {
            "page": page,
            "rows": rows,
            "chips": chips,
            "filtered": bool(group) and group != "earlier",
            "today": clock.today(),
            "member": member,
            "late": late_words(request.place.id, clock.today()),
            "evaluations_url": request.place.url("actionplans:evaluations"),
            "worklist": worklist_of(request) if member and group == "earlier" else None,
        },
    )


@require_GET
@requires(rules.VIEW_ADVICE)
def advice_request(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The frozen plan, readable on a phone, with remarks per part, opinions and answers."""
    subject = advice_request_or_404(pk)
    actor = request.actor
    parts = queries.parts_of(subject.frozen)
    since = actions.note_read(subject, actor)
    if actor.hat == Hat.CPBW:
        was_read(request)
    remarks = _thread(request, subject, queries.remarks_of(subject, actor, parts, since), actor)
    if _may_remark(subject, actor):
        parts = [
            replace(part, remark_url=request.place.url("actionplans:remark", pk, about=part.code)) for part in parts
        ]
    parts, loose = queries.with_remarks(parts, remarks)
    return render(
        request,
        "actionplans/consultation/advice_request.html",
        {
            "advice_request": subject,
            "title": name_of(subject),
            "parts": parts,
            "loose": loose,
            "remarks": remarks,
            "opinions": [
                (consulting.side_of(row.bench, subject.body_kind), row) for row in subject.opinions.order_by("bench")
            ],
            "language": queries.language_of(subject.frozen),
            "may": allowed(subject, actor),
            "waits": subject.state in consulting.WAITING,
            "due": queries.deadline_of(subject),
            "direct": subject.body_kind == BodyKind.DIRECT,
            "plan": consulting.visible_plan_of(subject),
            "today": clock.today(),
            "short": consulting.is_short_notice(day_of(subject.sent_at), subject.meeting_on)
            if subject.sent_at
            else False,
            "since_last": _since_last(subject),
            "since": since,
            "after": _after_advice(subject, actor),
            "back": request.place.url("actionplans:advice"),
            "files": _files(request, subject),
            "inside": actor.hat != Hat.COACH,
            "answer_until": consulting.answer_until(day_of(subject.advised_at)) if subject.advised_at else None,
            **{f"{name}_url": request.place.url(f"actionplans:{name}", pk) for name in PAGES},
        },
    )


def allowed(advice_request: AdviceRequest, actor: Actor) -> dict[str, bool]:
    """Which buttons show. The actions check again."""
    plan = consulting.visible_plan_of(advice_request)
    if (
        advice_request.state == AdviceRequestState.WITHDRAWN or plan is None
    ):  # a member no longer sees a plan that is being taken back
        return {}
    today, records = clock.today(), consulting.may_record(advice_request.body_kind, actor)
    machine = actions.machine_of(plan)
    return {
        "remark": _may_remark(advice_request, actor),
        "meeting": advice_request.state == AdviceRequestState.DOCUMENTS_SENT and records,
        "ask_service": advice_request.state == AdviceRequestState.OPEN_REMARKS
        and records
        and bool(advice_request.remarks_until and advice_request.remarks_until < today),
        "record": ADVICE_REQUEST.allows("advise", advice_request.state, actor) and records,
        "withdraw": ADVICE_REQUEST.allows("withdraw", advice_request.state, actor),
        "lapse": ADVICE_REQUEST.allows("lapse", advice_request.state, actor) and today >= consulting.first_day_of(plan),
        "answer": ADVICE_REQUEST.allows("answer", advice_request.state, actor) and advice_request.advice_kind != "none",
        "adopt": machine.allows("adopt", plan.state, actor)
        and (advice_request.state == AdviceRequestState.ANSWERED or advice_request.advice_kind == "none"),
        "activate": machine.allows("activate", plan.state, actor)
        and (not isinstance(plan, AnnualActionPlan) or today >= consulting.first_day_of(plan)),
    }


def _may_remark(advice_request: AdviceRequest, actor: Actor) -> bool:
    on_paper = consulting.may_enter_paper_remarks(advice_request, actor)
    return advice_request.state in consulting.OPEN_FOR_REMARKS and (actor.may(rules.REMARK) or on_paper)


def _thread(
    request: PlaceRequest, advice_request: AdviceRequest, remarks: list[queries.RemarkLine], actor: Actor
) -> list[queries.RemarkLine]:
    """The remarks with the addresses of what this person may do with each."""
    url, pk = request.place.url, advice_request.pk
    answers = advice_request.state == AdviceRequestState.ADVISED and actor.may(rules.ANSWER_ADVICE)
    plan = consulting.visible_plan_of(advice_request)
    plan_open = plan is not None and plan.state == PlanState.ADVISED and actor.may(rules.EDIT)
    unlocked = unlocked_measures(advice_request) if plan_open else set()
    own_paper = consulting.may_enter_paper_remarks(advice_request, actor)
    open_now = advice_request.state in consulting.OPEN_FOR_REMARKS
    found = []
    for line in remarks:
        one = line.remark
        own = line.own or (own_paper and one.author_id is None)
        works_in = one.about in unlocked and one.reply in {"accepted", "partial"} and advice_request.annual_plan_id
        found.append(
            replace(
                line,
                edit_url=url("actionplans:edit_remark", pk, one.pk) if own and open_now else "",
                answer_url=url("actionplans:answer_remark", pk, one.pk) if answers else "",
                change_url=url("actionplans:apply_change", pk, one.pk) if works_in else "",
            )
        )
    return found


def _since_last(advice_request: AdviceRequest) -> Any:
    """What changed since the copy that the body saw last time; None when this is the first."""
    earlier = queries.previous_copy(advice_request)
    return None if earlier is None else queries.changes_between(earlier.frozen, advice_request.frozen)


def _after_advice(advice_request: AdviceRequest, actor: Actor) -> Any:
    """What changed after the advice; members of the body, who cannot read findings, see it for the measures."""
    plan = consulting.visible_plan_of(advice_request)
    if (
        plan is None
        or advice_request.state == AdviceRequestState.WITHDRAWN
        or plan.state not in {PlanState.ADVISED, PlanState.ADOPTED, PlanState.ACTIVE}
    ):
        return None
    if actor.hat == Hat.CPBW:
        return queries.measures_changed(advice_request, plan) if isinstance(plan, AnnualActionPlan) else None
    return queries.changes_between(advice_request.frozen, actions.frozen_copy(plan, advice_request)[0])


def _files(request: PlaceRequest, advice_request: AdviceRequest) -> list[documents.Linked]:
    plan_id = advice_request.global_plan_id or advice_request.annual_plan_id
    found = documents.openable_by(request.actor).filter(subject_id__in=[advice_request.pk, plan_id])
    return documents.linked(request.place, found.order_by("-created_at")[:6])


@require_http_methods(["GET", "POST"])
@requires(rules.SUBMIT)
def submit(request: PlaceRequest, company: str, kind: str, pk: Any) -> HttpResponse:
    """Put a plan before the body."""
    plan = plan_or_404(kind, pk)
    body = ConsultationBody.objects.filter(company_id=plan.company_id).first()
    form = forms.SubmitForm(posted(request), body_kind=body.kind if body else "")
    if form.is_valid():
        by = request.actor
        sent = attempt(form, actions.submit_plan, plan=plan, by=by, **form.cleaned_data)
        if sent:
            return to(request, "actionplans:advice_request", sent.result.pk)
    back = request.place.url("actionplans:annual_plan" if kind == "annual" else "actionplans:global_plan", pk)
    return form_page(
        request,
        form,
        title=_("Put the plan before the body"),
        submit=_("Send for advice"),
        back=back,
        lead=_("The text is then locked. The members get a mail and read exactly this version."),
        note=str(body) if body else "",
        wide=False,
    )


@require_http_methods(["GET", "POST"])
@requires(rules.SUBMIT)
def withdraw(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Take the plan back to change it."""
    subject = advice_request_or_404(pk)
    form = forms.ReasonForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, actions.withdraw_plan, advice_request=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Take the plan back?"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Take back"),
        kind="danger",
        lead=_("The plan becomes a draft again and the members are told why. Their remarks stay with this version."),
    )

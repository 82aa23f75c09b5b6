"""The advice of the consultation body and the employer's answers as a document. Plain values, active language."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.enums import Reply
from actionplans.models import AdviceRequest, BenchAdvice, Remark
from actionplans.queries.consultation import parts_of
from coaching.companies.models import BodyKind, Company, ConsultationBody
from coaching.companies.reports_advice import advisers_of
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import enterprise


def _day(moment: Any) -> str:
    if moment is None:
        return ""
    return long_day(moment)


def _remarks(advice_request: AdviceRequest) -> list[dict[str, Any]]:
    """Without names: the bench says enough, and the paper may travel."""
    parts = {part.code: part.label for part in parts_of(advice_request.frozen)}
    return [
        {
            "code": row.code,
            "about": parts.get(row.about, _("The plan as a whole")),
            "bench": capfirst(consulting.side_of(row.bench, advice_request.body_kind)) or _("Secretary"),
            "text": row.text,
            "made": _day(row.made_at),
            "reply": capfirst(row.get_reply_display()) if row.reply else "",
            "reply_text": row.reply_text,
            "change": row.change,
        }
        for row in Remark.objects.filter(advice_request_id=advice_request.pk).order_by("made_at", "code")
    ]


def _opinions(advice_request: AdviceRequest) -> list[dict[str, Any]]:
    return [
        {
            "bench": capfirst(consulting.side_of(row.bench, advice_request.body_kind)),
            "favourable": row.favourable,
            "text": row.text,
            "word": _("in favour") if row.favourable else _("not in favour"),
        }
        for row in BenchAdvice.objects.filter(advice_request_id=advice_request.pk).order_by("bench")
    ]


def _company(advice_request: AdviceRequest) -> dict[str, Any]:
    company = Company.objects.only("name", "enterprise_number").get(pk=advice_request.company_id)
    body = ConsultationBody.objects.filter(company_id=advice_request.company_id).first()
    return {
        "name": company.name,
        "number": enterprise(company.enterprise_number),
        "body": capfirst(str(body) if body else str(BodyKind(advice_request.body_kind).label)),
    }


def _signatures(advice_request: AdviceRequest) -> list[str]:
    if advice_request.body_kind == BodyKind.COMMITTEE:
        return [_("The chair"), _("The secretary"), _("For the workers' delegation")]
    if advice_request.body_kind == BodyKind.UNION_DELEGATION:
        return [_("The employer"), _("For the union delegation")]
    return [_("The employer"), _("The prevention adviser")]


@report(
    "advice",
    label=gettext_lazy("Advice of the consultation body"),
    model="actionplans.advicerequest",
    permission=rules.VIEW_ADVICE,
)
def advice(advice_request: AdviceRequest, language: str) -> ReportData:
    """The plan, the meeting, remarks with answers, opinions per bench, the employer's reasons (Codex II.7-18/19)."""
    del language
    plan = consulting.plan_of(advice_request)
    name = _("five-year plan %(plan)s") if advice_request.global_plan_id else _("yearly plan %(plan)s")
    named = name % {"plan": plan}
    company = _company(advice_request)
    context: dict[str, Any] = {
        "edition": advice_request.frozen.get("version_no", 1),
        "company": company,
        "plan": {
            "name": capfirst(named),
            "version": advice_request.frozen.get("version_no", 1),
            "sha256": advice_request.frozen_sha256,
        },
        "parts": [{"code": part.code, "title": part.title} for part in parts_of(advice_request.frozen)],
        "body_kind": str(BodyKind(advice_request.body_kind).label),
        "direct": advice_request.body_kind == BodyKind.DIRECT,
        "dates": [
            [label, day]
            for label, day in (
                (_("Put to the body"), _day(advice_request.sent_at)),
                (_("Meeting"), _day(advice_request.meeting_on)),
                (_("Remarks until"), _day(advice_request.remarks_until)),
                (_("Advice"), _day(advice_request.advised_at)),
                (_("Answer of the employer"), _day(advice_request.answered_at)),
            )
            if day
        ],
        "remarks": _remarks(advice_request),
        "advisers": advisers_of(advice_request.piece_id),
        "opinions": _opinions(advice_request),
        "advice": {"kind": capfirst(advice_request.get_advice_kind_display()), "text": advice_request.advice_text},
        "answer": {
            "word": capfirst(advice_request.get_answer_display()) if advice_request.answer else "",
            "text": advice_request.answer_text,
            "followed": advice_request.answer == Reply.ACCEPTED,
        },
        "signatures": _signatures(advice_request),
    }
    title = _("Advice on the %(plan)s, %(company)s") % {"plan": named, "company": company["name"]}
    return ReportData(title, "actionplans/pdf/advice.html", context, (Hat.CONTACT, Hat.COACH, Hat.CPBW))

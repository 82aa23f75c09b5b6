"""States of plans, measures and consultations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.core.ground.workflow import Machine, Transition


class PlanState(models.TextChoices):
    DRAFT = "draft", _("draft")
    INTERNAL_REVIEW = "internal_review", _("read by line and prevention service")
    SUBMITTED = "submitted_to_body", _("before the consultation body")
    ADVISED = "advised", _("advice received")
    ADOPTED = "adopted", _("adopted")
    ACTIVE = "active", _("in force")
    AMENDED = "amended", _("replaced by an amended version")
    EXPIRED = "expired", _("ended")
    EVALUATED = "evaluated", _("evaluated")
    CLOSED = "closed", _("closed")


P = PlanState
IN_FORCE = (P.ADOPTED, P.ACTIVE, P.EVALUATED, P.CLOSED)  # adopted, whatever came of it
PUT_TO_BODY = (P.SUBMITTED, P.ADVISED, *IN_FORCE)


def _common(prefix: str) -> list[Transition]:
    return [
        Transition("review", (P.DRAFT,), P.INTERNAL_REVIEW, f"{prefix}.edit"),
        Transition("back_to_draft", (P.INTERNAL_REVIEW,), P.DRAFT, f"{prefix}.edit"),
        Transition("submit", (P.INTERNAL_REVIEW,), P.SUBMITTED, f"{prefix}.submit"),
        Transition("withdraw", (P.SUBMITTED,), P.DRAFT, f"{prefix}.submit", reason=True),
        Transition("advise", (P.SUBMITTED,), P.ADVISED, "actionplans.record_advice"),
        Transition("adopt", (P.ADVISED,), P.ADOPTED, f"{prefix}.adopt"),
        Transition("activate", (P.ADOPTED,), P.ACTIVE, f"{prefix}.adopt"),
    ]


GLOBAL_PLAN = Machine(
    "global_plan",
    PlanState,
    P.DRAFT,
    [
        *_common("actionplans"),
        Transition("amend", (P.ACTIVE,), P.AMENDED, "actionplans.adopt"),
        Transition("expire", (P.ACTIVE,), P.EXPIRED, "actionplans.adopt"),
    ],
    stamps={
        P.SUBMITTED: ("submitted_at",),
        P.ADVISED: ("advised_at",),
        P.ADOPTED: ("adopted_at", "adopted_by_id"),
        P.ACTIVE: ("active_from_at",),
    },
    model="actionplans.globalpreventionplan",
)

ANNUAL_PLAN = Machine(
    "annual_plan",
    PlanState,
    P.DRAFT,
    [
        *_common("actionplans"),
        Transition("amend", (P.ACTIVE,), P.AMENDED, "actionplans.adopt"),
        Transition("evaluate", (P.ACTIVE,), P.EVALUATED, "actionplans.edit"),
        Transition("close", (P.EVALUATED,), P.CLOSED, "actionplans.adopt"),
    ],
    stamps=GLOBAL_PLAN.stamps
    | {P.EVALUATED: ("evaluated_at", "evaluated_by_id"), P.CLOSED: ("closed_at", "closed_by_id")},
    model="actionplans.annualactionplan",
)


class MeasureState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("being carried out")
    DONE = "done", pgettext_lazy("measure", "done")
    VERIFIED = "verified_effective", _("done, and it works")
    NOT_EFFECTIVE = "not_effective", _("done, but it does not work well enough")
    BLOCKED = "blocked", pgettext_lazy("measure", "blocked")
    CANCELLED = "cancelled", pgettext_lazy("measure", "cancelled")


M = MeasureState
CARRIED_OUT = (M.DONE, M.VERIFIED, M.NOT_EFFECTIVE)  # subject/lives.md#measure

MEASURE = Machine(
    "measure",
    MeasureState,
    M.PROPOSED,
    [
        Transition("plan", (M.PROPOSED,), M.PLANNED, "actionplans.edit"),
        Transition("start", (M.PLANNED,), M.IN_PROGRESS, "actionplans.carry_out"),
        Transition("finish", (M.IN_PROGRESS,), M.DONE, "actionplans.carry_out"),
        Transition("verify", (M.DONE,), M.VERIFIED, "actionplans.verify"),
        Transition("find_ineffective", (M.DONE,), M.NOT_EFFECTIVE, "actionplans.verify", reason=True),
        Transition("block", (M.PLANNED, M.IN_PROGRESS), M.BLOCKED, "actionplans.carry_out", reason=True),
        Transition("unblock", (M.BLOCKED,), M.IN_PROGRESS, "actionplans.carry_out"),
        Transition(
            "cancel", (M.PROPOSED, M.PLANNED, M.IN_PROGRESS, M.BLOCKED), M.CANCELLED, "actionplans.adopt", reason=True
        ),
    ],
    stamps={
        M.DONE: ("done_at", "done_by_id"),
        M.VERIFIED: ("verified_at", "verified_by_id"),
        M.NOT_EFFECTIVE: ("verified_at", "verified_by_id"),
        M.CANCELLED: ("cancelled_at",),
    },
    model="actionplans.preventionmeasure",
    removable=(M.PROPOSED, M.PLANNED),
)


class Ending(models.TextChoices):
    """What becomes of a measure that is not finished when its year is evaluated."""

    CARRIED = "carried", _("goes on next year")
    DROPPED = "dropped", _("stops here")


class PreventionLevel(models.TextChoices):
    """In this order: remove the hazard, prevent damage, limit damage (Codex I.2-7)."""

    PRIMARY = "primary", _("primary: remove the risk at its source")
    SECONDARY = "secondary", _("secondary: prevent harm")
    TERTIARY = "tertiary", _("tertiary: limit harm")


class AdviceRequestState(models.TextChoices):
    SCHEDULED = "scheduled", _("being prepared")
    DOCUMENTS_SENT = "documents_sent", _("documents sent")
    DISCUSSED = "discussed", _("discussed")
    OPEN_REMARKS = "open_remarks", _("workers may make remarks")
    SERVICE_ADVICE = "service_advice", _("with the prevention service")
    ADVISED = "advised", _("advice given")
    ANSWERED = "answered", _("answered by the employer")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


R = AdviceRequestState
ADVICE_REQUEST = Machine(
    "advice_request",
    AdviceRequestState,
    R.SCHEDULED,
    [
        Transition("send", (R.SCHEDULED,), R.DOCUMENTS_SENT, "actionplans.submit"),
        Transition("open_remarks", (R.SCHEDULED,), R.OPEN_REMARKS, "actionplans.submit"),
        Transition("discuss", (R.DOCUMENTS_SENT,), R.DISCUSSED, "actionplans.record_advice"),
        Transition("ask_service", (R.OPEN_REMARKS,), R.SERVICE_ADVICE, "actionplans.record_advice"),
        Transition("advise", (R.DISCUSSED, R.SERVICE_ADVICE), R.ADVISED, "actionplans.record_advice"),
        # No advice in time: the employer may go on (Codex I.2-10).
        Transition(
            "lapse",
            (R.DOCUMENTS_SENT, R.DISCUSSED, R.OPEN_REMARKS, R.SERVICE_ADVICE),
            R.ADVISED,
            "actionplans.answer_advice",
        ),
        Transition("answer", (R.ADVISED,), R.ANSWERED, "actionplans.answer_advice"),
        Transition("close", (R.ANSWERED,), R.CLOSED, "actionplans.adopt"),
        Transition(
            "withdraw",
            (R.SCHEDULED, R.DOCUMENTS_SENT, R.DISCUSSED, R.OPEN_REMARKS, R.SERVICE_ADVICE),
            R.WITHDRAWN,
            "actionplans.submit",
            reason=True,
        ),
    ],
    stamps={
        R.DOCUMENTS_SENT: ("sent_at",),
        R.OPEN_REMARKS: ("sent_at",),
        R.DISCUSSED: ("discussed_at",),
        R.ADVISED: ("advised_at", "advised_by_id"),
        R.ANSWERED: ("answered_at", "answered_by_id"),
    },
    model="actionplans.advicerequest",
)


class Bench(models.TextChoices):
    EMPLOYER = "employer", _("employer's delegation")
    WORKERS = "workers", _("workers' delegation")


class AdviceKind(models.TextChoices):
    UNANIMOUS = "unanimous", _("unanimous advice")
    DIVERGENT = "divergent", _("divergent advice")
    NONE = "none", _("no advice within the term")


class Reply(models.TextChoices):
    """The employer's answer; anything but "follows" needs its reasons (Codex II.7-19)."""

    ACCEPTED = "accepted", _("followed")
    PARTIAL = "partial", _("partly followed")
    REJECTED = "rejected", _("not followed")


class ImportKind(models.TextChoices):
    """What a spreadsheet that is handed in holds."""

    RISKS = "risks", _("a risk inventory: findings of a risk analysis")
    MEASURES = "measures", _("an action list: measures of a yearly plan")
    FIVE_YEARS = "five-years", _("a five-year plan: objectives and measures")
    SHEET = "sheet", _("a yearly plan that was taken from here and edited outside")


FROM_ELSEWHERE = (ImportKind.RISKS, ImportKind.MEASURES, ImportKind.FIVE_YEARS)

"""A plan before the consultation body: the copy it reads, remarks, and what it advised."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplans.enums import AdviceKind, AdviceRequestState, Bench, Reply
from coaching.companies.models import BodyKind, FilePart
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned


class AdviceRequest(Versioned, FilePart):
    """adviesaanvraag: one frozen version of one plan before the consultation body (Codex I.2-10)."""

    global_plan = models.ForeignKey(
        "actionplans.GlobalPreventionPlan", models.PROTECT, related_name="+", null=True, blank=True
    )
    annual_plan = models.ForeignKey(
        "actionplans.AnnualActionPlan", models.PROTECT, related_name="+", null=True, blank=True
    )
    body_kind = models.CharField(max_length=20, choices=BodyKind.choices)
    state = models.CharField(max_length=20, choices=AdviceRequestState.choices, default=AdviceRequestState.SCHEDULED)
    frozen = models.JSONField(default=dict)  # the plan exactly as it was sent
    frozen_sha256 = models.CharField(max_length=64, blank=True)
    meeting_on = models.DateField(_("meeting on"), null=True, blank=True)
    remarks_until = models.DateField(_("remarks until"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True)
    discussed_at = models.DateTimeField(null=True)
    advice_kind = models.CharField(_("advice"), max_length=12, choices=AdviceKind.choices, blank=True)
    advice_text = models.TextField(_("text of the advice"), blank=True)
    advised_at = models.DateTimeField(null=True)
    advised_by_id = models.BigIntegerField(null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Reply.choices, blank=True)
    answer_text = models.TextField(_("reasons"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "actionplans_bodyreview"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["company", "-created_at"], name="body_review_company"),
            models.Index(fields=["piece"], name="body_review_piece"),
        ]
        constraints = [
            models.CheckConstraint(
                name="body_review_of_one_plan",
                condition=models.Q(global_plan__isnull=False, annual_plan__isnull=True)
                | models.Q(global_plan__isnull=True, annual_plan__isnull=False),
            ),
            models.CheckConstraint(
                name="body_review_advised_has_kind",
                condition=~models.Q(state__in=["advised", "answered", "closed"])
                | (~models.Q(advice_kind="") & models.Q(advised_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="body_review_deviation_has_reasons",
                condition=~models.Q(answer__in=["partial", "rejected"]) | ~models.Q(answer_text=""),
            ),
        ]

    @property
    def is_advised(self) -> bool:
        return self.state == AdviceRequestState.ADVISED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == AdviceRequestState.WITHDRAWN

    def __str__(self) -> str:
        return f"{self.state} {self.created_at:%Y-%m-%d}"


class Remark(Versioned, FilePart):
    """A remark of a member on the plan or one measure, and the employer's answer to it."""

    advice_request = models.ForeignKey(
        AdviceRequest, models.CASCADE, related_name="remarks", db_index=False, db_column="review_id"
    )
    code = models.CharField(max_length=6)  # R1, R2…
    about = models.CharField(max_length=10, blank=True)  # code of the section, objective or measure it is about
    bench = models.CharField(max_length=10, choices=Bench.choices, blank=True)
    author_id = models.BigIntegerField(null=True)
    text = models.TextField(_("remark"))
    made_at = models.DateTimeField(default=clock.now)
    reply = models.CharField(_("answer"), max_length=10, choices=Reply.choices, blank=True)
    reply_text = models.TextField(_("reasons"), blank=True)
    change = models.CharField(_("what changes in the plan"), max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["made_at", "code"]
        indexes = [models.Index(fields=["advice_request", "made_at"], name="remark_review")]
        constraints = [
            models.UniqueConstraint(fields=["advice_request", "code"], name="remark_code"),
            models.CheckConstraint(
                name="remark_deviation_has_reasons",
                condition=~models.Q(reply__in=["partial", "rejected"]) | ~models.Q(reply_text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:40]}"


class AdviceMark(FilePart):
    """Up to where a member of the body has read a request for advice, with its remarks and answers."""

    advice_request = models.ForeignKey(
        AdviceRequest, models.CASCADE, related_name="+", db_index=False, db_column="review_id"
    )
    user_id = models.BigIntegerField()
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["advice_request", "user_id"], name="advice_mark_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.read_at}"


class BenchAdvice(FilePart):
    """The opinion of one bench, as recorded by the secretary."""

    advice_request = models.ForeignKey(
        AdviceRequest, models.CASCADE, related_name="opinions", db_index=False, db_column="review_id"
    )
    bench = models.CharField(_("bench"), max_length=10, choices=Bench.choices)
    favourable = models.BooleanField(_("in favour"))
    text = models.TextField(_("opinion"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["advice_request", "bench"], name="bench_advice_once")]

    def __str__(self) -> str:
        return self.bench

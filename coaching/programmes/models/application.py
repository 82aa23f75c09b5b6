"""The applications that companies send to a programme."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind, Company
from coaching.core.ground import clock
from coaching.core.ground.choices import Language, Province
from coaching.core.ground.search import Folded
from coaching.core.tenancy.models import TenantModel, Versioned
from coaching.programmes.enums import ApplicationState, LayerNumber, ReferralChannel, SupportFrom, TargetGroup
from coaching.programmes.models.cluster import Cluster
from coaching.programmes.models.layers import LayerVersion
from coaching.programmes.models.partner import Partner
from coaching.programmes.models.programme import Programme


class Application(Versioned, TenantModel):
    """aanvraag. A draft belongs to the user; the company row appears when it is submitted."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reference = models.CharField(_("reference"), max_length=30, blank=True)
    layer = models.PositiveSmallIntegerField(default=5)
    # The questions as they were when the draft was begun; none: the built-in pages of an application for coaching.
    layer_version = models.ForeignKey(LayerVersion, models.PROTECT, related_name="+", null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)  # code of a question of that version → answer
    state = models.CharField(max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT)

    # The company, as typed (frozen here; the company's own row goes on living).
    enterprise_number = models.CharField(_("enterprise number"), max_length=10, blank=True)
    company_name = models.CharField(_("name of the company"), max_length=200, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    province = models.CharField(max_length=3, choices=Province.choices, blank=True)
    # The establishment units it is for, as the register knew them: {"number", "name", "place", "postcode"}; none: all.
    sites = models.JSONField(default=list, blank=True)
    nace_code = models.CharField(_("activity (NACE-BEL)"), max_length=10, blank=True)
    nace_version = models.CharField(max_length=4, blank=True, default="")  # edition; none: typed, and not known
    joint_committees = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    # The workers.
    headcount = models.PositiveIntegerField(_("number of workers"), null=True, blank=True)
    blue_collar = models.PositiveIntegerField(_("blue-collar workers"), null=True, blank=True)
    high_skilled = models.PositiveIntegerField(_("highly skilled workers"), null=True, blank=True)
    body_kind = models.CharField(_("consultation body"), max_length=20, choices=BodyKind.choices, blank=True)
    # The question.
    motivation = models.TextField(_("why coaching"), blank=True)
    objectives = models.TextField(_("what you want to reach"), blank=True)
    own_hours = models.PositiveIntegerField(_("hours you set aside"), null=True, blank=True)
    support_from = ArrayField(models.CharField(max_length=20, choices=SupportFrom.choices), default=list, blank=True)
    support_evidence = models.TextField(_("how that support shows"), blank=True)  # for all together, in older drafts
    support_texts = models.JSONField(default=dict, blank=True)  # party → how its support shows
    referral_channel = models.CharField(max_length=30, choices=ReferralChannel.choices, blank=True)
    # Whose link the applicant came by.
    partner = models.ForeignKey(Partner, models.SET_NULL, related_name="+", null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    declaration = models.JSONField(default=dict, blank=True)  # what was confirmed, in the words that were shown
    # Page → who saved it last, when, at which version, and in which window (see actions.applying).
    pages = models.JSONField(default=dict, blank=True)
    # Computed when submitted.
    target_group = models.CharField(max_length=20, choices=TargetGroup.choices, blank=True)
    priority_score = models.PositiveSmallIntegerField(default=0)
    # Milestones.
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decision_reason = models.TextField(blank=True)
    start_due_on = models.DateField(null=True)
    waitlisted_on = models.DateField(null=True)  # since when, or when the company last said that it stays
    cluster = models.ForeignKey(Cluster, models.SET_NULL, related_name="+", null=True, blank=True)
    # What the desk searches in: folded once when written, not at every search.
    search_text = models.GeneratedField(
        expression=Folded(Concat("company_name", models.Value(" "), "municipality")),
        output_field=models.TextField(),
        db_persist=True,
    )
    # Judged together with others of its round; a decision that is proposed waits here until it is released.
    round = models.ForeignKey("programmes.AssessmentRound", models.SET_NULL, related_name="+", null=True, blank=True)
    proposed_verb = models.CharField(max_length=10, blank=True)
    proposed_reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["programme", "state", "-submitted_at"], name="application_desk"),
            models.Index(fields=["programme", "-submitted_at", "id"], name="application_recent"),
            models.Index(fields=["company", "-created_at"], name="application_company"),
            # What the desk's list is sorted by, each read in order from the index.
            *(
                models.Index(fields=["programme", column, "id"], name=f"application_by_{column}")
                for column in ("reference", "state", "target_group", "province", "municipality")
            ),
            models.Index("programme", Coalesce("headcount", 0), "id", name="application_by_headcount"),
            models.Index(
                fields=["programme", "-priority_score", "submitted_at"],
                name="application_todo",
                condition=models.Q(state__in=["submitted", "in_review"]),
            ),
            models.Index(
                fields=["programme", "proposed_at"],
                include=["proposed_verb", "state", "layer"],  # so that those that wait are counted in the index alone
                name="application_proposed",
                condition=~models.Q(proposed_verb=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="application_reference", condition=~models.Q(reference="")
            ),
            models.CheckConstraint(
                name="application_submitted_is_complete",
                condition=models.Q(state="draft")
                | models.Q(submitted_at__isnull=False, company__isnull=False, declared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_decided_has_moment",
                condition=~models.Q(state__in=["approved", "rejected", "lapsed"]) | models.Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_approved_has_start_due",
                condition=~models.Q(state="approved", layer=LayerNumber.COACHING)
                | models.Q(start_due_on__isnull=False),
            ),
        ]

    @property
    def company_key(self) -> UUID:
        """The company of an application that was sent; raises LookupError for a draft, which has none yet."""
        if self.company_id is None:
            raise LookupError(f"application {self.pk} has no company yet")
        return self.company_id

    @property
    def seen_state(self) -> str:
        """Sent for whoever sent it, also while the contacts of a known number are asked: that it is known is not said."""
        sent = self.state == ApplicationState.DRAFT and self.__dict__.get("reference")
        return ApplicationState.SUBMITTED.value if sent else self.state

    @property
    def is_coaching(self) -> bool:
        """For the fifth layer: the others have no coach, no clock, no subsidy."""
        return self.layer == LayerNumber.COACHING

    @property
    def is_approved(self) -> bool:
        return self.state == ApplicationState.APPROVED

    def __str__(self) -> str:
        return self.reference or str(self.pk)


class InformationRequest(TenantModel):
    """A question of the administrator about a file, and the company's answer."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="questions")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+", db_index=False)
    question = models.TextField(_("question"))
    asked_at = models.DateTimeField(default=clock.now)
    asked_by_id = models.BigIntegerField()
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["company", "asked_at"], name="info_request_company")]

    def __str__(self) -> str:
        return self.question[:40]

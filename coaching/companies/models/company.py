"""The company and the people in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language, Province, province_of
from coaching.core.ground.roles import COMPANY_ROLES, Role
from coaching.core.tenancy.models import TenantModel, Versioned

GRACE_BOUNDS = (0, 365)  # days that a coach may read after the closing; own choice: subject/lives.md#periods


class BodyKind(models.TextChoices):
    """Who gives advice: committee from 50 workers, else union delegation, else the workers (Welfare Act art. 53)."""

    COMMITTEE = "committee", _("Committee for Prevention and Protection at Work (CPBW)")
    UNION_DELEGATION = "union_delegation", _("union delegation")
    DIRECT = "direct", _("direct participation of the workers")


class PreventionGroup(models.TextChoices):
    """Groups A–D by size and risk (FPS 2019 §2.1.3.1). C+ and C− as the service's visits ask (Codex II.3)."""

    A = "A", _("A: more than 1,000 workers, or fewer with higher risk")
    B = "B", _("B: 200 to 1,000 workers, or fewer with higher risk")
    C_PLUS = "C+", _("C+: fewer than 200 workers, the prevention adviser has additional training")
    C_MINUS = "C-", _("C−: fewer than 200 workers, the prevention adviser has no additional training")
    C = "C", _("C: fewer than 200 workers, not known whether C+ or C−")
    D = "D", _("D: fewer than 20 workers, the employer is prevention adviser")


class Company(Versioned, TenantModel):
    """onderneming: the tenant. It belongs to no programme; it may take part in several."""

    tenant_keys: ClassVar[dict[str, str]] = {"company_id": "id"}

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    enterprise_number = models.CharField(_("enterprise number"), max_length=10, unique=True, null=True)  # noqa: DJ001 - unique, and a company may have none
    # Before a merger or a takeover, the oldest first.
    former_numbers = ArrayField(models.CharField(max_length=10), default=list, blank=True, editable=False)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=3, choices=Province.choices, blank=True)
    nace_code = models.CharField(_("activity (NACE-BEL)"), max_length=10, blank=True)
    nace_version = models.CharField(max_length=4, blank=True, default="")  # edition; none: typed, and not known
    joint_committees = ArrayField(
        models.CharField(max_length=6), verbose_name=_("joint committees"), default=list, blank=True
    )
    headcount = models.PositiveIntegerField(_("number of workers"), null=True)
    blue_collar = models.PositiveIntegerField(_("of whom blue-collar workers"), null=True, blank=True)
    high_skilled = models.PositiveIntegerField(_("of whom with a higher education degree"), null=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    survey_languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    prevention_group = models.CharField(
        _("prevention group"), max_length=2, choices=PreventionGroup.choices, blank=True
    )
    group_chosen_at = models.DateTimeField(null=True, editable=False)  # always by a person, never computed
    group_chosen_by_id = models.BigIntegerField(null=True, editable=False)
    external_service = models.CharField(_("external prevention service (EDPB)"), max_length=100, blank=True)
    affiliated_on = models.DateField(_("with this service since"), null=True, blank=True)
    tariff_group = models.PositiveSmallIntegerField(_("tariff group"), null=True, blank=True)  # 1–5 (FPS 2019 §2.1.3.2)
    year_starts = models.PositiveSmallIntegerField(_("first month of the service year"), default=1, db_default=1)
    # First days from which on they begin in another month, the oldest first (`service_years`).
    year_changes = ArrayField(models.DateField(), default=list, db_default=[], blank=True, editable=False)
    # How long a coach reads on after the coaching was closed (ADR 0054).
    grace_days = models.PositiveSmallIntegerField(_("days to read after a closing"), default=90, db_default=90)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    # Since when somebody works here whose mandate is not proved; none: it is, as proved_by says (`models.opening.Proof`).
    unproved_since = models.DateTimeField(null=True, editable=False)
    proved_by = models.CharField(max_length=10, blank=True, default="", editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="company_high_skilled_within_headcount",
                condition=models.Q(high_skilled__isnull=True)
                | models.Q(headcount__isnull=True)
                | models.Q(high_skilled__lte=models.F("headcount")),
                violation_error_message=_("There cannot be more highly skilled workers than workers."),
            ),
            models.CheckConstraint(
                name="company_tariff_group",
                condition=models.Q(tariff_group__isnull=True) | models.Q(tariff_group__range=(1, 5)),
            ),
            models.CheckConstraint(name="company_grace_days", condition=models.Q(grace_days__range=GRACE_BOUNDS)),
            models.CheckConstraint(name="company_year_starts", condition=models.Q(year_starts__range=(1, 12))),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.province = province_of(self.postcode)
        super().save(*args, **kwargs)


class CompanyOwned(TenantModel):
    """Base of rows that belong to one company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class ConsultationBody(CompanyOwned):
    """The body that advises on the plans; its kind decides the procedure. One per company for now."""

    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=120, blank=True)
    worker_members = models.PositiveSmallIntegerField(_("members for the workers"), default=0)
    # Of economic and social matters; the committee beside it advises on prevention.
    has_works_council = models.BooleanField(_("there is a works council too"), default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company"], name="one_body_per_company"),
            models.CheckConstraint(
                name="works_council_comes_with_a_committee",
                condition=models.Q(has_works_council=False) | models.Q(kind=BodyKind.COMMITTEE),
                violation_error_message=_("A works council comes with a committee: choose the committee above."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class Membership(CompanyOwned):
    """A person's role in a company, with begin and end. Ending it works from the next statement on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in COMPANY_ROLES])
    has_mandate = models.BooleanField(_("may bind the employer"), default=False)
    begins_on = models.DateField(_("from"), default=clock.today)
    ends_on = models.DateField(_("until"), null=True, blank=True)  # last day, inclusive; earlier than today = ended
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begins_on"]
        indexes = [models.Index(fields=["company", "role"], name="membership_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user", "role"],
                name="membership_once",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_mandate_is_contacts",
                condition=models.Q(has_mandate=False) | models.Q(role=Role.CONTACT.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.company_id}"

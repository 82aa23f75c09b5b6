"""Programmes and the people who run them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.roles import PROGRAMME_ROLES
from coaching.core.tenancy.models import TenantModel, Versioned


def default_clock_steps() -> list[int]:
    """Days relative to the start date on which the company is reminded (subject/programme.md#the-start-clock)."""
    return [-60, -30, -10, 0, 14]


def default_priority_points() -> dict[str, int]:
    """subject/programme.md#target-groups-and-priority"""
    return {"small": 4, "low_skilled": 4, "risk_sector": 1, "cluster": 1}


class Programme(Versioned):
    """A funder's call with its own rules, budget and offer."""

    tenant_keys: ClassVar[dict[str, str]] = {"programme_id": "id"}

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    budget_eur = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, default=0)
    start_months = models.PositiveSmallIntegerField(_("months to start in"), default=3)  # Coaches 2018
    clock_steps = models.JSONField(default=default_clock_steps)
    priority_points = models.JSONField(default=default_priority_points)
    risk_sectors = ArrayField(models.CharField(max_length=5), default=list, blank=True)  # NACE prefixes
    coaching_hours = models.DecimalField(_("coaching hours"), max_digits=5, decimal_places=1, default=20)
    company_share_eur = models.DecimalField(max_digits=8, decimal_places=2, default=500)
    subsidy_eur = models.DecimalField(max_digits=8, decimal_places=2, default=1000)
    requires_accreditation = models.BooleanField(_("Companies choose among accredited coaches only"), default=False)
    # Where a company writes, and within how many days it may disagree with a refusal: every refusal says both.
    contact_address = models.TextField(_("postal address"), max_length=300, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    objection_days = models.PositiveSmallIntegerField(_("days to object to a refusal"), null=True, blank=True)
    # How one objects, language → words: on each refusal, beside the address and the last day.
    objection_texts = models.JSONField(_("how one objects to a refusal"), default=dict, blank=True)
    # What its letters and reports look like (core.paper.letterhead); "" is the product's own look.
    paper_name = models.CharField(_("name at the top of letters"), max_length=80, blank=True)
    paper_colour = models.CharField(_("colour of headings"), max_length=7, blank=True)
    paper_accent = models.CharField(_("colour of lines"), max_length=7, blank=True)
    logo = models.CharField(_("logo"), max_length=80, blank=True)  # its name in the storage, from its content
    is_open = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    paid_by = models.CharField(_("who pays for this programme"), max_length=200, blank=True)  # said to who applies
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProgrammeMembership(TenantModel):
    """A person's role in a programme, with begin and end."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in PROGRAMME_ROLES])
    begins_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "role"], name="programme_membership")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user", "role"],
                name="programme_membership_once",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.programme_id}"

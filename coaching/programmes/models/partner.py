"""Partners: who tells companies about a programme (sector funds, federations, services), by a link of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel, Versioned
from coaching.programmes.enums import ReferralChannel
from coaching.programmes.models.programme import Programme


class Partner(Versioned):
    """Refers companies to one programme. code: the end of its link and of its own page; it stays."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=30, choices=ReferralChannel.choices)
    code = models.SlugField(max_length=40, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="partner_name_once")]

    def __str__(self) -> str:
        return self.name


class OfPartner(TenantModel):
    """Base of rows under a partner."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class PartnerMembership(OfPartner):
    """A person who may see the partner's page, with begin and end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    begins_on = models.DateField(default=clock.today)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"], name="partner_membership_once", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.partner_id}"


class PartnerVisit(OfPartner):
    """How often the link was opened on a day; nothing about by whom."""

    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "day"], name="partner_visit_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.count}"


class PartnerReach(OfPartner):
    """What a partner may know of its reach in a year: written by the machine, after hiding what is too small.

    tables: see `insight.partners.reach`; memory: the last figure shown of each group, so that the next differs by none
    or enough. Only the machine reads that.
    """

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    tables = models.JSONField(default=dict)
    memory = models.JSONField(default=dict)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["partner", "year"], name="partner_reach_year")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.year}"

"""A company, known or not yet known here, that takes a module up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.tenancy.models import Versioned
from coaching.programmes.layers import text
from coaching.programmes.models import Application, LayerVersion, Programme
from modules.models.module import Module
from modules.uptake.enums import UptakeState


class ModuleUptake(Versioned):
    """Four typed fields at most for the first layer (SERV 2021 §3): company, number, name, e-mail; no account is needed.

    Somebody without an account comes back by a link with a token, of which the digest stands here. Who later signs up
    with the same, confirmed e-mail finds it among their own (`my_uptakes()`).
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    module = models.ForeignKey(Module, models.PROTECT, related_name="+")
    module_title = models.JSONField(default=dict)  # as it was: a retired module keeps its name here
    layer = models.PositiveSmallIntegerField()
    layer_version = models.ForeignKey(LayerVersion, models.PROTECT, related_name="+", null=True, blank=True)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    application = models.ForeignKey(Application, models.SET_NULL, related_name="+", null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, choices=UptakeState.choices, default=UptakeState.REGISTERED)
    company_name = models.CharField(_("name of the company"), max_length=200)
    enterprise_number = models.CharField(_("enterprise number"), max_length=10, blank=True)
    contact_name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    answers = models.JSONField(default=dict, blank=True)
    feedback = models.JSONField(default=dict, blank=True)  # see uptake.rules.FEEDBACK
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    feedback_asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["programme", "-created_at", "id"], name="uptake_programme"),
            *(
                models.Index(fields=["programme", column, "id"], name=f"uptake_by_{column}")
                for column in ("company_name", "layer", "state")
            ),
            models.Index(fields=["company", "-created_at"], name="uptake_company"),
            models.Index(fields=["applicant", "-created_at"], name="uptake_applicant"),
            models.Index(fields=["email"], name="uptake_email"),
            models.Index(fields=["state", "confirmed_at"], name="uptake_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="uptake_ended_has_moment",
                condition=~models.Q(state__in=["closed", "withdrawn"]) | models.Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="uptake_confirmed_has_moment",
                condition=models.Q(state__in=["registered", "withdrawn"]) | models.Q(confirmed_at__isnull=False),
            ),
        ]

    @property
    def is_confirmed(self) -> bool:
        return self.state == UptakeState.CONFIRMED

    def __str__(self) -> str:
        return text(self.module_title)

"""A dated gathering of a module, and the places in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.tenancy.models import TenantModel, Versioned
from coaching.programmes.models import Programme
from modules.gatherings.enums import PlaceState
from modules.models.module import Module


class Gathering(Versioned):
    """When and where; how many can come. A cancelled one stays, with its reason."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    module = models.ForeignKey(Module, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)  # told to those who have a place, not shown publicly
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    capacity = models.PositiveSmallIntegerField(_("places"), default=20)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "modules_modulesession"
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["module", "starts_at"], name="session_module"),
            models.Index(fields=["programme", "-starts_at"], name="session_programme"),
        ]
        constraints = [
            models.CheckConstraint(name="session_somewhere", condition=~models.Q(place="") | ~models.Q(link="")),
            models.CheckConstraint(name="session_has_places", condition=models.Q(capacity__gt=0, minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"


class GatheringPlace(TenantModel):
    """Somebody in a gathering. Without an account they come back by a link, as with an uptake."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="+", db_column="session_id")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    token_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=PlaceState.choices, default=PlaceState.ASKED)
    company_name = models.CharField(_("name of the company"), max_length=200)
    contact_name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    asked_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "modules_sessionplace"
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["gathering", "state", "asked_at"], name="place_session")]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "email"], name="place_once", condition=~models.Q(state="cancelled")
            )
        ]

    @property
    def is_taken(self) -> bool:
        return self.state == PlaceState.TAKEN

    @property
    def is_waiting(self) -> bool:
        return self.state == PlaceState.WAITING

    @property
    def is_present(self) -> bool:
        return self.state == PlaceState.PRESENT

    def __str__(self) -> str:
        return self.contact_name

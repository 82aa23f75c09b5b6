"""The coach's profile, as companies see it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Province, Theme
from coaching.core.tenancy.models import TenantModel, Versioned


class CoachState(models.TextChoices):
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("takes no new companies")
    LEFT = "left", _("left the programme")


class Coach(Versioned, TenantModel):
    """bedrijfscoach: self-employed or with an external prevention service (Coaches 2018)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    state = models.CharField(_("status"), max_length=10, choices=CoachState.choices, default=CoachState.ACTIVE)
    introduction = models.JSONField(default=dict)  # {"nl": …, "fr": …, "en": …}
    provinces = ArrayField(models.CharField(max_length=3, choices=Province.choices), default=list)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    themes = ArrayField(models.CharField(max_length=20, choices=Theme.choices), default=list)
    sectors = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("companies at the same time"), default=12)
    employer_service = models.CharField(_("works for external service"), max_length=100, blank=True)
    trained_on = models.DateField(_("training finished on"), null=True, blank=True)
    intervisions = ArrayField(models.DateField(), default=list, blank=True)  # days of intervision with other coaches
    # The database fills these two in itself: `accept_invitation` makes a profile that does not name them.
    based_in = models.CharField(_("works from"), max_length=60, blank=True, db_default="")  # as the coach writes it
    working_days = ArrayField(  # 1 = Monday … 7 = Sunday
        models.PositiveSmallIntegerField(), default=list, db_default=RawSQL("'{}'::smallint[]", []), blank=True
    )
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    @property
    def has_left(self) -> bool:
        return self.state == CoachState.LEFT

    def __str__(self) -> str:
        return self.name

"""Who has which part in prevention: people of the company, or names of people from outside (FPS 2019 §2.1.1, annex 1)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import CompanyOwned
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned


class RoleKind(models.TextChoices):
    """Parts on the role map. The consultation body is no holder: it has a table of its own."""

    EMPLOYER = "employer", _("employer")
    LINE = "line", _("hierarchical line")
    INTERNAL_ADVISER = "internal_adviser", _("internal prevention adviser")
    EXTERNAL_ADVISER = "external_adviser", _("external prevention adviser")
    PHYSICIAN = "physician", _("occupational physician")
    COUNSELLOR = "counsellor", _("confidential counsellor")
    HR = "hr", _("personnel department (HR)")
    STEERING_GROUP = "steering_group", _("steering group")


class AdviserDiscipline(models.TextChoices):
    """Of an adviser (FPS 2019 §2.1.3.2); the occupational physician is a part of its own."""

    SAFETY = "safety", _("safety at work")
    PSYCHOSOCIAL = "psychosocial", _("psychosocial aspects")
    ERGONOMICS = "ergonomics", _("ergonomics")
    HYGIENE = "hygiene", _("occupational hygiene")


class Side(models.TextChoices):
    """Whose voice somebody is in the steering group."""

    EMPLOYER = "employer", _("for the employer")
    WORKERS = "workers", _("for the workers")
    ADVISER = "adviser", _("as adviser")


ADVISERS = (RoleKind.INTERNAL_ADVISER, RoleKind.EXTERNAL_ADVISER)
LEGAL_ADVISERS = (*ADVISERS, RoleKind.PHYSICIAN)  # whose end shows its reason and its day to the body
APPOINTED = (RoleKind.INTERNAL_ADVISER, RoleKind.COUNSELLOR)  # by who may bind the employer


class RoleHolder(Versioned, CompanyOwned):
    """Somebody with a part in prevention, from a day on. Ended ones stay: who had it when can be asked later.

    A number or an address is kept only when the person agreed that all who may see the map, and the wall, see it.
    """

    kind = models.CharField(_("part"), max_length=20, choices=RoleKind.choices)
    discipline = models.CharField(_("discipline"), max_length=20, choices=AdviserDiscipline.choices, blank=True)
    side = models.CharField(_("in the steering group"), max_length=10, choices=Side.choices, blank=True)
    name = models.CharField(_("name"), max_length=120)
    person_id = models.BigIntegerField(null=True)  # of the company, with an account; else a name of outside
    works_here = models.BooleanField(_("works for the company"), default=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    agreed_to_show_on = models.DateField(null=True, blank=True)
    begins_on = models.DateField(_("from"), default=clock.today)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    end_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Of a counsellor: agreed by the representatives beforehand, trained within two years, supervised yearly.
    agreed_on = models.DateField(_("agreed by the workers' representatives on"), null=True, blank=True)
    agreed_by = models.CharField(_("who agreed"), max_length=160, blank=True)
    trained_on = models.DateField(_("training finished on"), null=True, blank=True)
    supervised_on = ArrayField(models.DateField(), default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["kind", "begins_on", "name"]
        indexes = [models.Index(fields=["company", "kind"], name="roleholder_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "discipline", "name"],
                name="roleholder_once",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="roleholder_shown_when_agreed",
                condition=models.Q(phone="", email="") | models.Q(agreed_to_show_on__isnull=False),
            ),
            models.CheckConstraint(
                name="roleholder_agreed_beforehand",
                condition=models.Q(agreed_on__isnull=True) | models.Q(agreed_on__lte=models.F("begins_on")),
            ),
            models.CheckConstraint(
                name="roleholder_counsellors_days",
                condition=models.Q(kind=RoleKind.COUNSELLOR.value)
                | models.Q(agreed_on__isnull=True, trained_on__isnull=True, supervised_on=[], agreed_by=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def ends_with_reason(self) -> bool:
        """Whether the body is told why it ended."""
        return self.kind in LEGAL_ADVISERS

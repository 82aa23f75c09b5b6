"""Facts behind the year wheel: dates of the company's own, what was done when, and which date somebody was told of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import CompanyOwned
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned


class Acts(models.TextChoices):
    """Who must act on a date of the company's own."""

    EMPLOYER = "employer", _("employer")
    ADVISER = "adviser", _("prevention adviser")
    BODY = "body", _("consultation body")
    SERVICE = "service", _("external service")


class OwnDate(Versioned, CompanyOwned):
    """A date that a company adds itself, once or every so many months: an evacuation exercise, say."""

    title = models.CharField(_("what"), max_length=120)
    first_on = models.DateField(_("first on"))
    every_months = models.PositiveSmallIntegerField(_("every so many months"), null=True, blank=True)
    who = models.CharField(_("who must act"), max_length=10, choices=Acts.choices, default=Acts.EMPLOYER)
    ended_on = models.DateField(null=True, editable=False)  # from that day on it comes no more; what was done stays
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["first_on", "title"]
        indexes = [models.Index(fields=["company", "first_on"], name="own_date_company")]
        constraints = [
            models.CheckConstraint(
                name="own_date_rhythm",
                condition=models.Q(every_months__isnull=True) | models.Q(every_months__range=(1, 120)),
            ),
            models.CheckConstraint(name="own_date_has_title", condition=~models.Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class DateDone(CompanyOwned):
    """That what was due on a day was done, when, and what is to be said of it. Put right by withdrawing it."""

    kind = models.CharField(max_length=40)
    due_on = models.DateField()
    done_on = models.DateField(_("done on"))
    note = models.CharField(_("what is to be said of it"), max_length=500, blank=True)
    own = models.ForeignKey(OwnDate, models.PROTECT, related_name="+", null=True)
    cause_id = models.UUIDField(null=True)  # what set it off: a counsellor, or the company itself for its service
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["due_on", "kind"]
        indexes = [models.Index(fields=["company", "kind", "due_on"], name="date_done_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "due_on", "own", "cause_id"],
                name="date_done_once",
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class DateNotice(CompanyOwned):
    """That people of the company were told of a date which comes near or has passed; it goes when that is done.

    The date itself is worked out each time: this says who need not be told again, and what waits.
    """

    kind = models.CharField(max_length=40)
    due_on = models.DateField()
    about = models.CharField(max_length=200, blank=True)
    ref_id = models.UUIDField(null=True)
    is_late = models.BooleanField(default=False)
    noticed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["due_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "due_on", "ref_id"], name="date_notice_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["company", "due_on", "id"], name="date_notice_company")]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"

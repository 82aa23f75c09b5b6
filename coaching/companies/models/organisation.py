"""The organisation as it is and as it was: establishments, the tree of units in them, functions across it, headcounts.

A row says how a unit stands now; what it was before a change stands in `EarlierUnit`, and no unit is ever deleted. How
the whole stood on a day: `companies.tree.tree_on`.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import BodyKind, CompanyOwned
from coaching.companies.numbers import format_establishment_number
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned


class UnitKind(models.TextChoices):
    """A part of the organisation, or a function that people have in several of its parts."""

    UNIT = "unit", _("work unit")
    FUNCTION = "function", _("function across units")


class Deed(models.TextChoices):
    """What was done to a unit when it stopped being what it was."""

    RENAMED = "renamed", _("renamed")
    MOVED = "moved", _("moved")
    CHANGED = "changed", _("changed")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("in use again")


class Standing(Versioned, CompanyOwned):
    """Base of what may change its name or place and be closed. since: the day from which it stands as it does now."""

    since = models.DateField(default=clock.today)
    created_at = models.DateTimeField(default=clock.now)
    ended_on = models.DateField(null=True, blank=True)  # the first day without it

    class Meta:
        abstract = True


class BusinessUnit(Standing):
    """technische bedrijfseenheid (TBE): establishments that have one committee together, where a company has several.

    others: establishments of other legal entities in it, one on each line: they have a file of their own. body_kind:
    which body it has, as the company says; nothing is derived from it.
    """

    name = models.CharField(_("name"), max_length=120)
    others = models.TextField(_("establishments of other legal entities in it"), max_length=1000, blank=True)
    body_kind = models.CharField(_("its consultation body"), max_length=20, choices=BodyKind.choices, blank=True)
    body_name = models.CharField(_("name of the body"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "name"], name="business_unit_name", condition=models.Q(ended_on__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["company", "ended_on"], name="business_unit_company")]

    def __str__(self) -> str:
        return self.name

    @property
    def others_named(self) -> list[str]:
        """One for each line."""
        return [line.strip() for line in self.others.splitlines() if line.strip()]


class EstablishmentUnit(Standing):
    """vestigingseenheid. business_unit: the technical business unit (TBE) it is part of, where there are several."""

    number = models.CharField(_("establishment number"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    business_unit = models.ForeignKey(
        BusinessUnit,
        models.PROTECT,
        related_name="places",
        null=True,
        blank=True,
        verbose_name=_("technical business unit (TBE)"),
    )

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["company", "name"], name="establishment_company")]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_number(self) -> str:
        """As it stands on papers: 2.123.456.789."""
        return format_establishment_number(self.number)


class WorkUnit(Standing):
    """A group of workstations or functions that is analysed together (Codex I.2-6).

    It may be part of another, or stand in an establishment; what is part of another is where that one is. Its name is
    no other open unit's in the company, so that it says which one wherever it stands alone. headcount: the last figure,
    people of its parts included; those before it: `Headcount`. became: the units that a merged or split one went on in.
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices, default=UnitKind.UNIT)
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    establishment = models.ForeignKey(EstablishmentUnit, models.PROTECT, related_name="+", null=True, blank=True)
    headcount = models.PositiveIntegerField(_("number of workers"), default=0)
    became = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "name"], name="work_unit_name", condition=models.Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(
                name="work_unit_in_one_place",
                condition=models.Q(parent__isnull=True) | models.Q(establishment__isnull=True),
            ),
            models.CheckConstraint(
                name="work_unit_function_stands_apart",
                condition=models.Q(kind="unit")
                | models.Q(parent__isnull=True, establishment__isnull=True, kind="function"),
            ),
        ]
        indexes = [models.Index(fields=["company", "ended_on"], name="work_unit_company")]

    def __str__(self) -> str:
        return self.name


class EarlierUnit(CompanyOwned):
    """How a unit, an establishment or a TBE stood from `since` up to `until`, what ended that, why, and who wrote it down.

    Only ever added to. stood: its columns of then (`companies.tree.KEPT`).
    """

    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+", null=True)
    establishment = models.ForeignKey(EstablishmentUnit, models.PROTECT, related_name="+", null=True)
    business_unit = models.ForeignKey(BusinessUnit, models.PROTECT, related_name="+", null=True)
    since = models.DateField()
    until = models.DateField()
    stood = models.JSONField(default=dict)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    why = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["until", "since", "recorded_at"]
        indexes = [models.Index(fields=["company", "work_unit"], name="earlier_unit_company")]
        constraints = [
            models.CheckConstraint(
                name="earlier_unit_of_one",
                condition=models.Q(work_unit__isnull=True, establishment__isnull=False, business_unit__isnull=True)
                | models.Q(work_unit__isnull=False, establishment__isnull=True, business_unit__isnull=True)
                | models.Q(work_unit__isnull=True, establishment__isnull=True, business_unit__isnull=False),
            ),
            models.CheckConstraint(name="earlier_unit_days_in_order", condition=models.Q(until__gte=models.F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.deed} on {self.until}"


class Headcount(CompanyOwned):
    """How many workers a unit, or the whole company, had on a day. Only ever added to; the latest day is the figure of today."""

    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+", null=True)
    counted_on = models.DateField()
    workers = models.PositiveIntegerField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["counted_on", "recorded_at"]
        indexes = [models.Index(fields=["company", "work_unit", "counted_on"], name="headcount_company")]

    def __str__(self) -> str:
        return f"{self.workers} on {self.counted_on}"


class FunctionPlace(CompanyOwned):
    """Where people of a function work: from `since` up to `until` in this unit, so many of them (None: not counted).

    One that changes is closed, with a new one from that day on; nothing else of a row is ever changed.
    """

    function = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+")
    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+")
    workers = models.PositiveIntegerField(_("number of workers"), null=True, blank=True)
    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)  # the first day without it
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # when the end was written down
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["since", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "function", "work_unit"],
                name="function_place_once",
                condition=models.Q(until__isnull=True),
            ),
            models.CheckConstraint(name="function_place_of_two", condition=~models.Q(function=models.F("work_unit"))),
            models.CheckConstraint(
                name="function_place_days_in_order",
                condition=models.Q(until__isnull=True, ended_at__isnull=True)
                | models.Q(until__gte=models.F("since"), ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["company", "work_unit"], name="function_place_company")]

    def __str__(self) -> str:
        return f"{self.workers} since {self.since}"

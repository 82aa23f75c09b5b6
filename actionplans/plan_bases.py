"""What both plans share, and the time of a five-year plan."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from actionplans.enums import PlanState
from coaching.companies.models import FileRoot
from coaching.companies.service_years import ServiceYear
from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned

MONTHS = 60  # of a five-year plan (Codex I.2-8)


class Plan(Versioned, FileRoot):
    """What both plans share: state, version and milestones."""

    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    version_no = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)
    advised_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by_id = models.BigIntegerField(null=True)
    active_from_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_with_body(self) -> bool:
        """From the moment that it lies before the consultation body until it is in force."""
        return self.state in (PlanState.SUBMITTED, PlanState.ADVISED, PlanState.ADOPTED)

    @property
    def is_advised(self) -> bool:
        return self.state == PlanState.ADVISED

    @property
    def is_active(self) -> bool:
        return self.state == PlanState.ACTIVE

    @property
    def is_evaluated(self) -> bool:
        return self.state == PlanState.EVALUATED

    @property
    def is_closed(self) -> bool:
        return self.state == PlanState.CLOSED


class OneYear:
    """One service year: what a yearly plan covers, as it was agreed when the plan was made."""

    first_day: date
    last_day: date

    @property
    def period(self) -> ServiceYear:
        return ServiceYear(self.first_day, self.last_day)

    @property
    def label(self) -> str:
        """2027, or 2027-2028 for a year that ends in another calendar year."""
        return self.period.label

    def has_day(self, day: date) -> bool:
        return day in self.period

    def __str__(self) -> str:
        return self.label


class FiveYears:
    """Five years from the first of a month: what a five-year plan covers."""

    start_year: int
    start_month: int

    @property
    def first_day(self) -> date:
        return date(self.start_year, self.start_month, 1)

    @property
    def end(self) -> date:
        """The last day of its five years."""
        return clock.add_months(self.first_day, MONTHS) - timedelta(days=1)

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.end

    def has_part_of(self, year: ServiceYear) -> bool:
        """Years that begin in another month than the five do may lie in two plans: a part is enough."""
        return year.first <= self.end and self.first_day <= year.last

    @property
    def end_year(self) -> int:
        """The calendar year of its last day."""
        return self.end.year

    def __str__(self) -> str:
        if self.start_month == 1:
            return f"{self.start_year}–{self.end_year}"
        return f"{self.first_day:%m/%Y}–{self.end:%m/%Y}"

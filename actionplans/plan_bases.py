"""What both plans share, and the time of a five-year plan."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from actionplans.enums import PlanState
from coaching.companies.models import FileRoot
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

    @property
    def end_year(self) -> int:
        """The calendar year of its last day."""
        return self.end.year

    def __str__(self) -> str:
        if self.start_month == 1:
            return f"{self.start_year}–{self.end_year}"
        return f"{self.first_day:%m/%Y}–{self.end:%m/%Y}"

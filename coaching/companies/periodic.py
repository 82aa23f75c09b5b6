"""Each morning: memberships whose last day has passed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from coaching.companies.actions.people import end_overdue
from coaching.core.jobs.periodic import job


@job("companies.end_memberships", label=_("Memberships end whose last day is over"))
def end_memberships(*, today: date) -> dict[str, int]:
    """They gave no access any more since that day; now they are closed, so that the role can be given again."""
    return {"ended": end_overdue(today)}

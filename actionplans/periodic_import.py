"""Spreadsheets that nobody brought in do not stay."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from actionplans.models import PlanImport
from coaching.core.ground import clock
from coaching.core.jobs.periodic import job

KEPT_DAYS = 30  # own choice, subject/lives.md#periods


@job("actionplans.forget_imports", label=_("Spreadsheets that were not brought in are thrown away"))
def forget_imports(*, today: date) -> dict[str, int]:
    """After a month the file goes, and what its rehearsal said; how its headings were read stays."""
    until = today - timedelta(days=KEPT_DAYS)
    old = PlanImport.objects.filter(created_at__date__lt=until, content__isnull=False)
    return {"forgotten": old.update(content=None, outcome={}, gone_at=clock.now())}

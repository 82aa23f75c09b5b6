"""The list of risk analyses as a file."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


ANALYSES = (
    Column(_("Analysis"), lambda row: row.analysis.title),
    Column(_("Version"), lambda row: row.analysis.version_no),
    Column(_("Status"), lambda row: capfirst(row.analysis.get_state_display())),
    Column(_("Findings"), lambda row: row.finding_count),
    Column(_("Red findings"), lambda row: row.red_count),
    Column(_("Begun"), lambda row: timezone.localtime(row.analysis.created_at).date()),
    Column(
        _("Final since"),
        lambda row: timezone.localtime(row.analysis.finalised_at).date() if row.analysis.finalised_at else None,
    ),
)
# What was found, for who makes a plan of it; the talks stand in none.
FINDINGS = (
    Column(_("Code"), lambda row: row.code),
    Column(_("Aspect"), lambda row: row.get_aspect_display()),
    Column(_("Sub-factor"), lambda row: row.get_sub_factor_display()),
    Column(_("Domain"), lambda row: row.get_domain_display()),
    Column(_("Work unit"), lambda row: row.work_unit.name if row.work_unit else _("the whole company")),
    Column(_("What is wrong"), lambda row: row.hazard),
    Column(_("Explanation"), lambda row: row.description),
    Column(_("What is done about it already"), lambda row: row.existing_measures),
    Column(_("Colour"), lambda row: capfirst(str(row.get_colour_display()))),
    Column(_("Kinney"), lambda row: row.kinney_score),
    Column(_("Priority"), lambda row: row.priority),
)

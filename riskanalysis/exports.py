"""The list of risk analyses as a file."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column
from riskanalysis.enums import Consequence
from riskanalysis.models import Finding


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


ANALYSES = (
    Column(_("Analysis"), lambda row: row.analysis.title),
    Column(_("Version"), lambda row: row.analysis.version_no),
    Column(_("Kind"), lambda row: capfirst(row.analysis.get_kind_display())),
    Column(_("Subjects"), lambda row: ", ".join(row.analysis.parts)),
    Column(_("Status"), lambda row: capfirst(row.analysis.get_state_display())),
    Column(_("Findings"), lambda row: row.finding_count),
    Column(_("Red findings"), lambda row: row.red_count),
    Column(_("Begun"), lambda row: timezone.localtime(row.analysis.created_at).date()),
    Column(
        _("Final since"),
        lambda row: timezone.localtime(row.analysis.finalised_at).date() if row.analysis.finalised_at else None,
    ),
)


def _consequences(row: Finding) -> str:
    return ", ".join(str(Consequence(one).label) for one in row.consequences)


def _answer(value: bool | None) -> str:
    return "" if value is None else str(_("yes") if value else _("no"))


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
    Column(_("What it can lead to"), _consequences),
    Column(_("An objective danger"), lambda row: _answer(row.is_objective)),
    Column(_("The employer has influence on it"), lambda row: _answer(row.employer_can_act)),
)
# What is in force, of all analyses together.
HOLDING = (
    Column(_("Analysis"), lambda row: row.analysis.title),
    Column(_("Final since"), lambda row: _day(row.analysis.finalised_at)),
    *FINDINGS,
)

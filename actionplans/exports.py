"""The list of measures as a file."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

MEASURES = (
    Column(_("Code"), lambda row: row.code),
    Column(_("What"), lambda row: row.what),
    Column(_("Status"), lambda row: capfirst(str(row.get_state_display()))),
    Column(_("Objective"), lambda row: str(row.objective)),
    Column(_("Why"), lambda row: row.why),
    Column(_("Who"), lambda row: row.who),
    Column(_("How"), lambda row: row.how),
    Column(_("Where"), lambda row: row.where),
    Column(_("When"), lambda row: row.due_on),
    Column(_("Done on"), lambda row: row.done_on),
    Column(_("Followed up by"), lambda row: row.owner_name),
    Column(_("Prevention level"), lambda row: capfirst(str(row.get_prevention_level_display()))),
    Column(_("Progress (%)"), lambda row: row.progress),
    Column(_("Budget (€)"), lambda row: row.budget_eur),
    Column(_("Spent (€)"), lambda row: row.spent_eur),
    Column(_("Indicator"), lambda row: row.indicator),
    Column(_("Result"), lambda row: row.result),
)

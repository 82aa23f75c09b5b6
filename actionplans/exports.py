"""The list of measures as a file."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.figures import in_words
from coaching.core.paper.exports import Column

MEASURES = (
    Column(_("Code"), lambda row: row.measure.code),
    Column(_("What"), lambda row: row.measure.what),
    Column(_("Status"), lambda row: capfirst(str(row.measure.get_state_display()))),
    Column(_("Objective"), lambda row: str(row.measure.objective)),
    Column(_("Why"), lambda row: row.measure.why),
    Column(_("Who"), lambda row: row.measure.who),
    Column(_("How"), lambda row: row.measure.how),
    Column(_("Where"), lambda row: row.measure.where),
    Column(_("When"), lambda row: row.measure.due_on),
    Column(_("Done on"), lambda row: row.measure.done_on),
    Column(_("Followed up by"), lambda row: row.owner_name),
    Column(_("Prevention level"), lambda row: capfirst(str(row.measure.get_prevention_level_display()))),
    Column(_("Progress (%)"), lambda row: row.measure.progress),
    Column(_("Budget (€)"), lambda row: row.measure.budget_eur),
    Column(_("Spent (€)"), lambda row: row.measure.spent_eur),
    Column(_("Indicator"), lambda row: in_words(row.measure.indicator)),
    Column(_("Result"), lambda row: row.measure.result),
)

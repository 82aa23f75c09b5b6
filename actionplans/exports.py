"""The list of measures as a file."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.figures import in_words
from coaching.core.paper.exports import EURO, Column


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


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
    Column(_("Budget (€)"), lambda row: row.measure.budget_eur, EURO),
    Column(_("Spent (€)"), lambda row: row.measure.spent_eur, EURO),
    Column(_("Indicator"), lambda row: in_words(row.measure.indicator)),
    Column(_("Result"), lambda row: row.measure.result),
)
# A line: a plan before the body, as its list shows it.
ADVICE = (
    Column(_("Plan"), lambda line: line.title),
    Column(_("Status"), lambda line: capfirst(str(line.advice_request.get_state_display()))),
    Column(_("Until"), lambda line: line.due),
    Column(_("Sent"), lambda line: _day(line.advice_request.sent_at)),
    Column(_("Advice"), lambda line: capfirst(str(line.advice_request.get_advice_kind_display()))),
    Column(_("Given on"), lambda line: _day(line.advice_request.advised_at)),
    Column(_("Answer"), lambda line: capfirst(str(line.advice_request.get_answer_display()))),
    Column(_("Answered on"), lambda line: _day(line.advice_request.answered_at)),
    Column(_("Remarks"), lambda line: line.advice_request.remark_count),
    Column(_("Without answer"), lambda line: line.advice_request.unanswered),
)
# A spreadsheet that was handed in, and the names of who did.
IMPORTS = (
    Column(_("File"), lambda row: row[0].file_name),
    Column(_("What it holds"), lambda row: capfirst(str(row[0].get_kind_display()))),
    Column(_("Handed in"), lambda row: _day(row[0].created_at)),
    Column(_("By"), lambda row: row[1].get(row[0].made_by_id or 0, "")),
    Column(_("Brought in"), lambda row: _day(row[0].done_at)),
)

"""The list of changes as a file."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column
from riskanalysis.changes.forms import parts_in_words

CHANGES = (
    Column(_("What changes"), lambda row: row.check.words),
    Column(_("From when"), lambda row: row.check.changes_on),
    Column(_("Where"), lambda row: ", ".join(unit.name for unit in row.units) or _("the whole company")),
    Column(_("Opened again"), lambda row: parts_in_words(row.check.parts)),
    Column(_("Why nothing needs another look"), lambda row: row.check.reason),
    Column(_("Status"), lambda row: capfirst(row.opened.get_state_display()) if row.opened else ""),
    Column(_("Answered on"), lambda row: timezone.localtime(row.check.answered_at).date()),
    Column(_("Answered by"), lambda row: row.answered_by),
    Column(_("What was wrong before"), lambda row: row.check.correction),
)

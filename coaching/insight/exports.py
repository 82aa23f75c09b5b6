"""A coach's companies, partners, imports and what waits, as files."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

# A row is what the portfolio draws for one company.
CLIENTS = (
    Column(_("Company"), lambda client: client["trajectory"].company.name),
    Column(_("Status"), lambda client: capfirst(client["trajectory"].get_state_display())),
    Column(_("Next step"), lambda client: client["next"].label if client["next"] else ""),
    Column(_("Approved on"), lambda client: client["trajectory"].approved_on),
    Column(_("Start by"), lambda client: client["start_due_on"]),
    Column(_("Started on"), lambda client: client["trajectory"].started_on),
    Column(_("Last session"), lambda client: client["trajectory"].last_session_on),
    Column(_("Hours used"), lambda client: client["trajectory"].hours_used),
    Column(_("Hours"), lambda client: client["trajectory"].coaching_hours),
    Column(_("Measures"), lambda client: client["measures"].get("total", 0)),
    Column(_("Carried out"), lambda client: client["measures"].get("carried_out", 0)),
    Column(_("Late"), lambda client: client["measures"].get("overdue", 0)),
)
# A line: the partner, and its link.
PARTNERS = (
    Column(_("Partner"), lambda line: line[0].name),
    Column(_("Kind of partner"), lambda line: capfirst(line[0].get_kind_display())),
    Column(_("Link"), lambda line: line[1]),
    Column(_("Status"), lambda line: _("stopped") if line[0].retired_at else _("in action")),
)
IMPORTS = (
    Column(_("File"), lambda row: row.file_name),
    Column(_("Handed in"), lambda row: row.created_at),
    Column(_("Rehearsal"), lambda row: row.rehearsal),
    Column(_("Status"), lambda row: capfirst(row.get_state_display())),
    Column(_("Rows"), lambda row: row.rows),
    Column(_("Written"), lambda row: row.written),
    Column(_("Mistakes"), lambda row: row.problem_count),
    Column(_("Warnings"), lambda row: row.warning_count),
)
# A line of what waits (core.ground.waiting).
WAITS = (
    Column(_("What"), lambda line: line.what),
    Column(_("Whose"), lambda line: line.who),
    Column(_("Why"), lambda line: line.why),
    Column(_("Until"), lambda line: line.due),
)

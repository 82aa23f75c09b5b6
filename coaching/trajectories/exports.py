"""The programme's lists of trajectories and of coaches as files."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

TRAJECTORIES = (
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Status"), lambda row: capfirst(row.get_state_display())),
    Column(_("Coach"), lambda row: row.coach.name if row.coach else ""),
    Column(_("Approved on"), lambda row: row.approved_on),
    Column(_("Start by"), lambda row: row.start_due_on),
    Column(_("Started on"), lambda row: row.started_on),
    Column(_("Hours used"), lambda row: row.hours_used),
    Column(_("Hours"), lambda row: row.coaching_hours),
)
# A line of the workload: the coach with counts, as the page draws it.
WORKLOAD = (
    Column(_("Coach"), lambda line: line["coach"].name),
    Column(_("Status"), lambda line: capfirst(line["coach"].get_state_display())),
    Column(_("Not started yet"), lambda line: line.get("waiting", 0)),
    Column(_("Running"), lambda line: line.get("running", 0)),
    Column(_("Ended"), lambda line: line.get("ended", 0)),
    Column(_("Places taken"), lambda line: line["load"]),
    Column(_("Free"), lambda line: line["free"]),
)

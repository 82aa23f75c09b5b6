"""A coach's companies as a file."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

# A row is what the portfolio draws for one company.
CLIENTS = (
    Column(_("Company"), lambda client: client["trajectory"].company.name),
    Column(_("Status"), lambda client: capfirst(client["trajectory"].get_state_display())),
    Column(_("Next step"), lambda client: client["next"].label if client["next"] else ""),
    Column(_("Start by"), lambda client: client["start_due_on"]),
    Column(_("Last session"), lambda client: client["trajectory"].last_session_on),
    Column(_("Hours used"), lambda client: client["trajectory"].hours_used),
    Column(_("Hours"), lambda client: client["trajectory"].coaching_hours),
    Column(_("Measures"), lambda client: client["measures"].get("total", 0)),
    Column(_("Carried out"), lambda client: client["measures"].get("carried_out", 0)),
    Column(_("Late"), lambda client: client["measures"].get("overdue", 0)),
)

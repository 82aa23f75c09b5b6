"""The list of risk analyses as a file."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

ANALYSES = (
    Column(_("Analysis"), lambda row: row.title),
    Column(_("Version"), lambda row: row.version_no),
    Column(_("Status"), lambda row: capfirst(row.get_state_display())),
    Column(_("Findings"), lambda row: row.finding_count),
    Column(_("Red findings"), lambda row: row.red_count),
    Column(_("Begun"), lambda row: timezone.localtime(row.created_at).date()),
    Column(_("Final since"), lambda row: timezone.localtime(row.finalised_at).date() if row.finalised_at else None),
)

"""The programme's list of applications as a file."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.numbers import format_enterprise_number
from coaching.core.paper.exports import Column

APPLICATIONS = (
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Enterprise number"), lambda row: format_enterprise_number(row.enterprise_number)),
    Column(_("Reference"), lambda row: row.reference),
    Column(_("Status"), lambda row: capfirst(row.get_state_display())),
    Column(_("Target group"), lambda row: capfirst(row.get_target_group_display())),
    Column(_("Workers"), lambda row: row.headcount),
    Column(_("Municipality"), lambda row: f"{row.postcode} {row.municipality}".strip()),
    Column(_("Province"), lambda row: capfirst(row.get_province_display())),
    Column(_("Priority"), lambda row: row.priority_score),
    Column(_("How you heard of us"), lambda row: capfirst(row.get_referral_channel_display())),
    Column(_("Sent"), lambda row: timezone.localtime(row.submitted_at).date() if row.submitted_at else None),
    Column(_("Decided on"), lambda row: timezone.localtime(row.decided_at).date() if row.decided_at else None),
)

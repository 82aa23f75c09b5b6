"""The programme's list of applications as a file."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.numbers import format_enterprise_number
from coaching.core.ground.roles import Role
from coaching.core.paper.exports import EURO, Column


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


APPLICATIONS = (
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Enterprise number"), lambda row: format_enterprise_number(row.enterprise_number)),
    Column(_("Reference"), lambda row: row.reference),
    Column(_("Status"), lambda row: capfirst(row.get_state_display())),
    Column(_("Target group"), lambda row: capfirst(row.get_target_group_display())),
    Column(_("Workers"), lambda row: row.headcount),
    Column(_("Blue-collar workers"), lambda row: row.blue_collar),
    Column(_("Highly skilled workers"), lambda row: row.high_skilled),
    Column(_("Consultation body"), lambda row: capfirst(row.get_body_kind_display())),
    Column(_("Street and number"), lambda row: row.street),
    Column(_("Postcode"), lambda row: row.postcode),
    Column(_("Municipality"), lambda row: row.municipality),
    Column(_("Province"), lambda row: capfirst(row.get_province_display())),
    Column(_("Language"), lambda row: row.language.upper()),
    Column(_("Activity (NACE-BEL)"), lambda row: row.nace_code),
    Column(_("Joint committees"), lambda row: row.joint_committees),
    Column(_("Layer"), lambda row: row.layer),
    Column(_("Round"), lambda row: row.round.name if row.round else ""),
    Column(_("Priority"), lambda row: row.priority_score),
    Column(_("How you heard of us"), lambda row: capfirst(row.get_referral_channel_display())),
    Column(_("Sent"), lambda row: _day(row.submitted_at)),
    Column(_("Decided on"), lambda row: _day(row.decided_at)),
    Column(_("Start by"), lambda row: row.start_due_on),
)
VERBS = {
    "approve": _("Approve"),
    "reject": _("Do not approve"),
    "waitlist": _("Put on the waiting list"),
}
# What nobody outside the programme knows yet: to be read through before it is released.
PROPOSALS = (
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Reference"), lambda row: row.reference),
    Column(_("Decision"), lambda row: VERBS.get(row.proposed_verb, row.proposed_verb)),
    Column(_("Reason"), lambda row: row.proposed_reason),
    Column(_("Priority"), lambda row: row.priority_score),
    Column(_("Workers"), lambda row: row.headcount),
    Column(_("Province"), lambda row: capfirst(row.get_province_display())),
    Column(_("Language of the letter"), lambda row: row.language.upper()),
    Column(_("Sent"), lambda row: _day(row.submitted_at)),
    Column(_("Proposed on"), lambda row: _day(row.proposed_at)),
)
# A line: an assessor's own sheet and its file. What others gave stands in none.
JUDGING = (
    Column(_("Company"), lambda line: line[1].company_name),
    Column(_("Reference"), lambda line: line[1].reference),
    Column(_("Score by"), lambda line: line[0].due_on),
    Column(_("Handed in on"), lambda line: _day(line[0].submitted_at)),
    Column(_("Score"), lambda line: line[0].total if line[0].submitted_at else None),
)
ROUNDS = (
    Column(_("Round"), lambda row: row["round"].name),
    Column(_("Opens"), lambda row: row["round"].opens_on),
    Column(_("Closes"), lambda row: row["round"].closes_on),
    Column(_("Decision by"), lambda row: row["round"].decide_by),
    Column(_("Applications"), lambda row: row["count"]),
)
BUDGET = (
    Column(_("Layer"), lambda row: row.number),
    Column(_("Approved"), lambda row: row.approved),
    Column(_("Committed"), lambda row: row.committed, EURO),
    Column(_("Paid"), lambda row: row.spent, EURO),
)
# A line: the role, and whose it is.
COLLEAGUES = (
    Column(_("Name"), lambda line: line[1]),
    Column(_("Role"), lambda line: capfirst(line[0].get_role_display())),
    Column(_("From"), lambda line: line[0].begins_on),
    Column(_("Until"), lambda line: line[0].ends_on),
)
INVITATIONS = (
    Column(_("E-mail address"), lambda row: row.email),
    Column(_("Role"), lambda row: capfirst(str(Role(row.role).label))),
    Column(_("Language"), lambda row: row.language.upper()),
    Column(_("Sent"), lambda row: row.sent_at),
    Column(_("Works until"), lambda row: row.expires_at),
)

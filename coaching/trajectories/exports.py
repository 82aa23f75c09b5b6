"""Trajectories, coaches, sessions, reminders and requests as files: a list's columns, and what its readers work with."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import EURO, Column
from coaching.trajectories.payments import communication


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


STATUS: Column = Column(_("Status"), lambda row: capfirst(row.get_state_display()))
TRAJECTORIES = (
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Reference"), lambda row: row.application.reference),
    STATUS,
    Column(_("Coach"), lambda row: row.coach.name if row.coach else ""),
    Column(_("Approved on"), lambda row: row.approved_on),
    Column(_("Coach since"), lambda row: _day(row.coach_accepted_at)),
    Column(_("Start by"), lambda row: row.start_due_on),
    Column(_("Started on"), lambda row: row.started_on),
    Column(_("Last session"), lambda row: row.last_session_on),
    Column(_("Hours used"), lambda row: row.hours_used),
    Column(_("Hours"), lambda row: row.coaching_hours),
    Column(_("Closed on"), lambda row: _day(row.closed_at)),
    Column(_("Stopped on"), lambda row: _day(row.stopped_at)),
    Column(_("Province"), lambda row: capfirst(row.application.get_province_display())),
    Column(_("Target group"), lambda row: capfirst(row.application.get_target_group_display())),
    Column(_("Workers"), lambda row: row.application.headcount),
    Column(_("Layer"), lambda row: row.application.layer),
)
# A line of the workload: the coach with counts, as the page draws it.
WORKLOAD = (
    Column(_("Coach"), lambda line: line["coach"].name),
    Column(_("Status"), lambda line: capfirst(line["coach"].get_state_display())),
    Column(_("Not started yet"), lambda line: line.get("waiting", 0)),
    Column(_("Running"), lambda line: line.get("running", 0)),
    Column(_("Ended"), lambda line: line.get("ended", 0)),
    Column(_("Places taken"), lambda line: line["load"]),
    Column(_("Places"), lambda line: line["coach"].capacity),
    Column(_("Free"), lambda line: line["free"]),
)
# The programme knows when, what kind and how long; the words are of company and coach.
SESSION_FIGURES = (
    Column(_("Date"), lambda row: row.held_on),
    Column(_("Kind"), lambda row: capfirst(row.get_kind_display())),
    Column(_("Hours"), lambda row: row.hours),
)
SESSIONS = (
    *SESSION_FIGURES,
    Column(_("Present"), lambda row: row.present),
    Column(_("Agreed"), lambda row: row.agreed),
    Column(_("Next step"), lambda row: row.next_step),
    Column(_("Confirmed"), lambda row: _day(row.confirmed_at)),
    Column(_("What is not right"), lambda row: row.objection),
)
# Of one trajectory, for its company and coach.
STATEMENTS = (
    Column(_("Number"), lambda row: row.number),
    Column(_("Date"), lambda row: _day(row.submitted_at)),
    Column(_("Hours"), lambda row: row.hours),
    Column(_("Of which paid"), lambda row: row.paid_hours),
    Column(_("Subsidy"), lambda row: row.subsidy_eur, EURO),
    Column(_("Company's share"), lambda row: row.company_share_eur, EURO),
    STATUS,
    Column(_("Settled on"), lambda row: _day(row.settled_at)),
    Column(_("Reason"), lambda row: row.reason),
)
# The programme's: what the accounts department pays, and finds again. The communication stands without its plus signs,
# which a spreadsheet would take for a sum.
PAYMENTS = (
    Column(_("Paid to"), lambda row: row.payee),
    Column(_("Account number (IBAN)"), lambda row: row.iban),
    Column(_("Subsidy"), lambda row: row.subsidy_eur, EURO),
    Column(_("Communication"), communication),
    Column(_("Company"), lambda row: row.trajectory.company_name),
    Column(_("Reference"), lambda row: row.trajectory.application.reference),
    Column(_("Coach"), lambda row: row.trajectory.coach.name if row.trajectory.coach else ""),
    Column(_("Number"), lambda row: row.number),
    Column(_("Date"), lambda row: _day(row.submitted_at)),
    Column(_("Hours"), lambda row: row.hours),
    Column(_("Of which paid"), lambda row: row.paid_hours),
    Column(_("Company's share"), lambda row: row.company_share_eur, EURO),
    STATUS,
    Column(_("Settled on"), lambda row: _day(row.settled_at)),
    Column(_("Reason"), lambda row: row.reason),
)
AUDIENCES = {
    "contacts": _("the company's contacts"),
    "coach": _("the coach"),
    "administrators": _("the programme's administrators"),
    "body": _("the consultation body"),
}
# A line: the reminder, whom it is about, what it says.
REMINDERS = (
    Column(_("Company"), lambda line: line[1].company),
    Column(_("What"), lambda line: line[2]),
    Column(_("Goes to"), lambda line: AUDIENCES.get(line[0].audience, line[0].audience)),
    Column(_("Goes out on"), lambda line: line[0].due_on),
)
# A line: the request and its company, None once that is out of sight.
REQUESTS = (
    Column(_("Company"), lambda line: line[1].name if line[1] else _("no longer visible to you")),
    Column(_("Municipality"), lambda line: f"{line[1].postcode} {line[1].municipality}".strip() if line[1] else ""),
    Column(_("Workers"), lambda line: line[1].headcount if line[1] else None),
    Column(_("Status"), lambda line: capfirst(line[0].get_state_display())),
    Column(_("Asked on"), lambda line: _day(line[0].requested_at)),
    Column(_("Answer by"), lambda line: line[0].answer_due_on),
    Column(_("Answered on"), lambda line: _day(line[0].answered_at)),
)

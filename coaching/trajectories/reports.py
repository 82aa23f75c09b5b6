"""The expense statement as a document."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import people
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import euros
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.trajectories import rules
from coaching.trajectories.enums import SessionKind
from coaching.trajectories.models import ExpenseStatement, Trajectory

EXPENSES = "expense-statement"
KINDS = dict(SessionKind.choices)


@report(
    EXPENSES,
    label=gettext_lazy("Expense statement"),
    model="trajectories.expensestatement",
    permission=rules.VIEW_EXPENSES,
)
def build(statement: ExpenseStatement, language: str) -> ReportData:
    """Dates, kinds and hours as the company confirmed them, and what programme and company pay."""
    del language
    trajectory = Trajectory.objects.select_related("programme", "company", "coach").get(pk=statement.trajectory_id)
    names = people.names_of([statement.submitted_by_id])
    lines = [
        {
            "date": date_format(date.fromisoformat(line["date"]), "SHORT_DATE_FORMAT"),
            "kind": capfirst(str(KINDS.get(line["kind"], line["kind"]))),
            "hours": number_format(line["hours"], decimal_pos=1),
        }
        for line in statement.lines
    ]
    context = {
        "number": statement.number,
        "company": trajectory.company.name,
        "programme": trajectory.programme.name,
        "coach": trajectory.coach.name if trajectory.coach else names.get(statement.submitted_by_id or 0, ""),
        "date": long_day(statement.submitted_at),
        "lines": lines,
        "hours": number_format(statement.hours, decimal_pos=1),
        "paid": number_format(statement.paid_hours, decimal_pos=1),
        "over": statement.paid_hours < statement.hours,
        "subsidy": euros(statement.subsidy_eur, cents=True),
        "share": euros(statement.company_share_eur, cents=True),
    }
    title = _("Expense statement %(number)s: %(company)s") % {
        "number": statement.number,
        "company": trajectory.company.name,
    }
    return ReportData(title, "trajectories/pdf/expenses.html", context, (Hat.COACH, Hat.CONTACT, Hat.ADMIN))

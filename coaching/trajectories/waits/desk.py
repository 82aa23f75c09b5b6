"""What waits at the desk of a programme because of its trajectories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.trajectories import payments, queries, rules
from coaching.trajectories.enums import ExpenseState
from coaching.trajectories.models import ExpenseStatement, Trajectory
from coaching.trajectories.waits.common import DAY


def _past_start(asked: Asked) -> QuerySet[Trajectory]:
    return queries.desk({"state": "overdue"}, asked.today).rows


def _unanswered(asked: Asked) -> QuerySet[Trajectory]:
    return queries.desk({"state": "unanswered"}, asked.today).rows


def _without_coach(asked: Asked) -> QuerySet[Trajectory]:
    return queries.desk({"state": "coach_wanted"}, asked.today).rows


def _to_close(asked: Asked) -> QuerySet[Trajectory]:
    return queries.desk({"state": "to_close"}, asked.today).rows


def _desk_lines(
    what: Callable[[], str], page: str = "trajectories:file", *, due: bool = True
) -> Callable[..., list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        words = what()
        return [
            Line(row.pk, words, asked.url(page, row.pk), who=row.company_name, due=row.start_due_on if due else None)
            for row in rows
        ]

    return lines


def _expenses(asked: Asked) -> QuerySet[ExpenseStatement]:
    return payments.listed({}, ExpenseState.SUBMITTED)


def _expense_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Settle statement %(number)s") % {"number": row.number},
            asked.url("trajectories:desk_statement", row.pk),
            who=row.trajectory__company_name,
            why=_("sent on %(day)s") % {"day": date_format(row.submitted_at, DAY)},
        )
        for row in rows
    ]


_COMPANY = ("pk", "company_name", "start_due_on")
KINDS = (
    Kind(
        "trajectories.expenses",
        "programme",
        ngettext_lazy("expense statement to settle", "expense statements to settle", "n"),
        rules.SETTLE,
        _expenses,
        _expense_lines,
        ("submitted_at", "id"),
        "trajectories:desk_expenses",
        "trajectories:desk_expenses",
        reads=("pk", "number", "submitted_at", "trajectory__company_name"),
    ),
    Kind(
        "trajectories.past_start",
        "programme",
        ngettext_lazy("company past its start date", "companies past their start date", "n"),
        rules.SET_CLOCK,
        _past_start,
        _desk_lines(lambda: _("Contact the company: the start date has passed")),
        ("start_due_on", "id"),
        "trajectories:desk",
        "trajectories:desk",
        {"state": "overdue"},
        reads=_COMPANY,
    ),
    Kind(
        "trajectories.unanswered",
        "programme",
        ngettext_lazy("request to a coach running out", "requests to coaches running out", "n"),
        rules.SET_CLOCK,
        _unanswered,
        _desk_lines(lambda: _("Ask the coach for an answer, or help the company to another")),
        ("start_due_on", "id"),
        "trajectories:desk",
        "trajectories:desk",
        {"state": "unanswered"},
        reads=_COMPANY,
    ),
    Kind(
        "trajectories.coach_wanted",
        "programme",
        ngettext_lazy("company that asks you for a coach", "companies that ask you for a coach", "n"),
        rules.SET_CLOCK,
        _without_coach,
        _desk_lines(lambda: _("Help the company to a coach")),
        ("start_due_on", "id"),
        "trajectories:desk",
        "trajectories:desk",
        {"state": "coach_wanted"},
        reads=_COMPANY,
    ),
    Kind(
        "trajectories.to_close",
        "programme",
        ngettext_lazy("trajectory to close", "trajectories to close", "n"),
        rules.CLOSE,
        _to_close,
        _desk_lines(lambda: _("Read the final report and close the file"), "trajectories:close", due=False),
        ("start_due_on", "id"),
        "trajectories:desk",
        "trajectories:desk",
        {"state": "to_close"},
        reads=_COMPANY,
    ),
)

"""Confirming sessions, and the statements of expenses of a company, a coach and a programme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.paper import documents, exports
from coaching.core.screen.onward import through
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import actions, rules
from coaching.trajectories.enums import EXPENSE, SessionKind
from coaching.trajectories.exports import STATEMENTS
from coaching.trajectories.forms import ReasonForm
from coaching.trajectories.models import CoachingSession, ExpenseStatement
from coaching.trajectories.payments import account_in_groups, written
from coaching.trajectories.queries import current
from coaching.trajectories.reports import EXPENSES
from coaching.trajectories.views.common import trajectory_of
from coaching.trajectories.views.payments import listed

KINDS = dict(SessionKind.choices)
LINES = [
    exports.Column(gettext_lazy("Date"), lambda line: date.fromisoformat(line["date"])),
    exports.Column(gettext_lazy("Kind"), lambda line: KINDS.get(line["kind"], line["kind"])),
    exports.Column(gettext_lazy("Hours"), lambda line: Decimal(line["hours"])),
]


@requires(rules.CONFIRM_SESSION)
@require_POST
def confirm(request: PlaceRequest, company: str, session_id: UUID) -> HttpResponse:
    """It took place like this."""
    get_or_404(CoachingSession.objects, pk=session_id)
    attempt_or_message(
        request,
        actions.confirm_session,
        _("Confirmed."),
        session_id=session_id,
        by=request.actor,
    )
    return to(request, "trajectories:trajectory")


@requires(rules.CONFIRM_SESSION)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: PlaceRequest, company: str, session_id: UUID) -> HttpResponse:
    """Something is not right."""
    session = get_or_404(CoachingSession.objects, pk=session_id)
    form = ReasonForm(posted(request))
    form.fields["reason"].label = _("What is not right?")
    form.fields["reason"].help_text = _("The coach reads this and corrects the line.")
    if form.is_valid():
        words = form.cleaned_data["reason"]
        if attempt(form, actions.object_to_session, session_id=session_id, objection=words, by=request.actor):
            messages.success(request, _("The coach has been told."))
            return to(request, "trajectories:trajectory")
    return render(request, "trajectories/objection.html", {"form": form, "session": session})


@requires(rules.LOG_SESSION)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PlaceRequest, company: str, session_id: UUID) -> HttpResponse:
    """A line that should not be in the log."""
    session = get_or_404(CoachingSession.objects, pk=session_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = attempt(form, actions.remove_session, session_id=session_id, reason=reason, by=request.actor)
        if done or not CoachingSession.objects.filter(pk=session_id).exists():  # or a second click: it is out
            messages.success(request, _("The session is out of the log."))
            return to(request, "trajectories:trajectory")
    return render(request, "trajectories/remove_session.html", {"form": form, "session": session})


@requires(rules.VIEW_EXPENSES)
@require_safe
def expenses(request: PlaceRequest, company: str) -> HttpResponse:
    """The statements of this company's trajectory, and the hours that could be claimed now."""
    found = current(request.place.id)
    if found is None:
        return render(request, "trajectories/none.html")
    actor = request.actor
    waiting = CoachingSession.objects.filter(trajectory=found, statement__isnull=True).order_by("held_on")
    rows = list(ExpenseStatement.objects.filter(trajectory=found).order_by("-number"))
    if taken := exports.file(request, _("Expenses"), STATEMENTS, lambda: rows):
        return taken
    ready = documents.latest_of(EXPENSES, rows, get_language() or "nl")
    context = {
        "trajectory": found,
        "rows": [(row, ready.get(row.pk)) for row in rows],
        "waiting": list(waiting),
        "claimable": sum((s.hours for s in waiting if s.confirmed_at), Decimal(0)),
        "may_claim": actor.may(rules.CLAIM),
    }
    return render(request, "trajectories/expenses.html", context)


@requires(rules.CLAIM)
@require_POST
def claim(request: PlaceRequest, company: str) -> HttpResponse:
    """Make a statement of all confirmed sessions."""
    found = trajectory_of(request)
    made = attempt_or_message(
        request,
        actions.claim_expenses,
        _("The statement is with the programme."),
        trajectory_id=found.pk,
        by=request.actor,
    )
    if made:
        documents.request(EXPENSES, made.result, by=request.actor, language=get_language() or "nl")
    return to(request, "trajectories:expenses")


@requires(rules.VIEW_EXPENSES)
@require_safe
def statement_file(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """The lines of a statement for a spreadsheet."""
    return _file(request, pk)


@requires(rules.SETTLE)
@require_safe
def desk_file(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    return _file(request, pk)


def _file(request: PlaceRequest, pk: UUID) -> HttpResponse:
    statement = get_or_404(ExpenseStatement.objects, pk=pk)
    name = _("Expense statement %(number)s") % {"number": statement.number}
    kind = exports.wanted(request) or "xlsx"
    return exports.answer(kind, name, LINES, statement.lines, by=request.actor, about=statement)


@requires(rules.SETTLE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_statement(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """One statement: pay it, or refuse it with a reason; then the next of the list."""
    rows = ExpenseStatement.objects.select_related("trajectory__application")
    statement = get_or_404(rows, pk=pk)
    going = through(
        request,
        listed(request.GET),
        pk,
        page="trajectories:desk_statement",
        back="trajectories:desk_expenses",
    )
    form = ReasonForm(request.POST if "refuse" in request.POST else None)
    actor = request.actor
    if request.method == "POST":
        if "settle" in request.POST:
            attempt_or_message(
                request, actions.settle_expenses, _("Paid. The coach has been told."), statement_id=pk, by=actor
            )
            return redirect(going.ahead or going.back)
        if form.is_valid() and attempt(
            form, actions.refuse_expenses, statement_id=pk, reason=form.cleaned_data["reason"], by=actor
        ):
            return redirect(going.ahead or going.back)
    lines = [(date.fromisoformat(line["date"]), KINDS.get(line["kind"], ""), line["hours"]) for line in statement.lines]
    context = {
        "statement": statement,
        "lines": lines,
        "form": form,
        "onward": going,
        "communication": written(statement),
        "account": account_in_groups(statement.iban),
        "may_settle": EXPENSE.allows("settle", statement.state, actor),
    }
    return render(request, "trajectories/desk_statement.html", context)

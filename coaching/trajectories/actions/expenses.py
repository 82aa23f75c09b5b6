"""Claiming and settling the subsidy: confirmed sessions in a numbered, frozen statement."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from coaching.core.ground import audit, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock
from coaching.trajectories import payments, rules
from coaching.trajectories.actions.opening import told
from coaching.trajectories.enums import EXPENSE, ExpenseState
from coaching.trajectories.models import CoachingSession, ExpenseStatement, PaymentAccount, Trajectory

CENT = Decimal("0.01")


@transaction.atomic
def claim_expenses(*, trajectory_id: UUID, by: Actor) -> ExpenseStatement:
    """Put all confirmed sessions that stand in no statement yet into one. A second click finds none and is refused.

    Amounts: the programme's subsidy and the company's share per hour of its budget, up to the budgeted hours
    (subject/programme.md#money).
    """
    by.check(rules.CLAIM)
    trajectory = lock(Trajectory.objects.select_related("programme", "company"), pk=trajectory_id)
    sessions = list(
        CoachingSession.objects.filter(trajectory=trajectory, confirmed_at__isnull=False, statement__isnull=True)
        .order_by("held_on", "logged_at")
        .select_for_update()
    )
    if not sessions:
        raise Refused(_("There is no confirmed session that is not in a statement yet."))
    statement = _statement(trajectory, sessions, by)
    CoachingSession.objects.filter(pk__in=[session.pk for session in sessions]).update(statement=statement)
    audit.record("expense.claimed", statement, by=by, data={"hours": str(statement.hours)})
    outbox.queue(
        "trajectories.expenses_claimed",
        recipients=people.user_ids("administrators_of", trajectory.programme_id),
        context=told(
            trajectory,
            coach=by.name,
            hours=str(statement.hours),
            subsidy=str(statement.subsidy_eur),
            programme_slug=trajectory.programme.slug,
        ),
        dedupe=f"expense.claimed:{statement.pk}",
        about=trajectory,
        deadline_mail=False,
    )
    return statement


def _statement(trajectory: Trajectory, sessions: list[CoachingSession], by: Actor) -> ExpenseStatement:
    programme = trajectory.programme
    known = ExpenseStatement.objects.filter(trajectory=trajectory)
    last = known.aggregate(number=Max("number"))["number"] or 0
    counted = known.exclude(state=ExpenseState.REFUSED).aggregate(hours=Sum("paid_hours"))["hours"] or Decimal(0)
    hours = sum((session.hours for session in sessions), Decimal(0))
    paid = max(Decimal(0), min(hours, Decimal(trajectory.coaching_hours) - counted))
    budget = Decimal(programme.coaching_hours) or Decimal(1)
    account = PaymentAccount.objects.filter(coach__user_id=by.person_key).first()
    lines = [
        {"session": str(s.pk), "date": s.held_on.isoformat(), "kind": s.kind, "hours": str(s.hours)} for s in sessions
    ]
    return ExpenseStatement.objects.create(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        number=last + 1,
        lines=lines,
        hours=hours,
        paid_hours=paid,
        submitted_by_id=by.user_id,
        payee=account.holder if account else by.name,
        iban=account.iban if account else "",
        subsidy_eur=(paid * programme.subsidy_eur / budget).quantize(CENT, ROUND_HALF_UP),
        company_share_eur=(paid * programme.company_share_eur / budget).quantize(CENT, ROUND_HALF_UP),
    )


@transaction.atomic
def settle_expenses(*, statement_id: UUID, by: Actor) -> ExpenseStatement:
    """The programme pays: the amount counts as spent from now on."""
    return _settle("settle", statement_id, "", by)


@transaction.atomic
def settle_together(*, ids: Iterable[UUID], shown: str, by: Actor) -> list[ExpenseStatement]:
    """All of these that wait, or none. shown: the mark of what the page showed (`payments.mark_of`).

    They are locked first, in one order for everybody: who comes second finds other statements waiting than the page showed,
    and is told so. So nothing is paid that nobody looked at, and nothing twice.
    """
    by.check(rules.SETTLE)
    wanted = list(ids)
    list(ExpenseStatement.objects.filter(pk__in=wanted).order_by("pk").select_for_update().values_list("pk", flat=True))
    rows = payments.waiting(wanted)
    if not rows:
        raise AlreadyDone(_("These statements have been settled already."))
    if payments.mark_of(rows) != shown:
        raise Refused(_("Some of these statements changed meanwhile. Look at them again; nothing has been settled."))
    return [settle_expenses(statement_id=row.pk, by=by) for row in rows]


@transaction.atomic
def refuse_expenses(*, statement_id: UUID, reason: str, by: Actor) -> ExpenseStatement:
    """The programme does not pay, with a reason; the sessions can stand in a next statement."""
    statement = _settle("refuse", statement_id, reason, by)
    CoachingSession.objects.filter(statement=statement).update(statement=None)
    return statement


def _settle(verb: str, statement_id: UUID, reason: str, by: Actor) -> ExpenseStatement:
    by.check(rules.SETTLE)
    statement = lock(ExpenseStatement.objects, pk=statement_id)
    apply_transition(EXPENSE, verb, statement, by=by, reason=reason)
    statement.reason = reason.strip()
    statement.save(update_fields=["reason"])
    trajectory = Trajectory.objects.select_related("company").get(pk=statement.trajectory_id)
    outbox.queue(
        f"trajectories.expenses_{'paid' if verb == 'settle' else 'refused'}",
        recipients=people.user_ids("coach_of", trajectory.pk),
        context=told(trajectory, number=statement.number, subsidy=str(statement.subsidy_eur), reason=reason.strip()),
        dedupe=f"expense.{verb}:{statement.pk}",
        about=trajectory,
    )
    return statement

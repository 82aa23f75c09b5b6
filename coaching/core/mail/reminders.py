"""The reminder ledger: planned with the fact, sent on its day, cancelled when it is no longer needed.

`kind` names the mail function in an app's `emails.py`. Kinds with two dots ("trajectories.start.before") share a
series ("trajectories.start"): when several steps of one series are overdue for one subject, the latest is mailed and
the earlier ones are cancelled as overtaken (docs/adr/0001).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import models

from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.mail import outbox
from coaching.core.models import Reminder, ReminderState

OVERTAKEN = "overtaken by a later reminder"


def plan(
    subject: models.Model,
    kind: str,
    due_on: date,
    audience: str,
    context: dict[str, Any],
    *,
    again: bool = False,
) -> None:
    """Put one reminder in the ledger; a second call with the same subject, kind and date changes nothing.

    `again=True` revives one that was cancelled and not sent (work resumes). Call in the transaction of the fact.
    """
    if kind not in outbox.MAILS:
        raise ValueError(f"no mail function is registered for {kind}")
    if audience not in people.AUDIENCES:
        raise ValueError(f"there is no audience {audience}")
    row = Reminder(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        kind=kind,
        due_on=due_on,
        audience=audience,
        context=context,
        **audit.tenant_keys_of(subject),
    )
    Reminder.objects.bulk_create([row], ignore_conflicts=True)
    if again:
        _of(subject).filter(kind=kind, due_on=due_on, state=ReminderState.CANCELLED).update(
            state=ReminderState.PLANNED, cancelled_at=None, cancel_reason="", context=context
        )


def cancel(subject: models.Model, reason: str, by: Actor, kind: str = "") -> int:
    """Cancel all planned reminders about `subject` (of one kind or series, when named); returns how many."""
    planned = _of(subject).filter(state=ReminderState.PLANNED)
    if kind:
        planned = planned.filter(models.Q(kind=kind) | models.Q(kind__startswith=f"{kind}."))
    count = planned.update(state=ReminderState.CANCELLED, cancelled_at=clock.now(), cancel_reason=reason[:200])
    if count:
        audit.record("reminders.cancelled", subject, by=by, reason=reason, data={"count": count})
    return count


def send_due(today: date) -> dict[str, int]:
    """Turn each reminder that is due into mails, in this transaction: exactly once, however late or often it runs."""
    rows = Reminder.objects.filter(state=ReminderState.PLANNED, due_on__lte=today).order_by("due_on", "id")
    groups: dict[tuple[Any, ...], list[Reminder]] = defaultdict(list)
    for row in rows.select_for_update():
        groups[row.subject_type, row.subject_id, row.audience, _series(row.kind)].append(row)
    figures = {"reminders": 0, "mails": 0, "overtaken": 0}
    for group in groups.values():
        latest = group[-1].due_on
        for row in group:
            if row.due_on < latest:
                _overtake(row)
                figures["overtaken"] += 1
            else:
                figures["mails"] += _send(row)
                figures["reminders"] += 1
    return figures


def of(subject: models.Model) -> models.QuerySet[Reminder]:
    """Sent, coming and cancelled reminders about `subject`, by date: what its pages show."""
    return _of(subject).order_by("due_on", "id")


def coming(subject: models.Model) -> models.QuerySet[Reminder]:
    return _of(subject).filter(state=ReminderState.PLANNED)


def sent(subject: models.Model) -> models.QuerySet[Reminder]:
    return _of(subject).filter(state=ReminderState.SENT)


def _of(subject: models.Model) -> models.QuerySet[Reminder]:
    return Reminder.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def _series(kind: str) -> str:
    head, _, _ = kind.rpartition(".")
    return head if "." in head else kind


def _recipients(row: Reminder) -> list[int]:
    """The audience; the programme's administrators when nobody is left in it, so that no reminder falls silent."""
    audience = people.AUDIENCES[row.audience]
    key = getattr(row, audience.key)
    found = people.user_ids(audience.function, key) if key else []
    if not found and row.programme_id:
        found = people.user_ids("administrators_of", row.programme_id)
    return found


def _send(row: Reminder) -> int:
    recipients = _recipients(row)
    outbox.queue(
        row.kind, recipients=recipients, context=row.context, dedupe=f"reminder:{row.pk}", about=row, reminder_id=row.pk
    )
    row.state, row.sent_at = ReminderState.SENT, clock.now()
    row.save(update_fields=["state", "sent_at"])
    return len(recipients)


def _overtake(row: Reminder) -> None:
    row.state, row.cancelled_at, row.cancel_reason = ReminderState.CANCELLED, clock.now(), OVERTAKEN
    row.save(update_fields=["state", "cancelled_at", "cancel_reason"])

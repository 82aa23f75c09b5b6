"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models

from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.roles import HUMAN_HATS, Actor, Hat
from coaching.core.models import AuditEvent
from coaching.core.tenancy import context
from coaching.core.tenancy.models import SAME_CLICK

KEYS = ("company_id", "programme_id", "trajectory_id", "piece_id")


def tenant_keys_of(subject: models.Model) -> dict[str, Any]:
    """The company, programme, trajectory and piece of a file that a record belongs to (None where it has none)."""
    label = subject._meta.label_lower
    keys = {name: getattr(subject, name, None) for name in KEYS}
    for kind in ("company", "programme", "trajectory"):
        if label.endswith(f".{kind}"):
            keys[f"{kind}_id"] = subject.pk
    return keys


def record(
    event: str,
    subject: models.Model,
    *,
    by: Actor,
    reason: str = "",
    source: str = "",
    target: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Write one line about `subject`. source, target: the states of a transition; at: when, if not now."""
    return AuditEvent.objects.create(
        event=event,
        actor_id=by.user_id,
        hat=by.hat.value,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk if not isinstance(subject.pk, int) else None,
        reason=reason,
        source=source,
        target=target,
        data={} if data is None else data,
        at=at or clock.now(),
        **tenant_keys_of(subject),
    )


def own_last(subject: models.Model, events: Iterable[str], *, by: Actor, moves: bool = False) -> AuditEvent | None:
    """The latest of these things done to this record, if this person did it; also for a hat that cannot read the trail.

    moves: of those only what brought it to a state.
    """
    if by.hat not in HUMAN_HATS or isinstance(subject.pk, int):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event, at, reason FROM my_last_event(%s, %s, %s)", [str(subject.pk), list(events), moves]
        )
        found = cursor.fetchone()
    return (
        AuditEvent(**dict(zip(("event", "at", "reason"), found, strict=True)), actor_id=by.user_id) if found else None
    )


def just_now(event: str, subject: models.Model, *, by: Actor, reason: str = "") -> bool:
    """Whether this person did this to this record in the last minutes, in these words, and nobody did it since."""
    last = own_last(subject, [event], by=by)
    return last is not None and last.at > clock.now() - SAME_CLICK and last.reason.strip() == reason.strip()


def already(
    message: Any, event: str, subject: models.Model, *, by: Actor, reason: str = "", result: Any = None
) -> AlreadyDone:
    """To raise where something cannot be done a second time: the page goes on when it was this person, just now.

    reason: the words that came with it; other words than those on record are not taken for done.
    """
    return AlreadyDone(message, result=result or subject, own=just_now(event, subject, by=by, reason=reason))


@context.on_system_entry
def record_system_access(reason: str) -> None:
    """Each entry of a system context (docs/security.md, 24)."""
    AuditEvent.objects.create(event="system.entered", hat=Hat.SYSTEM.value, reason=reason)

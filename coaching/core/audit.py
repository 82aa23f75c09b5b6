"""Writing the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import ProgrammingError, models, transaction

from coaching.core import clock
from coaching.core.models import AuditEvent
from coaching.core.refusals import AlreadyDone
from coaching.core.roles import Actor, Hat
from coaching.core.tenancy.models import SAME_CLICK


def tenant_keys_of(subject: models.Model) -> dict[str, Any]:
    """The company, programme and trajectory that a record belongs to (None where it has none)."""
    label = subject._meta.label_lower
    keys = {name: getattr(subject, name, None) for name in ("company_id", "programme_id", "trajectory_id")}
    for kind in ("company", "programme", "trajectory"):
        if label.endswith(f".{kind}"):
            keys[f"{kind}_id"] = subject.pk
    return keys


def record(event: str, subject: models.Model, *, by: Actor, reason: str = "", **extra: Any) -> AuditEvent:
    """Write one line about `subject`; extra: source, target, data, at."""
    return AuditEvent.objects.create(
        event=event,
        actor_id=by.user_id,
        hat=by.hat.value,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk if not isinstance(subject.pk, int) else None,
        reason=reason,
        **tenant_keys_of(subject),
        **extra,
    )


def just_now(event: str, subject: models.Model, *, by: Actor) -> bool:
    """Whether this person did this to this record in the last minutes. False for a hat that cannot read the trail."""
    mine = AuditEvent.objects.filter(subject_id=subject.pk, event=event, actor_id=by.user_id)
    try:
        with transaction.atomic():
            return mine.filter(at__gt=clock.now() - SAME_CLICK).exists()
    except ProgrammingError:
        return False


def already(message: Any, event: str, subject: models.Model, *, by: Actor, result: Any = None) -> AlreadyDone:
    """To raise where something cannot be done a second time: the page goes on when it was this person, just now."""
    return AlreadyDone(message, result=result or subject, own=just_now(event, subject, by=by))


def record_system_access(reason: str) -> None:
    """Each entry of a system context (promise 24)."""
    AuditEvent.objects.create(event="system.entered", hat=Hat.SYSTEM.value, reason=reason)

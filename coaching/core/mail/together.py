"""News (mails without a deadline) goes out at most once a day per person, together, or as rarely as they want.

Deadline mails are not touched by any of this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from django.utils import timezone

from coaching.core.models import MailState, OutgoingEmail

MORNING = 6  # news that has to wait goes out from this hour on
MOST = 20  # pieces of news in one mail; the rest follows the next day
MAIL_LOCK = 7_210_001  # namespace of the advisory locks "one mail a day" per recipient
DAILY, WEEKLY, NEVER = "daily", "weekly", "never"


@dataclass
class Sorted:
    """rows: what may be sent now; carried: id of such a row → other news that goes along; figures per outcome."""

    rows: list[OutgoingEmail]
    carried: dict[object, list[OutgoingEmail]] = field(default_factory=dict)
    postponed: int = 0
    cancelled: int = 0


def sort(rows: list[OutgoingEmail], now: datetime) -> Sorted:
    """Put off, cancel or join the news among claimed rows. Call in a system context, with the rows locked."""
    news = [row for row in rows if not row.deadline_mail and row.recipient_id]
    found = Sorted([row for row in rows if row not in news])
    if not news:
        return found
    people = {row.recipient_id for row in news if row.recipient_id}
    _lock_recipients(people)
    wishes, served = _wishes(people), _served(people, now)
    for person in sorted(people):
        own = sorted((row for row in news if row.recipient_id == person), key=lambda row: row.created_at)
        wish = wishes.get(person, DAILY)
        if wish == NEVER:
            found.cancelled += _cancel(own)
        elif person in served or (wish == WEEKLY and timezone.localtime(now).weekday() != 0):
            found.postponed += _put_off(own, now, weekly=wish == WEEKLY)
        else:
            first, *others = own[:MOST]
            found.postponed += _put_off(own[MOST:], now, weekly=wish == WEEKLY)
            found.rows.append(first)
            found.carried[first.pk] = others + _also_due(person, own, now, MOST - 1 - len(others))
    for first_id, others in found.carried.items():
        ids = [row.pk for row in others]
        OutgoingEmail.objects.filter(pk__in=ids).update(
            state=MailState.SENDING, claimed_at=now, carried_by=first_id, attempts=F("attempts") + 1, to_address=""
        )
    return found


def _wishes(people: set[int]) -> dict[int, str]:
    """How often each wants news; who has an address from which mail came back gets none until that is solved."""
    rows = get_user_model()._default_manager.filter(pk__in=people)
    return {user.pk: NEVER if user.bounces else user.mail_rhythm for user in rows}


def _served(people: set[int], now: datetime) -> set[int]:
    """Who had news today already."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = OutgoingEmail.objects.filter(
        recipient_id__in=people,
        deadline_mail=False,
        claimed_at__gte=midnight,
        state__in=[MailState.SENDING, MailState.SENT, MailState.UNKNOWN],
    )
    return {person for person in rows.values_list("recipient_id", flat=True) if person is not None}


def _also_due(person: int, own: list[OutgoingEmail], now: datetime, most: int) -> list[OutgoingEmail]:
    """News for the same person beyond the batch."""
    if most <= 0:
        return []
    rows = OutgoingEmail.objects.filter(
        recipient_id=person, deadline_mail=False, state=MailState.QUEUED, not_before__lte=now
    ).exclude(pk__in=[row.pk for row in own])
    return list(rows.order_by("not_before", "id").select_for_update(skip_locked=True)[:most])


def _put_off(rows: list[OutgoingEmail], now: datetime, *, weekly: bool) -> int:
    """To the next morning, or the next Monday morning."""
    local = timezone.localtime(now)
    days = 7 - local.weekday() if weekly else 1
    morning = (local + timedelta(days=days)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return OutgoingEmail.objects.filter(pk__in=[row.pk for row in rows]).update(not_before=morning)


def _cancel(rows: list[OutgoingEmail]) -> int:
    return OutgoingEmail.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=MailState.CANCELLED, last_error="the reader wants no news by mail, or mail to them comes back"
    )


def _lock_recipients(people: set[int]) -> None:
    """Two workers must not each find that the reader had nothing yet."""
    with connection.cursor() as cursor:
        for person in sorted(people):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [MAIL_LOCK, person % 2_147_483_647])

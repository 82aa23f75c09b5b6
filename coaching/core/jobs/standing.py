"""What people see of the work for the worker: how far it is, whether it goes as usual, why it was given up."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from coaching.core.ground import clock
from coaching.core.jobs.work import KINDS, MOST_ATTEMPTS, under_way
from coaching.core.models import MailState, OutgoingEmail, Work, WorkReason, WorkState

KEPT_SECONDS = 3600  # how far something is, for its page
LATE_AFTER = timedelta(minutes=1)  # from here on pages say that it takes longer than usual


# -- How far it is, before its transaction is kept: for its page only, so without the cache it is done all the same --------
def show(key: str, value: Any) -> None:
    with suppress(RedisError):
        cache.set(key, value, KEPT_SECONDS)


def shown(key: str, default: Any) -> Any:
    with suppress(RedisError):
        return cache.get(key, default)
    return default


def forget(key: str) -> None:
    with suppress(RedisError):
        cache.delete(key)


@dataclass(frozen=True)
class Standing:
    """How the work about one record stands. late: it takes longer than usual; stopped: its worker is gone."""

    state: str
    attempts: int
    reason: str
    late: bool
    stopped: bool

    @property
    def failed(self) -> bool:
        return self.state == WorkState.FAILED

    @property
    def words(self) -> str:
        """A plain sentence for who waits; "" as long as all goes as usual."""
        if self.failed:
            return str(WorkReason(self.reason).label)
        if self.stopped:
            return _(
                "The work on this stopped before its end. It starts again by itself within two minutes. After %(most)s "
                "attempts we give up, and this page says so."
            ) % {"most": MOST_ATTEMPTS}
        if self.late and self.state == WorkState.RUNNING:
            return _("This takes longer than usual. It is still going on.")
        if self.late:
            return _(
                "This takes longer than usual. It waits for its turn; if its message was lost, it starts again by itself."
            )
        return ""


def standings(name: str, subject_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """Key of a record → how the work about it stands. What is not there is done, or was never asked."""
    with connection.cursor() as cursor:
        keys = [str(key) for key in subject_ids]
        cursor.execute(
            "SELECT subject_id, state, attempts, reason, asked_at FROM work_standing(%s, %s::uuid[])", [name, keys]
        )
        rows = cursor.fetchall()
    busy = under_way((name, row[0]) for row in rows) if rows else set()
    now = clock.now()
    return {
        key: Standing(
            state,
            attempts,
            reason,
            late=asked_at < now - LATE_AFTER,
            stopped=state != WorkState.FAILED and attempts > 0 and (name, key) not in busy,
        )
        for key, state, attempts, reason, asked_at in rows
    }


def standing_of(task: Any, subject_id: UUID) -> Standing | None:
    return standings(task.name, [subject_id]).get(subject_id)


@dataclass(frozen=True)
class Waiting:
    """One line for who watches over the installation."""

    kind: str
    waiting: int
    oldest_seconds: int
    given_up: int


def waiting() -> list[Waiting]:
    """Each kind of work, and the mails that are due: how many wait, since when, and what was given up. For the system."""
    found = []
    for name in sorted(KINDS):
        rows = Work.objects.filter(kind=name)
        still = rows.exclude(state=WorkState.FAILED)
        given_up = rows.filter(state=WorkState.FAILED, settled_at=None).count()
        found.append(_line(name, still.count(), still.values_list("asked_at", flat=True).first(), given_up))
    due = OutgoingEmail.objects.filter(state__in=[MailState.QUEUED, MailState.SENDING], not_before__lte=clock.now())
    first = due.order_by("not_before").values_list("not_before", flat=True).first()
    trouble = OutgoingEmail.objects.filter(state__in=[MailState.FAILED, MailState.FULL, MailState.UNKNOWN]).count()
    return [*found, _line("mail", due.count(), first, trouble)]


def _line(name: str, count: int, since: Any, given_up: int) -> Waiting:
    return Waiting(name, count, int((clock.now() - since).total_seconds()) if since else 0, given_up)

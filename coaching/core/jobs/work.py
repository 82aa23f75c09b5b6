"""Work for the worker: asked once, taken up when it was lost, given up visibly. See ADR 0017.

An app declares a kind by `@work.kind("app.task", label=…, waits=…)` on the task's function, which does the work for one
record and may be called again after it was broken off. `ask` notes the work in the transaction of the fact and calls the
worker. Whatever becomes of that message, `take_up` finds the work each minute: a session lock that the worker holds in
PostgreSQL says that somebody is at it, so it is never done twice side by side.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from billiard.exceptions import SoftTimeLimitExceeded
from celery import shared_task
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.db.models import QuerySet

from coaching.core.ground import clock
from coaching.core.ground.audit import tenant_keys_of
from coaching.core.models import Work, WorkReason, WorkState
from coaching.core.tenancy.context import system_context

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
MOST_AT_ONCE = 500  # of one kind, taken up in one minute
LOST_AFTER = timedelta(seconds=30)  # a message that nobody has heeded by then
AGAIN_AFTER = timedelta(seconds=50)  # less than the minute between two looks
SPACE = 0x5766  # of our locks among the advisory locks of the database, which are otherwise taken by transactions
PASSING = (
    OperationalError,
    InterfaceError,
    ConnectionError,
)  # the database or a server was away: not this work's fault


class GivenUp(Exception):
    """Trying again makes no sense. reason: for the person; the message is for staff."""

    def __init__(self, reason: WorkReason, error: str = "") -> None:
        super().__init__(error)
        self.reason = reason


@dataclass(frozen=True)
class Kind:
    """name: of the task. waits: records for which this is still to be done, in a system context. failed: marks a record.

    revive: makes a record wait again that had been given up; without it only the person can begin anew.
    """

    name: str
    label: Any
    waits: Callable[[], QuerySet[Any]]
    failed: Callable[[UUID, WorkReason], None] | None
    revive: Callable[[UUID], None] | None

    @property
    def may_go_on(self) -> bool:
        """Whether it can be tried again after it was given up."""
        return self.revive is not None or self.failed is None

    def is_waiting(self, subject_id: UUID) -> bool:
        return self.waits().filter(pk=subject_id).exists()


KINDS: dict[str, Kind] = {}
TASKS: dict[str, Any] = {}


def kind(
    name: str,
    *,
    label: Any,
    waits: Callable[[], QuerySet[Any]],
    failed: Callable[[UUID, WorkReason], None] | None = None,
    revive: Callable[[UUID], None] | None = None,
    **limits: Any,
) -> Callable[[Callable[[str], Any]], Any]:
    """Register a kind of work and make the task of its function: (key of the record) → whatever. See `Kind`."""

    def register(function: Callable[[str], Any]) -> Any:
        if name in KINDS:
            raise ValueError(f"work {name} is declared twice")
        KINDS[name] = Kind(name, label, waits, failed, revive)

        def attempt(subject_id: str) -> Any:
            return _attempt(KINDS[name], function, UUID(str(subject_id)))

        attempt.__doc__, attempt.__module__ = function.__doc__, function.__module__
        TASKS[name] = shared_task(attempt, name=name, scope="outside", **limits)
        return TASKS[name]

    return register


# -- Asking --------------------------------------------------------------------------------------------------------------
def ask(task: Any, subject: Any, *, programme_id: UUID | None = None) -> None:
    """Note that this is to be done about `subject` and call the worker after the commit. Asking again changes nothing.

    task: itself, or its name where the task calls the very action that asks for it.
    programme_id: whose it is, where the record itself does not say so.
    """
    task = TASKS[task] if isinstance(task, str) else task
    keys = tenant_keys_of(subject)
    note(task.name, subject.pk, company_id=keys["company_id"], programme_id=programme_id or keys["programme_id"])
    task.delay_on_commit(str(subject.pk))


def note(name: str, subject_id: UUID, *, company_id: UUID | None = None, programme_id: UUID | None = None) -> None:
    """A line of the ledger, in this transaction; what had been given up waits again."""
    if name not in KINDS:
        raise ValueError(f"work {name} is not declared")
    ids = [str(key) if key else None for key in (subject_id, company_id, programme_id)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT note_work(%s, %s, %s, %s, %s, %s)", [str(uuid4()), name, *ids, clock.now()])


# -- Doing ---------------------------------------------------------------------------------------------------------------
def _attempt(declared: Kind, function: Callable[[str], Any], subject_id: UUID) -> Any:
    """Do it, unless somebody is at it or it is done. Gives what the function gives; False when there was nothing to do."""
    with held(declared.name, subject_id) as ours:
        if not ours or not _begin(declared, subject_id):
            return False
        try:
            made = function(str(subject_id))
        except PASSING as error:
            log.warning("%s %s: %s; it waits", declared.name, subject_id, error)
            _wait(declared, subject_id, repr(error))
        except GivenUp as end:
            _give_up(declared, subject_id, end.reason, str(end))
        except Exception as error:
            log.exception("%s %s", declared.name, subject_id)
            _give_up(declared, subject_id, reason_of(error), f"{type(error).__name__}: {error}")
        else:
            _end(declared, subject_id)
            return made
    return False


def reason_of(error: BaseException) -> WorkReason:
    if isinstance(error, SoftTimeLimitExceeded):
        return WorkReason.TOO_LONG
    return WorkReason.NOT_ALLOWED if isinstance(error, PermissionDenied) else WorkReason.UNEXPECTED


def _row(declared: Kind, subject_id: UUID) -> Work | None:
    found: Work | None = Work.objects.select_for_update().filter(kind=declared.name, subject_id=subject_id).first()
    return found


def _begin(declared: Kind, subject_id: UUID) -> bool:
    """Count the attempt before it begins: what kills its worker must not do so for ever. False: nothing to do."""
    with system_context(f"{declared.name}: begin"):
        row = _row(declared, subject_id)
        if row is not None and row.state == WorkState.FAILED:
            return False
        if row is not None and row.attempts == 0 and declared.revive:
            declared.revive(subject_id)
        subject = declared.waits().filter(pk=subject_id).first()
        if subject is None:
            if row is not None:
                row.delete()
            return False
        row = row or _made(declared, subject)
        if row.attempts >= MOST_ATTEMPTS:
            _mark(declared, row, WorkReason.STOPPED, row.error)
            return False
        row.state, row.attempts, row.begun_at = WorkState.RUNNING, row.attempts + 1, clock.now()
        row.save()
        return True


def _made(declared: Kind, subject: Any) -> Work:
    keys = tenant_keys_of(subject)
    return Work(
        kind=declared.name, subject_id=subject.pk, company_id=keys["company_id"], programme_id=keys["programme_id"]
    )


def _end(declared: Kind, subject_id: UUID) -> None:
    """Done: it leaves the ledger. Asked for anew meanwhile, or left undone: it waits."""
    with system_context(f"{declared.name}: end"):
        row = _row(declared, subject_id)
        if row is not None and declared.is_waiting(subject_id):
            row.state = WorkState.WAITING
            row.save(update_fields=["state"])
        elif row is not None:
            row.delete()


def _wait(declared: Kind, subject_id: UUID, error: str) -> None:
    with system_context(f"{declared.name}: wait"):
        Work.objects.filter(kind=declared.name, subject_id=subject_id).update(
            state=WorkState.WAITING, error=error[:2000]
        )


def _give_up(declared: Kind, subject_id: UUID, reason: WorkReason, error: str) -> None:
    with system_context(f"{declared.name}: give up"):
        row = _row(declared, subject_id)
        if row is not None:
            _mark(declared, row, reason, error)


def _mark(declared: Kind, row: Work, reason: WorkReason, error: str) -> None:
    """Ledger and record say in one transaction that it was given up."""
    row.state, row.reason, row.error, row.failed_at = WorkState.FAILED, reason, error[:2000], clock.now()
    row.settled_at = None
    row.save()
    if declared.failed:
        declared.failed(row.subject_id, reason)


# -- Who is at it --------------------------------------------------------------------------------------------------------
def _key(name: str, subject: Any) -> int:
    return SPACE << 32 | zlib.crc32(f"{name} {subject}".encode())


@contextmanager
def held(name: str, subject: Any) -> Iterator[bool]:
    """Say that this process is at it, until the block ends or the process dies; False when another one is.

    The lock belongs to the connection, not to a transaction. Were it not given back, it would look as if somebody worked
    for ever: then the connection goes. The server looks now and then whether a process that waits, or a machine, is gone.
    """
    key = _key(name, subject)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(%s), set_config('client_connection_check_interval', '10s', false),"
            " set_config('tcp_keepalives_idle', '30', false)",
            [key],
        )
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            _let_go(key)


def _let_go(key: int) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    except BaseException:
        if not connection.in_atomic_block:
            connection.close()
        raise


def _keys_held() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND objsubid = 1"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [SPACE],
        )
        return {SPACE << 32 | row[0] for row in cursor.fetchall()}


def under_way(pairs: Iterable[tuple[str, Any]]) -> set[tuple[str, Any]]:
    """Those of (name, subject) that a living process is at."""
    found = _keys_held()
    return {pair for pair in pairs if _key(*pair) in found}


# -- Taking up -----------------------------------------------------------------------------------------------------------
def take_up() -> dict[str, int]:
    """Send again what waits and nobody is at; give up what was tried often enough. Call in a system context."""
    figures = {"again": 0, "given_up": 0}
    for declared in KINDS.values():
        _note_the_rest(declared)
        rows = Work.objects.filter(kind=declared.name).exclude(state=WorkState.FAILED)
        found = list(rows[:MOST_AT_ONCE])
        busy = under_way((row.kind, row.subject_id) for row in found)
        for row in found:
            if (row.kind, row.subject_id) not in busy:
                _again(declared, row, figures)
    return figures


def _again(declared: Kind, row: Work, figures: dict[str, int]) -> None:
    now = clock.now()
    if row.attempts >= MOST_ATTEMPTS:
        row = Work.objects.select_for_update().get(pk=row.pk)
        _mark(declared, row, WorkReason.STOPPED, row.error or "its worker died, or was ended, at each attempt")
        figures["given_up"] += 1
    elif (row.begun_at or row.asked_at <= now - LOST_AFTER) and (not row.sent_at or row.sent_at <= now - AGAIN_AFTER):
        Work.objects.filter(pk=row.pk).update(state=WorkState.WAITING, sent_at=now)
        TASKS[declared.name].delay_on_commit(str(row.subject_id))
        figures["again"] += 1


def _note_the_rest(declared: Kind) -> None:
    """What waits without a line: from before there was a ledger, or written past `ask`."""
    noted = Work.objects.filter(kind=declared.name).values("subject_id")
    since = clock.now() - LOST_AFTER
    rows = [_made(declared, subject) for subject in declared.waits().exclude(pk__in=noted)[:MOST_AT_ONCE]]
    for row in rows:
        row.asked_at = since
    Work.objects.bulk_create(rows, ignore_conflicts=True)

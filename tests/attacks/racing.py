"""Four at the same instant, each in a transaction of its own on a connection of its own, with real commits."""

from __future__ import annotations

import contextvars
import copy
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from coaching.core.ground import attempts
from coaching.core.tenancy import context
from tests.attacks.playing import POLITE, tables
from tests.patience import HANGS

MANY = 4
TRAIL = {"core_auditevent"}


class Runners:
    """Threads that keep their connections, so that all are ready when the barrier opens."""

    def __init__(self, many: int = MANY) -> None:
        self.many, self.pool = many, ThreadPoolExecutor(many)

    def together(self, jobs: list[Callable[[], Any]]) -> list[Any]:
        """What each job gave, or the exception it raised; all begin at the same instant."""
        barrier = threading.Barrier(len(jobs))
        runs = [self.pool.submit(contextvars.copy_context().run, _wait_and_run, barrier, job) for job in jobs]
        return [_outcome(run) for run in runs]

    def close(self) -> None:
        barrier = threading.Barrier(self.many)
        for run in [self.pool.submit(_leave, barrier) for _n in range(self.many)]:
            run.result()
        self.pool.shutdown()


def _wait_and_run(barrier: threading.Barrier, job: Callable[[], Any]) -> Any:
    connection.ensure_connection()
    barrier.wait(HANGS)
    return job()


def _leave(barrier: threading.Barrier) -> None:
    connection.close()
    barrier.wait(HANGS)  # each thread closes its own: none does it for two


def _outcome(run: Future[Any]) -> Any:
    try:
        return run.result()
    except Exception as error:
        return error


def counts(names: list[str]) -> dict[str, int]:
    """Rows per table, as the system sees them."""
    parts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    with _system_role(), connection.cursor() as cursor:
        cursor.execute(parts)
        return dict(cursor.fetchall())


@contextmanager
def _system_role() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        hat = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('role', 'h_system', true)")
        yield
        cursor.execute("SELECT set_config('role', %s, true)", [hat])


def growth(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in before if after[name] != before[name] and name not in TRAIL}


class Racer:
    """Plays an action four times at once, committed, and goes on with what the winner got.

    wanted: whether an action is raced, by its name. doubled: action → rows that one call makes, and that four made.
    """

    def __init__(self, runners: Runners, wanted: Callable[[str], bool]) -> None:
        self.runners, self.wanted, self.tables = runners, wanted, tables()
        self.raced: set[str] = set()
        self.doubled: dict[str, Any] = {}
        self.rude: dict[str, list[str]] = {}

    def __call__(self, name: str, whole: Any, args: Any, kwds: Any) -> None:
        if len(connection.atomic_blocks) != 1 or not self.wanted(name):
            return  # inside another action: that one is raced
        before = counts(self.tables)
        once = self._once(whole, args, kwds, before)
        if once is None:
            return
        connection.connection.commit()  # what was played so far, for the other connections to see
        context.apply(context.current_or_none())
        jobs = [partial(_alone, whole, *copy.deepcopy((args, kwds))) for _n in range(self.runners.many)]
        outcomes = self.runners.together(jobs)
        self._judge(name, outcomes, once, growth(before, counts(self.tables)))
        won = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
        if won:
            with _system_role():
                _freshen(args, kwds)
            _answer_instead(whole, won[0])

    def _once(self, whole: Any, args: Any, kwds: Any, before: dict[str, int]) -> dict[str, int] | None:
        """What one call adds; None for what the demo plays as a refusal."""
        start = transaction.savepoint()
        waiting = list(connection.run_on_commit)
        try:
            attempts.run(partial(whole, *copy.deepcopy(args)), **copy.deepcopy(kwds))
            return growth(before, counts(self.tables))
        except POLITE:
            return None
        finally:
            transaction.savepoint_rollback(start)
            connection.run_on_commit = waiting

    def _judge(self, name: str, outcomes: list[Any], once: dict[str, int], together: dict[str, int]) -> None:
        self.raced.add(name)
        rude = [repr(error) for error in outcomes if isinstance(error, Exception) and not isinstance(error, POLITE)]
        if rude or all(isinstance(outcome, Exception) for outcome in outcomes):
            self.rude[name] = rude or [repr(outcome) for outcome in outcomes]
        if together != once:
            self.doubled[name] = {"one makes": once, "four made": together}


def _alone(whole: Any, args: Any, kwds: Any) -> Any:
    with transaction.atomic():
        context.apply(context.current_or_none())
        return attempts.run(partial(whole, *args), **kwds)


def _freshen(args: Any, kwds: Any) -> None:
    """The action would have changed the records it was given. What they know of others they keep."""
    for value in (*args, *kwds.values()):
        now = type(value)._default_manager.filter(pk=value.pk).first() if isinstance(value, models.Model) else None
        for field in now._meta.concrete_fields if now else ():
            if field.attname in now.__dict__ and getattr(value, field.attname) != getattr(now, field.attname):
                setattr(value, field.attname, getattr(now, field.attname))


def _answer_instead(whole: Any, result: Any) -> None:
    """The call that is about to run the action once more gets the winner's result."""
    action = whole.__wrapped__
    cell = next(cell for cell in whole.__closure__ if cell.cell_contents is action)

    def stub(*_args: Any, **_kwds: Any) -> Any:
        cell.cell_contents = action
        return result

    cell.cell_contents = stub

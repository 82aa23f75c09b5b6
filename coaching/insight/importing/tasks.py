"""Reading a file of applications in the worker, by the very code of `manage.py import_applications`.

The lock on the run's row says that somebody works on it; the row becomes `done` with the rows, in one transaction. A
worker that is killed leaves a waiting run: `resume_imports` sends it again, three times at most.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.schedules import crontab
from django.core.cache import cache
from django.db.models import Q

from coaching.core import clock
from coaching.core.periodic import job
from coaching.core.roles import Actor, Hat, Role
from coaching.core.tenancy.context import system_context
from coaching.insight.importing.reading import RawRow, Unreadable, read_bytes
from coaching.insight.importing.writing import Outcome, import_rows
from coaching.insight.models import ImportRun
from coaching.programmes.models import Programme, ProgrammeMembership

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
MOST_PROBLEMS = 100_000  # kept for the report
KEPT_DAYS = 30  # the report: it holds values from the file
KEPT_SECONDS = 3600
RESUMED_AFTER = timedelta(minutes=2)
MINUTES = 14 * 60  # below the broker's visibility timeout
STOPPED = "the worker stopped while it read this file, three times"
NOT_ALLOWED = "whoever sent the file no longer administers this programme"
UNEXPECTED = "something unexpected went wrong; the operators can find it in the log"


def progress_key(run_id: Any) -> str:
    """How far a run is, before its transaction is kept: for the page only."""
    return f"import:{run_id}"


@shared_task(name="insight.run_import", scope="outside", soft_time_limit=MINUTES, time_limit=MINUTES + 30)
def run_import(run_id: str) -> None:
    """Import one file once. A second call finds it done, or locked by who is at it."""
    if not _claim(run_id):
        return
    try:
        with system_context("insight.run_import: applications from a file"):
            run = _waiting(run_id)
            if run is not None:
                _import(run)
    except Unreadable as error:
        _fail(run_id, str(error))
    except Exception:
        log.exception("import %s", run_id)
        _fail(run_id, UNEXPECTED)
    finally:
        cache.delete(progress_key(run_id))


def _waiting(run_id: str) -> Any:
    """The run, locked; None when it is finished or somebody else is at it."""
    rows = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.QUEUED)
    return rows.select_for_update(skip_locked=True).first()


def _claim(run_id: str) -> bool:
    """Count the attempt before it begins: a file that kills its worker must not do so for ever."""
    with system_context("insight.run_import: claim"):
        run = _waiting(run_id)
        if run is None:
            return False
        if run.attempts >= MOST_ATTEMPTS:
            _finish(run, ImportRun.State.FAILED, error=STOPPED)
            return False
        run.attempts += 1
        run.save(update_fields=["attempts"])
        return True


def _import(run: ImportRun) -> None:
    if not _administers(run):
        _finish(run, ImportRun.State.FAILED, error=NOT_ALLOWED)
        return
    by = Actor(run.created_by_id, Hat.SYSTEM, frozenset({Role.ADMINISTRATOR.value}), programme_id=run.programme_id)
    content = bytes(run.content or b"")
    expected = max(content.count(b"\n") - 1, 1)
    outcome = import_rows(
        _counted(read_bytes(content), run, expected), Programme.objects.get(pk=run.programme_id), by=by,
        dry_run=run.rehearsal, progress=lambda written: _show(run, "write", written, expected), only_own=True,
        look_first=not _looked_at(run),
    )  # fmt: skip
    run.rows, run.written, run.problem_count = outcome.rows, outcome.written, len(outcome.problems)
    run.problems = [problem.as_json() for problem in outcome.problems[:MOST_PROBLEMS]]
    run.warning_count = len(outcome.warnings)
    run.warnings = [warning.as_json() for warning in outcome.warnings[:MOST_PROBLEMS]]
    _finish(run, _state(outcome))


def _state(outcome: Outcome) -> str:
    if outcome.problems:
        return ImportRun.State.FAILED
    return ImportRun.State.LOOK if outcome.look else ImportRun.State.DONE


def _looked_at(run: ImportRun) -> bool:
    """Whether this very file was read here before and showed what there is to look at."""
    before = ImportRun.objects.filter(programme_id=run.programme_id, sha256=run.sha256, warning_count__gt=0)
    return bool(before.filter(finished_at__isnull=False, problem_count=0).exists())


def _administers(run: ImportRun) -> bool:
    """Still, at the moment of writing (promise 5)."""
    today = clock.today()
    return bool(
        ProgrammeMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=today), programme_id=run.programme_id, user_id=run.created_by_id,
            role=Role.ADMINISTRATOR, ended_at=None, begins_on__lte=today,
        ).exists()
    )  # fmt: skip


def _counted(raws: Iterator[RawRow], run: ImportRun, expected: int) -> Iterator[RawRow]:
    for number, raw in enumerate(raws, 1):
        if number % 1000 == 0:
            _show(run, "check", number, expected)
        yield raw


def _show(run: ImportRun, step: str, value: int, expected: int) -> None:
    cache.set(progress_key(run.pk), {"step": step, "value": value, "total": max(expected, value)}, KEPT_SECONDS)


def _finish(run: ImportRun, state: str, error: str = "") -> None:
    """The file itself is no longer needed."""
    run.state, run.error, run.content, run.finished_at = state, error[:500], None, clock.now()
    run.save()


def _fail(run_id: str, error: str) -> None:
    with system_context("insight.run_import: say why not"):
        run = _waiting(run_id)
        if run is not None:
            _finish(run, ImportRun.State.FAILED, error=error)


@job("insight.resume_imports", schedule=crontab(minute="*/5"), daily=False)
def resume_imports(*, today: Any) -> dict[str, int]:
    """Send again what still waits: its worker stopped, or the message was lost. Who is at it keeps the row locked."""
    del today
    late = ImportRun.objects.filter(state=ImportRun.State.QUEUED, created_at__lt=clock.now() - RESUMED_AFTER)
    found = list(late.values_list("pk", flat=True)[:50])
    for pk in found:
        run_import.delay_on_commit(str(pk))
    return {"resumed": len(found)}


@job("insight.forget_import_reports")
def forget_import_reports(*, today: Any) -> dict[str, int]:
    """After a month the values from the file go; what came of it stays."""
    old = ImportRun.objects.filter(finished_at__date__lt=today - timedelta(days=KEPT_DAYS))
    return {"forgotten": old.exclude(problems=[], warnings=[]).update(problems=[], warnings=[])}

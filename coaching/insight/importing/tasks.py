"""Reading a file of applications in the worker, by the very code of `manage.py import_applications`.

The run becomes `done` with the rows, in one transaction: a worker that is killed leaves a waiting run, which is taken up
again as all work is (`core.work`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.jobs import standing, work
from coaching.core.jobs.periodic import job
from coaching.core.models import WorkReason
from coaching.core.tenancy.context import system_context
from coaching.insight.importing.reading import RawRow, Unreadable, read_bytes
from coaching.insight.importing.writing import Outcome, import_rows
from coaching.insight.models import ImportRun
from coaching.programmes.models import Programme, ProgrammeMembership

MOST_PROBLEMS = 100_000  # kept for the report
KEPT_DAYS = 30  # the report: it holds values from the file (subject/privacy.md#retention)
MINUTES = 14 * 60  # below the broker's visibility timeout
STOPPED = "the worker stopped while it read this file, three times"
NOT_ALLOWED = "whoever sent the file no longer administers this programme"
UNEXPECTED = "something unexpected went wrong; the operators can find it in the log"
TOO_LONG = "the work on this file took too long"
SAID_WHEN = {
    WorkReason.STOPPED: STOPPED,
    WorkReason.NOT_ALLOWED: NOT_ALLOWED,
    WorkReason.UNEXPECTED: UNEXPECTED,
    WorkReason.TOO_LONG: TOO_LONG,
}


def progress_key(run_id: Any) -> str:
    """How far a run is, before its transaction is kept: for the page only."""
    return f"import:{run_id}"


def _queued() -> QuerySet[Any]:
    return ImportRun.objects.filter(state=ImportRun.State.QUEUED).defer("content", "problems")


def _failed(run_id: UUID, reason: WorkReason) -> None:
    run = ImportRun.objects.select_for_update().filter(pk=run_id, state=ImportRun.State.QUEUED).first()
    if run is not None:
        _finish(run, ImportRun.State.FAILED, error=SAID_WHEN[reason])


@work.kind(
    "insight.run_import",
    label=gettext_lazy("Import of applications"),
    waits=_queued,
    failed=_failed,
    soft_time_limit=MINUTES,
    time_limit=MINUTES + 30,
)
def run_import(run_id: str) -> None:
    """Import one file once, in the name of whoever handed it in."""
    try:
        with system_context("insight.run_import: applications from a file"):
            rows = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.QUEUED)
            run = rows.select_for_update().first()
            if run is not None:
                _import(run)
    except Unreadable as error:
        with system_context("insight.run_import: say why not"):
            _finish(ImportRun.objects.select_for_update().get(pk=run_id), ImportRun.State.FAILED, error=str(error))
    finally:
        standing.forget(progress_key(run_id))


def _import(run: ImportRun) -> None:
    if not _administers(run):
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "no longer administers this programme")
    by = Actor(run.created_by_id, Hat.SYSTEM, frozenset({Role.ADMINISTRATOR.value}), programme_id=run.programme_id)
    content = bytes(run.content or b"")
    expected = max(content.count(b"\n") - 1, 1)
    outcome = import_rows(
        _counted(read_bytes(content), run, expected),
        Programme.objects.get(pk=run.programme_id),
        by=by,
        dry_run=run.rehearsal,
        progress=lambda written: _show(run, "write", written, expected),
        only_own=True,
        look_first=not _looked_at(run),
    )
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
    """Still, at the moment of writing (docs/security.md, 5)."""
    today = clock.today()
    return run.created_by_id is not None and bool(
        ProgrammeMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=today),
            programme_id=run.programme_id,
            user_id=run.created_by_id,
            role=Role.ADMINISTRATOR,
            ended_at=None,
            begins_on__lte=today,
        ).exists()
    )


def _counted(raws: Iterator[RawRow], run: ImportRun, expected: int) -> Iterator[RawRow]:
    for number, raw in enumerate(raws, 1):
        if number % 1000 == 0:
            _show(run, "check", number, expected)
        yield raw


def _show(run: ImportRun, step: str, value: int, expected: int) -> None:
    standing.show(progress_key(run.pk), {"step": step, "value": value, "total": max(expected, value)})


def _finish(run: ImportRun, state: str, error: str = "") -> None:
    """The file itself is no longer needed."""
    run.state, run.error, run.content, run.finished_at = state, error[:500], None, clock.now()
    run.save()


@job("insight.forget_import_reports", label=gettext_lazy("Old import reports are emptied"))
def forget_import_reports(*, today: Any) -> dict[str, int]:
    """After a month the values from the file go; what came of it stays."""
    old = ImportRun.objects.filter(finished_at__date__lt=today - timedelta(days=KEPT_DAYS))
    return {"forgotten": old.exclude(problems=[], warnings=[]).update(problems=[], warnings=[])}

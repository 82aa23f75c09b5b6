"""Work over many files in the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from celery import shared_task
from django.core.cache import cache
from django.db import transaction

from coaching.core import clock
from coaching.core.roles import Actor
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.models import lock
from coaching.core.workflow import Refused
from coaching.programmes import actions as programme_actions
from coaching.programmes.assessment import actions
from coaching.programmes.models import Application, BulkJob

KEPT_SECONDS = 3600
Step = Callable[[Application, dict[str, Any], Actor], Any]


def progress_key(job_id: Any) -> str:
    """How far a job is, before its transaction is kept: for the page only."""
    return f"bulk:{job_id}"


def _decide(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    act = getattr(programme_actions, application.proposed_verb)
    act(application_id=application.pk, reason=application.proposed_reason, by=by)
    application.refresh_from_db()
    application.proposed_verb, application.proposed_reason, application.proposed_at = "", "", None
    application.save(update_fields=["proposed_verb", "proposed_reason", "proposed_at"])


def _take_up(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    programme_actions.take_up(application_id=application.pk, by=by)


def _assign(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    due_on = date.fromisoformat(parameters["due_on"])
    actions.assign(application_id=application.pk, assessor_ids=parameters["assessors"], due_on=due_on, by=by)


def _place(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    actions.place_in_round(application_id=application.pk, round_id=UUID(parameters["round"]), by=by)


STEPS: dict[str, Step] = {"release": _decide, "take_up": _take_up, "assign": _assign, "place": _place}
ALL_OR_NOTHING = {"release"}


@shared_task(name="programmes.run_bulk_job", scope="tenant")
def run_bulk_job(job_id: str) -> None:
    """Run one job once: a second call finds it taken. A release rolls back as a whole at the first refusal."""
    job: BulkJob = lock(BulkJob.objects, pk=job_id)
    if job.state != BulkJob.State.QUEUED:
        return
    by = current_actor()
    problems: list[dict[str, str]] = []
    try:
        with transaction.atomic():
            done = _each(job, by, problems)
            if problems and job.kind in ALL_OR_NOTHING:
                raise _Undone
    except _Undone:
        done = 0
    job.state = BulkJob.State.FAILED if problems and not done else BulkJob.State.DONE
    job.done, job.problems, job.finished_at = done, problems, clock.now()
    job.save(update_fields=["state", "done", "problems", "finished_at"])
    cache.delete(progress_key(job.pk))


class _Undone(Exception):
    """Takes a release back as a whole."""


def _each(job: BulkJob, by: Actor, problems: list[dict[str, str]]) -> int:
    done = 0
    ids = job.parameters["ids"]
    found = {str(row.pk): row for row in Application.objects.filter(pk__in=ids).exclude(state="draft")}
    for number, pk in enumerate(ids, 1):
        application = found.get(pk)
        if application is not None:
            try:
                with transaction.atomic():
                    STEPS[job.kind](application, job.parameters, by)
                done += 1
            except Refused as refusal:
                problems.append({"reference": application.reference, "message": str(refusal.message)})
        cache.set(progress_key(job.pk), number, KEPT_SECONDS)
    return done

"""Work over many files in the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import standing, work
from coaching.core.models import WorkReason
from coaching.core.tenancy.context import current_actor, system_context, without_hat
from coaching.core.tenancy.models import lock
from coaching.core.tenancy.workspace import enter_place
from coaching.programmes.assessment import rules
from coaching.programmes.assessment.steps import STEPS
from coaching.programmes.models import Application, BulkJob, Programme

OPEN = (BulkJob.State.QUEUED, BulkJob.State.RUNNING)
LONGEST = 14 * 60  # seconds for one job, below the broker's visibility timeout; what takes longer goes on when asked
Problem = dict[str, str]


def progress_key(job_id: Any) -> str:
    """How far a job is, before its transaction is kept: for the page only."""
    return f"bulk:{job_id}"


def _waiting() -> QuerySet[Any]:
    return BulkJob.objects.filter(state__in=OPEN)


def _failed(job_id: UUID, reason: WorkReason) -> None:
    """What was done stays counted: trying again goes on from there."""
    _waiting().filter(pk=job_id).update(state=BulkJob.State.FAILED, finished_at=clock.now())


def _revive(job_id: UUID) -> None:
    given_up = BulkJob.objects.filter(pk=job_id, state=BulkJob.State.FAILED).first()
    if given_up and (given_up.goes_on or not given_up.problems):
        given_up.state, given_up.finished_at = BulkJob.State.QUEUED, None
        given_up.save(update_fields=["state", "finished_at"])


@work.kind(
    "programmes.run_bulk_job",
    label=gettext_lazy("Work on several files"),
    waits=_waiting,
    failed=_failed,
    revive=_revive,
    soft_time_limit=LONGEST,
    time_limit=LONGEST + 30,
)
def run_bulk_job(job_id: str) -> None:
    """Run one job once, as the person who asked for it and with the roles they have by now.

    A release is one transaction, which rolls back as a whole at the first refusal. Other work is one transaction per
    file, which counts the file as well: broken off anywhere, it goes on with the next one, and none is done twice.
    """
    with system_context("programmes.run_bulk_job: who asked"):
        job = BulkJob.objects.get(pk=job_id)
        slug = Programme.objects.values_list("slug", flat=True).get(pk=job.programme_id)
    with without_hat():
        asked_by = get_user_model()._default_manager.filter(is_active=True)
        user = asked_by.filter(pk=job.created_by_id).first() if job.created_by_id else None
    if user is None:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "the account is gone or no longer active")
    part = _next if job.is_per_file else _whole
    try:
        with translation.override(user.language or None):
            while _in_place(part, user, slug, job_id):
                pass
    except Http404 as outside:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "no longer one of the programme's people") from outside


def _in_place(part: Callable[[str, Actor], bool], user: Any, slug: str, job_id: str) -> bool:
    with enter_place("programme", user, slug):
        return part(job_id, current_actor())


# -- One file after the other ------------------------------------------------------------------------------------------
def _next(job_id: str, by: Actor) -> bool:
    """The next file of a job, in a transaction with its count. Whether there is more to do."""
    job = lock(BulkJob.objects, pk=job_id)
    if job.state not in OPEN:
        return False
    by.check(rules.BULK[job.kind])
    ids = job.parameters["ids"]
    if job.handled < len(ids):
        job.state = BulkJob.State.RUNNING
        if problem := _one(job, ids[job.handled], by):
            job.problems.append(problem)
        else:
            job.done += 1
    more = job.handled < len(ids)
    if not more:
        _finish(job)
    job.save(update_fields=["state", "done", "problems", "finished_at"])
    return more


def _finish(job: BulkJob) -> None:
    job.state = BulkJob.State.FAILED if job.problems and not job.done else BulkJob.State.DONE
    job.finished_at = clock.now()


# -- All or nothing ----------------------------------------------------------------------------------------------------
def _whole(job_id: str, by: Actor) -> bool:
    job = lock(BulkJob.objects, pk=job_id)
    if job.state not in OPEN:
        return False
    by.check(rules.BULK[job.kind])
    problems: list[Problem] = []
    try:
        with transaction.atomic():
            for number, pk in enumerate(job.parameters["ids"], 1):
                problem = _one(job, pk, by)
                problems += [problem] if problem else []
                standing.show(progress_key(job.pk), number)
            if problems:
                raise _Undone
    except _Undone:
        pass
    job.done, job.problems = (0 if problems else job.total), problems
    _finish(job)
    job.save(update_fields=["state", "done", "problems", "finished_at"])
    standing.forget(progress_key(job.pk))
    return False


class _Undone(Exception):
    """Takes a release back as a whole."""


# -- One file ----------------------------------------------------------------------------------------------------------
def _one(job: BulkJob, pk: str, by: Actor) -> Problem | None:
    """Do it with this file; why it could not be done, or None."""
    application = Application.objects.filter(pk=pk).exclude(state="draft").select_related("programme").first()
    if application is None:
        return {"reference": "–", "message": _("This file is no longer there.")}
    if message := _step(job, application, by):
        return {"reference": application.reference, "company": application.company_name, "file": pk, "message": message}
    return None


def _step(job: BulkJob, application: Application, by: Actor) -> str:
    """Why it could not be done with this file; "" when it was."""
    try:
        with transaction.atomic():
            STEPS[job.kind](application, job.parameters, by)
    except Refused as refusal:
        return str(refusal.message)
    except PermissionDenied:
        return _("You may no longer do this.")
    except (ObjectDoesNotExist, ValidationError):
        return _("What you chose is no longer there, or is no longer possible.")
    return ""

"""Work over many files in the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import standing, work
from coaching.core.models import WorkReason
from coaching.core.tenancy.context import current_actor, system_context, without_hat
from coaching.core.tenancy.models import lock
from coaching.core.tenancy.workspace import enter_place
from coaching.programmes import actions as programme_actions
from coaching.programmes.actions.assessing import locked
from coaching.programmes.assessment import actions, queries, rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, BulkJob, Programme

OPEN = (BulkJob.State.QUEUED, BulkJob.State.RUNNING)
Step = Callable[[Application, dict[str, Any], Actor], Any]


def progress_key(job_id: Any) -> str:
    """How far a job is, before its transaction is kept: for the page only."""
    return f"bulk:{job_id}"


def _decide(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    """What was proposed when the release was asked for, and nothing else."""
    application = locked(application.pk)
    proposed = queries.moment_of(application)
    if application.state != ApplicationState.IN_REVIEW or not application.proposed_verb:
        raise IllegalTransition(_("It has been decided, or its proposal was taken back, in the meantime."))
    if proposed != parameters.get("proposed", {}).get(str(application.pk), proposed):
        raise IllegalTransition(_("Another decision was proposed in the meantime. Look at it and release it again."))
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


def _waiting() -> QuerySet[Any]:
    return BulkJob.objects.filter(state__in=OPEN)


def _failed(job_id: UUID, reason: WorkReason) -> None:
    _waiting().filter(pk=job_id).update(state=BulkJob.State.FAILED, done=0, finished_at=clock.now())


def _revive(job_id: UUID) -> None:
    given_up = BulkJob.objects.filter(pk=job_id, state=BulkJob.State.FAILED, problems=[])
    given_up.update(state=BulkJob.State.QUEUED, finished_at=None)


@work.kind(
    "programmes.run_bulk_job",
    label=gettext_lazy("Work on several files"),
    waits=_waiting,
    failed=_failed,
    revive=_revive,
)
def run_bulk_job(job_id: str) -> None:
    """Run one job once, as the person who asked for it and with the roles they have by now.

    A release rolls back as a whole at the first refusal.
    """
    with system_context("programmes.run_bulk_job: who asked"):
        job = BulkJob.objects.get(pk=job_id)
        slug = Programme.objects.values_list("slug", flat=True).get(pk=job.programme_id)
    with without_hat():
        asked_by = get_user_model()._default_manager.filter(is_active=True)
        user = asked_by.filter(pk=job.created_by_id).first() if job.created_by_id else None
    if user is None:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "the account is gone or no longer active")
    try:
        with translation.override(user.language or None), enter_place("programme", user, slug):
            _run(job_id, current_actor())
    except Http404 as outside:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "no longer one of the programme's people") from outside


def _run(job_id: str, by: Actor) -> None:
    job = lock(BulkJob.objects, pk=job_id)
    if job.state not in OPEN:
        return
    by.check(rules.BULK[job.kind])
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
    standing.forget(progress_key(job.pk))


class _Undone(Exception):
    """Takes a release back as a whole."""


def _each(job: BulkJob, by: Actor, problems: list[dict[str, str]]) -> int:
    done = 0
    ids = job.parameters["ids"]
    found = {str(row.pk): row for row in Application.objects.filter(pk__in=ids).exclude(state="draft")}
    for number, pk in enumerate(ids, 1):
        if pk not in found:
            problems.append({"reference": "–", "message": _("This file is no longer there.")})
        elif problem := _step(job, found[pk], by):
            problems.append({"reference": found[pk].reference, "message": problem})
        else:
            done += 1
        standing.show(progress_key(job.pk), number)
    return done


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

"""Release decisions and do other work over many files: asked here, done by the worker. Nothing leaves before release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import work
from coaching.core.tenancy.models import lock, take_turns
from coaching.programmes import contact
from coaching.programmes.assessment import queries, rules
from coaching.programmes.languages import letter_language
from coaching.programmes.models import BulkJob, Programme


@transaction.atomic
def release(*, application_ids: Iterable[UUID], by: Actor, shown: Mapping[UUID, str] | None = None) -> BulkJob:
    """Have the worker apply all these proposed decisions at once: all of them, or none with what is in the way.

    The same release once more, at the same moment or after its end, is the job that there is. shown: which proposal the
    page showed of each (`queries.moment_of`); another one, made meanwhile, nobody has read. Raises Refused for that, and
    for a refusal that could not say where to write and until when.
    """
    by.check(rules.RELEASE)
    wanted = list(dict.fromkeys(application_ids))
    if len(wanted) > queries.MOST:
        raise Refused(_("Release at most %s decisions at a time.") % queries.MOST)
    return _release(wanted, shown or {}, {}, by)


@transaction.atomic
def release_list(*, shown: str, by: Actor) -> BulkJob:
    """As `release`, all that is proposed at this moment, whatever page of the list showed it.

    shown: the mark of the list as the page had it (`queries.mark_of_proposals`); with another one nobody has read what
    would leave, and nothing is done. The same list sent again is the job that there is.
    """
    by.check(rules.RELEASE)
    take_turns("jobs", by.programme_id)
    if there := queries.job_of_list(shown):
        return there
    waiting = queries.all_proposed()
    if len(waiting) > queries.MOST_AT_ONCE:
        raise Refused(_("Release at most %s decisions at a time.") % queries.MOST_AT_ONCE)
    if queries.mark_of_proposals(waiting) != shown:
        raise SetChanged(_("The list has changed since you opened this page. Look at it and release it again."))
    return _release([row.pk for row in waiting], {}, {"mark": shown}, by)


def _release(wanted: list[UUID], shown: Mapping[UUID, str], told: Mapping[str, Any], by: Actor) -> BulkJob:
    if not wanted:
        raise Refused(_("Choose at least one decision."))
    take_turns("jobs", by.programme_id)  # not the programme's row: a release that goes on holds it
    columns = ("proposed_verb", "proposed_at", "language")
    waiting = {row.pk: row for row in queries.proposed().filter(pk__in=wanted).only(*columns)}
    ids = [str(pk) for pk in wanted]
    if not waiting and (released := queries.job_of("release", ids, states=[BulkJob.State.DONE])):
        return released
    if set(wanted) - waiting.keys():
        raise Refused(_("One of these is decided already or has no proposal any more. Look at the list again."))
    proposed = {pk: queries.moment_of(row) for pk, row in waiting.items()}
    if any(shown.get(pk, moment) != moment for pk, moment in proposed.items()):
        raise Refused(_("Another decision was proposed in the meantime. Look at it and release it again."))
    if refused := {letter_language(row) for row in waiting.values() if row.proposed_verb == "reject"}:
        contact.refuse_without(Programme.objects.get(pk=by.programme_key), refused)
    return begin_job("release", ids, {**told, "proposed": {str(pk): moment for pk, moment in proposed.items()}}, by)


@transaction.atomic
def begin_on_list(
    *,
    kind: str,
    filters: Mapping[str, Any],
    shown: str,
    parameters: Mapping[str, Any],
    page: str,
    by: Actor,
) -> BulkJob:
    """A job on all files that a list holds at this moment (`programmes.queries.desk_found`), whatever page showed.

    shown: the mark of the set as the page showed it (`queries.mark_of`). Raises SetChanged when it has become another,
    with which nothing is done. The same page sent again is the job that there is, also when it has changed the set.
    """
    by.check(rules.BULK[kind])
    take_turns("jobs", by.programme_id)
    if there := queries.job_of_page(kind, parameters, page, by):
        return there
    ids = queries.all_in(filters)
    if len(ids) > queries.MOST_AT_ONCE:
        raise Refused(rules.TOO_MANY % {"most": queries.MOST_AT_ONCE})
    if queries.mark_of(ids) != shown:
        raise SetChanged(_("The list has changed since you opened this page. Look at the number and confirm again."))
    return begin_job(kind, ids, parameters, by, page)


class SetChanged(Refused):
    """What was chosen by its filters is another set by now."""


@transaction.atomic
def begin_job(kind: str, ids: list[str], parameters: Mapping[str, Any], by: Actor, page: str = "") -> BulkJob:
    """A job row, and the worker called to it when this transaction has been kept.

    One per intent: the same work on the same files, still to be done or just done from the same page, is the job that
    there is. page: a number of its own that the page carries; without one, the last minutes decide.
    """
    by.check(rules.BULK[kind])
    take_turns("jobs", by.programme_id)
    if same := queries.same_job(kind, ids, parameters, page, by):
        return same
    job = BulkJob.objects.create(
        programme_id=by.programme_key,
        kind=kind,
        parameters={"ids": ids, **parameters, "page": page},
        total=len(ids),
        created_by_id=by.person_key,
    )
    audit.record("bulk.begun", job, by=by, data={"kind": kind, "count": len(ids)})
    work.ask("programmes.run_bulk_job", job)
    return job


@transaction.atomic
def stop_job(*, job_id: UUID, by: Actor) -> BulkJob:
    """Stop a job between two files: what was done stays done, the others are as they were, none is done by half.

    The worker holds the job's row while it does a file; this waits for the end of that. Refused for a release that has
    begun, which is all or nothing, and for a job that has ended.
    """
    job = lock(BulkJob.objects, pk=job_id)
    by.check(rules.BULK[job.kind])
    if job.is_stopped:
        return job
    if not job.can_be_stopped:
        raise IllegalTransition(_("This has ended already, or can no longer be stopped."))
    job.state, job.finished_at = BulkJob.State.STOPPED, clock.now()
    job.save(update_fields=["state", "finished_at"])
    audit.record("bulk.stopped", job, by=by, data={"handled": job.handled, "count": job.total})
    return job


@transaction.atomic
def try_again(*, job_id: UUID, by: Actor) -> BulkJob:
    """A job of which nothing was done, once more, in the name of who asks now; one that was broken off goes on.

    Refused while it waits, or when done.
    """
    failed = lock(BulkJob.objects, pk=job_id)
    if failed.state not in (BulkJob.State.FAILED, BulkJob.State.STOPPED):
        raise IllegalTransition(_("This is done already, or still to be done."))
    if failed.goes_on:
        by.check(rules.BULK[failed.kind])
        failed.state, failed.finished_at, failed.created_by_id = BulkJob.State.QUEUED, None, by.person_key
        failed.save(update_fields=["state", "finished_at", "created_by_id"])
        audit.record("bulk.taken_up_again", failed, by=by, data={"handled": failed.handled})
        work.ask("programmes.run_bulk_job", failed)
        return failed
    ids = failed.parameters["ids"]
    if failed.kind == "release":
        return release(application_ids=[UUID(pk) for pk in ids], by=by)
    told = {name: value for name, value in failed.parameters.items() if name not in {"ids", "page"}}
    return begin_job(failed.kind, ids, told, by, page=f"again:{failed.pk}")

"""Carrying out measures: start, progress with evidence, finish, verify, block, cancel."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions.measures import copy_measure
from actionplans.actions.plans import day_of, keys_of
from actionplans.enums import MEASURE, MeasureState
from actionplans.models import MeasureNote, PreventionMeasure
from actionplans.queries.follow_up import kinney_findings
from coaching.companies.models import Company
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.paper import uploads
from coaching.core.tenancy.models import lock, sent_before
from riskanalysis import rules as risk_rules


def _locked(measure: PreventionMeasure, by: Actor) -> PreventionMeasure:
    """The measure, locked; PermissionDenied when it is not this person's to carry out."""
    by.check(rules.CARRY_OUT)
    found = lock(PreventionMeasure.objects.select_related("plan", "objective"), pk=measure.pk)
    consulting.check_carries_out(found, by)
    return found


def told(measure: PreventionMeasure, **extra: Any) -> dict[str, Any]:
    """What the mails about a measure need."""
    company = Company.objects.only("name", "slug").get(pk=measure.company_id)
    return {
        "company": company.name,
        "slug": company.slug,
        "measure": str(measure.pk),
        "code": measure.code,
        "what": measure.what,
        "due_on": measure.due_on.isoformat() if measure.due_on else "",
        **extra,
    }


@transaction.atomic
def start_measure(*, measure: PreventionMeasure, by: Actor, at: datetime | None = None) -> PreventionMeasure:
    """Begin a planned measure of a plan in force."""
    measure = _locked(measure, by)
    consulting.check_in_force(measure.plan)
    moment = at or clock.now()
    apply_transition(MEASURE, "start", measure, by=by, at=moment, started_at=moment)
    return measure


@transaction.atomic
def report_progress(
    *,
    measure: PreventionMeasure,
    text: str,
    by: Actor,
    progress: int | None = None,
    is_evidence: bool = False,
    upload: UploadedFile | None = None,
    at: datetime | None = None,
) -> MeasureNote:
    """A dated line on how it goes, with a per cent and a file if there is one (a file counts as evidence).

    Raises Refused for a measure that is not being carried out (evidence may still be added to a finished one), an empty
    line, a per cent outside 0–100, or a file that is not a sound PDF, PNG or JPEG.
    """
    measure = _locked(measure, by)
    consulting.check_in_force(measure.plan)
    if measure.state in {MeasureState.PROPOSED, MeasureState.CANCELLED}:
        raise Refused(_("This measure is not being carried out."))
    if not text.strip():
        raise Refused(_("Say in a line what happened."))
    moment = at or clock.now()
    if progress is not None and progress != measure.progress:
        _set_progress(measure, progress)
    note = MeasureNote(
        **keys_of(measure),
        measure=measure,
        at=moment,
        by_id=by.user_id,
        text=text.strip(),
        is_evidence=is_evidence or upload is not None,
    )
    safe = uploads.checked(upload) if upload is not None else None
    if safe:
        note.file_name, note.file_sha256 = safe.name, safe.sha256
    if there := sent_before(note):
        return there
    if safe:
        note.file.save(str(safe.stored.name), safe.stored, save=False)
    note.save(force_insert=True)
    audit.record(
        "actionplans.progress_reported",
        measure,
        by=by,
        at=moment,
        data={"progress": measure.progress, "evidence": note.is_evidence, "sha256": note.file_sha256},
    )
    return note


def _set_progress(measure: PreventionMeasure, progress: int) -> None:
    if measure.state not in {MeasureState.PLANNED, MeasureState.IN_PROGRESS, MeasureState.BLOCKED}:
        raise Refused(_("The progress of a finished measure no longer changes."))
    if not 0 <= progress <= 100:
        raise Refused(_("Fill in a percentage from 0 to 100."))
    measure.progress = progress
    measure.save(update_fields=["progress"])


@transaction.atomic
def finish_measure(
    *,
    measure: PreventionMeasure,
    done_on: date,
    evidence: str,
    by: Actor,
    spent_eur: Decimal | None = None,
    result: str = "",
    workers_reached: int | None = None,
    upload: UploadedFile | None = None,
    at: datetime | None = None,
) -> PreventionMeasure:
    """Carried out on `done_on`, with evidence in words (a file if there is one), cost in euro, result, workers reached.

    Raises Refused without evidence, for a day to come, and for more workers than the company has; IllegalTransition for a
    second click.
    """
    measure = _locked(measure, by)
    consulting.check_in_force(measure.plan)
    moment = at or clock.now()
    consulting.check_done_on(done_on, day_of(moment))
    if not evidence.strip():
        raise Refused(_("Say how one can see that it is done."))
    _check_reach(measure, workers_reached)
    apply_transition(
        MEASURE,
        "finish",
        measure,
        by=by,
        at=moment,
        done_on=done_on,
        spent_eur=spent_eur,
        result=result.strip(),
        workers_reached=workers_reached,
        progress=100,
    )
    report_progress(measure=measure, text=evidence, is_evidence=True, upload=upload, by=by, at=moment)
    return measure


def _check_reach(measure: PreventionMeasure, workers_reached: int | None) -> None:
    """Workers are people, each counted once: there are never more of them than the company has."""
    headcount = Company.objects.values_list("headcount", flat=True).get(pk=measure.company_id)
    if workers_reached is not None and headcount is not None and workers_reached > headcount:
        raise Refused(
            ngettext(
                "Your company has %(all)s worker, so the measure cannot reach %(reached)s. Count each worker once.",
                "Your company has %(all)s workers, so the measure cannot reach %(reached)s. Count each worker once.",
                headcount,
            )
            % {"all": headcount, "reached": workers_reached}
        )


@transaction.atomic
def verify_measure(
    *,
    measure: PreventionMeasure,
    by: Actor,
    factors: tuple[Decimal, Decimal, Decimal] | None = None,
    at: datetime | None = None,
) -> PreventionMeasure:
    """Coach or adviser finds that it works. factors: probability, exposure, effect now (W, B, E), for Kinney findings.

    Raises Refused for values off the scales, or a missing re-score of a Kinney finding.
    """
    measure = _for_verifying(measure, by)
    apply_transition(MEASURE, "verify", measure, by=by, at=at, **_rescored(measure, factors))
    return measure


@transaction.atomic
def find_ineffective(
    *,
    measure: PreventionMeasure,
    reason: str,
    by: Actor,
    factors: tuple[Decimal, Decimal, Decimal] | None = None,
    at: datetime | None = None,
) -> PreventionMeasure:
    """Done, but it does not work well enough: why, and a proposal for a follow-up measure. Returns the proposal.

    The proposal goes along into the next version or the next yearly plan, where it is worked out.
    """
    measure = _for_verifying(measure, by)
    moment = at or clock.now()
    apply_transition(
        MEASURE,
        "find_ineffective",
        measure,
        by=by,
        at=moment,
        reason=reason,
        **_rescored(measure, factors, needed=False),
    )
    proposal = copy_measure(measure, measure.plan, objective=measure.objective, reason=reason.strip(), moment=moment)
    audit.record("actionplans.follow_up_proposed", proposal, by=by, reason=reason, at=moment)
    return proposal


def _for_verifying(measure: PreventionMeasure, by: Actor) -> PreventionMeasure:
    by.check(rules.VERIFY)
    return lock(PreventionMeasure.objects.select_related("plan", "objective"), pk=measure.pk)


def _rescored(
    measure: PreventionMeasure, factors: tuple[Decimal, Decimal, Decimal] | None, needed: bool = True
) -> dict[str, Any]:
    """The columns of the new Kinney score; nothing where no finding was judged by Kinney."""
    if factors is None:
        if needed and kinney_findings(measure):
            raise Refused(_("Score the risk again: the finding was judged with Kinney."))
        return {}
    found = risk_rules.kinney(*factors)
    probability, exposure, effect = factors
    return {
        "new_probability": probability,
        "new_exposure": exposure,
        "new_effect": effect,
        "new_kinney_score": found.score,
    }


@transaction.atomic
def block_measure(
    *, measure: PreventionMeasure, reason: str, by: Actor, at: datetime | None = None
) -> PreventionMeasure:
    """It cannot go on for now, with the reason."""
    measure = _locked(measure, by)
    apply_transition(MEASURE, "block", measure, by=by, at=at, reason=reason)
    return measure


@transaction.atomic
def unblock_measure(*, measure: PreventionMeasure, by: Actor, at: datetime | None = None) -> PreventionMeasure:
    """It goes on again."""
    measure = _locked(measure, by)
    moment = at or clock.now()
    apply_transition(MEASURE, "unblock", measure, by=by, at=moment, started_at=measure.started_at or moment)
    return measure


@transaction.atomic
def cancel_measure(
    *, measure: PreventionMeasure, reason: str, by: Actor, at: datetime | None = None
) -> PreventionMeasure:
    """The employer drops a measure of a plan that the body has seen; body and owner are told why (subject/lives.md#measure)."""
    by.check(rules.ADOPT)
    measure = _locked(measure, by)
    apply_transition(MEASURE, "cancel", measure, by=by, at=at, reason=reason)
    recipients = by.others([*people.user_ids("body_of", measure.company_id), measure.owner_id])
    outbox.queue(
        "actionplans.measure_cancelled",
        recipients=recipients,
        context=told(measure, reason=reason.strip()),
        dedupe=f"measure_cancelled:{measure.pk}",
        about=measure,
    )
    return measure

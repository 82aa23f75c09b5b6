"""Plan rounds, assign, score, propose, correct, note: of one file. A score stands once it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import AlreadyDone, IllegalTransition, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, lock, sent_before
from coaching.programmes import rules as programme_rules
from coaching.programmes.actions.assessing import locked, take_up
from coaching.programmes.actions.telling import tell_administrators, tell_company, told
from coaching.programmes.assessment import queries, rules
from coaching.programmes.enums import APPLICATION, OPEN_STATES, ApplicationState
from coaching.programmes.models import Application, Assessment, AssessmentRound, FileNote, Programme

JUDGED_IN = (*OPEN_STATES,)


# -- Rounds ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_round(*, programme_id: UUID, values: Mapping[str, Any], by: Actor) -> AssessmentRound:
    """A dated call. Raises ValidationError when its dates are out of order."""
    by.check(rules.PLAN_ROUNDS)
    planned = AssessmentRound(programme_id=programme_id, **values)
    planned.full_clean()
    lock(Programme.objects, pk=programme_id)
    if there := sent_before(planned):
        return there
    planned.save(force_insert=True)
    audit.record("round.planned", planned, by=by)
    return planned


@transaction.atomic
def change_round(*, round_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> AssessmentRound:
    """Other dates or another name; files stay in their round. Raises VersionConflict."""
    by.check(rules.PLAN_ROUNDS)
    planned = lock(AssessmentRound.objects, pk=round_id)
    planned.claim_version(opened_with)
    for name, value in values.items():
        setattr(planned, name, value)
    planned.full_clean()
    planned.save()
    audit.record("round.changed", planned, by=by)
    return planned


@transaction.atomic
def place_in_round(*, application_id: UUID, round_id: UUID | None, by: Actor) -> Application:
    """Put a file in a round, or out of any. Refused once it is decided."""
    by.check(rules.PLAN_ROUNDS)
    application = _open_file(application_id)
    application.round = AssessmentRound.objects.get(pk=round_id) if round_id else None
    application.save(update_fields=["round"])
    audit.record("application.placed", application, by=by, data={"round": str(round_id or "")})
    return application


# -- Assessors ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def assign(*, application_id: UUID, assessor_ids: Iterable[int], due_on: date, by: Actor) -> list[Assessment]:
    """Ask people to judge a file; each gets a mail. Who was asked already stays as they are.

    Refused for somebody with an interest in the company (conflict), for outsiders, for a decided file, and where there
    is nothing to score.
    """
    by.check(rules.ASSIGN)
    application = _open_file(application_id)
    if not queries.can_be_scored(application):
        raise Refused(rules.NOTHING_TO_SCORE)
    allowed = {row.user_id: row for row in queries.candidates(application)}
    made = []
    for user_id in sorted(set(assessor_ids)):
        candidate = allowed.get(user_id)
        if candidate is None:
            raise Refused(_("This person does not assess for this programme."))
        if candidate.conflict:
            raise Refused(
                _("%(name)s has an interest in this company and may not judge it.") % {"name": candidate.name}
            )
        if not candidate.asked:
            made.append(_ask(application, user_id, due_on, by))
    return made


def _ask(application: Application, user_id: int, due_on: date, by: Actor) -> Assessment:
    asked = Assessment.objects.create(
        application=application,
        programme_id=application.programme_id,
        company_id=application.company_key,
        assessor_id=user_id,
        due_on=due_on,
        assigned_by_id=by.person_key,
    )
    audit.record("assessment.asked", asked, by=by, data={"assessor": user_id})
    outbox.queue(
        "programmes.assessment_asked",
        recipients=[user_id],
        context=told(application, due_on=due_on.isoformat()),
        dedupe=f"assessment.asked:{asked.pk}",
        about=application,
    )
    return asked


@transaction.atomic
def unassign(*, assessment_id: UUID, by: Actor) -> None:
    """Take the question back. Refused once the score is in."""
    by.check(rules.ASSIGN)
    found = Assessment.objects.filter(pk=assessment_id).first()
    if found is None or found.submitted_at:
        raise IllegalTransition(_("This score is in already, or was taken back before."))
    audit.record("assessment.unassigned", found, by=by, data={"assessor": found.assessor_id})
    Assessment.objects.filter(pk=assessment_id, submitted_at__isnull=True)._raw_delete("default")


@transaction.atomic
def recuse(*, assessment_id: UUID, reason: str, by: Actor) -> Assessment:
    """The assessor steps back: a conflict of interest that nobody knew. The administrators are told."""
    by.check(rules.SCORE)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    there = lock(Assessment.objects.filter(assessor_id=by.person_key), pk=assessment_id)
    if there.recused_at:
        raise audit.already(_("You stepped back from this file."), "assessment.recused", there, by=by, reason=reason)
    own = _own(assessment_id, by)
    own.recused_at, own.recusal_reason = clock.now(), reason.strip()
    own.save(update_fields=["recused_at", "recusal_reason"])
    audit.record("assessment.recused", own, by=by, reason=reason)
    application = Application.objects.select_related("programme").get(pk=own.application_id)
    tell_administrators(
        "programmes.assessment_recused",
        application,
        f"assessment.recused:{own.pk}",
        person=by.name,
        reason=reason.strip(),
    )
    return own


def _own(assessment_id: UUID, by: Actor) -> Assessment:
    own = lock(Assessment.objects.filter(assessor_id=by.person_key), pk=assessment_id)
    if own.submitted_at:
        raise IllegalTransition(_("Your score is in; it no longer changes."))
    if own.recused_at:
        raise IllegalTransition(_("You stepped back from this file."))
    return own


@transaction.atomic
def save_scores(
    *, assessment_id: UUID, scores: Mapping[str, Any], remark: str, opened_with: int, submit: bool = False, by: Actor
) -> Assessment:
    """Keep one's scores; with `submit` they are in for good and the others' become visible.

    Raises VersionConflict (two tabs); Refused when a criterion has no score yet and `submit` is asked, and where
    there are no criteria at all.
    """
    by.check(rules.SCORE)
    there = Assessment.objects.filter(assessor_id=by.person_key, pk=assessment_id).select_for_update().first()
    if submit and there and there.submitted_at and there.scores == dict(scores):
        just_now = clock.now() - there.submitted_at < SAME_CLICK
        raise AlreadyDone(_("Your score is in; it no longer changes."), result=there, own=just_now)
    own = _own(assessment_id, by)
    own.claim_version(opened_with)
    application = _open_file(own.application_id)
    own.scores, own.remark = dict(scores), remark.strip()
    if submit:
        criteria = queries.criteria_of(application)
        if not queries.can_be_scored(application):
            raise Refused(rules.NOTHING_TO_SCORE)
        if rules.faults_of(criteria, own.scores):
            raise Refused(_("Give each criterion a score first."))
        own.total, own.submitted_at = rules.total_of(criteria, own.scores), clock.now()
        audit.record("assessment.submitted", own, by=by)
    own.save()
    return own


def _open_file(application_id: UUID) -> Application:
    application = locked(application_id)
    if application.state not in JUDGED_IN:
        raise IllegalTransition(_("This file is decided already."))
    return application


# -- Decisions ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def propose(*, application_id: UUID, verb: str, reason: str, by: Actor) -> Application:
    """Note what will be decided; nobody outside the programme hears of it before the release. "" takes it back.

    A file that waits is taken up with it. The same proposal once more changes nothing: it keeps its moment and who made it.
    """
    by.check(rules.PROPOSE)
    application = locked(application_id)
    if verb and verb not in rules.VERBS:
        raise Refused(_("Choose a decision."))
    if verb and reason.strip() and application.state == ApplicationState.SUBMITTED:
        application = take_up(application_id=application_id, by=by)
    if application.state != ApplicationState.IN_REVIEW:
        raise IllegalTransition(_("Take the file up first; a decided file has no proposal."))
    if verb and not reason.strip():
        raise Refused(_("Give a reason. The company reads it."))
    proposal = (verb, reason.strip() if verb else "")
    if (application.proposed_verb, application.proposed_reason) == proposal:
        return application  # the same once more is no other proposal
    application.proposed_verb, application.proposed_reason = proposal
    application.proposed_at = clock.now() if verb else None
    application.proposed_by_id = by.user_id if verb else None
    application.save(update_fields=["proposed_verb", "proposed_reason", "proposed_at", "proposed_by_id"])
    audit.record("application.proposed", application, by=by, reason=reason, data={"verb": verb})
    return application


@transaction.atomic
def reopen(*, application_id: UUID, reason: str, by: Actor) -> Application:
    """Take a wrong decision back: the file is being assessed again, and the company is told so with the reason.

    Refused once the coaching has started. A letter that went out stays in the file; the next one is a new version.
    """
    by.check(programme_rules.DECIDE)
    application = locked(application_id)
    event = apply_transition(
        APPLICATION,
        "reopen",
        application,
        by=by,
        reason=reason,
        decision_reason="",
        decided_at=None,
        decided_by_id=None,
        start_due_on=None,
        proposed_verb="",
        proposed_reason="",
        proposed_at=None,
    )
    tell_company("programmes.reopened", application, f"application.reopened:{event.pk}", reason=reason.strip())
    return application


@transaction.atomic
def write_note(*, application_id: UUID, kind: str, text: str, by: Actor) -> FileNote:
    """A note that stays inside the programme; an appeal of the company is noted the same way."""
    by.check(rules.NOTE)
    if not text.strip():
        raise Refused(_("Write your note."))
    application = Application.objects.exclude(state=ApplicationState.DRAFT).get(pk=application_id)
    note = FileNote.objects.create(
        application=application,
        programme_id=application.programme_id,
        company_id=application.company_key,
        kind=kind,
        text=text.strip(),
        written_by_id=by.person_key,
    )
    audit.record("application.noted", application, by=by, data={"kind": kind})
    return note

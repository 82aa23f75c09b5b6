"""The programme reads an application and asks; the company answers or withdraws."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused, apply_transition
from coaching.core.tenancy.models import lock
from coaching.programmes import rules
from coaching.programmes.actions.attachments import attach_answer
from coaching.programmes.actions.telling import tell_administrators, tell_company
from coaching.programmes.enums import APPLICATION
from coaching.programmes.models import Application, InformationRequest


def locked(application_id: UUID) -> Application:
    """The application with its programme, locked for this transaction."""
    return lock(Application.objects.select_related("programme", "company"), pk=application_id)


@transaction.atomic
def take_up(*, application_id: UUID, by: Actor, at: datetime | None = None) -> Application:
    """Begin (or, from the waiting list, resume) assessing. Raises IllegalTransition when a colleague was first."""
    by.check(rules.ASSESS)
    application = locked(application_id)
    apply_transition(APPLICATION, "take_up", application, by=by, at=at)
    return application


@transaction.atomic
def request_info(*, application_id: UUID, question: str, by: Actor, at: datetime | None = None) -> InformationRequest:
    """Ask the company something; the file waits for the answer. The contacts get the question by mail."""
    by.check(rules.ASSESS)
    application, moment = locked(application_id), at or clock.now()
    apply_transition(APPLICATION, "request_info", application, by=by, at=moment, reason=question)
    asked = InformationRequest.objects.create(
        application=application,
        programme_id=application.programme_id,
        company_id=application.company_key,
        question=question.strip(),
        asked_at=moment,
        asked_by_id=by.person_key,
    )
    tell_company("programmes.info_requested", application, f"application.info:{asked.pk}", question=asked.question)
    return asked


@transaction.atomic
def answer_info(
    *, application_id: UUID, answer: str, upload: Any = None, by: Actor, at: datetime | None = None
) -> InformationRequest:
    """The company answers the open question, with a file if it wants; assessing goes on, the administrators are told.

    Refused when empty, and for a file that is not a sound PDF, PNG or JPEG.
    """
    by.check(rules.ANSWER_INFO)
    if not answer.strip():
        raise Refused(_("Write your answer."))
    application, moment = locked(application_id), at or clock.now()
    open_questions = InformationRequest.objects.filter(application=application, answered_at=None)
    asked: InformationRequest | None = open_questions.select_for_update().order_by("asked_at").first()
    if asked is None:
        raise IllegalTransition(_("This question has been answered already."))
    asked.answer, asked.answered_at, asked.answered_by_id = answer.strip(), moment, by.user_id
    asked.save(update_fields=["answer", "answered_at", "answered_by_id"])
    if upload is not None:
        attach_answer(asked, application, upload, by)
    apply_transition(APPLICATION, "answer_info", application, by=by, at=moment)
    tell_administrators("programmes.info_answered", application, f"application.answered:{asked.pk}")
    return asked


@transaction.atomic
def withdraw(*, application_id: UUID, reason: str = "", by: Actor, at: datetime | None = None) -> Application:
    """The company takes its application back before a decision. Needs the employer's mandate."""
    by.check(rules.WITHDRAW)
    application = locked(application_id)
    apply_transition(APPLICATION, "withdraw", application, by=by, at=at, reason=reason)
    tell_company("programmes.withdrawn", application, f"application.withdrawn:{application.pk}", person=by.name)
    tell_administrators(
        "programmes.withdrawn_desk", application, f"application.withdrawn_desk:{application.pk}", reason=reason
    )
    return application

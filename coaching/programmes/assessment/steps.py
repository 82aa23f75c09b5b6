"""What work over many files does with one of them. Each is an action; what it refuses is told per file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.programmes import actions as programme_actions
from coaching.programmes.actions.assessing import locked
from coaching.programmes.assessment import actions, queries, writing
from coaching.programmes.enums import ApplicationState
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application
from coaching.programmes.texts.queries import written

Step = Callable[[Application, dict[str, Any], Actor], Any]


def words_of(application: Application, parameters: dict[str, Any], name: str) -> str:
    """The words for this company in its language, with its placeholders filled in."""
    language = letter_language(application)
    words: str = parameters.get(name, {}).get(language, "")
    if not words:
        raise Refused(_("There are no words in the language of this company."))
    return written(words, application, language)


def _taken_up(application: Application, by: Actor) -> None:
    """A file that waits is taken up by whoever goes on with it."""
    if application.state == ApplicationState.SUBMITTED:
        programme_actions.take_up(application_id=application.pk, by=by)


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


def _propose(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    reason = words_of(application, parameters, "texts")
    actions.propose(application_id=application.pk, verb=parameters["verb"], reason=reason, by=by)


def _assign(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    due_on = date.fromisoformat(parameters["due_on"])
    actions.assign(application_id=application.pk, assessor_ids=parameters["assessors"], due_on=due_on, by=by)


def _place(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    actions.place_in_round(application_id=application.pk, round_id=UUID(parameters["round"]), by=by)


def _ask(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    question = words_of(application, parameters, "texts")
    _taken_up(application, by)
    programme_actions.request_info(application_id=application.pk, question=question, by=by)


def _reject(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    reason = words_of(application, parameters, "texts")
    _taken_up(application, by)
    programme_actions.reject(application_id=application.pk, reason=reason, by=by)


def _mail(application: Application, parameters: dict[str, Any], by: Actor) -> None:
    """One mail per company, also where several of its files were chosen."""
    if application.state == ApplicationState.WITHDRAWN and not parameters.get("withdrawn"):
        raise Refused(_("Withdrawn, so there was no mail."))
    place = {key: number for number, key in enumerate(parameters["ids"])}
    others = Application.objects.filter(company_id=application.company_key, pk__in=list(place)).only("reference")
    if not parameters.get("withdrawn"):
        others = others.exclude(state=ApplicationState.WITHDRAWN)
    first = min(others, key=lambda row: place[str(row.pk)], default=application)
    if first.pk != application.pk:
        raise Refused(_("The company has this mail already, with %(reference)s.") % {"reference": first.reference})
    writing.write_to_company(
        application_id=application.pk,
        subject=words_of(application, parameters, "subjects"),
        text=words_of(application, parameters, "texts"),
        fact=parameters["fact"],
        by=by,
    )


STEPS: dict[str, Step] = {
    "release": _decide,
    "take_up": _take_up,
    "propose": _propose,
    "assign": _assign,
    "place": _place,
    "ask": _ask,
    "reject": _reject,
    "mail": _mail,
}

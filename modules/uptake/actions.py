"""Taking up, using, saying how it went, stopping; and becoming an application with nothing asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import IllegalTransition, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.context import current_actor, token_context
from coaching.core.tenancy.models import lock, mark_of
from coaching.programmes.actions import start_draft
from coaching.programmes.enums import LayerNumber
from coaching.programmes.models import Application, LayerVersion, Programme
from coaching.programmes.queries import layer_in_use
from modules.models import GatheringPlace, Module, ModuleUptake
from modules.uptake import rules
from modules.uptake.enums import UPTAKE, WITH_FEEDBACK


def token_of(uptake_id: UUID) -> str:
    """The secret of an uptake's link; made of its id and the installation's key, so that later mails can carry it."""
    return salted_hmac("modules.uptake", str(uptake_id), algorithm="sha256").hexdigest()[:40]


def digest_of(token: str) -> str:
    return salted_hmac("modules.uptake.digest", token, algorithm="sha256").hexdigest()


@transaction.atomic
def take_up(
    *,
    module: Module,
    programme: Programme,
    layer: LayerVersion | None,
    values: Mapping[str, Any],
    company_id: UUID | None = None,
    form_id: UUID | None = None,
    by: Actor,
    at: datetime | None = None,
) -> ModuleUptake:
    """Sign a company up for a module and confirm it at once; a mail says so, with the link to come back.

    values: company_name, enterprise_number, contact_name, email, answers. form_id: made with the form; the same form
    sent twice with the same words gives the same uptake. Without an account it is written by whoever holds its token.
    Refused for what needs a decision (that is an application) and when the programme is closed.
    """
    if not programme.is_open:
        raise Refused(_("This programme takes no applications at the moment."))
    if module.layer >= LayerNumber.COACHING or (layer is not None and layer.needs_approval):
        raise Refused(_("This needs a decision of the programme. Apply for it instead."))
    moment = at or clock.now()
    language = get_language() or ""
    uptake = ModuleUptake(
        programme=programme,
        module=module,
        module_title=module.title,
        layer=module.layer,
        layer_version=layer,
        company_id=company_id,
        applicant_id=by.user_id,
        created_at=moment,
        language=language if language in dict(settings.LANGUAGES) else "nl",
        **values,
    )
    if form_id:
        uptake.id = _id_of(mark_of(form_id, module.pk, programme.pk, company_id, dict(values)))
    uptake.token_digest = digest_of(token_of(uptake.pk))
    if by.hat is Hat.PUBLIC:
        with token_context(uptake.token_digest):
            return _written(uptake, current_actor(), moment)
    return _written(uptake, by, moment)


def _id_of(form_id: UUID) -> UUID:
    """The key that a form's uptake gets. Nobody can choose a form that leads to somebody else's."""
    return UUID(salted_hmac("modules.uptake.form", str(form_id), algorithm="sha256").hexdigest()[:32])


@transaction.atomic
def came_to_gathering(*, place: GatheringPlace, by: Actor) -> ModuleUptake | None:
    """Whoever came to a gathering has taken its module up: asked once how it went, and not again who they are.

    None when there is an uptake of that module at that address already. No mail: they were there.
    """
    gathering = place.gathering
    module, programme = gathering.module, place.programme
    if ModuleUptake.objects.filter(module=module, programme=programme, email=place.email).exists():
        return None
    uptake = ModuleUptake(
        programme=programme,
        module=module,
        module_title=module.title,
        layer=module.layer,
        layer_version=layer_in_use(programme.pk, module.layer),
        applicant_id=place.applicant_id,
        created_at=gathering.starts_at,
        language=place.language,
        company_name=place.company_name,
        contact_name=place.contact_name,
        email=place.email,
    )
    uptake.token_digest = digest_of(token_of(uptake.pk))
    uptake.save(force_insert=True)
    audit.record("uptake.register", uptake, by=by)
    for verb in ("confirm", "deliver"):
        apply_transition(UPTAKE, verb, uptake, by=by, at=gathering.starts_at)
    return uptake


def _written(uptake: ModuleUptake, by: Actor, moment: datetime) -> ModuleUptake:
    by.check(rules.TAKE_UP)
    try:
        with transaction.atomic():
            uptake.save(force_insert=True)
    except IntegrityError:
        there = ModuleUptake.objects.filter(pk=uptake.pk).first()
        if there is None:
            raise
        return there
    audit.record("uptake.register", uptake, by=by, at=moment)
    apply_transition(UPTAKE, "confirm", uptake, by=by, at=moment)
    _tell("modules.uptake_confirmed", uptake, "confirmed")
    return uptake


def _tell(kind: str, uptake: ModuleUptake, fact: str) -> None:
    """A mail to the person, whether or not they have an account."""
    known = uptake.applicant_id is not None
    outbox.queue(
        kind,
        recipients=[uptake.applicant_id] if uptake.applicant_id else [],
        address="" if known else uptake.email,
        language="" if known else uptake.language,
        context={
            "uptake": str(uptake.pk),
            "title": uptake.module_title,
            "company": uptake.company_name,
            "token": "" if known else token_of(uptake.pk),
            "layer": uptake.layer,
        },
        dedupe=f"uptake.{fact}:{uptake.pk}",
        about=uptake,
        deadline_mail=fact == "confirmed",
    )


@transaction.atomic
def deliver(*, uptake_id: UUID, by: Actor) -> ModuleUptake:
    """It has really been used."""
    by.check(rules.TAKE_UP)
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    apply_transition(UPTAKE, "deliver", uptake, by=by)
    return uptake


@transaction.atomic
def ask_feedback(*, uptake_id: UUID, by: Actor) -> ModuleUptake:
    """Ask once how it went; an answer may come before as well."""
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    apply_transition(UPTAKE, "ask_feedback", uptake, by=by)
    _tell("modules.uptake_feedback", uptake, "feedback")
    return uptake


@transaction.atomic
def close_forgotten(*, uptake_id: UUID, by: Actor) -> ModuleUptake:
    """End an uptake whose question stayed unanswered; nobody is asked a second time."""
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    apply_transition(UPTAKE, "close", uptake, by=by)
    return uptake


@transaction.atomic
def give_feedback(*, uptake_id: UUID, values: Mapping[str, Any], by: Actor) -> ModuleUptake:
    """Keep the one set of answers (used, workers reached, useful, remark). A second time raises IllegalTransition."""
    by.check(rules.TAKE_UP)
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    if uptake.state not in WITH_FEEDBACK:
        raise IllegalTransition(_("We have your answers already. Thank you."))
    apply_transition(UPTAKE, "give_feedback", uptake, by=by, feedback=dict(values))
    return uptake


@transaction.atomic
def withdraw_uptake(*, uptake_id: UUID, reason: str = "", by: Actor) -> ModuleUptake:
    """Stop it; also for the programme, with a reason, when a sign-up makes no sense."""
    by.check(rules.TAKE_UP)
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    if by.hat is Hat.ADMIN and not reason.strip():
        raise Refused(_("Give a reason."))
    apply_transition(UPTAKE, "withdraw", uptake, by=by, reason=reason)
    return uptake


@transaction.atomic
def apply_for_coaching(*, uptake_id: UUID, by: Actor) -> Application:
    """A draft for intensive coaching with all that the uptake knows (SERV 2021 §3: a stepping stone). Once: then the same."""
    by.check(rules.TAKE_UP)
    uptake = lock(ModuleUptake.objects, pk=uptake_id)
    if uptake.application_id:
        begun = Application.objects.filter(pk=uptake.application_id).first()
        if begun:
            return begun
    draft = start_draft(programme_id=uptake.programme_id, company_id=uptake.company_id, by=by)
    if uptake.company_id is None and not draft.company_name:
        draft.company_name, draft.enterprise_number = uptake.company_name, uptake.enterprise_number
        draft.save(update_fields=["company_name", "enterprise_number"])
    uptake.application = draft
    uptake.applicant_id = uptake.applicant_id or by.user_id
    uptake.save(update_fields=["application", "applicant"])
    audit.record("uptake.apply", uptake, by=by, data={"application": str(draft.pk)})
    return draft


def follow_application(application: Any, *, by: Actor, event: Any) -> None:
    """Effect of sending an application: the uptakes it came from now belong to the company that appeared with it."""
    if application.company_id is not None:
        ModuleUptake.objects.filter(application_id=application.pk, company__isnull=True).update(
            company_id=application.company_id
        )

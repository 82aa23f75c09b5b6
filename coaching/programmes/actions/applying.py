"""A person applies for their company: an own draft, saved page by page, then sent once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.companies.models import Company
from coaching.core import audit, clock, outbox, people
from coaching.core.choices import province_of
from coaching.core.roles import Actor
from coaching.core.tenancy.models import lock
from coaching.core.workflow import IllegalTransition, Refused, apply_transition
from coaching.programmes import queries, rules
from coaching.programmes.actions.telling import told
from coaching.programmes.assessment.queries import round_open_on
from coaching.programmes.enums import APPLICATION, ApplicationState
from coaching.programmes.models import Application, Programme

LAYER_OF_COACHING = 5  # S0 §3
# Register data of a company that a new application starts from: shown, not asked again.
COPIED = (
    "enterprise_number", "street", "postcode", "municipality", "province", "nace_code", "joint_committees", "language",
    "headcount", "blue_collar", "high_skilled",
)  # fmt: skip


@transaction.atomic
def start_draft(
    *, programme_id: UUID, company_id: UUID | None = None, by: Actor, at: datetime | None = None
) -> Application:
    """An empty draft, or one with what is known of a company whose contact the person is.

    Whoever still has a draft for the same programme and company gets that one. Refused when the programme is closed.
    """
    by.check(rules.SUBMIT)
    programme = Programme.objects.get(pk=programme_id)
    if not programme.is_open:
        raise Refused(_("This programme takes no applications at the moment."))
    own = Application.objects.filter(applicant_id=by.user_id)
    draft = own.filter(programme=programme, state=ApplicationState.DRAFT, reference="", company_id=company_id).first()
    if draft:
        return draft
    moment = at or clock.now()
    language = get_language()
    application = Application(
        programme=programme, applicant_id=by.user_id, created_at=moment, saved_at=moment,
        layer_version=queries.layer_in_use(programme.pk, LAYER_OF_COACHING), layer=LAYER_OF_COACHING,
        language=language if language in {"nl", "fr", "en"} else "nl",
    )  # fmt: skip
    if company_id:
        _copy_company(application, queries.own_companies(by.user_id).get(pk=company_id))
    application.save(force_insert=True)
    audit.record("application.start", application, by=by, at=moment)
    return application


def _copy_company(application: Application, company: Company) -> None:
    """What the register or an earlier application knows is not asked again."""
    application.company, application.company_name = company, company.name
    for name in COPIED:
        setattr(application, name, getattr(company, name) or getattr(application, name))
    earlier = Application.objects.filter(company=company).exclude(body_kind="").order_by("-created_at").first()
    application.body_kind = earlier.body_kind if earlier else application.body_kind


@transaction.atomic
def save_step(
    *, application_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor, at: datetime | None = None
) -> Application:
    """Keep the answers of one page of the form. Raises VersionConflict when another tab saved in between."""
    by.check(rules.SUBMIT)
    application = _own_draft(application_id, by)
    application.claim_version(opened_with)
    for name, value in values.items():
        setattr(application, name, value)
    application.province = province_of(application.postcode)
    application.saved_at = at or clock.now()
    application.save()
    return application


@transaction.atomic
def delete_draft(*, application_id: UUID, by: Actor) -> None:
    """Throw an own draft away. What was sent cannot be thrown away: it is withdrawn in the company's place."""
    by.check(rules.SUBMIT)
    application = _own_draft(application_id, by)
    audit.record("application.delete_draft", application, by=by)
    # A draft has no questions yet, and this hat may not even look for them: no collecting of what hangs on it.
    Application.objects.filter(pk=application.pk)._raw_delete(DEFAULT_DB_ALIAS)


def _own_draft(application_id: UUID, by: Actor) -> Application:
    application: Application = lock(Application.objects.filter(applicant_id=by.user_id), pk=application_id)
    if application.state != ApplicationState.DRAFT or application.reference:
        raise IllegalTransition(_("This application has been sent already; it can no longer be changed."))
    return application


@transaction.atomic
def submit(*, application_id: UUID, declared: bool = True, by: Actor, at: datetime | None = None) -> Application:
    """Send the application; the company row appears, with the applicant as its contact (decisions.md, Applying).

    Gives a reference and a receipt. When the enterprise number is known and the applicant is no contact of that
    company, its contacts get a request instead and the answer is the same: nothing tells that the company is known.
    The draft then waits with its reference and can be sent again once the person is a contact. A second click changes
    nothing and raises IllegalTransition. Refused when something is missing or the company waits for a decision here.
    """
    by.check(rules.SUBMIT)
    moment = at or clock.now()
    application: Application = lock(
        Application.objects.filter(applicant_id=by.user_id).select_related("programme"), pk=application_id
    )
    if application.state != ApplicationState.DRAFT:
        raise IllegalTransition(_("This application has been sent already."))
    _refuse_incomplete(application, declared)
    company_id = _company_of(application, by)
    application.reference = application.reference or queries.next_reference(
        application.programme_id, timezone.localtime(moment).year
    )
    application.declared_at = application.declared_at or moment
    if company_id is None:
        return _hand_over(application, by)
    application.company_id = company_id
    _send(application, by, moment)
    return application


def _refuse_incomplete(application: Application, declared: bool) -> None:
    if not application.programme.is_open:
        raise Refused(_("This programme takes no applications at the moment. Your answers are kept."))
    if rules.missing_steps(application):
        raise Refused(_("Some questions still have no answer. They are marked below."))
    if not declared:
        raise Refused(_("Confirm that what you filled in is correct."))


def _company_of(application: Application, by: Actor) -> UUID | None:
    """The person's own company, else a newly founded one; None when the number belongs to a company of others."""
    own = queries.own_companies(by.user_id).filter(enterprise_number=application.enterprise_number).first()
    if own is None:
        if application.company_id:  # no longer a contact of the company that the draft was begun for
            raise Refused(_("You are no longer a contact of this company. Ask a colleague who is, to apply."))
        return queries.found_company(application.pk, slugify(application.company_name)[:50] or "bedrijf")
    if queries.has_open_application(own.pk, application.programme_id):
        raise Refused(_("Your company already has an application that waits for a decision in this programme."))
    return UUID(str(own.pk))


def _send(application: Application, by: Actor, moment: datetime) -> None:
    programme = application.programme
    headcount, high_skilled = application.headcount or 0, application.high_skilled or 0
    reasons = rules.priority_reasons(
        headcount, high_skilled, application.nace_code, programme.priority_points, programme.risk_sectors
    )
    apply_transition(
        APPLICATION, "submit", application, by=by, at=moment, company_id=application.company_id,
        reference=application.reference, declared_at=application.declared_at,
        target_group=rules.target_group(headcount, high_skilled), priority_score=rules.priority_score(reasons),
        round=round_open_on(programme.pk, timezone.localtime(moment).date()),
    )  # fmt: skip
    _confirm(application, by)
    outbox.queue(
        "programmes.new_application",
        recipients=people.user_ids("administrators_of", programme.pk),
        context=told(application),
        dedupe=f"application.new:{application.pk}",
        about=application,
    )


def _confirm(application: Application, by: Actor) -> None:
    """The receipt to the person; its words do not depend on whether the company was known."""
    outbox.queue(
        "programmes.received",
        recipients=[by.user_id] if by.user_id else [],
        context=told(application),
        dedupe=f"application.received:{application.pk}",
    )


def _hand_over(application: Application, by: Actor) -> Application:
    """Ask the contacts of the known company (without any: the administrators) to let the person in."""
    application.save(update_fields=["reference", "declared_at"])
    company_id, contacts = queries.known_company(application.pk)
    _confirm(application, by)
    outbox.queue(
        "programmes.colleague_applies",
        recipients=contacts or people.user_ids("administrators_of", application.programme_id),
        context={**told(application), "person": by.name},
        dedupe=f"application.colleague:{company_id}:{by.user_id}",
    )
    return application

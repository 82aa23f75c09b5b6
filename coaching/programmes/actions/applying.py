"""A person applies for their company: an own draft, saved page by page, then sent once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.companies.actions import ask_contacts
from coaching.companies.actions.details import count_try
from coaching.companies.actions.proof import note_proved
from coaching.companies.models import Company, Proof
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.paper import uploads
from coaching.core.tenancy.models import VersionConflict, lock, take_turns
from coaching.programmes import queries, rules
from coaching.programmes.actions.drafts import locked_draft, own_draft
from coaching.programmes.actions.partners import partner_behind
from coaching.programmes.actions.telling import told
from coaching.programmes.assessment.queries import round_open_on
from coaching.programmes.declaration import commitments_of, confirmed
from coaching.programmes.enums import APPLICATION, ApplicationState, LayerNumber
from coaching.programmes.models import Application, Attachment, DraftShare, LayerVersion, Programme

# Register data of a company that a new application starts from: shown, not asked again.
COPIED = (
    "enterprise_number",
    "street",
    "postcode",
    "municipality",
    "province",
    "nace_code",
    "nace_version",
    "joint_committees",
    "language",
    "headcount",
    "blue_collar",
    "high_skilled",
)


@transaction.atomic
def start_draft(
    *,
    programme_id: UUID,
    layer: int = LayerNumber.COACHING,
    company_id: UUID | None = None,
    via: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Application:
    """An empty draft for a layer, or one with what is known of a company whose contact the person is.

    via: code of the partner whose link the person came by; one that is unknown or retired counts as none.
    It keeps the version of the layer that is in use now. Whoever still has a draft for the same programme, layer and
    company gets that one. Refused when the programme is closed, and for a layer that it does not decide about.
    """
    by.check(rules.SUBMIT)
    programme = Programme.objects.get(pk=programme_id)
    if not programme.is_open:
        raise Refused(_("This programme takes no applications at the moment."))
    take_turns("start_draft", by.user_id, programme_id, layer, company_id)
    own = Application.objects.filter(applicant_id=by.user_id)
    drafts = own.filter(programme=programme, layer=layer, state=ApplicationState.DRAFT)
    same = drafts.filter(company_id=company_id) if company_id else drafts.filter(company_id__isnull=True)
    draft = same.filter(reference="").first()
    if draft:
        return draft
    version = _version_to_apply(programme, layer)
    moment = at or clock.now()
    language = get_language()
    application = Application(
        programme=programme,
        applicant_id=by.person_key,
        created_at=moment,
        saved_at=moment,
        layer_version=version,
        layer=layer,
        language=language if language in {"nl", "fr", "en"} else "nl",
    )
    if company_id:
        _copy_company(application, queries.own_companies(by.person_key).get(pk=company_id))
    if via and (partner := partner_behind(via, programme.pk)):
        application.partner_id, application.referral_channel = partner
    application.save(force_insert=True)
    audit.record("application.start", application, by=by, at=moment)
    return application


def _version_to_apply(programme: Programme, layer: int) -> LayerVersion | None:
    """The layer as it is asked now. Programmes without layers of their own ask the built-in pages of coaching."""
    version = queries.layer_in_use(programme.pk, layer)
    if layer != LayerNumber.COACHING and (version is None or not version.needs_approval):
        raise Refused(_("This needs no decision of the programme: you can take it up at once."))
    return version


def _copy_company(application: Application, company: Company) -> None:
    """What the register or an earlier application knows is not asked again."""
    application.company, application.company_name = company, company.name
    for name in COPIED:
        setattr(application, name, getattr(company, name) or getattr(application, name))
    for name, answer in queries.earlier_answers(company.pk, application.layer).items():
        setattr(application, name, answer or getattr(application, name))


@transaction.atomic
def save_step(
    *,
    application_id: UUID,
    values: Mapping[str, Any],
    opened_with: int,
    answers: Mapping[str, Any] | None = None,
    page: str = "",
    tab: str = "",
    automatic: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> Application:
    """Keep the answers of one page of the form; one's own draft, or one that one was let into.

    opened_with: version of the draft when the page was opened; tab: the window it was opened in. Raises VersionConflict
    when that page was saved since from another window. Saves of the window itself (automatic ones, then the button)
    follow each other without conflict, and what others save on other pages does not disturb. After the button the
    window is done: an automatic save that arrives late changes nothing any more.
    """
    by.check(rules.SUBMIT)
    application, moment = locked_draft(application_id, by), at or clock.now()
    if page:
        _claim_page(application, page, opened_with, tab, automatic, by, moment)
    else:
        application.claim_version(opened_with)
    if values.get("nace_code", application.nace_code) != application.nace_code:
        application.nace_version = ""  # of what somebody typed; the register's comes among the values
    for name, value in values.items():
        setattr(application, name, value)
    application.answers = {**application.answers, **(answers or {})}
    application.province = rules.province_for(application)
    application.saved_at = moment
    application.save()
    return application


def _claim_page(
    application: Application, page: str, opened_with: int, tab: str, automatic: bool, by: Actor, moment: datetime
) -> None:
    """Note who saved the page, unless somebody else did so since it was opened.

    since: the version with which the window began to save; what it opened with before that is older than others' work.
    """
    last = application.pages.get(page, {})
    same_window = bool(tab) and last.get("tab") == tab and opened_with >= last["since"]
    if last.get("version", 0) > opened_with and not same_window:
        raise VersionConflict
    application.version += 1
    application.pages = {
        **application.pages,
        page: {
            "version": application.version,
            "by": by.user_id,
            "at": moment.isoformat(),
            "tab": tab if automatic else "",
            "since": last["since"] if same_window else opened_with,
        },
    }


@transaction.atomic
def delete_draft(*, application_id: UUID, by: Actor) -> None:
    """Throw an own draft away, with its files. What was sent cannot be: it is withdrawn in the company's place."""
    by.check(rules.SUBMIT)
    application = own_draft(application_id, by)
    audit.record("application.delete_draft", application, by=by)
    uploads.forget(Attachment.objects.filter(application=application))
    DraftShare.objects.filter(application=application)._raw_delete(DEFAULT_DB_ALIAS)
    # A draft has no questions yet, and this hat may not even look for them: no collecting of what hangs on it.
    Application.objects.filter(pk=application.pk)._raw_delete(DEFAULT_DB_ALIAS)


@transaction.atomic
def submit(
    *,
    application_id: UUID,
    declared: bool = True,
    commitments: Collection[str] | None = None,
    represents: str = "",
    proved_by: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Application:
    """Send the application; the company row appears, with the applicant as its contact (subject/programme.md#applying).

    Gives a reference and a receipt. When the enterprise number is known and the applicant is no contact of that
    company, its contacts get a request instead and the answer is the same: nothing tells that the company is known.
    The draft then waits with its reference and can be sent again once the person is a contact. A second click changes
    nothing and raises IllegalTransition. Refused when something is missing, when the company waits for a decision about
    this layer here, and for a helper who is no contact of the company. commitments: codes that were ticked; None: all.
    represents: the enterprise number whose legal representative the person is, as proved_by (a provider of single
    sign-on) told in this session; kept with the application when it is this company's.
    """
    by.check(rules.SUBMIT)
    moment = at or clock.now()
    application = lock(queries.in_hand(by.user_id).select_related("programme", "layer_version"), pk=application_id)
    if application.state != ApplicationState.DRAFT:
        raise IllegalTransition(_("This application has been sent already."))
    _refuse_incomplete(application, declared, commitments)
    company_id = _company_of(application, by)
    application.reference = application.reference or queries.next_reference(
        application.programme_id, timezone.localtime(moment).year
    )
    application.declared_at = application.declared_at or moment
    application.declaration = application.declaration or confirmed(application)
    if represents and represents == application.enterprise_number:
        proof = {"number": represents}
        audit.record("application.mandate_proved", application, by=by, reason=proved_by, data=proof, at=moment)
    if company_id is None:
        return _hand_over(application, by)
    application.company_id = company_id
    if represents and represents == application.enterprise_number:
        note_proved(Company(pk=company_id), Proof.SIGN_ON, by=by, reason=proved_by)
    _send(application, by, moment)
    return application


def _refuse_incomplete(application: Application, declared: bool, commitments: Collection[str] | None) -> None:
    if not application.programme.is_open:
        raise Refused(_("This programme takes no applications at the moment. Your answers are kept."))
    if queries.missing_steps(application):
        raise Refused(_("Some questions still have no answer. They are marked below."))
    if not declared:
        raise Refused(_("Confirm that what you filled in is correct."))
    asked = {item.code for item in commitments_of(application)}
    if commitments is not None and asked - set(commitments):
        raise Refused(_("Tick what the programme asks of your company: without it, it cannot take the application."))


def _company_of(application: Application, by: Actor) -> UUID | None:
    """The person's own company, else a newly founded one; None when the number belongs to a company of others."""
    mine = queries.own_companies(by.person_key)
    begun_for = (
        mine.filter(pk=application.company_id, enterprise_number=None).first() if application.company_id else None
    )
    own = begun_for or mine.filter(enterprise_number=application.enterprise_number).first()
    if begun_for:
        count_try(by)  # each number that is refused here tells that it has a file
    if begun_for and queries.known_company(application.pk)[0]:
        raise Refused(_("This enterprise number cannot be used here. Tell the programme if it is yours."))
    if own is None and application.applicant_id != by.user_id:
        raise Refused(_("Only the person who began this application, or a contact of the company, can send it."))
    if own is None:
        if application.company_id:  # no longer a contact of the company that the draft was begun for
            raise Refused(_("You are no longer a contact of this company. Ask a colleague who is, to apply."))
        return queries.found_company(application.pk, slugify(application.company_name)[:50] or "bedrijf")
    if queries.has_open_application(own.pk, application.programme_id, application.layer):
        raise Refused(_("Your company already has an application that waits for a decision in this programme."))
    return UUID(str(own.pk))


def _send(application: Application, by: Actor, moment: datetime) -> None:
    Attachment.objects.filter(application=application).update(company_id=application.company_id)
    reached = round_open_on(application.programme_id, timezone.localtime(moment).date())
    apply_transition(
        APPLICATION,
        "submit",
        application,
        by=by,
        at=moment,
        company_id=application.company_id,
        reference=application.reference,
        declared_at=application.declared_at,
        declaration=application.declaration,
        round=reached,
        **_weighed(application),
    )
    _confirm(application, by)
    outbox.queue(
        "programmes.new_application",
        recipients=people.user_ids("administrators_of", application.programme_id),
        context=told(application),
        dedupe=f"application.new:{application.pk}",
        about=application,
    )


def _weighed(application: Application) -> dict[str, Any]:
    """Target group and priority, where the layer asked about the workers (or the company's figures are known)."""
    programme, headcount, high_skilled = application.programme, application.headcount, application.high_skilled
    if not headcount or high_skilled is None:
        return {"target_group": "", "priority_score": 0}
    reasons = rules.priority_reasons(
        headcount,
        high_skilled,
        application.nace_code,
        programme.priority_points,
        programme.risk_sectors,
        clustered=queries.others_in_cluster(application) > 0,
        nace_version=application.nace_version,
    )
    return {
        "target_group": rules.target_group(headcount, high_skilled),
        "priority_score": rules.priority_score(reasons),
    }


def _confirm(application: Application, by: Actor) -> None:
    """The receipt to who sent it and who began it; its words do not depend on whether the company was known."""
    outbox.queue(
        "programmes.received",
        recipients={user for user in (by.user_id, application.applicant_id) if user},
        context=told(application),
        dedupe=f"application.received:{application.pk}",
    )


def _hand_over(application: Application, by: Actor) -> Application:
    """Ask the contacts of the known company (without any: the administrators) to let the person in."""
    application.save(update_fields=["reference", "declared_at", "declaration"])
    company_id, contacts = queries.known_company(application.pk)
    _confirm(application, by)
    ask_contacts(number=application.enterprise_number, name=application.company_name, mail=False, by=by)
    outbox.queue(
        "programmes.colleague_applies",
        recipients=contacts or people.user_ids("administrators_of", application.programme_id),
        context={**told(application), "person": by.name},
        dedupe=f"application.colleague:{company_id}:{by.user_id}",
    )
    return application

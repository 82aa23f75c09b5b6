"""Details of a company, where it works, and its consultation body. What it is divided into: `actions.organisation`."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.actions.business_units import business_unit_named
from coaching.companies.actions.standing import count, my_turn
from coaching.companies.models import BodyKind, Company, ConsultationBody, EstablishmentUnit
from coaching.core.ground import audit, clock, limits, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock, sent_before, take_turns

TAKEN = _("This enterprise number cannot be used here. Tell the programme if it is yours.")
TRIED = _("You have tried several numbers. Try again in an hour.")


@transaction.atomic
def change_company(*, opened_with: int, by: Actor, **columns: Any) -> Company:
    """Change the company's own details; the enterprise number only as long as there is none.
    A number typed here is still to be proved, as long as no programme answers for the company (`prove_number_anew`).

    Raises VersionConflict when somebody saved since, Refused when the number belongs to another company.
    """
    by.check(rules.EDIT)
    company = lock(Company.objects.all(), pk=by.company_key)
    company.claim_version(opened_with)
    if company.enterprise_number:
        columns.pop("enterprise_number", None)
    changed = sorted(name for name, value in columns.items() if getattr(company, name) != value)
    if not changed:
        return company
    if "headcount" in changed and columns["headcount"] is not None:
        count(company, columns["headcount"], on=clock.today(), by=by)
    for name in changed:
        setattr(company, name, columns[name])
    if "nace_code" in changed:
        company.nace_version = ""  # the edition of what somebody typed is not known
    if "enterprise_number" in changed:
        count_try(by)
    _save(company)
    audit.record("companies.changed", company, by=by, data={"columns": changed})
    return company


def count_try(by: Actor) -> None:
    """One more number tried in a file that is there: a taken one is refused, which tells that it has a file."""
    if not limits.within(f"file-number-tried:{by.person_key}", rules.NUMBER_TRIES):
        raise Refused(TRIED)


def _save(company: Company) -> None:
    try:
        with transaction.atomic():
            company.save()
    except IntegrityError as error:
        raise Refused(TAKEN) from error


@transaction.atomic
def go_on_as(*, number: str, name: str, reason: str, opened_with: int, by: Actor) -> Company:
    """The company goes on under another enterprise number, after a merger or a takeover. Files keep what they said.

    The programmes it takes part in are told; where there is none, the new number is still to be proved.
    Raises VersionConflict; Refused for the number it has, or that another has.
    """
    by.check(rules.GO_ON_AS)
    company = lock(Company.objects.all(), pk=by.company_key)
    company.claim_version(opened_with)
    before = {"enterprise_number": company.enterprise_number, "name": company.name}
    if number == company.enterprise_number:
        raise Refused(_("This is the number that the company has already."))
    if company.enterprise_number:
        company.former_numbers = [*company.former_numbers, company.enterprise_number]
    company.enterprise_number, company.name = number, name
    count_try(by)
    _save(company)
    event = audit.record(
        "companies.goes_on_as", company, by=by, reason=reason, data={"before": before, "number": number}
    )
    outbox.queue(
        "companies.goes_on_as",
        recipients=people.administrators_of_company(by.company_id),
        about=company,
        deadline_mail=False,
        dedupe=f"goes-on-as:{event.pk}",
        context={"before": before["name"], "company": name, "number": number, "reason": reason},
    )
    return company


@transaction.atomic
def add_establishment(*, by: Actor, business_unit: str = "", **columns: Any) -> EstablishmentUnit:
    """Add a place where the company works (vestigingseenheid). business_unit: the name of its TBE, made when new."""
    by.check(rules.EDIT)
    take_turns("establishments", by.company_id)
    if business_unit:
        my_turn(by)
        columns["business_unit"] = business_unit_named(business_unit, on=None, by=by)
    unit = EstablishmentUnit(company_id=by.company_key, **columns)
    if there := sent_before(unit):
        return there
    unit.save(force_insert=True)
    audit.record("companies.establishment_added", unit, by=by)
    return unit


@transaction.atomic
def change_body(
    *, kind: str, name: str, worker_members: int, has_works_council: bool = False, by: Actor
) -> ConsultationBody:
    """Say which body advises on the plans (Welfare Act art. 53: committee, else union delegation, else the workers).

    Raises Refused for a works council without a committee.
    """
    by.check(rules.EDIT_BODY)
    if has_works_council and kind != BodyKind.COMMITTEE:
        raise Refused(_("A works council comes with a committee: choose the committee above."))
    lock(Company.objects.all(), pk=by.company_key)
    found = ConsultationBody.objects.filter(company_id=by.company_key).first()
    body = found or ConsultationBody(company_id=by.company_key)
    body.kind, body.name, body.worker_members = kind, name, worker_members
    body.has_works_council = has_works_council
    body.save()
    audit.record("companies.body_changed", body, by=by, data={"kind": kind})
    return body

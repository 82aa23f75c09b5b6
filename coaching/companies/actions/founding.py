"""A file that the operator opens for a company, without any programme: by command, in a system context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coaching.accounts.actions import invite
from coaching.companies.models import BodyKind, Company, ConsultationBody, Proof
from coaching.companies.register.lookup import register_entry
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.ground.workflow import Refused

COMMITTEE_FROM = 50  # workers; an unknown number counts as fewer
WORKS_COUNCIL = "works-council"
FACTS = ("year_starts", "affiliated_on", "tariff_group", "prevention_group")
KINDS = {
    "committee": BodyKind.COMMITTEE,
    WORKS_COUNCIL: BodyKind.COMMITTEE,  # a works council comes with a committee, which gives the advice
    "delegation": BodyKind.UNION_DELEGATION,
    "direct": BodyKind.DIRECT,
}


@transaction.atomic
def found_by_system(
    *,
    name: str,
    contact: str,
    number: str = "",
    postcode: str = "",
    headcount: int | None = None,
    body: str = "",
    facts: Mapping[str, Any] | None = None,
    by: Actor,
) -> Company:
    """Open the file and invite its contact, who may bind the employer: the operator answers for who that is.

    facts: what the company says of its prevention (`FACTS`). Raises Refused for a number that has a file. The same name
    without a number is a second file.
    """
    if by.hat != Hat.SYSTEM:
        raise PermissionError("only the operator opens a file for others")
    entry = register_entry(number) if number else None
    company = Company(
        slug=_free_slug(name),
        name=name,
        enterprise_number=number or None,
        postcode=postcode or (entry.postcode if entry and not entry.country else ""),
        headcount=headcount,
        proved_by=Proof.STAFF.value,
        **{name: value for name, value in (facts or {}).items() if name in FACTS},
    )
    if company.prevention_group:
        company.group_chosen_at = clock.now()
    if entry:
        company.nace_code, company.nace_version = entry.nace_code, entry.nace_version
        if not entry.country and company.postcode == entry.postcode:
            company.street, company.municipality = entry.street, entry.municipality
    try:
        with transaction.atomic():
            company.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("This enterprise number has a file already.")) from error
    kind = KINDS[body] if body else BodyKind.COMMITTEE if (headcount or 0) >= COMMITTEE_FROM else BodyKind.DIRECT
    ConsultationBody.objects.create(company=company, kind=kind, has_works_council=body == WORKS_COUNCIL)
    audit.record("companies.file_opened", company, by=by)
    invite(
        email=contact,
        role=Role.CONTACT.value,
        place=company.name,
        language=settings.LANGUAGE_CODE,
        company_id=company.pk,
        has_mandate=True,
        by=Actor(user_id=None, hat=Hat.SYSTEM, company_id=company.pk, name=company.name),
    )
    return company


def _free_slug(name: str) -> str:
    """One at a time, so that two files of the same name at once do not both find it free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('found_company', 0))")  # as found_file does
    stem, number = slugify(name)[:50] or "bedrijf", 1
    slug = stem
    while Company.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug

"""The facts of a welcome: which places somebody was put into, by whom, and what waits there."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from coaching.companies.models import Company, Membership
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.insight import waiting
from coaching.programmes import contact
from coaching.programmes.models import Programme, ProgrammeMembership

MOST = 5  # companies in one welcome
IMPORTED = "application.imported"


def facts_of(person: Any, row: OutgoingEmail) -> dict[str, Any]:
    """Plain values; what waits in every language: which one the reader has when it goes out is not known yet.

    Call in a system context.
    """
    today = clock.today()
    memberships = Membership.objects.filter(_in_force(today), user_id=person.pk).select_related("company")
    own = {member.company_id: member.company for member in memberships.order_by("begins_on", "id")}
    companies = sorted(own.values(), key=lambda company: company.pk != row.company_id)[:MOST]
    programme, by = _imported(companies)
    if programme is None and row.programme_id:
        programme = Programme.objects.filter(pk=row.programme_id).first()
    contacts = {member.company_id for member in memberships if member.role == Role.CONTACT}
    return {
        "programme": programme.name if programme else "",
        "contact": contact.lines_of(programme) if programme else [],
        "by": by,
        "companies": [company.name for company in companies],
        "waits": _waits_of([company for company in companies if company.pk in contacts]),
        "roles": sorted({member.role for member in memberships} | _programme_roles(person.pk, today)),
    }


def _in_force(today: date) -> Q:
    return Q(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None)


def _programme_roles(user_id: int, today: date) -> set[str]:
    rows = ProgrammeMembership.objects.filter(_in_force(today), user_id=user_id)
    return set(rows.values_list("role", flat=True))


def _imported(companies: list[Company]) -> tuple[Programme | None, str]:
    """The programme that brought one of them in from a file, and who of it did; ("", none) when nobody did."""
    keys = [company.pk for company in companies]
    event = AuditEvent.objects.filter(event=IMPORTED, company_id__in=keys).order_by("-at").first()
    if event is None or event.programme_id is None:
        return None, ""
    programme = Programme.objects.filter(pk=event.programme_id).first()
    return programme, names_of([event.actor_id]).get(event.actor_id or 0, "")


def _waits_of(companies: list[Company]) -> dict[str, list[dict[str, str]]]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = [found for company in companies if (found := _waits(company))]
    return said


def _waits(company: Company) -> dict[str, str] | None:
    """The first thing that is awaited of a company, as its first page says it."""
    found = waiting.of_company(UUID(str(company.pk)), company.slug)
    if found.main is None:
        return None
    step = found.main.step
    return {
        "company": company.name,
        "label": str(step.label),
        "words": str(step.explanation),
        "due": step.due_on.isoformat() if step.due_on else "",
    }

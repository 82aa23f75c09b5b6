"""What the company's pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from coaching.companies.models import Company, ConsultationBody, Membership, WorkUnit
from coaching.companies.register.age import is_old, register_as_of
from coaching.companies.register.lookup import LookUp, RegisterEntry, RegisterUnit, look_up, register_entry
from coaching.companies.register.situations import Situation
from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role

__all__ = [
    "LookUp",
    "Member",
    "RegisterEntry",
    "RegisterUnit",
    "Situation",
    "active",
    "body_of",
    "is_old",
    "is_only_contact",
    "look_up",
    "members",
    "memberships",
    "name_and_slug",
    "register_as_of",
    "register_entry",
    "work_units",
]


def active(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those in force today."""
    today = clock.today()
    return memberships.filter(ended_at=None, begins_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))


def is_only_contact(membership: Membership) -> bool:
    """Whether nobody else could bind the employer without this membership."""
    if not membership.has_mandate:
        return False
    others = active(Membership.objects.filter(company_id=membership.company_id, role=Role.CONTACT, has_mandate=True))
    return not others.filter(ends_on=None).exclude(pk=membership.pk).exists()


@dataclass(frozen=True)
class Member:
    """One membership with its person's name."""

    membership: Membership
    name: str
    is_active: bool
    is_me: bool


def memberships(*, role: str = "", ended: bool = False) -> QuerySet[Membership]:
    """The company's people, contacts first."""
    found = Membership.objects.all() if ended else active(Membership.objects.all())
    contacts_first = Case(When(role=Role.CONTACT.value, then=0), default=1)
    return (found.filter(role=role) if role else found).order_by(contacts_first, "role", "begins_on", "id")


def members(rows: Iterable[Membership], actor_id: int | None) -> list[Member]:
    """Memberships with the names of their people; one query for all."""
    rows = list(rows)
    names, today = names_of(row.user_id for row in rows), clock.today()
    return [Member(row, names.get(row.user_id, "–"), _runs(row, today), row.user_id == actor_id) for row in rows]


def _runs(row: Membership, today: Any) -> bool:
    return row.ended_at is None and row.begins_on <= today and (row.ends_on is None or row.ends_on >= today)


def work_units() -> QuerySet[WorkUnit]:
    return WorkUnit.objects.order_by("ended_on", "name")


def body_of(company_id: UUID) -> ConsultationBody | None:
    return ConsultationBody.objects.filter(company_id=company_id).first()


def name_and_slug(company_id: UUID) -> dict[str, str]:
    """For mails."""
    name, slug = Company.objects.values_list("name", "slug").get(pk=company_id)
    return {"company": name, "slug": slug}

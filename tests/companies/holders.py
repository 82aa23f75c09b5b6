"""How the tests of prevention ask: a page's address, somebody with a part, what is missing, a company of another size."""

from __future__ import annotations

from typing import Any

from coaching.companies import actions
from coaching.companies.models import Company, RoleHolder
from coaching.companies.prevention import queries
from coaching.core.tenancy.context import system_context
from tests.acting import in_company


def address(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/prevention/{rest}"


def company(world: Any) -> Company:
    with system_context("test"):
        return Company.objects.get(pk=world.company_a.pk)


def holder(world: Any, kind: str = "physician", name: str = "Dokter Peeters", **more: Any) -> RoleHolder:
    with in_company(world.contact_a, world.company_a) as actor:
        return actions.name_holder(kind=kind, name=name, by=actor, **more)


def missing(world: Any) -> list[str]:
    with in_company(world.contact_a, world.company_a):
        return [one.part for one in queries.role_map(world.company_a.pk).missing]


def sized(world: Any, headcount: int | None, **more: Any) -> None:
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(headcount=headcount, **more)

"""Functions that cross tenants answer only whoever has to do with what they are asked about."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from coaching.companies.actions import add_work_unit
from coaching.core.ground import audit
from coaching.core.ground.people import user_ids
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import public_context, system_context
from tests.acting import as_person, in_company, in_portfolio, in_programme

pytestmark = pytest.mark.django_db


def asked(world: Any, letter: str) -> dict[str, list[int]]:
    company, trajectory = getattr(world, f"company_{letter}"), getattr(world, f"trajectory_{letter}")
    return {
        "contacts": user_ids("contacts_of", company.pk),
        "body": user_ids("body_of", company.pk),
        "coach": user_ids("coach_of", trajectory.pk),
    }


def everybody(world: Any, letter: str) -> list[Any]:
    company, programme = getattr(world, f"company_{letter}"), getattr(world, f"programme_{letter}")
    inside = [
        in_company(getattr(world, f"{who}_{letter}"), company)
        for who in ("contact", "colleague", "owner", "coach", "worker_bench", "secretary")
    ]
    return [
        *inside,
        in_portfolio(getattr(world, f"coach_{letter}")),
        in_programme(getattr(world, f"admin_{letter}"), programme),
        in_programme(getattr(world, f"assessor_{letter}"), programme),
        as_person(getattr(world, f"contact_{letter}")),
    ]


def test_nobody_learns_of_another_company(world: Any) -> None:
    for context in [*everybody(world, "a"), as_person(world.outsider)]:
        with context:
            assert asked(world, "b") == {"contacts": [], "body": [], "coach": []}


def test_whoever_has_to_do_with_it_still_does(world: Any) -> None:
    for who in ("contact_a", "coach_a"):
        with in_company(getattr(world, who), world.company_a):
            found = asked(world, "a")
            assert world.contact_a.pk in found["contacts"]
            assert world.worker_bench_a.pk in found["body"]
            assert found["coach"] == [world.coach_a.pk]
    with system_context("test"):
        assert all(asked(world, "a").values())


def test_a_programme_never_learns_who_sits_on_a_bench(world: Any) -> None:
    with in_programme(world.admin_a, world.programme_a):
        found = asked(world, "a")
        assert found["body"] == []
        assert world.contact_a.pk in found["contacts"]


def test_the_public_asks_nothing(world: Any) -> None:
    with public_context(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        user_ids("contacts_of", world.company_a.pk)


def test_of_what_was_done_to_a_record_one_hears_ones_own_only(world: Any) -> None:
    """A coach reads no trail of the company: who was first is told, if it was they themselves (ADR 0019)."""
    with in_company(world.contact_a, world.company_a) as by:
        unit = add_work_unit(name="Magazijn", headcount=4, by=by)
        assert audit.just_now("companies.work_unit_added", unit, by=by)
        assert not audit.just_now("companies.work_unit_changed", unit, by=by)
    for context in (in_company(world.coach_a, world.company_a), in_company(world.worker_bench_a, world.company_a)):
        with context as by:
            assert audit.own_last(unit, ["companies.work_unit_added"], by=by) is None
    with in_company(world.coach_a, world.company_a) as by:
        own = add_work_unit(name="Winkel", headcount=2, by=by)
        assert not AuditEvent.objects.filter(subject_id=own.pk).exists()
        assert audit.just_now("companies.work_unit_added", own, by=by)

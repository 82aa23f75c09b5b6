"""What a race does to an action is tried again or told in words; what is no race is not hidden (ADR 0019)."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import ProtectedError
from django.urls import reverse

from coaching.companies.models import Company, WorkUnit
from coaching.core.ground import attempts
from coaching.core.ground.refusals import Gone, Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import lock
from coaching.trajectories.models import Trajectory
from coaching.trajectories.views import course
from tests.acting import in_company

pytestmark = pytest.mark.django_db
STALE = "Save with update_fields did not affect any rows."
UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Times:
    """An action that goes wrong the first `bad` times."""

    def __init__(self, bad: int, wrong: Any) -> None:
        self.left, self.wrong, self.calls = bad, wrong, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.left:
            self.left -= 1
            self.wrong()
        return "done"


def run_sql(sql: str) -> Any:
    def execute() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return execute


def raising(error: Exception) -> Any:
    def throw() -> None:
        raise error

    return throw


def code(number: str) -> Any:
    return run_sql(f"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{number}'; END $$")


@pytest.fixture
def twin(world: Any) -> Any:
    """Writes a work unit whose name is taken."""

    def write() -> None:
        WorkUnit.objects.create(company=world.company_a, name=world.unit_a.name, headcount=1)

    return write


@pytest.mark.parametrize("number", sorted(attempts.RACES))
def test_a_race_is_tried_again(world, number):
    with in_company(world.contact_a, world.company_a):
        action = Times(1, code(number))
        assert attempts.run(action) == "done" and action.calls == 2


def test_a_row_that_vanished_is_tried_again(world):
    with in_company(world.contact_a, world.company_a):
        assert attempts.run(Times(1, raising(DatabaseError(STALE)))) == "done"


def test_what_is_taken_is_told_and_stands_in_the_log(world, twin, caplog):
    action = Times(9, twin)
    with in_company(world.contact_a, world.company_a), pytest.raises(Refused, match=str(attempts.TAKEN)):
        attempts.run(action)
    assert action.calls == attempts.TRIES
    assert [record.levelno for record in caplog.records] == [logging.ERROR] and caplog.records[0].exc_info


def test_a_lock_that_is_never_free_is_told(world):
    with in_company(world.contact_a, world.company_a), pytest.raises(Refused, match=str(attempts.BUSY)):
        attempts.run(Times(9, code("40P01")))


@pytest.mark.parametrize("wrong", [code("23514"), code("42703"), raising(ValueError("a bug"))])
def test_what_is_no_race_comes_out_at_once(world, wrong):
    action = Times(9, wrong)
    with in_company(world.contact_a, world.company_a), pytest.raises((DatabaseError, ValueError)):
        attempts.run(action)
    assert action.calls == 1


def test_a_policy_that_says_no_each_time_is_a_fault_of_ours(world):
    """Out of sight since a moment ago: the second try does not find it. The same refusal again is a bug."""
    action = Times(9, lambda: WorkUnit.objects.create(company=world.company_b, name="Foreign", headcount=1))
    with in_company(world.contact_a, world.company_a), pytest.raises(DatabaseError, match="row-level"):
        attempts.run(action)
    assert action.calls == attempts.TRIES


def test_what_is_gone_is_told(world):
    with in_company(world.contact_a, world.company_a):
        for wrong in (lambda: Company.objects.get(pk=UNKNOWN), lambda: lock(Company.objects, pk=UNKNOWN)):
            with pytest.raises(Gone):
                attempts.run(Times(9, wrong))
        with pytest.raises(Company.DoesNotExist):
            lock(Company.objects, pk=UNKNOWN)
        with pytest.raises(Refused, match=str(attempts.HELD)):
            attempts.run(Times(9, raising(ProtectedError("held", {world.company_a}))))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Trajectory.DoesNotExist("gone"), 404),
        (Gone(), 404),
        (Refused("Nee."), 409),
        (DatabaseError(STALE), 409),
        (ProtectedError("held", set()), 409),
    ],
)
def test_what_escapes_is_a_page_with_a_way_on(world, login, monkeypatch, error, status):
    monkeypatch.setattr(course, "trajectory_of", lambda request: raising(error)())
    text = "Wij verhuizen naar een andere loods\nen dat duurt even."
    answer = login(world.contact_a).post(
        reverse("trajectories:hold", args=[world.company_a.slug]),
        {"reason": text, "csrfmiddlewaretoken": "een geheim van ons"},
    )
    page = answer.content.decode()
    assert answer.status_code == status and f'href="/c/{world.company_a.slug}/"' in page
    assert text in page and "geheim" not in page


def test_what_escapes_leaves_nothing_behind_and_a_bug_stays_a_bug(world, login, monkeypatch):
    def half(request: Any) -> None:
        WorkUnit.objects.create(company=world.company_a, name="Half", headcount=1)
        WorkUnit.objects.create(company=world.company_a, name="Half", headcount=1)

    monkeypatch.setattr(course, "trajectory_of", half)
    address = reverse("trajectories:hold", args=[world.company_a.slug])
    assert login(world.contact_a).post(address, {"reason": "x"}).status_code == 409
    with system_context("test"):
        assert not WorkUnit.objects.filter(name="Half").exists()
    monkeypatch.setattr(course, "trajectory_of", lambda request: code("23514")())
    with pytest.raises(IntegrityError):
        login(world.contact_a).post(address, {"reason": "x"})

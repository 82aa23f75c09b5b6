"""Planned sessions at the same instant, through the whole stack: two who accept, two who move, one who moves while another
cancels, and a log saved twice. One effect, no 500, one round of mails."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.core.ground import clock
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import CoachingSession, PlannedSession
from tests.attacks.racing import Runners
from tests.trajectories.planning_cast import agreed, propose, slot, stored

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture(scope="module")
def runners() -> Iterator[Runners]:
    crowd = Runners(MANY)
    yield crowd
    crowd.close()


@pytest.fixture
def at_once(runners: Runners, login: Any, world: Any) -> Any:
    """`at_once((person, page, data), …)` of a planned session → the answers."""

    def post(row: PlannedSession, *clicks: tuple[str, str, dict[str, str]]) -> list[Any]:
        jobs = []
        for who, page, data in clicks:
            client = login(getattr(world, who))
            client.raise_request_exception = False
            address = reverse(f"trajectories:{page}", args=[world.company_a.slug, row.pk])
            jobs.append(partial(client.post, address, data))
        answers = runners.together(jobs)
        assert all(answer.status_code < 500 for answer in answers), answers
        return answers

    return post


def told(kind: str) -> set[str]:
    """The facts that were mailed, without to whom."""
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind=f"trajectories.session_{kind}")
        return {row.dedupe_key.rpartition(":")[0] for row in rows}


def moves(row: PlannedSession, verb: str) -> int:
    with system_context("test"):
        return AuditEvent.objects.filter(subject_id=row.pk, event=f"planned_session.{verb}").count()


def test_two_people_accept_different_dates(world: Any, at_once: Any) -> None:
    row = propose(world)
    clicks = [(who, "accept_plan", {"option": row.slots[n].key}) for n, who in enumerate(("contact_a", "colleague_a"))]
    at_once(row, *clicks, *clicks)
    found = stored(row)
    assert found.starts_at in {one.starts_at for one in row.slots} and found.version == 2
    assert moves(row, "accept") == 1 and len(told("accepted")) == 1


def test_accepted_while_the_coach_withdraws(world: Any, at_once: Any) -> None:
    row = propose(world)
    cancel = ("coach_a", "cancel_plan", {"reason": "Ziek", "version": "1"})
    accept = ("contact_a", "accept_plan", {"option": row.slots[0].key})
    at_once(row, accept, cancel, accept, cancel)
    assert stored(row).state in ("agreed", "cancelled")
    assert moves(row, "accept") + moves(row, "cancel") == 1
    assert len(told("accepted")) + len(told("withdrawn")) + len(told("cancelled")) == 1


def _move(row: PlannedSession, days: int) -> dict[str, str]:
    begins = timezone.localtime(slot(days).starts_at)
    values = {"day": f"{begins:%d/%m/%Y}", "hour": f"{begins:%H:%M}", "hours": "2", "venue": "Refter", "reason": "Ziek"}
    return values | {"version": str(row.version)}


def test_both_sides_move_it(world: Any, at_once: Any) -> None:
    row = agreed(world)
    one, other = ("contact_a", "move_plan", _move(row, 6)), ("coach_a", "move_plan", _move(row, 7))
    at_once(row, one, other, one, other)
    assert stored(row).starts_at in (slot(6).starts_at, slot(7).starts_at)
    assert (stored(row).version, moves(row, "move"), len(told("moved"))) == (3, 1, 1)


def test_a_log_that_is_saved_four_times_is_one_line(world: Any, at_once: Any) -> None:
    row, held_on = agreed(world), timezone.localtime(slot(3).starts_at).date()
    data = {"held_on": f"{held_on:%d/%m/%Y}", "kind": "intake", "hours": "2", "version": "1"}
    with clock.at(timezone.localtime(slot(4).starts_at).date()):
        at_once(row, *[("coach_a", "log_planned", data)] * MANY)
    with system_context("test"):
        (session,) = CoachingSession.objects.filter(trajectory=world.trajectory_a)
    assert (stored(row).state, stored(row).session_id, moves(row, "log")) == ("held", session.pk, 1)

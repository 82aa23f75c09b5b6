"""One count of the money: every place that shows it says the same, whatever became of the files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.reports.programme import programme_report
from coaching.programmes import money
from coaching.programmes.models import Application
from coaching.trajectories.models import ExpenseStatement, Trajectory
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db


def statement(trajectory: Trajectory, euro: int, state: str = "approved", day: date | None = None) -> None:
    with clock.at(day or clock.today()):
        ExpenseStatement.objects.create(
            trajectory=trajectory,
            company_id=trajectory.company_id,
            programme_id=trajectory.programme_id,
            number=1,
            state=state,
            hours=5,
            paid_hours=5,
            subsidy_eur=euro,
            company_share_eur=0,
            settled_at=clock.now() if state != "submitted" else None,
        )


@pytest.fixture
def spent(world: Any) -> Any:
    """Of 100.000, at 1.000 each: three files of coaching stand (one running, one stopped, one closed), one lapsed after it
    was paid for, others are refused, withdrawn, waiting; two projects are approved. Another programme spends too.
    """
    with system_context("test"):
        Trajectory.objects.filter(programme=world.programme_a).delete()
        Application.objects.filter(programme=world.programme_a).delete()
        made = {}
        for state in ("started", "stopped", "closed"):
            moment = {f"{state}_at": clock.now()} if state != "started" else {}
            made[state] = factories.trajectory(
                world.programme_a, factories.company(), world.contact_a, world.coach_profile_a, state=state, **moment
            )
        lapsed = factories.trajectory(
            world.programme_a,
            factories.company(),
            world.contact_a,
            world.coach_profile_a,
            state="stopped",
            stopped_at=clock.now(),
        )
        Application.objects.filter(pk=lapsed.application_id).update(state="lapsed")
        for state in ("rejected", "withdrawn", "waitlisted", "in_review", "lapsed"):
            factories.application(world.programme_a, world.contact_a, factories.company(), state=state)
        for _i in range(2):
            factories.application(world.programme_a, world.contact_a, factories.company(), state="approved", layer=4)
        statement(made["started"], 250)
        statement(made["stopped"], 100, day=date(2026, 1, 15))
        statement(made["closed"], 999, state="submitted")
        statement(lapsed, 50)
        statement(world.trajectory_b, 777)
    return world


def test_what_is_committed_spent_and_left(spent: Any) -> None:
    with in_programme(spent.admin_a, spent.programme_a):
        found = money.budget_of(spent.programme_a)
    assert (found.committed, found.spent, found.left) == (3050, 400, 96950)
    assert [(row.number, row.approved, row.committed, row.spent) for row in found.layers] == [
        (4, 2, 0, 0),
        (5, 3, 3050, 400),
    ]
    assert sum(row.committed for row in found.layers) == found.committed
    assert found.room_for == 96 and found.percent == 3


def test_of_a_period(spent: Any) -> None:
    with in_programme(spent.admin_a, spent.programme_a):
        january = money.budget_of(spent.programme_a, date(2026, 1, 1), date(2026, 1, 31))
        since = money.budget_of(spent.programme_a, first=clock.today())
    assert (january.committed, january.spent) == (0, 100)
    assert (since.committed, since.spent) == (3050, 300)


def test_every_place_shows_the_same(spent: Any, login: Any) -> None:
    client, slug = login(spent.admin_a), spent.programme_a.slug
    shown = {}
    for name in ("insight:desk", "programmes:money", "programmes:applications", "programmes:release"):
        shown[name] = client.get(reverse(name, args=[slug])).context["budget"]
    with in_programme(spent.admin_a, spent.programme_a):
        counted = money.budget_of(spent.programme_a)
        report = programme_report(spent.programme_a, "nl").context["budget"]
    assert all(found == counted for found in shown.values())
    from coaching.core.templatetags.ui import euro

    assert report["committed"] == euro(counted.committed) and report["spent"] == euro(counted.spent)
    assert report["left"] == euro(counted.left) and [row["approved"] for row in report["layers"]] == ["2", "3"]
    for name in ("insight:desk", "programmes:money"):
        page = client.get(reverse(name, args=[slug])).content.decode().replace("\xa0", " ")
        for amount in (counted.committed, counted.spent, counted.left):
            assert str(euro(amount)).replace("\xa0", " ") in page


def test_the_decision_counts_the_same(spent: Any) -> None:
    from coaching.core.ground.workflow import Refused
    from coaching.programmes.actions import approve

    with system_context("test"):
        spent.programme_a.budget_eur = Decimal(4049)
        spent.programme_a.save(update_fields=["budget_eur"])
        file = Application.objects.filter(programme=spent.programme_a, state="in_review").get()
    with in_programme(spent.admin_a, spent.programme_a) as by, pytest.raises(Refused):
        approve(application_id=file.pk, reason="Ja.", by=by)

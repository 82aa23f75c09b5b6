"""The figures that triggers keep are those of a count of the files, whatever happens to the files and whoever folds them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.tenancy.context import system_context
from coaching.programmes import figures
from coaching.programmes.models import Application, AssessmentRound, Figure
from coaching.trajectories.models import ExpenseStatement, Trajectory
from tests import factories
from tests.acting import as_person, in_company, in_portfolio, in_programme
from tests.insight.counting import DIFFERENCES, asked, differences, statement

STATES = ("submitted", "in_review", "approved", "rejected", "lapsed", "withdrawn")


class Walk:
    """What can happen to rows, by the actions and by hand: each step one of it, drawn by a seed."""

    def __init__(self, world: Any, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.round = AssessmentRound.objects.create(
            programme=world.programme_a,
            name="R",
            opens_on=clock.today(),
            closes_on=clock.today(),
            decide_by=clock.today(),
        )
        self.steps: list[Callable[[], Any]] = [
            self.apply, self.begin, self.decide, self.correct, self.start, self.pay, self.settle, self.in_bulk,
            self.move, self.erase, self.back_to_draft, figures.fold,
        ]  # fmt: skip

    def run(self, steps: int) -> None:
        for _step in range(steps):
            self.chance.choice(self.steps)()

    def _one(self, rows: Any) -> Any:
        age = {Application: "created_at", Trajectory: "application__created_at", ExpenseStatement: "submitted_at"}
        found = list(rows.order_by(age[rows.model]))  # keys are drawn anew each time
        return self.chance.choice(found) if found else None

    def _drawn(self) -> dict[str, Any]:
        return {
            "province": self.chance.choice(("ANT", "LIM", "")),
            "target_group": self.chance.choice(("SME_OTHER", "LARGE_OTHER", "")),
            "referral_channel": self.chance.choice(("OTHER", "")),
            "layer": self.chance.choice((4, 5)),
        }

    def apply(self) -> None:
        moment = clock.now() - timedelta(days=self.chance.randrange(200))
        programme = self.chance.choice((self.world.programme_a, self.world.programme_b))
        state = self.chance.choice(STATES)
        factories.application(
            programme, self.world.contact_a, factories.company(), state=state, submitted_at=moment, **self._drawn()
        )

    def begin(self) -> None:
        factories.application(self.world.programme_a, self.world.contact_a, None, state="draft")
        factories.trajectory(self.world.programme_a, factories.company(), self.world.contact_a)

    def decide(self) -> None:
        if file := self._one(Application.objects.exclude(state="draft")):
            file.state, file.decided_at, file.start_due_on = self.chance.choice(STATES), clock.now(), clock.today()
            file.save()

    def correct(self) -> None:
        if file := self._one(Application.objects.all()):
            for column, value in self._drawn().items():
                setattr(file, column, value)
            if file.submitted_at:
                file.submitted_at -= timedelta(days=self.chance.randrange(40))
            file.round = self.chance.choice((None, self.round)) if file.programme == self.world.programme_a else None
            file.save()

    def start(self) -> None:
        if row := self._one(Trajectory.objects.filter(state="awaiting_coach")):
            row.started_on = self.chance.choice((None, clock.today(), clock.today() - timedelta(days=3)))
            row.save()

    def pay(self) -> None:
        if row := self._one(Trajectory.objects.all()):
            statement(row, ExpenseStatement.objects.filter(trajectory=row).count() + 100, self.chance.randrange(500))

    def settle(self) -> None:
        if row := self._one(ExpenseStatement.objects.all()):
            row.state = self.chance.choice(("submitted", "approved", "refused"))
            row.subsidy_eur = Decimal(self.chance.randrange(500))
            row.save()

    def in_bulk(self) -> None:
        Application.objects.exclude(state="draft").filter(layer=5).update(province=self.chance.choice(("ANT", "OVL")))
        Application.objects.filter(state="approved").update(state="lapsed")
        Trajectory.objects.filter(state="awaiting_coach").update(started_on=self.chance.choice((None, clock.today())))

    def move(self) -> None:
        """To another programme: only what nothing refers to."""
        free = Application.objects.exclude(pk__in=Trajectory.objects.values("application")).filter(round=None)
        if file := self._one(free.exclude(state="draft")):
            Application.objects.filter(pk=file.pk).update(programme=self.world.programme_b)

    def erase(self) -> None:
        """A file with all that hangs on it, the application first or last: keys are looked at when all is done."""
        if row := self._one(Trajectory.objects.exclude(pk=self.world.trajectory_b.pk)):
            about = [
                ("trajectories_expensestatement", "trajectory_id", row.pk),
                ("trajectories_trajectory", "id", row.pk),
                ("programmes_application", "id", row.application_id),
            ]
            self.chance.shuffle(about)
            for table, column, key in about:
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [key])

    def back_to_draft(self) -> None:
        if file := self._one(Application.objects.all()):
            Application.objects.filter(pk=file.pk).update(state="draft")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_equal_to_a_count_after_whatever_happens(world: Any, seed: int) -> None:
    with system_context("test"):
        walk = Walk(world, seed)
        for _part in range(6):
            walk.run(15)
            assert asked(DIFFERENCES) == []
        for _n in range(2):
            factories.application(world.programme_a, world.contact_a, factories.company())
        rows = Figure.objects.count()
        assert figures.fold() > 0
        assert asked(DIFFERENCES) == []
        assert 0 < Figure.objects.count() < rows
        assert figures.fold() == 0  # nothing to do: nothing is written


# -- Walls -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_of_the_own_programme_and_nobody_writes(world: Any) -> None:
    with system_context("test"):
        factories.application(world.programme_b, world.contact_b, factories.company())
    elsewhere = "SELECT 1 FROM programmes_figure WHERE programme_id = %s"
    for person in (world.admin_a, world.assessor_a, world.observer_a):
        with in_programme(person, world.programme_a):
            assert asked(elsewhere, world.programme_a.pk)
            assert asked(elsewhere, world.programme_b.pk) == []
            assert {row[0] for row in asked("SELECT programme_id FROM programmes_figure")} == {world.programme_a.pk}
            assert "draft" not in {row[0] for row in asked("SELECT state FROM programmes_figure")}
            assert list(figures.cells(world.programme_b.pk, ["province"])) == []


WRITES = (
    "INSERT INTO programmes_figure (programme_id, cut, value, state, applied, started, paid_eur) "
    "SELECT programme_id, cut, value, state, 1, 0, 0 FROM programmes_figure",
    "UPDATE programmes_figure SET applied = 0",
    "DELETE FROM programmes_figure",
    "TRUNCATE programmes_figure",
)
NARROW = ("SELECT fold_figures()", "SELECT recount_figures()", "SELECT figures_counted()")


@pytest.mark.django_db
@pytest.mark.parametrize("sql", [*WRITES, *NARROW])
def test_nobody_writes_figures_by_hand(world: Any, sql: str) -> None:
    people: list[Any] = [in_programme(person, world.programme_a) for person in (world.admin_a, world.observer_a)]
    people += [in_company(world.contact_a, world.company_a), in_portfolio(world.coach_a), as_person(world.contact_a)]
    people += [system_context("test")] if sql in WRITES else []
    for entered in people:
        with entered, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            asked(sql)


@pytest.mark.django_db
def test_others_read_no_figures(world: Any) -> None:
    for entered in (
        in_company(world.contact_a, world.company_a),
        in_portfolio(world.coach_a),
        as_person(world.contact_a),
    ):
        with entered, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            asked("SELECT 1 FROM programmes_figure")


@pytest.mark.django_db
def test_the_worker_folds(world: Any) -> None:
    with system_context("test"):
        for _n in range(3):
            factories.application(world.programme_a, world.contact_a, factories.company())
    assert periodic.run("programmes.fold_figures", clock.today())["folded"] > 0
    assert differences() == []

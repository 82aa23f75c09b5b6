"""Figures stay those of the files while others write, fold, load and count anew: real commits on connections of their own."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes import figures
from coaching.programmes.models import Application, Figure
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.insight.counting import DIFFERENCES, asked, differences, statement
from tests.patience import HANGS, until


@contextmanager
def owner() -> Any:
    """The owner of the tables: restores backups, loads in bulk."""
    found = connection.settings_dict
    other = psycopg2.connect(host=found["HOST"], port=found["PORT"] or None, user="app_owner", dbname=found["NAME"])
    other.autocommit = True
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_copied_in_emptied_and_put_right(world: Any, tmp_path: Any) -> None:
    with system_context("test"):
        factories.application(world.programme_a, world.contact_a, factories.company(), province="LIM")
    with owner() as cursor:
        rows = tmp_path / "rows"
        names = ", ".join(
            f.column for f in Application._meta.concrete_fields if f.column not in {"id", "reference", "search_text"}
        )
        with rows.open("wb") as out:
            cursor.copy_expert(
                f"COPY (SELECT gen_random_uuid(), 'C-' || n, {names} FROM programmes_application, generate_series(1, 50) n"
                " WHERE province = 'LIM') TO STDOUT",
                out,
            )
        with rows.open("rb") as back:
            cursor.copy_expert(f"COPY programmes_application (id, reference, {names}) FROM STDIN", back)
        assert differences() == []
        with system_context("test"):
            assert (
                sum(cell.applied for cell in figures.cells(world.programme_a.pk, ["province"]) if cell.value == "LIM")
                == 51
            )
        one = "SELECT min(id) FROM programmes_figure WHERE cut = 'province' AND value = 'LIM'"
        cursor.execute(f"UPDATE programmes_figure SET applied = applied + 1 WHERE id = ({one})")
        with pytest.raises(CommandError, match=r"province LIM submitted .*: 52 kept, 51 counted(.|\n)*--make mends"):
            call_command("figures", check=True)
        call_command("figures", make=True)
        call_command("figures", check=True)
        cursor.execute("TRUNCATE programmes_application CASCADE")
        assert differences() == []
        with system_context("test"):
            assert not Figure.objects.exists()


class Other(threading.Thread):
    """Something done in a thread, on a connection of its own; `error` is what it raised."""

    def __init__(self, job: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.job, self.error = job, None
        self.start()

    def run(self) -> None:
        try:
            self.job()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def done(self) -> None:
        self.join(HANGS)
        assert not self.is_alive() and self.error is None, self.error


def as_system(job: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> None:
        with system_context("test"):
            job()

    return run


def waits() -> bool:
    """Somebody waits for a lock here: asked until it is so."""
    sql = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN "
        "(SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
    )

    def seen() -> bool:
        with owner() as cursor:
            cursor.execute(sql)
            return bool(cursor.fetchone()[0])

    return bool(until(seen))


def start_of(pk: Any) -> Callable[[], Any]:
    return lambda: Trajectory.objects.filter(pk=pk).update(started_on=clock.today())


def correction_of(pk: Any) -> Callable[[], Any]:
    return lambda: Application.objects.filter(pk=pk).update(province="OVL", layer=4, state="lapsed")


def payment_for(pk: Any) -> Callable[[], Any]:
    return lambda: statement(Trajectory.objects.get(pk=pk), 7, 125)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["the file", "the other"])
@pytest.mark.parametrize("what", [start_of, payment_for])
def test_a_file_moves_while_what_hangs_on_it_is_counted(world: Any, what: Any, first: str) -> None:
    """Neither sees the other's row yet, and each counts with it: who comes second waits for that one file."""
    with system_context("test"):
        row = factories.trajectory(world.programme_a, factories.company(), world.contact_a)
    jobs = [correction_of(row.application_id), what(row.pk)]
    mine, others = jobs if first == "the file" else jobs[::-1]
    with system_context("test"):
        mine()
        other = Other(as_system(others))
        assert waits()
    other.done()
    assert differences() == []
    with system_context("test"):
        counted = [cell for cell in figures.cells(world.programme_a.pk, ["province"]) if cell.started]
        assert ("OVL" in {cell.value for cell in counted}) == (what is start_of)


@pytest.mark.django_db(transaction=True)
def test_decisions_wait_for_nobody_and_a_fold_neither(world: Any) -> None:
    """Of the same programme, with the same figures, under a fold that has not ended; what is folded back is as it was."""
    with system_context("test"):
        files = [factories.application(world.programme_a, world.contact_a, factories.company()) for _n in range(2)]

    def decide(file: Application) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '60s'")
        Application.objects.filter(pk=file.pk).update(state="withdrawn")
        figures.fold()

    with pytest.raises(KeyboardInterrupt), system_context("test"):
        Application.objects.filter(pk=files[0].pk).update(state="in_review")
        assert figures.fold() > 0
        Other(as_system(lambda: decide(files[1]))).done()
        assert asked(DIFFERENCES) == []
        raise KeyboardInterrupt  # killed: neither the decision nor the fold has been
    assert differences() == []
    with system_context("test"):
        by_state = {cell.state for cell in figures.cells(world.programme_a.pk, ["province"]) if cell.applied > 0}
        assert "withdrawn" in by_state and "in_review" not in by_state


@pytest.mark.django_db(transaction=True)
def test_counted_anew_while_something_is_decided(world: Any) -> None:
    """Who has written figures is waited for; who is about to waits, and adds to the new count."""
    with system_context("test"):
        files = [factories.application(world.programme_a, world.contact_a, factories.company()) for _n in range(2)]
    with system_context("test"):
        Application.objects.filter(pk=files[0].pk).update(state="in_review")
        other = Other(as_system(lambda: asked("SELECT recount_figures()")))
        assert waits()
    other.done()
    assert differences() == []
    with system_context("test"):
        asked("SELECT recount_figures()")
        other = Other(as_system(lambda: Application.objects.filter(pk=files[1].pk).update(state="withdrawn")))
        assert waits()
    other.done()
    assert differences() == []


@pytest.mark.django_db(transaction=True)
def test_many_at_once(world: Any) -> None:
    """Starts, decisions, corrections, payments and folds by four, each with commits of its own."""
    with system_context("test"):
        rows = [factories.trajectory(world.programme_a, factories.company(), world.contact_a) for _n in range(4)]

    def job(seed: int) -> None:
        chance = random.Random(seed)
        for _turn in range(25):
            row = chance.choice(rows)
            one_step = chance.choice((start_of(row.pk), correction_of(row.application_id), figures.fold, None))
            with system_context("test"):
                if one_step:
                    one_step()
                else:
                    file = Application.objects.filter(pk=row.application_id)
                    file.update(state=chance.choice(("approved", "lapsed")), province=chance.choice(("ANT", "LIM")))

    threads = [Other(partial(job, seed)) for seed in range(4)]
    for thread in threads:
        thread.done()
    assert differences() == []

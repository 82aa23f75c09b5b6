"""Work for the worker: noted with the fact, done by one at a time, taken up when it was lost, given up in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection, transaction

from coaching.config import embedded
from coaching.core.ground import clock
from coaching.core.jobs import periodic, standing, work
from coaching.core.models import Document, Work
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import public_context, system_context
from tests.acting import in_company, in_programme
from tests.patience import HANGS, until

pytestmark = pytest.mark.django_db
NAME = render_document.name


@pytest.fixture
def document(world: Any) -> Document:
    """A document that is asked for."""
    with system_context("test"):
        made = Document.objects.create(
            kind="risk-report",
            subject_type="x.y",
            subject_id=world.trajectory_a.pk,
            company_id=world.company_a.pk,
            programme_id=world.programme_a.pk,
            audience="h_contact",
            language="nl",
            title="Verslag",
        )
    with in_company(world.contact_a, world.company_a):
        work.ask(render_document, made)
    return made


@pytest.fixture
def sent(monkeypatch: Any) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(render_document, "delay_on_commit", found.append)
    return found


def line() -> Work:
    with system_context("test"):
        return Work.objects.get()


def state_of(document: Document) -> str:
    with system_context("test"):
        document.refresh_from_db()
    return document.state


def shown(document: Document) -> standing.Standing:
    with system_context("test"):
        return standing.standings(NAME, [document.pk])[document.pk]


def attempt(document: Document, does: Any) -> Any:
    return work._attempt(work.KINDS[NAME], does, document.pk)


def make(document: Document) -> Any:
    def ready(pk: str) -> str:
        with system_context("test"):
            Document.objects.filter(pk=pk).update(state="ready", sha256="x", ready_at=clock.now())
        return "made"

    return attempt(document, ready)


def breaks(error: BaseException) -> Any:
    def function(_pk: str) -> None:
        raise error

    return function


@contextmanager
def later(minutes: float = 1) -> Iterator[None]:
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        yield


def take_up() -> dict[str, int]:
    return periodic.run("core.take_up_work", clock.today())


class TestDoing:
    def test_done_it_leaves_the_ledger_and_a_second_message_finds_nothing(self, document: Document) -> None:
        assert (line().state, line().attempts, line().programme_id) == ("waiting", 0, document.programme_id)
        assert make(document) == "made"
        assert make(document) is False
        with system_context("test"):
            assert not Work.objects.exists()

    def test_asked_twice_is_one_line(self, document: Document, world: Any) -> None:
        first = line()
        with in_company(world.contact_a, world.company_a):
            work.ask(render_document, document)
        assert line().pk == first.pk

    def test_while_somebody_is_at_it_nobody_else_is(self, document: Document, sent: list[str]) -> None:
        """A process of its own holds it; killed by `kill -9`, it is free at once and taken up in the same minute."""
        with somebody_at(document) as pid:
            assert make(document) is False
            with system_context("test"):
                Work.objects.update(state="running", attempts=1, begun_at=clock.now())
            with later(30):
                assert take_up() == {"again": 0, "given_up": 0} and sent == []
            assert shown(document).stopped is False
            os.kill(pid, signal.SIGKILL)
        assert shown(document).stopped is True
        assert take_up() == {"again": 1, "given_up": 0} and sent == [str(document.pk)]
        assert make(document) == "made"

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (RuntimeError("kapot"), "unexpected"),
            (MemoryError(), "unexpected"),
            (SoftTimeLimitExceeded(), "too_long"),
            (PermissionDenied("x"), "not_allowed"),
            (work.GivenUp(work.WorkReason.NOT_ALLOWED, "x"), "not_allowed"),
        ],
    )
    def test_an_error_ends_it_with_words_for_both(self, document: Document, error: Exception, reason: str) -> None:
        attempt(document, breaks(error))
        assert (line().state, line().reason) == ("failed", reason)
        assert type(error).__name__ in line().error or isinstance(error, work.GivenUp)
        assert (state_of(document), document.error) == ("failed", reason)
        assert shown(document).failed and shown(document).words and "Error" not in shown(document).words
        assert make(document) is False  # a stray message begins nothing

    def test_what_the_database_did_is_not_its_fault(self, document: Document, sent: list[str]) -> None:
        attempt(document, breaks(OperationalError("gone")))
        assert (line().state, line().attempts, state_of(document)) == ("waiting", 1, "queued")
        assert take_up()["again"] == 1
        assert make(document) == "made"

    def test_what_kills_its_worker_each_time_is_given_up(self, document: Document, sent: list[str]) -> None:
        for number in range(work.MOST_ATTEMPTS):
            with pytest.raises(SystemExit):
                attempt(document, breaks(SystemExit()))
            assert (line().state, line().attempts) == ("running", number + 1)
        assert take_up() == {"again": 0, "given_up": 1}
        assert (line().state, line().reason, state_of(document)) == ("failed", "stopped", "failed")
        assert make(document) is False

    def test_asked_anew_after_it_was_given_up(self, document: Document, world: Any) -> None:
        attempt(document, breaks(RuntimeError("kapot")))
        with in_company(world.contact_a, world.company_a):
            work.ask(render_document, document)
        assert (line().state, line().attempts, line().error) == ("waiting", 0, "")
        assert make(document) == "made" and state_of(document) == "ready"

    def test_asked_for_anew_while_it_is_being_done(self, document: Document) -> None:
        attempt(document, lambda _pk: None)  # it still waits afterwards
        assert (line().state, line().attempts) == ("waiting", 1)


class TestTakingUp:
    def test_a_lost_message_is_sent_again_once_a_minute(self, document: Document, sent: list[str]) -> None:
        assert take_up()["again"] == 0  # just asked
        with later():
            assert take_up()["again"] == 1
            assert take_up()["again"] == 0
        with later(2):
            assert take_up()["again"] == 1
        assert sent == [str(document.pk)] * 2

    def test_what_waits_without_a_line(self, document: Document, sent: list[str]) -> None:
        """Written before there was a ledger, or past `ask`."""
        with system_context("test"):
            Work.objects.all().delete()
        assert take_up()["again"] == 1 and sent == [str(document.pk)]
        assert line().company_id == document.company_id

    def test_a_line_whose_record_is_gone_or_done(self, document: Document) -> None:
        with system_context("test"):
            Document.objects.filter(pk=document.pk).delete()
        assert make(document) is False
        with system_context("test"):
            assert not Work.objects.exists()

    def test_the_ages_for_who_watches(self, document: Document) -> None:
        printed = StringIO()
        with later(3):
            call_command("work", stdout=printed)
            assert f"{NAME} waiting=1 oldest_seconds=180 given_up=0" in printed.getvalue()
            call_command("work", "--max-age", "181", stdout=printed)
            with pytest.raises(CommandError, match=NAME):
                call_command("work", "--max-age", "179", stdout=printed)


class TestWalls:
    def test_nobody_reads_or_changes_the_ledger(self, document: Document, world: Any) -> None:
        contexts = [
            in_company(world.contact_a, world.company_a),
            in_programme(world.admin_a, world.programme_a),
            public_context(),
        ]
        for context in contexts:
            with context, pytest.raises(ProgrammingError), transaction.atomic():
                list(Work.objects.values_list("pk"))
        with public_context(), pytest.raises(ProgrammingError), transaction.atomic():
            work.note(NAME, document.pk)
        with in_programme(world.admin_a, world.programme_a), pytest.raises(ProgrammingError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT settle_work(%s, 'again', now())", [str(line_of(document))])

    def test_asking_for_what_is_not_to_be_done_does_nothing(self, document: Document, world: Any) -> None:
        """`note_work` takes any key; what is to be done is said by the record alone."""
        make(document)
        with in_company(world.contact_b, world.company_b):
            work.note(NAME, document.pk)
        assert make(document) is False and state_of(document) == "ready"


def line_of(document: Document) -> Any:
    with system_context("test"):
        return Work.objects.get(subject_id=document.pk).pk


@contextmanager
def somebody_at(document: Document) -> Iterator[int]:
    """Another process at work on it, until it is killed."""
    settings = connection.settings_dict
    script = (
        "import sys, time, psycopg2\n"
        f"c = psycopg2.connect(host={settings['HOST']!r}, dbname={settings['NAME']!r}, user='w_worker')\n"
        "c.autocommit = True\n"
        f"c.cursor().execute('SELECT pg_advisory_lock(%s)', [{work._key(NAME, document.pk)}])\n"
        "print('held', flush=True)\ntime.sleep(600)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, preexec_fn=embedded.die_with_parent
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        yield holder.pid
        holder.wait(HANGS)
        _until_free(document)
    finally:
        holder.kill()
        holder.wait()


def _until_free(document: Document) -> None:
    """The server notices within moments that nobody is at the other end."""
    until(lambda: not work.under_way([(NAME, document.pk)]), lambda: "the lock outlived its process")

"""What the test of docs/security.md, 11 uses: the database past the web, a second beat, and `kill -9` among the workers."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from coaching.config import embedded, process
from tests.patience import HANGS
from tests.stack.conftest import Stack, _command, still_runs, wait_for

OF_REMINDERS = "FROM core_outgoingemail WHERE reminder_id IS NOT NULL"


@dataclass
class Ledger:
    """The stack's database, read past the web as the system does."""

    connection: Any

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def count(self, what: str) -> int:
        return int(self.rows(f"SELECT count(*) {what}")[0][0])

    def reminders(self) -> dict[str, int]:
        return dict(self.rows("SELECT state, count(*) FROM core_reminder GROUP BY state"))

    def mails(self) -> Counter[str]:
        """How many mails of reminders are in each state."""
        return Counter(dict(self.rows(f"SELECT state, count(*) {OF_REMINDERS} GROUP BY state")))

    def beats_met(self) -> bool:
        """One run of the job is done, another is held up in the middle."""
        waiting = "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
        done = "FROM core_auditevent WHERE reason = 'periodic core.send_reminders'"
        return self.count(waiting) > 0 and self.count(done) > 0


@dataclass(frozen=True)
class Kill:
    """Who was killed, and how many mails were waiting and under way right after."""

    kind: str
    pids: tuple[int, ...]
    mails: Counter[str]


def run(environment: dict[str, str], *command: object) -> str:
    """A Python command against the stack's database; returns what it prints."""
    words = [sys.executable, *map(str, command)]
    result = subprocess.run(words, cwd=embedded.ROOT, env=environment, capture_output=True, text=True, timeout=HANGS)
    assert result.returncode == 0, f"{command}: {result.stderr[-3000:]}"
    return result.stdout


def connect(environment: dict[str, str]) -> Any:
    """As the worker's login, with the system's hat on."""
    connection = psycopg2.connect(
        host=environment["DATABASE_HOST"], user="w_worker", dbname=environment["DATABASE_NAME"]
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'h_system', false)")
    return connection


def hold_one(environment: dict[str, str]) -> Any:
    """A connection that holds one due reminder until it closes: whoever turns them into mails has to wait."""
    connection = connect(environment)
    connection.autocommit = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM core_reminder WHERE due_on < current_date LIMIT 1 FOR UPDATE")
        assert cursor.fetchone()
    return connection


@contextmanager
def second_beat(environment: dict[str, str], state: Path) -> Iterator[None]:
    """Beside the one of the stack, with notes of its own."""
    with (state / "log").open("wb") as log:
        beat = subprocess.Popen(
            process.command_of("beat", state=state),
            cwd=embedded.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**environment, "DATABASE_LOGIN": "w_worker"},
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )
    try:
        yield
        assert beat.poll() is None, (state / "log").read_text()
    finally:
        beat.kill()
        beat.wait()


@dataclass
class Killer:
    """Kills among the workers of a stack, by chance; the runner starts a worker three times a minute, not more."""

    stack: Stack
    ledger: Ledger
    chance: random.Random

    def __post_init__(self) -> None:
        self.kills: list[Kill] = []
        self.mains: Counter[str] = Counter()
        self.orphans: dict[int, str] = {}

    def kill(self, kind: str) -> Kill:
        """`child` does the work, `main` looks after it, `both` is what the end of a container does."""
        main, child = self._victims(kind)
        time.sleep(self.chance.uniform(0, 0.1))  # anywhere in a mail
        if kind == "main":
            self.orphans[child] = _command(child)
        pids = {"child": (child,), "main": (main,), "both": (main, child)}[kind]
        commands = [_command(pid) for pid in pids]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.kills.append(Kill(kind, pids, self.ledger.mails()))
        for pid, command in zip(pids, commands, strict=True):
            wait_for(lambda pid=pid, command=command: not still_runs(pid, command), self.stack)
        return self.kills[-1]

    def _victims(self, kind: str) -> tuple[int, int]:
        """A worker with its child, each of which runs now; a main process of the worker that lost the fewest."""
        pairs: list[tuple[int, int]] = wait_for(lambda: self.stack.pairs("worker"), self.stack)
        self.chance.shuffle(pairs)
        if kind == "child":
            return pairs[0]
        pair = min(pairs, key=lambda pair: self.mains[self._name(pair[0])])
        self.mains[self._name(pair[0])] += 1
        return pair

    @staticmethod
    def _name(pid: int) -> str:
        found = re.search(r"--hostname (\S+)", _command(pid))
        return found.group(1) if found else ""

    def orphans_ended(self) -> bool:
        """Children that lost their main process finish what they are at, and end."""
        return not any(still_runs(pid, command) for pid, command in self.orphans.items())

    def kill_beat(self) -> None:
        beats = [pid for pid, command in self.stack.descendants().items() if " beat " in command]
        assert len(beats) == 1
        os.kill(beats[0], signal.SIGKILL)

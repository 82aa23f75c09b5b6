"""`make stack` with servers of its own, which are killed: they start again, and what was acknowledged is stored.

Forty people send their application at once, and in the middle web or the database is ended by `kill -9`. Who saw the
receipt is in the database; who did not sends again, and is in it once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from coaching.config import embedded
from tests.config.conftest import PRELUDE, child, postmaster
from tests.patience import HANGS
from tests.stack.browsing import Visitor
from tests.stack.conftest import Stack, _free_port, started, still_runs, wait_for
from tests.stack.surviving import Ledger, connect, run
from tests.stack.test_redis_away import PROMISES, SEED

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.no_cover]

FORTY = 40
SOME = 8  # receipts that were seen when the kill comes
RUN = PRELUDE + "from coaching.config import process; sys.exit(process.main('stack'))"
NOT_OURS = {"DATABASE_HOST", "DATABASE_NAME", "DATABASE_LOGIN", "REDIS_URL", "REDIS_CACHE_URL"}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """`make stack` of an empty project, by its own embedded servers."""
    root = Path(tempfile.mkdtemp(prefix="vs-own-"))
    root.chmod(0o755)
    port = str(_free_port())
    environment = {key: value for key, value in os.environ.items() if key not in NOT_OURS} | {
        "PORT": port,
        "MEDIA_DIR": str(root / "media"),
        "STATE_DIR": str(root),
        "DEMO_DATA": "no",
        "VIJFSPRONG_MODE": "demo",
        "SITE_URL": f"http://localhost:{port}",
    }
    try:
        with started("stack", environment, "-c", RUN, str(root)) as running:
            sockets = (root / ".local" / "postgres" / "postmaster.pid").read_text().splitlines()[4]
            running.environment = environment | {"DATABASE_HOST": sockets, "DATABASE_NAME": embedded.DATABASE}
            running.environment |= embedded.redis_environment(Path(sockets) / "redis.sock")
            yield running
    finally:
        child(root, "embedded.remove()")
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def people(stack: Stack) -> list[dict[str, str]]:
    """Two times forty, each with a complete draft."""
    return list(json.loads(run(stack.environment, "-m", SEED, "applicants", 2 * FORTY).splitlines()[-1]))


def root_of(stack: Stack) -> Path:
    return Path(stack.environment["STATE_DIR"])


def is_ready(stack: Stack) -> bool:
    try:
        return requests.get(stack.base + "/readyz", timeout=HANGS, proxies={"http": ""}).status_code == 200
    except requests.RequestException:
        return False


def web(stack: Stack) -> list[int]:
    return [pid for pid, command in stack.descendants().items() if "gunicorn" in command.split()]


def database(stack: Stack) -> list[int]:
    return [postmaster(root_of(stack)) or 0]


def kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def others(stack: Stack) -> dict[int, str]:
    """Web, workers and beat, which go on."""
    return {pid: command for pid, command in stack.descendants().items() if "coaching.config" in command}


def test_what_is_committed_is_on_the_disk(stack):
    with closing(connect(stack.environment)) as connection:
        shown = [Ledger(connection).rows(f"SHOW {name}")[0][0] for name in embedded.DURABLE]
    assert shown == ["on", "on", "on"]


def test_killed_redis_starts_again_and_the_others_go_on(stack):
    before, number = others(stack), int((root_of(stack) / ".local" / "redis" / "redis.pid").read_text())
    os.kill(number, signal.SIGKILL)
    wait_for(lambda: "Redis had stopped; started it again" in stack.log.read_text(), stack)
    wait_for(lambda: is_ready(stack), stack)
    assert [command for pid, command in before.items() if not still_runs(pid, command)] == []


def test_killed_database_starts_again_and_the_others_go_on(stack):
    before, number = others(stack), postmaster(root_of(stack))
    kill(database(stack))
    wait_for(lambda: "PostgreSQL had stopped; started it again" in stack.log.read_text(), stack)
    for _thread in range(20):  # none of them meets its old connection
        with closing(Visitor(stack.base)) as visitor:
            visitor.get("/coaches/")
    assert postmaster(root_of(stack)) != number
    assert [command for pid, command in before.items() if not still_runs(pid, command)] == []


class Submits:
    """Forty forms, opened; then all are sent at once."""

    def __init__(self, stack: Stack, people: list[dict[str, str]]) -> None:
        self.stack, self.people = stack, people
        self.acknowledged: set[str] = set()
        self.some, self.start = threading.Event(), threading.Barrier(len(people) + 1)

    def send(self, person: dict[str, str]) -> None:
        path = f"/apply/{person['draft']}/check/"
        with closing(Visitor(self.stack.base, person["session"])) as visitor:
            token = visitor._token(visitor.get(path))
            self.start.wait(HANGS)
            fields = {**PROMISES, "csrfmiddlewaretoken": token}
            try:
                answer = visitor.session.post(self.stack.base + path, data=fields, timeout=HANGS, allow_redirects=False)
            except requests.RequestException:
                return
            if answer.status_code == 302 and answer.headers["Location"].endswith("/received/"):
                self.acknowledged.add(person["draft"])
            if len(self.acknowledged) >= SOME:
                self.some.set()

    def sent_with(self, victims: list[int]) -> None:
        """They are killed when some have seen their receipt. One application waits for its row until then, so that the
        kill hits work whatever the speed."""
        with closing(connect(self.stack.environment)) as connection, ThreadPoolExecutor(len(self.people)) as pool:
            sending = [pool.submit(self.send, person) for person in self.people]
            connection.autocommit = False
            with connection.cursor() as cursor:
                held = "SELECT id FROM programmes_application WHERE id = %s FOR UPDATE"
                cursor.execute(held, [self.people[-1]["draft"]])
            self.start.wait(HANGS)
            assert self.some.wait(HANGS)
            kill(victims)
            connection.close()
            for one in sending:
                one.result()

    def send_again(self) -> None:
        """Those who saw no receipt: the page tells whether it is needed."""
        for person in self.people:
            if person["draft"] not in self.acknowledged:
                with closing(Visitor(self.stack.base, person["session"])) as visitor:
                    path = f"/apply/{person['draft']}/check/"
                    if visitor.path(visitor.get(path)) == path:
                        visitor.send(path, **PROMISES)


def stored(ledger: Ledger, drafts: set[str]) -> set[str]:
    return drafts & {
        str(pk) for (pk,) in ledger.rows("SELECT id FROM programmes_application WHERE state = 'submitted'")
    }


def effects(ledger: Ledger, drafts: set[str]) -> dict[str, Any]:
    """Per application: its company, its line in the trail, its receipt."""
    these = ", ".join(f"'{draft}'" for draft in drafts)
    return {
        "companies": ledger.count(
            f"FROM companies_company c JOIN programmes_application a ON a.company_id = c.id WHERE a.id IN ({these})"
        ),
        "references": ledger.count(
            f"FROM (SELECT DISTINCT reference FROM programmes_application WHERE id IN ({these})) r"
        ),
        "sent": ledger.count(f"FROM core_auditevent WHERE event = 'application.submit' AND subject_id IN ({these})"),
        "receipts": ledger.count(
            "FROM core_outgoingemail WHERE kind = 'programmes.received' AND"
            f" substring(dedupe_key from 22 for 36) IN ({these})"
        ),
    }


@pytest.mark.parametrize("kind", ["web", "database"])
def test_what_was_acknowledged_is_stored(stack, people, kind):
    forty = people[:FORTY] if kind == "web" else people[FORTY:]
    drafts = {person["draft"] for person in forty}
    submits = Submits(stack, forty)
    submits.sent_with(web(stack) if kind == "web" else database(stack))
    print(f"{kind}: {len(submits.acknowledged)} of {FORTY} were acknowledged")
    assert SOME <= len(submits.acknowledged) < FORTY  # it hit while there was work
    wait_for(lambda: is_ready(stack), stack)
    with closing(connect(stack.environment)) as connection:
        ledger = Ledger(connection)
        assert submits.acknowledged - stored(ledger, drafts) == set()
        print(f"{kind}: {len(stored(ledger, drafts))} were stored")
        submits.send_again()
        assert stored(ledger, drafts) == drafts
        assert set(effects(ledger, drafts).values()) == {FORTY}

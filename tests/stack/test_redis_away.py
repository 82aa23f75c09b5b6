"""Redis is killed while people work, and comes back: what they did stands, and what was to follow follows, once.

gunicorn, two workers, beat, PostgreSQL and the mail server are real. In one process: tests/core/ground/test_redis_away.py.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from coaching.config import embedded
from coaching.insight.demo.people import code_now
from tests import smtp
from tests.patience import HANGS
from tests.stack.browsing import Visitor
from tests.stack.conftest import Stack, started, wait_for
from tests.stack.outage_seed import SECRET
from tests.stack.surviving import Ledger, connect, run

pytestmark = [pytest.mark.stack, pytest.mark.pdf, pytest.mark.slow, pytest.mark.no_cover]

SEED = "tests.stack.outage_seed"
SWEEPS = "FROM core_auditevent WHERE reason = 'periodic core.sweep_mail'"
PROMISES = {"declared": "on", **dict.fromkeys(["commit_carry_out", "commit_start_in_time", "commit_involve"], "on")}


@pytest.fixture
def mails(environment: dict[str, str]) -> Iterator[smtp.Sink]:
    with smtp.running() as sink:
        environment.update(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(sink.port))
        yield sink


def redis_number(environment: dict[str, str]) -> int:
    return int((Path(environment["STATE_DIR"]) / "redis.pid").read_text())


def kill_redis(environment: dict[str, str]) -> None:
    number = redis_number(environment)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)  # it is a child of this process


def start_redis(environment: dict[str, str]) -> None:
    folder = Path(environment["STATE_DIR"])
    embedded.start_redis(folder, folder / "r.sock", ours_alone=True)


def ready(stack: Stack) -> tuple[int, Any]:
    answer = requests.get(stack.base + "/readyz", timeout=HANGS, proxies={"http": ""})
    return answer.status_code, answer.json()


def sign_in(visitor: Visitor, person: dict[str, str]) -> None:
    visitor.send("/account/login/", login=person["email"], password=person["password"])
    visitor.send("/account/2fa/authenticate/", code=code_now(SECRET))
    assert visitor.get("/me/").url == f"{visitor.base}/me/"


def work(stack: Stack, person: dict[str, str]) -> None:
    """Sign in, read, send an application, ask for a document; and somebody new signs up."""
    with closing(Visitor(stack.base)) as baker, closing(Visitor(stack.base)) as stranger:
        sign_in(baker, person)
        draft = f"/apply/{person['draft']}/"
        answer = baker.send(f"{draft}check/", **PROMISES)
        assert baker.path(answer) == f"{draft}received/"
        assert "/copy/" in baker.press(f"{draft}received/", f"{draft}copy/").url
        stranger.send("/account/signup/", name="Jan", email="jan@nieuw.example", password1="vier-gewone-woorden-samen")
        for _page in range(10):
            baker.get("/me/")


def test_people_go_on_and_what_was_to_follow_follows(environment, mails):
    run(environment, "manage.py", "migrate", "--verbosity", "0")
    [person] = json.loads(run(environment, "-m", SEED, "applicants", 1).splitlines()[-1])
    with started("stack", environment) as stack, closing(connect(environment)) as connection:
        ledger = Ledger(connection)
        wait_for(lambda: len(stack.pairs("worker")) == 2, stack)
        wait_for(lambda: ready(stack) == (200, {"ready": True}), stack)
        kill_redis(environment)
        assert ready(stack) == (503, {"ready": False, "missing": "redis"})
        work(stack, person)
        assert ledger.rows("SELECT state FROM core_document") == [("queued",)]
        assert mails.mails == []
        start_redis(environment)
        before = ledger.count(SWEEPS)
        run(environment, "-m", SEED, "jobs")
        wait_for(lambda: ledger.rows("SELECT state FROM core_document") == [("ready",)], stack)
        wait_for(lambda: len(mails.to(person["email"])) == len(mails.to("jan@nieuw.example")) == 1, stack)
        wait_for(lambda: ready(stack) == (200, {"ready": True}), stack)
        wait_for(lambda: ledger.count(SWEEPS) > before + 1, stack)  # ours, and then beat's by a worker
        everything_came_once(stack, ledger, mails)


def everything_came_once(stack: Stack, ledger: Ledger, mails: smtp.Sink) -> None:
    ids = [mail.id for mail in mails.mails]
    assert len(ids) == len(set(ids)) == ledger.count("FROM core_outgoingemail WHERE state = 'sent'")
    assert ledger.count("FROM core_outgoingemail WHERE state <> 'sent'") == 0
    made = list((Path(stack.environment["MEDIA_DIR"])).rglob("*.pdf"))
    assert len(made) == ledger.count("FROM core_document") == 1
    said = stack.log.read_text()
    assert "Traceback" not in "".join(line for line in said.splitlines(True) if " web |" in line)

"""`make run` on an empty database: pages at once, the demo beside them. Killed halfway, begun twice, failed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests

from coaching.config import embedded
from coaching.core.tenancy.models import TURNS
from coaching.insight.demo.load import STEPS
from coaching.insight.demo.others import COMPANIES
from coaching.insight.demo.people import PEOPLE
from tests.patience import HANGS, until
from tests.stack.conftest import Stack, _free_port, started, still_runs, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.slow]
# The pages say it for eight seconds: a busy machine may not have drawn one by then.
LONG_SHOWN = "import sys; from coaching.config import process; process.SHOWN = 20; sys.exit(process.main('run'))"
SIGN_INS = b"All mails: /mailbox/"
NOISE = re.compile(r"gunicorn|celery v|Booting|superuser|No directory at|succeeded in|received|mingle|transport:")
COUNT = {
    "programmes": "SELECT count(*) FROM programmes_programme",
    "companies": "SELECT count(*) FROM companies_company",
    "demo people": f"SELECT count(*) FROM accounts_user WHERE email IN ({', '.join(repr(p.email) for p in PEOPLE.values())})",
    "mails that wait": "SELECT count(*) FROM core_outgoingemail WHERE state <> 'sent'",
}
WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
FILLS = f"hashtextextended('demo data', {TURNS})"  # the turn that `load` takes
NOTHING = dict.fromkeys(COUNT, 0)


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of `make run` with its demo, on a port and in a folder of its own."""
    return _elsewhere(environment, tmp_path / "one")


def _elsewhere(environment: dict[str, str], state: Path) -> dict[str, str]:
    state.mkdir()
    port = str(_free_port())
    own = {"PORT": port, "SITE_URL": f"http://localhost:{port}", "STATE_DIR": str(state)}
    return {key: value for key, value in environment.items() if key != "DEMO_DATA"} | own


@pytest.fixture
def ask(environment: dict[str, str]) -> Iterator[Any]:
    connection = psycopg2.connect(
        host=environment["DATABASE_HOST"], user="app_owner", dbname=environment["DATABASE_NAME"]
    )
    connection.autocommit = True
    with connection.cursor() as cursor:

        def asked(statement: str) -> Any:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None

        yield asked
    connection.close()


def _manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=embedded.ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def counted(ask: Any) -> dict[str, int]:
    return {name: ask(statement) for name, statement in COUNT.items()}


def front(running: Stack, path: str = "/?lang=en") -> requests.Response:
    return requests.get(running.base + path, timeout=HANGS, proxies={"http": ""})


def steps(running: Stack) -> int:
    """How many steps the front page says are done."""
    found = re.search(rf'<progress value="(\d+)" max="{STEPS}"', front(running).text)
    return int(found.group(1)) if found else 0


def test_it_cannot_be_filled_in(run: dict[str, str], ask: Any) -> None:
    """Pages and terminal say so, and `make run` ends with an error."""
    ask("ALTER TABLE programmes_programme ADD CONSTRAINT no_demo CHECK (slug <> 'demo')")
    try:
        with started("run", run, "-c", LONG_SHOWN) as running:
            wait_for(lambda: "could not be filled in" in front(running).text, running)
            assert running.process.wait(HANGS) == 1
    finally:
        ask("ALTER TABLE programmes_programme DROP CONSTRAINT no_demo")
    log = running.log.read_text()
    assert "no_demo" in log and "`manage.py load_demo` failed" in log
    assert SIGN_INS.decode() not in log
    assert counted(ask) == NOTHING


def test_two_that_prepare_one_database_take_turns(run: dict[str, str], ask: Any) -> None:
    """Django's migrations do not: the second would make the same table again."""
    ask("SELECT pg_advisory_lock(hashtextextended('prepare_run', 0))")
    second = _manage(run, "prepare_run", "--demo")
    until(lambda: second.poll() is not None or ask(WAITING))
    assert second.poll() is None
    ask("SELECT pg_advisory_unlock_all()")
    said, _none = second.communicate(timeout=HANGS)
    assert second.returncode == 0 and said.splitlines()[0] == "missing" and said.strip().endswith(SIGN_INS.decode())


def test_killed_halfway_and_begun_twice(
    run: dict[str, str], environment: dict[str, str], tmp_path: Path, ask: Any
) -> None:
    """What was killed leaves nothing; of three that begin at once one fills it, and all have it whole."""
    with started("run", run) as killed:
        wait_for(lambda: steps(killed) > 5, killed)
        assert front(killed).headers["Refresh"] == "3"
        assert counted(ask) == NOTHING
        below = killed.descendants()
        assert any("load_demo" in command for command in below.values())
        killed.process.kill()
        killed.process.wait()
        wait_for(lambda: not any(still_runs(*one) for one in below.items()), killed)
    assert counted(ask) == NOTHING

    ask(f"SELECT pg_advisory_lock({FILLS})")  # none is ahead of the others: they begin when all three are at it
    rival = _manage(run, "load_demo")
    with started("run", run) as one, started("run", _elsewhere(environment, tmp_path / "two")) as two:
        wait_for(lambda: ask(WAITING) == 3, one)
        ask("SELECT pg_advisory_unlock_all()")
        for running in (one, two):
            wait_for(lambda running=running: SIGN_INS in running.log.read_bytes(), running)
            assert running.process.poll() is None
            page = front(running)
            assert page.status_code == 200 and "filling" not in page.text and "Refresh" not in page.headers
            assert not list(Path(running.environment["STATE_DIR"]).glob("demo-*"))
    assert counted(ask) == {
        "programmes": 1,
        "companies": COMPANIES
        + 3,  # and the bakery that opens its file by itself, the school, and who brought a plan along
        "demo people": len(PEOPLE),
        "mails that wait": 0,
    }
    said, _none = rival.communicate(timeout=HANGS)
    logs = [running.log.read_text() for running in (one, two)]
    assert "demo data is there already" in said + logs[0], "they were at it at the same time"
    assert sum("demo data loaded" in log for log in (said, *logs)) == 1
    for log in logs:
        before, _, after = log.partition("stopping…")
        assert after and not NOISE.search(before), before
    _later_start(run, ask)


def _later_start(run: dict[str, str], ask: Any) -> None:
    """Fills nothing and says the sign-ins at once; what a killed run told of its filling is gone."""
    before = counted(ask)
    left = Path(run["STATE_DIR"]) / f"demo-{run['PORT']}"
    left.write_text('{"done": 3, "of": 60, "failed": false}')
    with started("run", run) as running:
        wait_for(lambda: SIGN_INS in running.log.read_bytes(), running)
        assert not any("load_demo" in command for command in running.descendants().values())
        assert not left.exists()
    log = running.log.read_text()
    assert "being filled in" not in log and "demo data" not in log
    assert counted(ask) == before

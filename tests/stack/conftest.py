"""The production processes on a free port, with a database and a Redis of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from coaching.config import embedded
from tests import prepared
from tests.patience import HANGS, in_vain, until
from tests.stack.browsing import Visitor

DATABASE = "vijfsprong_stack"
# The runner gives up on who dies four times in a minute, and a test may kill more often than a machine counts minutes.
EVER_AGAIN = "import sys; from coaching.config import process; process.RESTARTS = 1000; sys.exit(process.main('stack'))"


@dataclass
class Stack:
    """The running set: its address, its log, the process that looks after the others."""

    process: subprocess.Popen[bytes]
    base: str
    log: Path
    environment: dict[str, str]

    def descendants(self) -> dict[int, str]:
        """Every process below the runner: number → command line."""
        parents = _parents()
        ours: set[int] = set()
        grown = {self.process.pid}
        while grown:
            grown = {pid for pid, parent in parents.items() if parent in grown}
            ours |= grown
        return {pid: _command(pid) for pid in ours}

    def told(self) -> str:
        """What a failing test says of it: each process with its state and the processor time it had; the end of the log."""
        below = [f"{pid} {_standing(pid)} {command}" for pid, command in sorted(self.descendants().items())]
        processes = "\n".join(below) or "none"
        return f"processes:\n{processes}\nthe log ends with:\n{self.log.read_text(errors='replace')[-3000:]}"

    def pairs(self, word: str) -> list[tuple[int, int]]:
        """(process, child of it) for both of whom the command line has this word, as a worker and its child."""
        parents, below = _parents(), self.descendants()
        named = {pid for pid, command in below.items() if word in command.split()}
        return [(parents[pid], pid) for pid in sorted(named) if parents.get(pid) in named]

    def seed(self) -> str:
        """The key of an administrator's session; see tests/stack/seed.py."""
        command = [sys.executable, "-m", "tests.stack.seed"]
        result = subprocess.run(command, cwd=embedded.ROOT, env=self.environment, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-2000:]
        return result.stdout.strip()


def _parents() -> dict[int, int]:
    """Every process of this machine → the one above it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            parents[int(entry.name)] = int(fields[1])
        except OSError:
            continue
    return parents


def _command(pid: int) -> str:
    try:
        return Path("/proc", str(pid), "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def _standing(pid: int) -> str:
    """Its letter in `ps`, and the seconds it has had of a processor."""
    try:
        fields = Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return "gone"
    return f"{fields[0]} {(int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK'):.1f} s"


def still_runs(pid: int, command: str) -> bool:
    return bool(command) and _command(pid) == command


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    name = "_".join(filter(None, (DATABASE, os.environ.get("TEST_DATABASE_SUFFIX", ""), str(os.getpid()))))
    with prepared.lent(name):
        yield name


@pytest.fixture(scope="module")
def environment(database: str) -> Iterator[dict[str, str]]:
    """As `make stack` has it, but for the servers."""
    folder = Path(tempfile.mkdtemp(prefix="vs-stack-"))
    embedded.start_redis(folder, folder / "r.sock", ours_alone=True)
    port = str(_free_port())
    inherited = {key: value for key, value in os.environ.items() if key not in {"DATABASE_LOGIN", "VIJFSPRONG_MODE"}}
    yield {
        **inherited,
        **embedded.redis_environment(folder / "r.sock"),
        "DATABASE_NAME": database,
        "PORT": port,
        "MEDIA_DIR": str(folder / "media"),
        "STATE_DIR": str(folder),
        "DEMO_DATA": "no",
        "VIJFSPRONG_MODE": "demo",
        "SITE_URL": f"http://localhost:{port}",
    }
    os.kill(int((folder / "redis.pid").read_text()), signal.SIGTERM)  # a test may have started another one
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(kind: str, environment: dict[str, str], *command: str) -> Iterator[Stack]:
    """The set of processes, ready; whatever happens, it is stopped afterwards. command: another than the usual one."""
    log = Path(environment["STATE_DIR"]) / f"{kind}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *(command or ("-m", "coaching.config.process", kind))],
            cwd=embedded.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )
    running = Stack(process, environment["SITE_URL"], log, environment)
    try:
        wait_for(lambda: process.poll() is not None or b"runs at" in log.read_bytes(), running)
        assert process.poll() is None, log.read_text()[-3000:]
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(HANGS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def stack(environment: dict[str, str]) -> Iterator[Stack]:
    with started("stack", environment) as running:
        answer = requests.get(running.base + "/readyz", timeout=HANGS, proxies={"http": ""})
        assert answer.json() == {"ready": True}
        yield running


def wait_for(found: Callable[[], object], running: Stack) -> Any:
    """What `found` gives as soon as it gives something. Fails, with what runs and the end of the log, when it takes for
    ever or when the stack has ended by itself."""

    def found_or_over() -> object:
        ended = running.process.poll()
        result = found()
        if not result and ended is not None and ended >= 0:  # below: a test killed it
            raise AssertionError(in_vain(found, running.told(), f"it ended with code {ended}, too early"))
        return result

    return until(found_or_over, running.told, of=found, every=0.2)


@pytest.fixture
def visitor(stack: Stack) -> Iterator[Callable[..., Visitor]]:
    """`visitor()` is somebody with an empty browser; `visitor(session_key)` is signed in."""
    made: list[Visitor] = []

    def make(session_key: str = "") -> Visitor:
        made.append(Visitor(stack.base, session_key))
        return made[-1]

    yield make
    for one in made:
        one.close()

"""`python -m tests.bench.throughput`: how much goes through, with one and with two workers. Stops by itself.

Documents and mails per second with real workers and a real mail server, pages per second from two web workers of four
threads, and what a web worker has taken of the memory after that. `--root FOLDER` measures another checkout of the product,
with servers and a database of its own; `BENCH_KEEP=1` keeps the database, `BENCH_JSON=file` the figures, `ONLY=mails` a part.
Figures of two checkouts can be laid side by side when they were measured in turn, on one machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from coaching.config import embedded
from tests.bench import installation

SEED = Path(__file__).with_name("throughput_seed.py")
MAILS, WARM_MAILS, PAPERS = 400, 40, 10
ROUNDS = 2  # of mails and of documents; the quicker one counts
CLIENTS, SECONDS, WARM_SECONDS = 8, 10.0, 4.0
PATIENCE = 120  # seconds for any one thing


class Counted:
    """A mail server that notes when each mail came and keeps none."""

    def __init__(self) -> None:
        self.moments: list[float] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.moments.append(time.perf_counter())
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[Counted]:
    """Serves until the block ends; the environment names it to the workers that start meanwhile."""
    counted, port = Counted(), _free_port()
    controller = Controller(counted, hostname="127.0.0.1", port=port)
    controller.start()
    os.environ.update(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(port))
    try:
        yield counted
    finally:
        controller.stop()


def ask(word: str, *numbers: int) -> Any:
    """A word of `throughput_seed`, said to the checkout that is measured."""
    root = str(embedded.ROOT)
    said = installation.run("-P", str(SEED), word, *map(str, numbers), PYTHONPATH=root)
    return json.loads(said.splitlines()[-1])


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what}: not within {PATIENCE} seconds")
        time.sleep(0.02)


@contextmanager
def processes(name: str, login: str, count: int, **values: object) -> Iterator[list[int]]:
    """So many of the product's processes, by the command of the checkout itself; ended with all they started."""
    words = ", ".join(f"{key}={value!r}" for key, value in values.items())
    script = (
        f"import json; from coaching.config import process; print(json.dumps(process.command_of({name!r}, {words})))"
    )
    command = json.loads(installation.run("-c", script))
    children: list[subprocess.Popen[bytes]] = []
    try:
        for number in range(count):
            more = ["-n", f"bench{number}@%h"] if name == "worker" else []
            children.append(_started([*command, *more], login, values))
        yield [child.pid for child in children]
    finally:
        for child in children:
            child.terminate()
        for child in children:
            _ended(child)


def _started(command: list[str], login: str, values: dict[str, object]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DATABASE_LOGIN": login, "SITE_URL": f"http://localhost:{values.get('port', 9)}"}
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(
        command,
        cwd=embedded.ROOT,
        env=environment,
        start_new_session=True,
        preexec_fn=embedded.die_with_parent,
        **silent,  # type: ignore[call-overload]
    )


def _ended(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# -- Mails -------------------------------------------------------------------------------------------------------------
def mails(sink: Counted, workers: list[int]) -> tuple[float, float]:
    """Mails per second that reach the server, from the first one to the last; milliseconds of the workers' processor each."""
    count = len(workers)
    _delivered(sink, WARM_MAILS * count, count)
    rates, costs = [], []
    for _round in range(ROUNDS):
        before = _processor(workers)
        moments = _delivered(sink, MAILS * count, count)
        rates.append((len(moments) - 1) / (moments[-1] - moments[0]))
        costs.append((_processor(workers) - before) * 1000 / len(moments))
    return max(rates), min(costs)


def _delivered(sink: Counted, count: int, workers: int) -> list[float]:
    ask("mails", count)
    sink.moments.clear()
    ask("deliver", workers)
    until(lambda: len(sink.moments) >= count, f"{count} mails")
    until(lambda: not _number("core_outgoingemail WHERE state IN ('queued', 'sending')"), "noting the mails")
    if len(sink.moments) != count:
        raise SystemExit(f"{len(sink.moments)} mails came of {count}")
    return list(sink.moments)


def _number(of: str) -> int:
    return int(installation._sql(f"SELECT count(*) FROM {of}", installation.DATABASE)[0][0])


# -- Documents ---------------------------------------------------------------------------------------------------------
def papers(workers: list[int]) -> tuple[float, float]:
    """Documents per second and milliseconds of the processor each; a worker has made some before, so its engine is there."""
    for _worker in workers:
        _made()
    rates, costs = [], []
    for _round in range(ROUNDS):
        before = _processor(workers)
        rates.append(_made())
        costs.append((_processor(workers) - before) * 1000 / PAPERS)
    return max(rates), min(costs)


def _made() -> float:
    """One round: counted from the first that is ready, since calling the workers takes a process of its own."""
    before = installation._sql("SELECT clock_timestamp()", installation.DATABASE)[0][0]
    keys = ask("papers", PAPERS)
    listed = ", ".join(f"'{key}'" for key in keys)
    ready = f"core_document WHERE id IN ({listed}) AND state = 'ready' AND ready_at > '{before.isoformat()}'"
    until(lambda: _number(ready) == len(keys), f"{len(keys)} documents")
    spent = f"SELECT extract(epoch FROM max(ready_at) - min(ready_at)) FROM {ready}"
    return (len(keys) - 1) / float(installation._sql(spent, installation.DATABASE)[0][0])


# -- Pages -------------------------------------------------------------------------------------------------------------
def pages() -> tuple[float, float, float]:
    """Pages per second from two web workers of four threads; MB of one of them after that: its own share (PSS), and RSS."""
    asked, port = ask("pages"), _free_port()
    with processes("web", "w_web", 1, host="127.0.0.1", port=port, workers=2) as (master,):
        until(lambda: _answers(port), "the web process")
        _load(port, asked, WARM_SECONDS)
        rate = _load(port, asked, SECONDS) / SECONDS
        shares = [_memory(pid) for pid in _children(master)]
    pss, rss = (sum(sizes) / len(shares) / 1024 for sizes in zip(*shares, strict=True))
    return rate, pss, rss


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def _load(port: int, asked: list[list[str]], seconds: float) -> int:
    """Pages that all clients together got."""
    until_then, got = time.monotonic() + seconds, [0] * CLIENTS

    def client(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = number
        while time.monotonic() < until_then:
            session, path = asked[turn % len(asked)]
            line.request("GET", path, headers={"Cookie": f"sessionid={session}; django_language=nl"})
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path} answers {answer.status}")
            got[number] += 1
            turn += 1
        line.close()

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if not all(got):
        raise SystemExit("a client got no page")
    return sum(got)


def _processor(masters: list[int]) -> float:
    """Seconds of the processor that these processes and their children have used: what a busy machine does not change much."""
    pids = [pid for master in masters for pid in (master, *_children(master))]
    told = [path.read_text() for pid in pids for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(words.split()[0]) for words in told) / 1e9


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _memory(pid: int) -> tuple[int, int]:
    """kB: its own share of what is shared counted in part, and everything that it can see."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Pss:", "Rss:"))}
    return found["Pss"], found["Rss"]


# -- All of it ---------------------------------------------------------------------------------------------------------
def measured(only: str) -> dict[str, float]:
    figures: dict[str, float] = {}
    if only in {"", "pages"}:
        figures["pages per second"], figures["web worker, MB (PSS)"], figures["web worker, MB (RSS)"] = pages()
    for workers, words in ((1, "one worker"), (2, "two workers")) if only != "pages" else ():
        with ExitStack() as stack:
            sink = stack.enter_context(mail_server())
            masters = stack.enter_context(processes("worker", "w_worker", workers))
            if only in {"", "papers"}:
                figures[f"documents per second, {words}"], each = papers(masters)
                figures[f"a document, ms of the processor, {words}"] = each
            if only in {"", "mails"}:
                figures[f"mails per second, {words}"], each = mails(sink, masters)
                figures[f"a mail, ms of the worker's processor, {words}"] = each
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=embedded.ROOT, help="another checkout to measure")
    embedded.ROOT = parser.parse_args().root.resolve()
    with installation.installed():
        installation.run("manage.py", "migrate", "--verbosity", "0")
        ask("demo")
        figures = measured(os.environ.get("ONLY", ""))
    for name, figure in figures.items():
        print(f"{name}: {figure:.1f}")
    if target := os.environ.get("BENCH_JSON"):
        Path(target).write_text(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the product's processes on this machine: `run` (with demo data) and `stack` (as in production).

The commands are those of docker-compose.yml; a test compares them.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coaching.config import embedded
from coaching.core.ground import filling

ROOT = Path(__file__).resolve().parents[2]
RESTARTS = 3  # within a minute of each other
PATIENCE = 300  # seconds until the first page must answer: who dies is noticed before, and a slow machine is no fault
SHOWN = 8  # seconds that the pages stay to say that the demo could not be filled in: they come again every three

# name → (login of the database, command); `python -m` finds them in the environment, container or not.
# The web keeps an idle connection longer than the proxy (Caddy: two minutes): nothing is sent on one that just closed.
PROCESSES: dict[str, tuple[str, str]] = {
    "web": (
        "w_web",
        "gunicorn coaching.config.wsgi --bind {host}:{port} --workers {workers} --threads 4 --keep-alive 150"
        " --preload --no-control-socket",
    ),
    "worker": ("w_worker", "celery -A coaching.config.celery worker --concurrency 1 --loglevel INFO"),
    "beat": ("w_worker", "celery -A coaching.config.celery beat --loglevel WARNING --schedule {state}/beat --pidfile="),
}
SETS = {"run": {"web": 1, "worker": 1, "beat": 1}, "stack": {"web": 1, "worker": 2, "beat": 1}}
# `run` prints the sign-ins: no banners beside them, and of what goes well nothing
QUIET = {"web": "--log-level warning", "worker": "--loglevel WARNING", "beat": ""}
# beginnings of warnings that are right elsewhere: a worker of root's, static files that are served from their sources
NO_NEWS = ("You're running the worker with superuser privileges", "No directory at")


class Stopped(BaseException):
    """Someone asked us to stop."""


class Child:
    """One process with its output behind a prefix; restarted when it dies by itself, a few times."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment, self.restarts = name, command, environment, 0
        self.start()

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches it through us only; it never outlives us."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )
        threading.Thread(target=self._print, args=(self.process,), daemon=True).start()

    def _print(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in filter(str.strip, process.stdout):
            say(f"{self.name:>8} | {line.rstrip()}")

    def look_after(self) -> bool:
        """Restart when dead; False when it died too often."""
        if self.process.poll() is None:
            return True
        self.restarts = 1 if time.monotonic() - self.started > 60 else self.restarts + 1
        again = self.restarts <= RESTARTS
        say(f"{self.name} stopped with code {self.process.returncode}; {'starting it again' if again else 'giving up'}")
        if again:
            self.start()
        return again

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)


class Once(Child):
    """One process that ends by itself and is not started again; how it ended is for whoever waits for it."""

    def look_after(self) -> bool:
        return True


class Servers:
    """The embedded servers, when they are the ones we use: started again when they die, for as long as we run."""

    def __init__(self, sockets: Path | None) -> None:
        self.sockets, self.trouble = sockets, ""

    def look_after(self) -> bool:
        """Whether they run now."""
        if self.sockets is None:
            return True
        try:
            for name in embedded.look_after(self.sockets):
                say(f"{name} had stopped; started it again")
            self.trouble = ""
        except embedded.Unavailable as error:  # what it left behind is in the way for a moment
            if str(error) != self.trouble:
                self.trouble = str(error)
                say(f"{self.trouble}; trying again")
        return not self.trouble


def say(line: str) -> None:
    """Print, unless nobody listens any more: a closed pipe must not stop the product."""
    try:
        print(line, flush=True)
    except (BrokenPipeError, ValueError):
        pass


def command_of(name: str, *, quiet: bool = False, **values: object) -> list[str]:
    module, *arguments = PROCESSES[name][1].format(**values).split()
    if quiet:
        arguments = [*(["--quiet"] if module == "celery" else []), *arguments, *QUIET[name].split()]
    return [sys.executable, "-m", module, *arguments]


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT is {text!r}; use a number from 1 to 65535")
    return int(text)


def _environment(kind: str, port: int) -> dict[str, str]:
    """What the processes read. Servers that the environment names are used; otherwise the embedded ones.

    `stack` stands for production: there what is committed is on the disk.
    """
    environment = {"VIJFSPRONG_MODE": "demo", "SITE_URL": f"http://localhost:{port}", **os.environ}
    if "DATABASE_HOST" not in environment:
        environment.update(embedded.ensure(durable=kind == "stack"))
    environment.update(PORT=str(port), PYTHONUNBUFFERED="1")
    quiet = (f"ignore:{beginning}" for beginning in NO_NEWS)
    environment["PYTHONWARNINGS"] = ",".join(filter(None, (environment.get("PYTHONWARNINGS"), *quiet)))
    environment.pop("DATABASE_LOGIN", None)
    return environment


def _embedded_servers(environment: dict[str, str]) -> Servers:
    ours = "DATABASE_HOST" not in os.environ
    return Servers(Path(environment["DATABASE_HOST"]) if ours else None)


def _with_demo_data(environment: dict[str, str]) -> bool:
    return environment.get("DEMO_DATA") != "no"


@dataclass(frozen=True)
class Prepared:
    """demo_lacks: it is to be filled in, and not there yet; signins: what to print about signing in."""

    demo_lacks: bool
    signins: str


def _prepare(kind: str, environment: dict[str, str]) -> Prepared:
    """Translations and database up to date, in one start of Django; the login is chosen by manage.py."""
    from coaching.core.messages import compile_all  # noqa: PLC0415 - babel is needed once, when all is prepared

    compile_all()
    command = ["prepare_run", *(["--demo"] if _with_demo_data(environment) else [])]
    result = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    if result.returncode:
        raise SystemExit(f"make {kind}: `manage.py {' '.join(command)}` failed; nothing was started")
    first, _, rest = result.stdout.partition("\n")
    return Prepared(first == "missing", rest)


def _progress(environment: dict[str, str]) -> Path:
    """The file that tells how far the demo is; a run that was killed leaves its own for the next one on its port."""
    return Path(environment.get("STATE_DIR") or embedded.state_folder()) / f"demo-{environment['PORT']}"


def _fill(environment: dict[str, str]) -> Once:
    """Begin to fill in the demo, beside what runs; from here on the pages say how far it is."""
    environment["DEMO_PROGRESS"] = str(_progress(environment))
    filling.tell(Path(environment["DEMO_PROGRESS"]), filling.Filling())
    return Once("demo", [sys.executable, "manage.py", "load_demo"], environment)


def _until_filled(kind: str, demo: Once, children: list[Child], servers: Servers) -> bool:
    """Whether the demo is whole. When it cannot be, the pages have a moment to say so."""
    while demo.process.poll() is None:
        if not _looked_after(children, servers):
            return False
        time.sleep(0.2)
    if demo.process.returncode == 0:
        return True
    filling.tell(Path(demo.environment["DEMO_PROGRESS"]), filling.Filling(failed=True))
    say(f"make {kind}: `manage.py load_demo` failed, see the lines above; the pages say so, then all ends")
    end = time.monotonic() + SHOWN
    while time.monotonic() < end and _looked_after(children, servers):
        time.sleep(0.2)
    return False


def _start(kind: str, name: str, environment: dict[str, str], children: list[Child]) -> None:
    state = environment.get("STATE_DIR") or embedded.state_folder()
    values = {"host": "127.0.0.1", "port": environment["PORT"], "workers": 2, "state": state}
    count = SETS[kind][name]
    for number in range(1, count + 1):
        command = command_of(name, quiet=kind == "run", **values)
        if name == "worker":
            command += [
                "--hostname",
                f"{kind}{number}-{environment['PORT']}@localhost",
            ]  # beside another run on the same servers
        label = name if count == 1 else f"{name}{number}"
        children.append(Child(label, command, {**environment, "DATABASE_LOGIN": PROCESSES[name][0]}))


def _wait_for_page(port: int, children: list[Child]) -> bool:
    """Until the web process answers; False when it gave up or took too long."""
    deadline = time.monotonic() + PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and all(child.look_after() for child in children):
        try:
            with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal raise Stopped inside; once it is raised, later ones wait for the end."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stopped(*_args: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = [signal.signal(number, stopped) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _looked_after(children: list[Child], servers: Servers) -> bool:
    """False when somebody died too often. While a server is away nobody is asked: who needs it starts after it."""
    return not servers.look_after() or all(child.look_after() for child in children)


def _announce(port: int) -> None:
    say(f"\nVijfsprong runs at http://localhost:{port}  (Ctrl-C stops it)\n")


def _with_demo(kind: str, environment: dict[str, str], children: list[Child], servers: Servers) -> bool:
    """The demo filled in beside the web process, whose pages say how far it is; False when either cannot be had."""
    demo = _fill(environment)
    children.append(demo)
    try:
        if not _first_page(kind, environment, children):
            return False
        _announce(int(environment["PORT"]))
        say("The demo is being filled in; the pages say how far it is. The sign-ins follow when it is whole.\n")
        return _until_filled(kind, demo, children, servers)
    finally:
        filling.forget(Path(environment["DEMO_PROGRESS"]))


def _first_page(kind: str, environment: dict[str, str], children: list[Child]) -> bool:
    _start(kind, "web", environment, children)
    if _wait_for_page(int(environment["PORT"]), children):
        return True
    say(f"make {kind}: no page answers; see the lines above")
    return False


def _run(kind: str, port: int, children: list[Child]) -> int:
    environment = _environment(kind, port)
    servers = _embedded_servers(environment)
    prepared = _prepare(kind, environment)
    filling.forget(_progress(environment))
    if prepared.demo_lacks:
        if not _with_demo(kind, environment, children, servers):
            return 1
    elif not _first_page(kind, environment, children):
        return 1
    for name in SETS[kind].keys() - {"web"}:  # after the first page and the demo: those are what people wait for
        _start(kind, name, environment, children)
    if not prepared.demo_lacks:
        _announce(port)
    say(prepared.signins)
    while _looked_after(children, servers):
        time.sleep(1)
    return 1


def main(kind: str) -> int:
    """Start, look after and stop; Ctrl-C or SIGTERM ends all that was started here and nothing else."""
    port = _port()
    if not _port_is_free(port):
        print(f"Port {port} is in use. Choose another: make {kind} PORT={port + 1}", file=sys.stderr)
        return 1
    children: list[Child] = []
    with _stoppable():
        try:
            return _run(kind, port, children)
        except Stopped:
            say("stopping…")
            return 0
        finally:
            for child in children:
                child.stop()
            for child in children:
                child.wait(15)
            embedded.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))

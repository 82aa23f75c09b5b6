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
from pathlib import Path

from coaching.config import embedded

ROOT = Path(__file__).resolve().parents[2]
RESTARTS = 3

# name → (login of the database, command); `python -m` finds them in the environment, container or not
PROCESSES: dict[str, tuple[str, str]] = {
    "web": ("w_web", "gunicorn coaching.config.wsgi --bind {host}:{port} --workers {workers} --threads 4 --preload"),
    "worker": ("w_worker", "celery -A coaching.config.celery worker --concurrency 1 --loglevel INFO"),
    "beat": ("w_worker", "celery -A coaching.config.celery beat --loglevel WARNING --schedule {state}/beat"),
}
SETS = {"run": {"web": 1, "worker": 1, "beat": 1}, "stack": {"web": 1, "worker": 2, "beat": 1}}


class Child:
    """One process with its output behind a prefix; restarted when it dies by itself, a few times."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment, self.restarts = name, command, environment, 0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
        threading.Thread(target=self._print, args=(self.process,), daemon=True).start()

    def _print(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"{self.name:>8} | {line}", end="", flush=True)

    def look_after(self) -> bool:
        """Restart when dead; False when it died too often."""
        if self.process.poll() is None:
            return True
        self.restarts += 1
        print(f"{self.name} stopped with code {self.process.returncode}", flush=True)
        if self.restarts > RESTARTS:
            return False
        self.start()
        return True

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)


def _command(template: str, **values: object) -> list[str]:
    return [sys.executable, "-m", *template.format(**values).split()]


def _manage(environment: dict[str, str], *arguments: str) -> bool:
    """Run a management command; its login is chosen by manage.py."""
    inherited = {k: v for k, v in environment.items() if k != "DATABASE_LOGIN"}
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=inherited).returncode == 0


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _prepare(kind: str) -> dict[str, str]:
    environment = {**os.environ, "VIJFSPRONG_MODE": os.environ.get("VIJFSPRONG_MODE", "demo"), "PYTHONUNBUFFERED": "1"}
    environment.update(embedded.ensure())
    port = environment.setdefault("PORT", "8000")
    environment.setdefault("SITE_URL", f"http://localhost:{port}")
    for arguments in (["migrate", "--verbosity", "0"], ["messages", "--compile"], ["load_demo"]):
        if not _manage(environment, *arguments):
            raise SystemExit(f"{kind}: `manage.py {' '.join(arguments)}` failed; nothing was started")
    return environment


def _children(kind: str, environment: dict[str, str]) -> list[Child]:
    (ROOT / ".local").mkdir(exist_ok=True)
    values = {"host": "127.0.0.1", "port": environment["PORT"], "workers": 2, "state": ROOT / ".local"}
    children = []
    for name, count in SETS[kind].items():
        login, template = PROCESSES[name]
        for number in range(1, count + 1):
            command = _command(template, **values)
            if name == "worker":
                command += ["--hostname", f"{kind}{number}@localhost"]
            label = name if count == 1 else f"{name}{number}"
            children.append(Child(label, command, {**environment, "DATABASE_LOGIN": login}))
    return children


def main(kind: str) -> int:
    """Start, look after and stop; Ctrl-C or SIGTERM ends all that was started here and nothing else."""
    port = int(os.environ.get("PORT", "8000"))
    if not _port_is_free(port):
        print(f"Port {port} is in use. Choose another: make {kind} PORT={port + 1}", file=sys.stderr)
        return 1
    environment = _prepare(kind)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: ended.set())
    children = _children(kind, environment)
    time.sleep(2)
    print(f"\nVijfsprong runs at http://localhost:{port}  (Ctrl-C stops it)\n", flush=True)
    _manage(environment, "demo_signins")
    healthy = True
    while healthy and not ended.wait(1):
        healthy = all(child.look_after() for child in children)
    for child in children:
        child.stop()
    for child in children:
        child.wait(15)
    embedded.stop()
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))

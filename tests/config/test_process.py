"""The runner of `make run` and `make stack`: what it starts, looks after and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coaching.config import embedded, process
from tests.config.test_embedded import gone
from tests.patience import HANGS, until

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def start(request):
    """`start(command)` → a child, ended with the test."""

    def make(command, name="beat"):
        child = process.Child(name, command, dict(os.environ))
        request.addfinalizer(lambda: (child.stop(), child.wait(HANGS)))
        return child

    return make


def test_output_has_the_name_of_the_process(start, capfd):
    child = start([sys.executable, "-c", r"import sys; sys.stdout.buffer.write(b'caf\xc3\xa9 \xff\n')"])
    child.wait(HANGS)
    until(lambda: "beat | café \ufffd" in capfd.readouterr().out)


def test_who_dies_is_named_and_started_again(start, capsys):
    child = start(SLEEP)
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    assert child.look_after()
    assert child.process.pid != first
    assert child.process.poll() is None
    assert capsys.readouterr().out == "beat stopped with code -9; starting it again\n"


def test_who_keeps_dying_is_given_up(start, capsys):
    child = start([sys.executable, "-c", "raise SystemExit(3)"])
    starts = 0
    while True:
        child.process.wait()
        if not child.look_after():
            break
        starts += 1
    assert starts == process.RESTARTS
    assert capsys.readouterr().out.splitlines()[-1] == "beat stopped with code 3; giving up"


def test_who_does_not_listen_is_killed_with_its_children(start, capfd):
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    child = start([sys.executable, "-c", code])
    until(lambda: "deaf" in capfd.readouterr().out)
    child.stop()
    child.wait(0.2)
    assert child.process.returncode == -signal.SIGKILL


def test_children_do_not_outlive_a_killed_runner():
    code = f"""
import os, time
from coaching.config.process import Child
print(Child("web", {SLEEP!r}, dict(os.environ)).process.pid, flush=True)
time.sleep(600)
"""
    runner = subprocess.Popen([sys.executable, "-c", code], cwd=process.ROOT, stdout=subprocess.PIPE, text=True)
    assert runner.stdout
    with runner.stdout:
        pid = int(runner.stdout.readline())
        runner.kill()
        runner.wait()
    until(lambda: gone(pid))


@pytest.mark.parametrize("kind", ["run", "stack"])
def test_port_in_use_is_one_clear_line(kind):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "coaching.config.process", kind],
            cwd=process.ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "PORT": str(port)},
            timeout=HANGS,
        )
    assert result.returncode == 1
    assert result.stderr == f"Port {port} is in use. Choose another: make {kind} PORT={port + 1}\n"


@pytest.mark.parametrize("value", ["80a", "0", "70000", "-1"])
def test_nonsense_port_is_one_clear_line(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(SystemExit, match="use a number from 1 to 65535$"):
        process.main("run")


def test_stop_during_preparation_ends_everything(monkeypatch, capsys):
    """Ctrl-C before anything runs: no traceback, and the servers are given back."""
    stopped = []
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(process.embedded, "ensure", dict)
    monkeypatch.setattr(process.embedded, "stop", lambda: stopped.append(True))
    monkeypatch.setattr(process, "_prepare", lambda *_args: os.kill(os.getpid(), signal.SIGINT) or time.sleep(5))
    before = signal.getsignal(signal.SIGINT)
    assert process.main("run") == 0
    assert capsys.readouterr().out == "stopping…\n"
    assert stopped == [True]
    assert signal.getsignal(signal.SIGINT) is before


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def test_only_this_machine_reaches_it():
    command = process.command_of("web", host="127.0.0.1", port=8000, workers=2)
    assert "127.0.0.1:8000" in command
    assert "0.0.0.0" not in Path(str(process.__file__)).read_text()


def test_health_check_of_the_container():
    """Nobody there: not healthy, one line."""
    result = subprocess.run(
        [sys.executable, "scripts/healthcheck.py", "/readyz"],
        cwd=embedded.ROOT,
        capture_output=True,
        text=True,
        env={"PORT": str(free_port()), "ALLOWED_HOSTS": "vijfsprong.example"},
    )
    assert result.returncode == 1
    assert result.stdout.startswith("/readyz: ")
    assert result.stderr == ""


def test_health_check_asks_for_a_host_we_serve(live_server):
    for host, expected in (("localhost", 0), ("other.example", 1)):
        result = subprocess.run(
            [sys.executable, "scripts/healthcheck.py", "/readyz"],
            cwd=embedded.ROOT,
            capture_output=True,
            text=True,
            env={"PORT": str(live_server.thread.port), "ALLOWED_HOSTS": host},
        )
        assert result.returncode == expected, result.stdout


class Sockets:
    """What `embedded.look_after` answers, one after the other."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def __call__(self, _sockets):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def test_servers_that_died_are_named_and_trouble_is_said_once(monkeypatch, capsys):
    trouble = embedded.Unavailable("the embedded PostgreSQL does not start: memory in use")
    answers = Sockets([], trouble, trouble, ["PostgreSQL", "Redis"])
    monkeypatch.setattr(process.embedded, "look_after", answers)
    servers = process.Servers(Path("/somewhere"))
    assert [servers.look_after() for _turn in range(4)] == [True, False, False, True]
    assert capsys.readouterr().out.splitlines() == [
        "the embedded PostgreSQL does not start: memory in use; trying again",
        "PostgreSQL had stopped; started it again",
        "Redis had stopped; started it again",
    ]


def test_servers_that_the_environment_names_are_somebody_elses(monkeypatch):
    asked = Sockets()
    monkeypatch.setattr(process.embedded, "look_after", asked)
    monkeypatch.setenv("DATABASE_HOST", "db.example")
    assert process._embedded_servers({"DATABASE_HOST": "db.example"}).look_after()
    assert asked.asked == 0
    monkeypatch.delenv("DATABASE_HOST")
    asked.answers.append([])
    assert process._embedded_servers({"DATABASE_HOST": "/sockets"}).look_after()
    assert asked.asked == 1


@pytest.mark.parametrize(("kind", "durable"), [("run", False), ("stack", True)])
def test_the_stack_is_durable(monkeypatch, kind, durable):
    asked = []
    monkeypatch.delenv("DATABASE_HOST")
    monkeypatch.setattr(process.embedded, "ensure", lambda **how: asked.append(how) or {})
    process._environment(kind, 8000)
    assert asked == [{"durable": durable}]

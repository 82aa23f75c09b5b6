"""The bench's own database, Redis and web process, as in production: the web logs in without rights."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import requests

from coaching.config import embedded, process
from tests import prepared

DATABASE = "_".join(filter(None, ("vijfsprong_bench", os.environ.get("TEST_DATABASE_SUFFIX", ""))))
START = 90  # seconds


def _sql(statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(host=os.environ["DATABASE_HOST"], user="app_owner", dbname=database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


@contextmanager
def installed() -> Iterator[None]:
    """Servers run and the environment names them; the database is dropped behind it unless BENCH_KEEP is set."""
    if "DATABASE_HOST" not in os.environ:
        os.environ.update(embedded.ensure())
    folder = Path(tempfile.mkdtemp(prefix="vs-bench-"))
    redis = embedded.start_redis(folder, folder / "r.sock", ours_alone=True)
    os.environ.update(embedded.redis_environment(folder / "r.sock"))
    os.environ.update(DATABASE_NAME=DATABASE, VIJFSPRONG_MODE="demo", MEDIA_DIR=str(folder / "media"))
    try:
        if not _sql(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):
            _sql(f"CREATE DATABASE {DATABASE}")
        yield
    finally:
        if not os.environ.get("BENCH_KEEP"):
            prepared.drop(DATABASE)
        os.kill(redis, signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)
        embedded.stop()


def run(*command: str, **more: str) -> str:
    """A Python command of the project; fails with the end of what it said."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_LOGIN"} | more
    done = subprocess.run(
        [sys.executable, *command], cwd=embedded.ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def filled(applications: int, rows: int) -> dict[str, Any]:
    """Migrate and fill; what the pages need to know."""
    run("manage.py", "migrate", "--verbosity", "0")
    found = json.loads(run("-m", "tests.bench.seed", str(applications), str(rows)).splitlines()[-1])
    vacuum()
    return dict(found)


def vacuum() -> None:
    """As autovacuum would have by the next morning."""
    _sql("VACUUM ANALYZE", DATABASE)


@contextmanager
def web() -> Iterator[str]:
    """One web process with its usual threads; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = process.command_of("web", host="127.0.0.1", port=port, workers=1)
    environment = {**os.environ, "DATABASE_LOGIN": "w_web", "SITE_URL": f"http://localhost:{port}"}
    child = subprocess.Popen(
        command,
        cwd=embedded.ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=embedded.die_with_parent,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base + "/healthz", child)
        yield base
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait(address: str, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and child.poll() is None:
        try:
            if requests.get(address, timeout=2, proxies={"http": ""}).status_code == 200:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise SystemExit("the web process does not answer")

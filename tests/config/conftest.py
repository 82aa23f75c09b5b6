"""A cluster of its own, thrown away afterwards: these tests kill servers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg2
import pytest

from coaching.config import embedded
from tests.patience import HANGS

PRELUDE = """
import os, sys
from pathlib import Path
from coaching.config import embedded
embedded.ROOT = Path(sys.argv[1])
"""


def child(root: Path, code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process of its own, with the servers of `root`."""
    command = [sys.executable, "-c", PRELUDE + code, str(root)]
    return subprocess.run(command, cwd=embedded.ROOT, capture_output=True, text=True, timeout=HANGS, **options)


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    """An empty project folder that everyone may pass, as a clone is."""
    root = Path(tempfile.mkdtemp(prefix="vs-config-"))
    root.chmod(0o755)
    yield root
    child(root, "embedded.remove()")
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def servers(project: Path) -> Iterator[SimpleNamespace]:
    """The running servers of `project`: `.sockets`, `.postmaster`, `.ask(sql)` as superuser."""
    keeper = subprocess.Popen(
        [
            sys.executable,
            "-c",
            PRELUDE + "print(embedded.ensure()['DATABASE_HOST'], flush=True); sys.stdin.read(); embedded.stop()",
            str(project),
        ],
        cwd=embedded.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert keeper.stdin and keeper.stdout
    sockets = Path(keeper.stdout.readline().strip())

    def ask(sql: str, database: str = "vijfsprong") -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    yield SimpleNamespace(root=project, sockets=sockets, postmaster=postmaster(project), ask=ask, keeper=keeper)
    if keeper.poll() is None:
        keeper.communicate(timeout=HANGS)
    else:
        keeper.stdin.close()
        keeper.stdout.close()


def postmaster(root: Path) -> int | None:
    """Process id of the PostgreSQL server of that project, if one runs."""
    file = root / ".local" / "postgres" / "postmaster.pid"
    return int(file.read_text().splitlines()[0]) if file.exists() else None

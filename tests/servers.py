"""Starts the servers before Django's settings load: an early pytest plugin (`-p tests.servers`).

PostgreSQL is the shared embedded cluster (tests have databases of their own); Redis is the tests' own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path

from coaching.config import embedded
from coaching.core.messages import compile_all

if not os.environ.get("PYTEST_XDIST_WORKER"):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does: with a summary, leaving nothing
    compile_all()  # before Django loads: it keeps the default language from its first look, compiled or not
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # the many processes that tests start would each compile the product
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(embedded.state_folder() / "compiled"))
os.environ["VIJFSPRONG_MODE"] = "test"
if "DATABASE_HOST" not in os.environ:
    os.environ.update(embedded.ensure())
    atexit.register(embedded.stop)
    _folder = Path(tempfile.mkdtemp(prefix="vs-test-"))
    _redis = embedded.start_redis(_folder, _folder / "r.sock", ours_alone=True)
    os.environ.update(embedded.redis_environment(_folder / "r.sock"))
    os.environ["MEDIA_DIR"] = str(_folder / "media")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    atexit.register(os.kill, _redis, 15)
os.environ["DATABASE_LOGIN"] = "app_owner"
if worker := os.environ.get("PYTEST_XDIST_WORKER", ""):  # tests clear the cache: one each
    os.environ["REDIS_CACHE_URL"] = os.environ["REDIS_CACHE_URL"].replace("db=1", f"db={2 + int(worker[2:])}")

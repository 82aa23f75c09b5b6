"""The product's processes on a database, a Redis and a mail server of their own, and a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from coaching.config import embedded
from tests import prepared, smtp
from tests.acceptance.browsing import FLAGS
from tests.needs import browser_path
from tests.patience import HANGS
from tests.stack.conftest import Stack, _free_port, started
from tests.turns import on_the_demo

DATABASE = "test_vijfsprong_story"


@dataclass
class Product:
    """Where it runs, how commands reach its database, and who gets its mails."""

    base: str
    environment: dict[str, str]
    stack: Stack
    mails: smtp.Sink

    def run(self, *command: str, **changes: str) -> str:
        """A Python command against the product's database; returns what it prints."""
        environment = {**self.environment, **changes}
        result = subprocess.run(
            [sys.executable, *command],
            cwd=embedded.ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=HANGS,
        )
        assert result.returncode == 0, f"{command}: {result.stderr[-3000:]}"
        return result.stdout


@contextmanager
def _database(word: str) -> Iterator[str]:
    """Made like production's: owned by app_owner, and migrated, which is done once (tests/prepared.py)."""
    suffix = os.environ.get("TEST_DATABASE_SUFFIX", "")
    name = "_".join(filter(None, (DATABASE, word, suffix, str(os.getpid()))))
    with prepared.lent(name):
        yield name


@contextmanager
def _running(word: str) -> Iterator[Product]:
    """Web, worker and beat as `make run` starts them, with real mail. Stops what it started and nothing else."""
    folder = Path(tempfile.mkdtemp(prefix="vs-story-"))
    redis = embedded.start_redis(folder, folder / "r.sock", ours_alone=True)
    port = str(_free_port())
    inherited = {key: value for key, value in os.environ.items() if key not in {"DATABASE_LOGIN", "VIJFSPRONG_MODE"}}
    try:
        with smtp.running() as mails, _database(word) as database:
            environment = {
                **inherited,
                **embedded.redis_environment(folder / "r.sock"),
                "DATABASE_NAME": database,
                "PORT": port,
                "SITE_URL": f"http://localhost:{port}",
                "MEDIA_DIR": str(folder / "media"),
                "STATE_DIR": str(folder),
                "DEMO_DATA": "no",
                "VIJFSPRONG_MODE": "demo",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": str(mails.port),
            }
            with started("run", environment) as stack:
                answer = requests.get(stack.base + "/readyz", timeout=HANGS, proxies={"http": ""})
                assert answer.json() == {"ready": True}
                yield Product(stack.base, environment, stack, mails)
    finally:
        os.kill(redis, signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def product_of_the_stories() -> Iterator[Product]:
    with _running("stories") as running:
        yield running


@pytest.fixture(scope="session")
def product_of_the_demo() -> Iterator[Product]:
    with _running("demo") as running:
        yield running


@pytest.fixture(scope="module")
def product(request: pytest.FixtureRequest) -> Product:
    """One for the stories that a process plays, another for the files that look at the demo: neither meets the other's."""
    file = request.path.relative_to(embedded.ROOT).as_posix()
    found: Product = request.getfixturevalue(f"product_of_the_{'demo' if on_the_demo(file) else 'stories'}")
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser per story; every person gets a profile of their own in it. It ends with the story: while it runs, its
    event loop keeps other tests of this process from the database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(product_of_the_demo: Product) -> dict[str, Any]:
    """The demo in its product's database. Its mails and documents are not made: nobody reads them here."""
    product = product_of_the_demo
    elsewhere = product.environment["REDIS_URL"] + "?virtual_host=5"  # tasks that no worker takes
    product.run("manage.py", "load_demo", EMAIL_HOST="", REDIS_URL=elsewhere)
    found: dict[str, Any] = json.loads(product.run("-m", "tests.acceptance.seed", "pages"))
    return found


ON_THE_DEMO = ("test_axe.py", "test_clicks.py", "test_week.py")  # the sweep first: the others change what it shows


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The stories before what needs the demo, and that in its order."""

    def turn(item: pytest.Item) -> int:
        here = item.path.parent.name == "acceptance" and item.path.name in ON_THE_DEMO
        return 1 + ON_THE_DEMO.index(item.path.name) if here else 0

    items.sort(key=turn)

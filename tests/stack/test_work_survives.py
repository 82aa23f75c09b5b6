"""`kill -9` among the workers while a poster and a document are made: the page says so, and it is made all the same."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.stack.browsing import Visitor
from tests.stack.conftest import EVER_AGAIN, Stack, _command, started, still_runs, wait_for
from tests.stack.surviving import Ledger, connect, run

pytestmark = [pytest.mark.stack, pytest.mark.pdf, pytest.mark.slow, pytest.mark.no_cover]
SEED = "tests.stack.work_seed"
TRIES = 20  # a machine may be so fast that it is made before it can be killed
STOPPED = "vanzelf opnieuw"


@dataclass
class Scene:
    stack: Stack
    ledger: Ledger
    visitor: Visitor
    module: str
    draft: str

    def seed(self, *words: object) -> Any:
        return json.loads(run(self.stack.environment, "-m", SEED, *words).splitlines()[-1])

    def until(self, found: Any) -> Any:
        return wait_for(found, self.stack)

    def state(self, key: str) -> tuple[str, int] | None:
        found = self.ledger.rows(f"SELECT state, attempts FROM core_work WHERE subject_id = '{key}'")
        return (found[0][0], found[0][1]) if found else None


@pytest.fixture(scope="module")
def scene(environment: dict[str, str]) -> Iterator[Scene]:
    run(environment, "manage.py", "migrate", "--verbosity", "0")
    session, module, draft = json.loads(run(environment, "-m", SEED, "begin").splitlines()[-1])
    with closing(connect(environment)) as connection, started("stack", environment, "-c", EVER_AGAIN) as stack:
        with closing(Visitor(stack.base, session)) as visitor:
            yield Scene(stack, Ledger(connection), visitor, module, draft)


def workers(scene: Scene) -> dict[int, str]:
    """Both with their children, once they are there: looked up before, for on a busy machine that takes as long as a poster."""
    pairs: Any = scene.until(lambda: len(found := scene.stack.pairs("worker")) == 2 and found)
    return {pid: _command(pid) for pair in pairs for pid in pair}


def kill(scene: Scene, commands: dict[int, str]) -> None:
    """All at once, as the end of a machine does."""
    for pid in commands:
        os.kill(pid, signal.SIGKILL)
    scene.until(lambda: not any(still_runs(pid, command) for pid, command in commands.items()))


@contextmanager
def at_rest(commands: dict[int, str]) -> Iterator[None]:
    """These processes do nothing meanwhile."""
    for pid in commands:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in commands:
            os.kill(pid, signal.SIGCONT)


def killed_in_the_middle(scene: Scene, *words: object) -> str:
    """The key of a record whose worker was killed while it was at it."""
    for number in range(1, TRIES + 1):
        victims = workers(scene)
        with at_rest(victims):  # asking takes longer than making it
            key = scene.seed(*words, number)
        while (state := scene.state(key)) and state[0] == "waiting":
            pass
        if state:
            kill(scene, victims)
        if scene.state(key):
            assert scene.state(key) == ("running", 1)
            return str(key)
    raise AssertionError(f"{words} were always done before they could be killed")


def files(scene: Scene, folder: str) -> list[Path]:
    return list(Path(scene.stack.environment["MEDIA_DIR"], folder).rglob("*.pdf"))


def test_a_poster_whose_worker_is_killed_is_made_all_the_same(scene):
    key = killed_in_the_middle(scene, "poster", scene.module)
    before = len(files(scene, "materials"))
    assert STOPPED in scene.visitor.get(f"/p/stack/catalogue/versions/{scene.draft}/").text
    scene.seed("take_up")  # unless beat, which is there too, was first
    scene.until(lambda: scene.state(key) is None)
    assert len(files(scene, "materials")) == before + 1
    answer = scene.visitor.get(f"/p/stack/catalogue/{scene.module}/materials/{key}/")
    assert answer.content.startswith(b"%PDF-")


def test_so_is_a_document_and_its_page_says_so_meanwhile(scene):
    key = killed_in_the_middle(scene, "document")
    page = f"/p/stack/documents/{key}/"
    assert STOPPED in scene.visitor.get(f"{page}status/").text
    scene.seed("take_up")
    scene.until(lambda: scene.state(key) is None)
    assert "Uw PDF is klaar" in scene.visitor.get(f"{page}status/").text
    assert scene.visitor.get(page).content.startswith(b"%PDF-")
    assert scene.ledger.count("FROM core_work") == 0

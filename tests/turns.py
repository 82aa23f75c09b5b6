"""Which files are handed out first, when several processes share the suite (an early pytest plugin).

Files marked `slow` come first and those with one test last, so that no process is alone at the end with a long one. Of
`tests/acceptance` those that look at the demo stay together, before all others: filling it takes half a minute, and they
come in an order of their own. Each other story is somebody's turn, in the product of whichever process takes it.
"""

from __future__ import annotations

import ast
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

STORIES = "tests/acceptance/"
TOGETHER = f"{STORIES}demo"
ROOT = Path(__file__).parents[1]


@cache
def on_the_demo(path: str) -> bool:
    """Whether a test or a fixture of this file asks for the fixture `demo`. Read from its text: who hands out has no more."""
    functions = [one for one in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(one, ast.FunctionDef)]
    return any(argument.arg == "demo" for one in functions for argument in one.args.args + one.args.kwonlyargs)


def shared(nodeid: str) -> str:
    """What is done by one process, one after the other: the file, or the files that stay together."""
    path = nodeid.partition("::")[0]
    return TOGETHER if path.startswith(STORIES) and on_the_demo(path) else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """As `--dist loadfile`, but in the order of the collection."""
    from xdist.scheduler import LoadFileScheduling

    class InTurn(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return shared(nodeid)

    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return InTurn(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every process finds the same order."""
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        return
    slow = {shared(item.nodeid) for item in items if item.get_closest_marker("slow")}
    tests = Counter(shared(item.nodeid) for item in items)
    turns = {
        name: (name != TOGETHER, not name.startswith(STORIES), name not in slow, -tests[name], name) for name in tests
    }
    items.sort(key=lambda item: turns[shared(item.nodeid)])

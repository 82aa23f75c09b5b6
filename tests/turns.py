"""Which files are handed out first, when several processes share the suite (an early pytest plugin).

Files marked `slow` come first and those with one test last, so that no process is alone at the end with a long one. The
files of `tests/acceptance` stay together, in their order: they share one product, which takes half a minute to start.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

TOGETHER = "tests/acceptance/"


def shared(nodeid: str) -> str:
    """What is done by one process, one after the other: the file, or the folder that stays together."""
    path = nodeid.partition("::")[0]
    return TOGETHER if path.startswith(TOGETHER) else path


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
    turns = {name: (name != TOGETHER, name not in slow, -tests[name], name) for name in tests}
    items.sort(key=lambda item: turns[shared(item.nodeid)])

"""One chain of middleware for all test clients of a process, as a server has one for all requests.

Each client builds its own otherwise, and WhiteNoise looks through all static files for each: 20 ms, several thousand times.
Whoever changes a setting gets a chain that is built with it, and what was built with it goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import setting_changed
from django.test.client import ClientHandler

_built: list[Any] = []
_load = ClientHandler.load_middleware


def _load_once(self: ClientHandler, is_async: bool = False) -> None:
    if not _built:
        _load(self, is_async)
        _built.append(self._middleware_chain)
    self._middleware_chain = _built[0]


def _forget(**_which: Any) -> None:
    _built.clear()


@pytest.fixture(scope="session", autouse=True)
def _one_chain_of_middleware() -> Iterator[None]:
    ClientHandler.load_middleware = _load_once
    setting_changed.connect(_forget)
    yield
    setting_changed.disconnect(_forget)
    ClientHandler.load_middleware = _load

"""How long tests wait: until what they wait for is there (an early pytest plugin).

A limit says that something hangs and measures nothing: the same suite runs beside others, several times as slow. So
there is one limit, and it is long; a wait ends by what it waits for. Limits of the product that would make a test
depend on speed are as long in the processes of the tests; a test of such a limit sets it itself.
"""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

HANGS = float(os.environ.get("TEST_PATIENCE", "600"))  # seconds; less of them while one mends a test that hangs
MILLISECONDS = HANGS * 1000  # as browsers count


def until(found: Callable[[], object], tell: Callable[[], str] = str, *, of: Any = None, every: float = 0.05) -> Any:
    """What `found` gives as soon as it gives something. In vain: fails with its words (or those of `of`), the load, and
    what `tell` knows."""
    deadline = time.monotonic() + HANGS
    while not (result := found()):
        if time.monotonic() > deadline:
            raise AssertionError(in_vain(of or found, tell()))
        time.sleep(every)
    return result


def in_vain(found: Callable[[], object], told: str, reason: str = f"waited {HANGS:.0f} s in vain") -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{reason} for\n{words_of(found)}\nload of the machine: {load}\n{told}"


def words_of(found: Callable[[], object]) -> str:
    """The lines of the test that say what is waited for."""
    try:
        return inspect.getsource(found).rstrip()
    except (OSError, TypeError):
        return repr(found)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _patient_product()
    if item.get_closest_marker("browser"):
        _patient_browsers()


def _limits() -> list[tuple[Any, str]]:
    """A cache that does not answer in a second counts as away, the register after 0,4 s as silent, a PDF after 20 s as one
    that hangs."""
    from coaching.companies.register import lookup
    from coaching.core.ground import cache
    from coaching.core.paper import pdf_safety

    return [
        (vars(cache), "CONNECT_SECONDS"),
        (vars(cache), "ANSWER_SECONDS"),
        (lookup.look_up.__kwdefaults__, "wait"),
        (vars(pdf_safety), "PATIENCE"),
    ]


@cache
def _patient_product() -> tuple[float, ...]:
    """Makes them long; what they were."""
    were = tuple(place[name] for place, name in _limits())
    _set((HANGS, HANGS, int(MILLISECONDS), HANGS))
    return were


def _set(values: Iterable[float]) -> None:
    for (place, name), value in zip(_limits(), values, strict=True):
        place[name] = value


@contextmanager
def limits_of_the_product() -> Iterator[None]:
    """As they are in production: for a test of what happens when one of them has passed."""
    long = [place[name] for place, name in _limits()]
    _set(_patient_product())
    try:
        yield
    finally:
        _set(long)


@cache
def _patient_browsers() -> None:
    """Every page and every expectation of Playwright, in whatever way a test starts it."""
    from playwright.sync_api import Browser, expect

    expect.set_options(timeout=MILLISECONDS)
    for name in ("new_context", "new_page"):
        setattr(Browser, name, _with_patience(getattr(Browser, name)))


def _with_patience(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any, **options: Any) -> Any:
        context_or_page = make(*args, **options)
        context_or_page.set_default_timeout(MILLISECONDS)
        return context_or_page

    return made

"""How tests wait: by what they wait for, and in vain they say what it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.core.internal import ratelimit

from coaching.companies.register import lookup
from coaching.core.ground import cache
from tests import patience
from tests.stack.conftest import Stack, wait_for

HALF_A_SECOND = 0.5


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HANGS", HALF_A_SECOND)


@pytest.fixture
def stack(request: pytest.FixtureRequest, tmp_path: Path):
    """`stack(code)` → what stands for a running stack: a process, and what it said."""

    def make(code: str) -> Stack:
        log = tmp_path / "log"
        with log.open("wb") as output:
            process = subprocess.Popen([sys.executable, "-c", code], stdout=output, stderr=output)
        request.addfinalizer(lambda: (process.kill(), process.wait()))
        return Stack(process, "", log, {})

    return make


def test_it_ends_with_what_it_waits_for():
    answers = iter([0, "", None, "there"])
    assert patience.until(lambda: next(answers)) == "there"


def test_in_vain_it_says_what_it_waited_for_and_what_is_known(short):
    with pytest.raises(AssertionError) as failed:
        patience.until(lambda: None, lambda: "nobody came")
    assert "patience.until(lambda: None" in str(failed.value) and "nobody came" in str(failed.value)
    assert "load of the machine" in str(failed.value)


def test_of_a_stack_it_says_what_runs_and_what_it_said(short, stack):
    below = "[sys.executable, '-c', 'import sys; sys.stdin.read()  # below'], stdin=-1"  # ends with the one above it
    running = stack(f"import subprocess, sys; print('ready', flush=True); subprocess.Popen({below}).wait()")
    with pytest.raises(AssertionError, match=r"(?s)lambda: b.never.*\d+ \S [\d.]+ s .*# below.*ready"):
        wait_for(lambda: b"never" in running.log.read_bytes(), running)


def test_a_stack_that_ends_by_itself_is_not_waited_for(stack):
    running = stack("print('Port 1 is in use'); raise SystemExit(3)")
    with pytest.raises(AssertionError, match=r"(?s)ended with code 3.*Port 1 is in use"):
        wait_for(lambda: False, running)


def test_one_that_the_test_killed_is(stack):
    running = stack("import time; time.sleep(600)")
    looks = iter([False, False, True])
    running.process.send_signal(signal.SIGKILL)
    running.process.wait()
    assert wait_for(lambda: next(looks), running)


def test_the_products_limits_are_long_but_where_they_are_tested():
    def told() -> tuple[float, ...]:
        return cache.ANSWER_SECONDS, lookup.look_up.__kwdefaults__["wait"], ratelimit.CACHE_LOCK_WAIT_TIMEOUT

    assert told() == (patience.HANGS, patience.MILLISECONDS, patience.HANGS)
    with patience.limits_of_the_product():
        assert told() == (1.0, lookup.LONGEST_WAIT, 1)
    assert told() == (patience.HANGS, patience.MILLISECONDS, patience.HANGS)

"""A service that is away is left alone for a while, and the log has one line at either end."""

from __future__ import annotations

import logging

import pytest

from coaching.core.ground import outage


@pytest.fixture
def moment(monkeypatch):
    """A clock that the test turns: `moment[0] += seconds`."""
    now = [1000.0]
    monkeypatch.setattr(outage.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def breaker():
    return outage.Breaker("the queue", "work waits")


def test_nobody_tries_again_until_the_pause_is_over(breaker, moment):
    assert breaker.may_try()
    breaker.failed(OSError("gone"))
    assert not breaker.may_try()
    moment[0] += outage.PAUSE
    assert breaker.may_try()
    assert not breaker.may_try()  # one tries, the others go on without
    breaker.failed(OSError("gone"))
    moment[0] += outage.PAUSE - 0.1
    assert not breaker.may_try()


def test_all_may_as_soon_as_one_succeeded(breaker, moment):
    breaker.failed(OSError("gone"))
    moment[0] += outage.PAUSE
    assert breaker.may_try() and breaker.worked()
    assert breaker.may_try() and breaker.may_try()
    assert not breaker.worked()  # that outage has ended already


def test_one_line_at_either_end(breaker, moment, caplog):
    with caplog.at_level(logging.INFO, "coaching.core.ground.outage"):
        for _attempt in range(5):
            breaker.failed(OSError("gone"))
            moment[0] += outage.PAUSE
        breaker.worked()
        breaker.worked()
    assert [record.getMessage() for record in caplog.records] == [
        "the queue cannot be reached (gone); work waits",
        "the queue is back after 25 seconds",
    ]

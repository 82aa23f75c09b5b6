"""Beat while the queue is away: what is due waits for it, and then is asked for once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from celery.beat import SchedulingError

from coaching.config import beat
from tests.core.ground.test_redis_away import queued, redis  # noqa: F401 - a fixture
from tests.patience import HANGS

MORNING = "core.send_reminders"


@pytest.fixture
def scheduler(redis: Any, tmp_path: Path, monkeypatch: Any) -> beat.PatientScheduler:  # noqa: F811
    monkeypatch.setattr(beat, "PAUSE", 0.05)
    current_app.finalize()
    made = beat.PatientScheduler(app=current_app, schedule_filename=str(tmp_path / "beat"))
    assert made.producer  # connected, as it is after its first job
    return made


def test_the_settings_name_it():
    assert current_app.conf.beat_scheduler == "coaching.config.beat:PatientScheduler"
    assert current_app.conf.broker_connection_max_retries is None  # celery gives up after a hundred


def test_the_job_of_the_morning_is_not_skipped(redis, scheduler, caplog):  # noqa: F811
    redis.kill()
    job = scheduler.schedule[MORNING]
    ticking = threading.Thread(target=scheduler.apply_entry, args=[job, scheduler.producer], daemon=True)
    ticking.start()
    ticking.join(0.5)
    assert ticking.is_alive()
    redis.start()
    ticking.join(HANGS)
    assert not ticking.is_alive()
    assert queued() == 1
    said = [record.getMessage() for record in caplog.records if record.name == "coaching.config.beat"]
    assert len(said) == 2 and "waits until it is back" in said[0]


def test_another_mistake_is_not_waited_for(scheduler, monkeypatch):
    job = scheduler.schedule[MORNING]
    monkeypatch.setattr(type(current_app.tasks[job.task]), "apply_async", lambda *_a, **_k: 1 / 0)
    with pytest.raises(SchedulingError):
        scheduler.apply_async(job, scheduler.producer)

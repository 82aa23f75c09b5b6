"""Periodic jobs: what beat ticks, and the sweeper of the mail queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coaching.config.celery import app
from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.mail import delivery, mailbody
from coaching.core.mail.tasks import deliver_mail
from tests import factories
from tests.core.mail.mails import queued, row

pytestmark = pytest.mark.django_db


def test_beat_ticks_every_job():
    app.finalize()
    schedule = app.conf.beat_schedule
    assert set(schedule) == set(periodic.JOBS)
    assert {"core.send_reminders", "core.sweep_mail", "trajectories.escalate"} <= set(schedule)
    assert "core.sweep_mail" not in periodic.daily_jobs()
    assert periodic.daily_jobs() == sorted(periodic.daily_jobs())


def test_the_sweeper_names_the_stuck_and_wakes_the_delivery(monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(deliver_mail, "apply_async", lambda *args, **kwargs: woken.append(1))
    reader = factories.user()
    stuck, now = queued(reader, 1), clock.now()
    [claimed], _ = delivery.claim(now)
    assert delivery._carry(None, claimed.row, mailbody.write(claimed.row, reader.email, "nl"))
    with clock.at(now + timedelta(minutes=20)):
        with django_capture_on_commit_callbacks(execute=True):
            assert periodic.run("core.sweep_mail", clock.today()) == {"unknown": 1}
        assert not woken
        queued(reader, 2)
        with django_capture_on_commit_callbacks(execute=True):
            assert periodic.run("core.sweep_mail", clock.today()) == {"unknown": 0}
        assert woken == [1]
    assert row(stuck).state == "unknown"

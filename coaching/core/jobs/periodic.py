"""Periodic jobs: a name, a schedule and a function of the date. Beat and `run_day` run the very same functions.

Apps register theirs in `periodic.py`. A job processes all that is due on or before `today`, so that missed ticks are
caught up; an advisory lock keeps two beats from running it at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from celery import shared_task
from celery.schedules import crontab
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.tenancy.context import system_context


@dataclass(frozen=True)
class Job:
    """name: `<app>.<what>`; function: keyword `today` → figures for the log, e.g. {"sent": 3}; label: for staff."""

    name: str
    schedule: Any
    function: Callable[..., dict[str, int]]
    daily: bool
    label: Any = ""


JOBS: dict[str, Job] = {}


def job(name: str, *, label: Any, schedule: Any = None, daily: bool = True) -> Callable[[Any], Any]:
    """Register a periodic job; label says what it does. Without a schedule: each morning at six, and `run_day` runs it too."""

    def register(function: Any) -> Any:
        JOBS[name] = Job(name, schedule or crontab(hour="6", minute="0"), function, daily, label)
        return function

    return register


def run(name: str, today: date) -> dict[str, int]:
    """Run one job as of `today` in a system context; {"skipped": 1} when another process is running it."""
    with system_context(f"periodic {name}"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
            if not cursor.fetchone()[0]:
                return {"skipped": 1}
        with transaction.atomic():
            return JOBS[name].function(today=today)


def daily_jobs() -> list[str]:
    """Names of the jobs of each morning, in the order in which `run_day` runs them."""
    return sorted(name for name, declared in JOBS.items() if declared.daily)


@shared_task(name="core.run_job", scope="outside")
def run_job(name: str) -> None:
    """Beat's entry point: enters its own system context (see `run`)."""
    run(name, clock.today())


@job("core.take_up_work", label=_("Work that waits is taken up"), schedule=crontab(minute="*"), daily=False)
def take_up_work(*, today: date) -> dict[str, int]:
    """Each minute: work whose message was lost or whose worker stopped begins again; what stopped too often ends."""
    return work.take_up()

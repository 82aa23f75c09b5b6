"""A thousand reminders that are due, and what the test of their delivery needs from the product's own code.

Run in processes of their own, against the stack's database, as the worker: `python -m tests.stack.reminders_seed WORD`.
`ledger DUE OVERTAKEN COMING` fills the ledger and prints the keys of two sessions; `aged PATH…` leaves beat's notes as
they were two days ago; `later` runs the minute's sweep as of sixteen minutes from now; `busy` tells how many workers
answer and how many tasks they are at.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from celery.beat import PersistentScheduler  # noqa: E402
from django.test import override_settings  # noqa: E402

from coaching.config.celery import app  # noqa: E402
from coaching.core.ground import clock  # noqa: E402
from coaching.core.jobs import periodic  # noqa: E402
from coaching.core.mail import delivery, reminders  # noqa: E402
from coaching.core.tenancy.context import system_context  # noqa: E402
from coaching.programmes.models import Programme  # noqa: E402
from coaching.trajectories.actions.opening import CLOCK, told  # noqa: E402
from tests import factories  # noqa: E402
from tests.stack.seed import SLUG, administrator, session_of  # noqa: E402

MISSED_DAYS = 2
COMING_IN = 3  # days: also when midnight passes meanwhile
BEFORE_START = f"{CLOCK}.before"


def _company(programme: Programme, number: int, due_on: date) -> factories.Trajectory:
    """A company with one contact and a trajectory with one reminder."""
    contact = factories.user(f"Contact {number}")
    company = factories.company(f"Bedrijf {number}")
    factories.membership(company, contact)
    approved_on = clock.add_months(clock.today(), -2)
    trajectory = factories.trajectory(programme, company, contact, approved_on=approved_on)
    _plan(trajectory, due_on)
    return trajectory


def _plan(trajectory: factories.Trajectory, due_on: date) -> None:
    reminders.plan(trajectory, BEFORE_START, due_on, "contacts", told(trajectory))


def ledger(due: int, overtaken: int, coming: int) -> dict[str, str]:
    """`due` companies with a reminder of today or a missed day, `overtaken` of which missed an earlier step too, and
    `coming` with one that is to wait. Fast hashing: nobody of them signs in with a password.
    """
    today = clock.today()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        desk = administrator()
        with system_context("test"):
            programme = Programme.objects.get(slug=SLUG)
            for number in range(due):
                trajectory = _company(programme, number, today - timedelta(days=number % (MISSED_DAYS + 1)))
                if number < overtaken:
                    _plan(trajectory, today - timedelta(days=20))
            for number in range(due, due + coming):
                _company(programme, number, today + timedelta(days=COMING_IN))
            staff = factories.user("Platform", is_platform_staff=True)
    return {"administrator": session_of(desk), "staff": session_of(staff)}


def aged(paths: list[str]) -> None:
    """Beat's notes at `paths`, as of a beat that did its last work two days ago."""
    app.finalize()
    for path in paths:
        scheduler = PersistentScheduler(app=app, schedule_filename=path)
        for entry in scheduler.schedule.values():
            entry.last_run_at = app.now() - timedelta(days=MISSED_DAYS)
        scheduler.close()


def later() -> dict[str, int]:
    """The sweep of a later minute, when whoever was killed has been silent for long enough."""
    moment = clock.now() + delivery.STUCK_AFTER + timedelta(minutes=1)
    with clock.at(moment):
        return periodic.run("core.sweep_mail", clock.today())


def busy() -> list[int]:
    active = app.control.inspect(timeout=2).active() or {}
    return [len(active), sum(map(len, active.values()))]


if __name__ == "__main__":
    word, *arguments = sys.argv[1:]
    words = {"ledger": lambda: ledger(*map(int, arguments)), "later": later, "busy": busy}
    words["aged"] = lambda: aged(arguments)
    print(json.dumps(words[word]()))

"""Every task is work that somebody takes up when its message is lost, or says why that is not needed."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings

from coaching.config.celery import app
from coaching.core.jobs import work
from coaching.core.tenancy.context import system_context

ROOT = Path(settings.BASE_DIR)
# Why a task needs no line in the ledger of work.
EXEMPT = {
    "core.deliver_mail": "the outbox is a ledger of its own: core.sweep_mail looks at it each minute",
    "companies.take_in_register": "asked for each morning; a run that was cut off is taken up where it stopped",
    "core.run_job": "beat's own; the next tick does all that is due",
}
OURS = ("coaching", "modules", "riskanalysis", "actionplans")


def every_task() -> set[str]:
    for package in OURS:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not {"migrations", "wsgi", "config"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_every_task_is_registered_work_or_exempt_with_a_reason():
    assert every_task() - work.KINDS.keys() == EXEMPT.keys()
    assert all(EXEMPT.values())


def test_every_kind_is_known_where_work_is_taken_up():
    """A worker that has just started knows each of them, without a page that was opened before."""
    script = (
        "from coaching.config.celery import app; import django; django.setup(); app.loader.import_default_modules();"
        "from coaching.core.jobs import work; print(*sorted(work.KINDS))"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    every_task()
    assert answer.stdout.split() == sorted(work.KINDS), answer.stderr[-2000:]


def test_work_is_called_by_asking_for_it():
    """A message without a line in the ledger would be lost with the queue."""
    named = {task.split(".")[1] for task in work.KINDS}
    found = set()
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            for name in re.findall(r"(\w+)\.(?:delay_on_commit|apply_async|delay)\(", path.read_text()):
                found |= {(path.relative_to(ROOT).as_posix(), name)} if name in named else set()
    assert found == set()


def test_every_kind_reads_what_waits(db, world):
    with system_context("test"):
        for declared in work.KINDS.values():
            rows = declared.waits()
            assert apps.get_model(rows.model._meta.label) is rows.model
            assert list(rows) == [], declared.name

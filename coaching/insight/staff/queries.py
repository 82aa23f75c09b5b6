"""What platform staff sees of the work for the worker: kind, programme, age and attempts, never what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coaching.core.jobs import periodic, work
from coaching.core.models import AuditEvent, Work, WorkState
from coaching.programmes.models import Programme

SHOWN = 100  # lines on the page; the oldest first


@dataclass(frozen=True)
class KindLine:
    """One kind of work: how many wait or go on, since when the oldest does, how many were given up."""

    label: Any
    waiting: int
    since: datetime | None
    given_up: int


@dataclass(frozen=True)
class WorkLine:
    """One piece of work that waits, goes on or was given up. programme: "" where it belongs to none."""

    row: Work
    label: Any
    programme: str
    under_way: bool
    may_go_on: bool

    @property
    def failed(self) -> bool:
        return self.row.state == WorkState.FAILED


def kinds() -> list[KindLine]:
    rows = list(Work.objects.filter(settled_at=None).values_list("kind", "state", "asked_at"))
    found = []
    for name, declared in work.KINDS.items():
        own = [(state, at) for kind, state, at in rows if kind == name]
        still = [at for state, at in own if state != WorkState.FAILED]
        found.append(KindLine(declared.label, len(still), min(still, default=None), len(own) - len(still)))
    return found


def in_trouble() -> list[WorkLine]:
    """What was given up and not settled, then what waits or goes on, the oldest first; one more than is shown."""
    given_up = Work.objects.filter(settled_at=None, state=WorkState.FAILED)[: SHOWN + 1]
    rows = [*given_up, *Work.objects.exclude(state=WorkState.FAILED)[: SHOWN + 1]][: SHOWN + 1]
    busy = work.under_way((row.kind, row.subject_id) for row in rows)
    names = dict(Programme.objects.filter(pk__in={row.programme_id for row in rows}).values_list("pk", "name"))
    return [
        WorkLine(
            row,
            declared.label,
            names.get(row.programme_id, "") if row.programme_id else "",
            (row.kind, row.subject_id) in busy,
            declared.may_go_on,
        )
        for row in rows
        if (declared := work.KINDS.get(row.kind))
    ]


def by_itself() -> list[tuple[AuditEvent, str]]:
    """The latest things that the machine did by itself, each with its words ("" where only its name says what)."""
    return [(entry, words_of(entry.reason)) for entry in AuditEvent.objects.filter(event="system.entered")[:30]]


def words_of(reason: str) -> str:
    """What a system context was entered for. Commands say it by their own names: whoever ran them knows these."""
    name = reason.partition(":")[0]
    if declared := periodic.JOBS.get(name.removeprefix("periodic ")):
        return str(declared.label)
    if name in work.KINDS:
        return str(work.KINDS[name].label)
    return _("Mails go out") if name == "mail delivery" else ""

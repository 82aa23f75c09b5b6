"""Handing a file in. The worker reads it (`tasks`)."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import work
from coaching.core.tenancy.models import SAME_CLICK, mark_of, take_turns
from coaching.insight import rules
from coaching.insight.importing.tasks import run_import
from coaching.insight.models import ImportRun

LARGEST_UPLOAD = 20 * 1024 * 1024
MOST_WAITING = 5  # files of one programme that wait at a time


@transaction.atomic
def begin_import(*, token: UUID, name: str, content: bytes, rehearsal: bool, by: Actor) -> ImportRun:
    """Queue a file for the worker. token: of the page it comes from; a second post of that page and file gives the same run.

    So does the same file while it still waits, or was just written: also at the same moment, one after the other.
    Raises PermissionDenied; Refused when it is too large or too many wait.
    """
    by.check(rules.IMPORT)
    if len(content) > LARGEST_UPLOAD:
        raise Refused(_("This file is too large. The limit is 20 MB; split it, or ask for the command."))
    digest = hashlib.sha256(content).hexdigest()
    own = ImportRun.objects.filter(programme_id=by.programme_key).defer("content", "problems", "warnings")
    waiting = own.filter(state=ImportRun.State.QUEUED)
    take_turns("imports", by.programme_key)
    token = mark_of(token, digest, rehearsal)  # the back button after a rehearsal: the same page, another wish
    if same := own.filter(form_token=token).first() or _same_file(own, digest, rehearsal):
        return same
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("Several files are waiting already. Wait until they are done."))
    run = ImportRun(
        programme_id=by.programme_key,
        form_token=token,
        file_name=_plain(name),
        sha256=digest,
        rehearsal=rehearsal,
        content=content,
        created_by_id=by.person_key,
    )
    run.save(force_insert=True)
    audit.record("programmes.import_begun", run, by=by, data={"file": run.file_name, "sha256": digest})
    work.ask(run_import, run)
    return run


def _same_file(own: QuerySet[ImportRun], digest: str, rehearsal: bool) -> ImportRun | None:
    """The run of this very file that waits, or that has just written it: a second time it could only say “exists”."""
    same = own.filter(sha256=digest, rehearsal=rehearsal)
    just_done = Q(state=ImportRun.State.DONE, rehearsal=False, created_at__gt=clock.now() - SAME_CLICK)
    return same.filter(Q(state=ImportRun.State.QUEUED) | just_done).first()


def _plain(name: str) -> str:
    """The file's name as shown: its last part, without control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:100].strip() or "import"

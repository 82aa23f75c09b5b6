"""Making the files of long lists. Safe to run twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import standing, work
from coaching.core.mail import outbox
from coaching.core.models import DocumentState, ListFile, WorkReason
from coaching.core.paper import list_files
from coaching.core.tenancy.context import system_context, without_hat
from coaching.core.tenancy.models import lock

REASON = "core.make_list_file: a long list"
LONGEST = 14 * 60  # seconds, below the broker's visibility timeout


def _waiting() -> QuerySet[Any]:
    return ListFile.objects.filter(state=DocumentState.QUEUED)


def _failed(file_id: UUID, reason: WorkReason) -> None:
    _waiting().filter(pk=file_id).update(state=DocumentState.FAILED, error=reason.value)


@work.kind(
    list_files.TASK,
    label=_("File of a long list"),
    waits=_waiting,
    failed=_failed,
    soft_time_limit=LONGEST,
    time_limit=LONGEST + 30,
)
def make_list_file(file_id: str) -> None:
    """Make one file as the person who asked for it, with the roles they have by now, and tell them that it is there."""
    with system_context(REASON):
        row = ListFile.objects.get(pk=file_id)
    with without_hat():
        user = get_user_model()._default_manager.filter(is_active=True, pk=row.user_id).first()
    if user is None:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "the account is gone or no longer active")
    key = list_files.progress_key(file_id)
    asked = row
    try:
        with translation.override(row.language):
            content, counted = list_files.made(asked, user, lambda done: standing.show(key, done))
    except (Http404, PermissionDenied) as shut:
        raise work.GivenUp(WorkReason.NOT_ALLOWED, "the list is not open to this person any more") from shut
    with system_context(REASON):
        row = lock(ListFile.objects.all(), pk=file_id)
        if row.state == DocumentState.QUEUED:
            row.worn = asked.worn
            _store(row, content, counted)
    standing.forget(key)


def _store(row: ListFile, content: File[Any], counted: int) -> None:
    ending = list_files.ending_of(row)
    row.file.save(f"{uuid4()}.{ending}", content, save=False)
    row.counted, row.state, row.ready_at = counted, DocumentState.READY, clock.now()
    row.save(update_fields=["file", "counted", "worn", "state", "ready_at"])
    outbox.queue(
        "core.list_ready",
        recipients=[row.user_id],
        context={"name": row.name, "file": str(row.pk), "counted": counted, "whole": ending == "zip"},
        dedupe=f"list_ready:{row.pk}",
    )

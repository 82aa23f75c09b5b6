"""Making the files of documents: load, lay out (outside every transaction), store. Safe to run twice."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.models import Document, DocumentState, WorkReason
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import lock

REASON = "core.render_document: lay out a document"


def _waiting() -> QuerySet[Any]:
    return Document.objects.filter(state=DocumentState.QUEUED).defer("data")


def _failed(document_id: UUID, reason: WorkReason) -> None:
    Document.objects.filter(pk=document_id, state=DocumentState.QUEUED).update(
        state=DocumentState.FAILED, error=reason.value
    )


def _revive(document_id: UUID) -> None:
    Document.objects.filter(pk=document_id, state=DocumentState.FAILED).update(state=DocumentState.QUEUED, error="")


@work.kind("core.render_document", label=_("Document (PDF)"), waits=_waiting, failed=_failed, revive=_revive)
def render_document(document_id: str) -> None:
    """Make the file of a waiting document."""
    from coaching.core.paper import pdf  # noqa: PLC0415 - its engine is loaded where documents are made

    with system_context(REASON):  # closed before the layout: no transaction stays open for its seconds
        document = Document.objects.get(pk=document_id)
    stamp = pdf.Stamp(document.title, document.language, document.created_at, document.version_no, document.code)
    made = pdf.lay_out(document.data["template"], document.data["context"], stamp)
    with system_context(REASON):
        document = lock(Document.objects.all(), pk=document_id)
        if document.state == DocumentState.QUEUED:
            _store(document, made.content, made.pages)


def _store(document: Document, content: bytes, pages: int) -> None:
    document.file.save(f"{uuid4()}.pdf", ContentFile(content), save=False)
    document.sha256 = hashlib.sha256(content).hexdigest()
    document.pages = pages
    document.state = DocumentState.READY
    document.error = ""
    document.ready_at = clock.now()
    document.save(update_fields=["file", "sha256", "pages", "state", "error", "ready_at"])

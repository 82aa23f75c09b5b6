"""Making the files of documents: load, lay out (outside every transaction), store. Safe to run twice."""

from __future__ import annotations

import hashlib
import logging
from uuid import uuid4

from celery import shared_task
from django.core.files.base import ContentFile

from coaching.core import clock
from coaching.core.models import Document, DocumentState
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import lock

log = logging.getLogger(__name__)
REASON = "core.render_document: lay out a document"


@shared_task(name="core.render_document", bind=True, scope="outside", max_retries=1, default_retry_delay=10)
def render_document(self, document_id: str) -> None:  # type: ignore[no-untyped-def]
    """Make the file of a waiting document. One retry, then it says why it failed; a ready one is left alone."""
    from coaching.core.pdf import EngineMissing

    try:
        _make(document_id)
    except EngineMissing as missing:
        _fail(document_id, str(missing))
    except Exception as error:
        if not self.request.called_directly and self.request.retries < self.max_retries:
            raise self.retry(exc=error) from error
        log.exception("document %s could not be made", document_id)
        _fail(document_id, f"{type(error).__name__}: {error}")


def _make(document_id: str) -> None:
    from coaching.core import pdf

    with system_context(REASON):  # closed before the layout: no transaction stays open for its seconds
        document = Document.objects.filter(pk=document_id).first()
    if document is None or document.state == DocumentState.READY:
        return
    made = pdf.lay_out(
        document.data["template"],
        document.data["context"],
        pdf.Stamp(document.title, document.language, document.created_at, document.version_no, document.code),
    )
    with system_context(REASON):
        document = lock(Document.objects.all(), pk=document_id)
        if document.state != DocumentState.READY:
            _store(document, made.content, made.pages)


def _store(document: Document, content: bytes, pages: int) -> None:
    document.file.save(f"{uuid4()}.pdf", ContentFile(content), save=False)
    document.sha256 = hashlib.sha256(content).hexdigest()
    document.pages = pages
    document.state = DocumentState.READY
    document.error = ""
    document.ready_at = clock.now()
    document.save(update_fields=["file", "sha256", "pages", "state", "error", "ready_at"])


def _fail(document_id: str, error: str) -> None:
    with system_context(REASON):
        Document.objects.filter(pk=document_id).exclude(state=DocumentState.READY).update(
            state=DocumentState.FAILED, error=error[:500]
        )

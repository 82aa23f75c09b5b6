"""What a company or person leaves outside the tables: stored files, files that were made of lists, the cache."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, Model, Q, QuerySet
from redis.exceptions import RedisError

from coaching.core.ground.cache import CacheThatStays
from coaching.core.jobs import work
from coaching.core.models import Document, DocumentState, ListFile
from coaching.core.paper import uploads
from coaching.core.paper.tasks import render_document
from coaching.insight.keeping.report import Report

logger = logging.getLogger(__name__)


def forget_files(rows: QuerySet[Any], report: Report) -> None:
    """Delete what these rows store, once it is certain that the rows go."""
    model: type[Model] = rows.model
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField):
            for name in rows.exclude(**{field.attname: ""}).values_list(field.attname, flat=True):
                transaction.on_commit(partial(default_storage.delete, name), robust=True)
                report.did(f"files of {model._meta.db_table}", 1)


def forget_lists(of: Q, report: Report) -> None:
    """Files that were made of lists: they say what a list said, whoever asked for them. They can be asked for again."""
    rows = list(ListFile.objects.filter(of))
    uploads.forget(rows)
    report.did("core_listfile", len(rows))


def make_anew(documents: QuerySet[Document], report: Report) -> None:
    """Lay documents out again from what their rows say now; code, version and place stay, the fingerprint is another.

    Their old files go at once: whoever opens one meanwhile reads that it is being made.
    """
    for document in documents.filter(state=DocumentState.READY):
        name = document.file.name
        document.state, document.file, document.sha256, document.ready_at = DocumentState.QUEUED, "", "", None
        document.save(update_fields=["state", "file", "sha256", "ready_at"])
        if name:
            transaction.on_commit(partial(default_storage.delete, name), robust=True)
        work.ask(render_document.name, document)
        report.did("core_document: made anew", 1)


def forget_cached(words: Iterable[str], report: Report) -> None:
    """What the cache (Redis) holds under these words or with them inside: pages as they were drawn, limits of attempts.

    Limits are kept under the SHA-256 of an address. While the cache is away nothing is done: it forgets by itself.
    """
    wanted = {word.lower().encode() for word in words if word}
    wanted |= {hashlib.sha256(word).hexdigest().encode() for word in wanted}
    held = caches[DEFAULT_CACHE_ALIAS]
    try:
        gone = held.forget_holding(wanted) if isinstance(held, CacheThatStays) else 0
    except (RedisError, OSError) as away:
        logger.warning("the cache was away while something was erased: %s", type(away).__name__)
        gone = 0
    report.did("cache", gone)

"""Figures of a programme, counted once for as long as nothing happens in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache

from coaching.core.models import AuditEvent

T = TypeVar("T")
SECONDS = 120


def until_something_happens(programme_id: UUID, name: str, count: Callable[[], T]) -> T:
    """The figures called `name`: from memory when the programme's last line in the trail is still the same.

    Every action leaves a line in the trail in its own transaction, so that line says whether the figures stand. Two
    transactions may end in another order than their lines: hence no longer than two minutes. For pages only; what
    decides something counts by itself. A programme without any line is counted each time.
    """
    last = AuditEvent.objects.filter(programme_id=programme_id).order_by("-at").values_list("pk", flat=True).first()
    if last is None:
        return count()
    key = f"figures:{programme_id}:{last}:{name}"
    found: T | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, SECONDS)
    return found

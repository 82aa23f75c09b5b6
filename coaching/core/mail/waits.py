"""What waits for a reader goes along with news: never a mail of its own, so that nobody hears anything on a day without news.

Deadlines have their own reminders, which go out whatever happens; what stands here comes with what is sent anyway.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation

from coaching.core.mail.newcomers import WELCOME
from coaching.core.models import OutgoingEmail

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Urgent:
    """One of the most urgent things. who: whose it is; path: where it is done, "" for none."""

    what: str
    who: str
    due: date | None
    path: str


@dataclass(frozen=True)
class Waits:
    """counts: figure, words and place of each kind, with the address of its list; urgent: the first few of all."""

    counts: list[tuple[str, str, str]] = field(default_factory=list)
    urgent: list[Urgent] = field(default_factory=list)


_teller: list[Callable[[Any], Waits]] = []


def tells(function: Callable[[Any], Waits]) -> Callable[[Any], Waits]:
    """Register what knows all places of a person; one function only. It opens the contexts itself."""
    if _teller:
        raise ValueError("who tells what waits is declared twice")
    _teller.append(function)
    return function


def along_with(row: OutgoingEmail, language: str) -> Waits | None:
    """What waits for the reader of news, in their language; None for other mails, and where nothing waits.

    Call outside every context. A mistake here must not keep the news from anybody.
    """
    if row.deadline_mail or row.recipient_id is None or row.kind == WELCOME or not _teller:
        return None
    try:
        person = get_user_model()._default_manager.get(pk=row.recipient_id)
        with translation.override(language):
            found = _teller[0](person)
    except Exception:
        log.exception("what waits for the reader of mail %s could not be told", row.pk)
        return None
    return found if found.counts else None

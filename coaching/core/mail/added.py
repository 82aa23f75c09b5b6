"""A paragraph that whoever speaks in a mail adds to it: theirs, below our own words."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from coaching.core.models import OutgoingEmail

Paragraphs = dict[UUID, dict[str, str]]

_teller: list[Callable[[list[OutgoingEmail]], Paragraphs]] = []


def tells(function: Callable[[list[OutgoingEmail]], Paragraphs]) -> Callable[[list[OutgoingEmail]], Paragraphs]:
    """Register what knows the paragraphs (mail → language → plain text); one function only."""
    if _teller:
        raise ValueError("what is added to mails is declared twice")
    _teller.append(function)
    return function


def to(mails: list[OutgoingEmail]) -> Paragraphs:
    """The paragraphs of these mails, all at once; call in a system context."""
    return _teller[0](mails) if _teller and mails else {}

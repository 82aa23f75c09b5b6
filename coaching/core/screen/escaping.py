"""Escaping for markup that functions write, cell by cell: Django's looks for texts still to be translated in every argument."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def escaped(value: Any) -> str:
    """What `conditional_escape` gives, as text to be put between other text (tested side by side)."""
    kind = type(value)
    if kind is str:
        return escape(value)
    if kind is SafeString:
        return str(value)
    return conditional_escape(value)

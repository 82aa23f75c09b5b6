"""Figures inside sentences, in the reader's language: how they are written, and which form of the noun follows."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# How people type a limit, before a figure: <= 70, ≥14, < 5.
LIMIT = re.compile(r"\s*(<=|=<|≤|>=|=>|≥|<|>)\s*(?=\d)")


def figure(value: Any) -> str:
    """A figure without needless zeros: 20, 18,5, 1.250; "" where there is none. Also of a text that a mail keeps.

    A text that is no figure stays as it is: a mail never fails to be written for it.
    """
    if value is None or value == "":
        return ""
    number = _number(value)
    if number is None:
        return str(value)
    whole = number == number.to_integral()
    return str(number_format(int(number) if whole else number.normalize(), use_l10n=True, force_grouping=True))


def amount(value: Any) -> str:
    """An amount without its sign, with its cents: 1.500,50. Also of a text that a mail keeps."""
    number = _number(value)
    return str(value) if number is None else number_format(number, decimal_pos=2, use_l10n=True, force_grouping=True)


def euros(value: Any, *, cents: bool = False) -> str:
    """An amount with its sign, where the reader's language puts it: € 1.500 and € 1.500,50, in French 1.500 €.

    cents: always two decimals, as on a statement; otherwise only where there are cents. "" for nothing.
    """
    if value is None or value == "":
        return ""
    number = _number(value)
    if number is None:
        return str(value)
    places = 2 if cents or number != number.to_integral() else 0
    shown = number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)
    french = (get_language() or "").startswith("fr")
    return f"{shown}\u00a0€" if french else f"€\u00a0{shown}"


def form_of(value: Any) -> int:
    """The whole number whose form a noun has behind this figure, for `ngettext`: 1,5 heure, but 1.5 hours.

    What is no number (“more than 1.000”) is several.
    """
    number = _number(value or 0)
    if number is None:
        return 2
    number = abs(number)
    if number == number.to_integral() or (get_language() or "").startswith("fr"):
        return int(number)
    return 2


def in_words(text: str) -> str:
    """What somebody typed, with its limits in words: “Kinney <= 70” → “Kinney at most 70”."""
    if not LIMIT.search(text):
        return text.strip()
    said = {
        "<": _("less than"),
        ">": _("more than"),
        **dict.fromkeys(("<=", "=<", "≤"), _("at most")),
        **dict.fromkeys((">=", "=>", "≥"), _("at least")),
    }
    return LIMIT.sub(lambda found: f" {said[found[1]]} ", text).strip()


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None

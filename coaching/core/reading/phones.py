"""Telephone numbers in their usual spellings. What is kept is the one form that everybody can dial: +32 475 12 34 56."""

from __future__ import annotations

import re

from coaching.core.reading import said
from coaching.core.reading.cells import damaged, plain
from coaching.core.reading.said import Unclear

HOME = "BE"
LONGEST = 40
# A switchboard's line inside the company: 02 123 45 67 toestel 12.
EXTENSION = re.compile(r"[\s,;(]*\b(?:toestel|poste|ext(?:ension)?|tst)\b\.?:?\s*([0-9]{1,6})\)?\s*$", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]")
SEVERAL = re.compile(r"[;|]| (?:of|ou|or|en|et|and) ")
LABEL = re.compile(r"^(?:tel|tél|telefoon|gsm|mobiel|mobile|phone|t|m)\b\.?\s*:?\s*", re.IGNORECASE)


def read_phone(given: str) -> str:
    """+32 475 12 34 56 from 0475/12.34.56, 0032 475…, +32 (0)475…; other countries with their own +. Raises Unclear.

    Numbers are checked for their length only: new ranges are given out faster than lists of them are renewed.
    """
    import phonenumbers  # noqa: PLC0415 - 8 MB and a tenth of a second, for who saves a number

    damaged(given)
    text = LABEL.sub("", plain(given))
    if SEVERAL.search(text):
        raise Unclear(said.SEVERAL_PHONES, given)
    inside = EXTENSION.search(text)
    number = text[: inside.start()] if inside else text
    foreign = any(sign.isdigit() and not sign.isascii() for sign in number)
    if foreign or LETTERS.search(number) or len(text) > LONGEST:
        raise Unclear(said.NO_PHONE, given)
    try:
        found = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException as error:
        several = error.error_type == phonenumbers.NumberParseException.TOO_LONG
        raise Unclear(said.SEVERAL_PHONES if several else said.NO_PHONE, given) from error
    if not phonenumbers.is_possible_number(found):
        raise Unclear(said.NO_PHONE, given)
    shown = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{shown} ext. {inside[1]}" if inside else shown

"""Postcodes, enterprise and establishment numbers, e-mail addresses in their usual spellings."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum import iban
from stdnum.exceptions import ValidationError as WrongNumber

from coaching.core.reading import said
from coaching.core.reading.cells import damaged, plain
from coaching.core.reading.said import Unclear

# -- Postcodes -------------------------------------------------------------------------------------------------------
BELGIAN = re.compile(r"(?:B|BE)?[ -]*([1-9][0-9]{3})", re.IGNORECASE)
WITH_NAME = re.compile(r"(?:(?:B|BE)[ -]*)?([1-9][0-9]{3})[ ,-]+([^\W\d_][^\d]{1,60})", re.IGNORECASE)
FOREIGN = re.compile(r"[A-Z]{2}\b")  # 5611 AB: a Dutch one
GROUPED = re.compile(r"([1-9])[. ]([0-9]{3})")


def read_postcode(given: str) -> str:
    """Four figures from 3800, B-3800, BE 3800, 3.800, 3800 Sint-Truiden. Raises Unclear.

    A dot comes of a spreadsheet that writes it as a number. A country's letter other than ours, or the two letters of a
    Dutch postcode behind it, make it no Belgian one.
    """
    damaged(given)
    text = plain(given)
    if found := BELGIAN.fullmatch(text):
        return found[1]
    if found := GROUPED.fullmatch(text):
        return found[1] + found[2]
    named = WITH_NAME.fullmatch(text)
    if named and not FOREIGN.match(named[2]):
        return named[1]
    raise Unclear(said.NO_POSTCODE, given)


# -- Account numbers ---------------------------------------------------------------------------------------------------
def read_iban(given: str) -> str:
    """An IBAN without spaces, its length, country and check digits right (ISO 13616, modulo 97). Raises Unclear."""
    damaged(given)
    text = plain(given)
    try:
        return str(iban.validate(text))
    except WrongNumber as wrong:
        raise Unclear(said.NO_ACCOUNT, given) from wrong


# -- Numbers of enterprises and establishments -----------------------------------------------------------------------
NOISE = re.compile(r"[\s.\-/‐‑–]+")
PREFIX = re.compile(
    r"(?:BTW|TVA|VAT|MWST|KBO|BCE|RPR|RPM|CBE|(?:ONDERNEMINGS|KBO|BTW)(?=N))?(?:NUMMER|NUMERO|NUMÉRO|NR|N°|Nº|NO)?:?"
    r"(?:\(?BE\)?:?)?(?=[0-9])"
)
REGISTER = re.compile(
    r"[\s,]*\(?\b(?:RPR|RPM|KBO|BCE|BTW|TVA)\b\)?[^0-9]*$", re.IGNORECASE
)  # … RPR Gent, on letterheads
FLOAT = re.compile(r"([0-9]{9,10})[.,]0+")  # a number that a program wrote to a text file
TEN = re.compile(r"[0-9]{10}")
SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)


def has_right_check(digits: str) -> bool:
    """Whether these ten digits end in their check: 97 minus the first eight modulo 97."""
    return TEN.fullmatch(digits) is not None and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _bare(given: str) -> str:
    text = REGISTER.sub("", plain(given)[:100])
    if whole := FLOAT.fullmatch(text):
        return whole[1]
    return PREFIX.sub("", NOISE.sub("", text).upper(), count=1)


def read_enterprise_number(given: str) -> str:
    """Ten digits from any usual spelling (VAT, BE, dots, spaces, nine digits). Raises Unclear.

    It begins with 0 or 1 (1 since 19-9-2023). Older letterheads, and spreadsheets, leave the first 0 out.
    """
    damaged(given)
    digits = _bare(given)
    if len(digits) == 9:
        digits = "0" + digits
    if digits[:1] in ("0", "1") and digits[:8] != "00000000" and has_right_check(digits):
        return digits
    raise Unclear(_why(digits, given), given, count=len(digits))


def _why(digits: str, given: str) -> str:
    if SHORTENED.fullmatch(plain(given)):
        return said.NUMBER_CUT
    if re.fullmatch("[0-9]*O[0-9O]*", digits):
        return said.LETTER_O
    if not (digits.isascii() and digits.isdigit()):
        return said.NUMBER_HAS_LETTERS
    if len(digits) != 10:
        return said.NUMBER_TOO_SHORT
    return said.NUMBER_OF_PLACE if digits[0] in "2345678" and has_right_check(digits) else said.NO_NUMBER_OF_ENTERPRISE


def read_establishment_number(given: str) -> str:
    """Ten digits from any usual spelling; an enterprise number is none (they begin with 2 to 8). Raises Unclear."""
    damaged(given)
    digits = _bare(given)
    if digits[:1] not in tuple("2345678") or not has_right_check(digits):
        raise Unclear(said.NO_NUMBER_OF_PLACE, given)
    return digits


# -- Activities -------------------------------------------------------------------------------------------------------
BEFORE_ACTIVITY = re.compile(r"^NACE(?:[- ]?BEL)?(?: ?20(?:08|25))?[: ]*", re.IGNORECASE)
ACTIVITY = re.compile(r"[0-9]{2}[0-9.]*")


def read_activity(given: str) -> str:
    """Figures and dots of a NACE-BEL code: 10.71, 10710, NACE 10.71, 10 710. Raises Unclear.

    A comma comes of a spreadsheet in Dutch or French that took the code for a number.
    """
    damaged(given)
    text = re.sub(r",(?=[0-9])", ".", BEFORE_ACTIVITY.sub("", plain(given)))
    text = re.sub(r"(?<=[0-9]) (?=[0-9])", "", text)
    if not ACTIVITY.fullmatch(text):
        raise Unclear(said.NO_ACTIVITY, given)
    return text


# -- E-mail addresses ------------------------------------------------------------------------------------------------
ADDRESSED = re.compile(r"[^<>@]*<([^<>]+)>")
APART = re.compile(r"[;,\s]+")


def read_email(given: str) -> str:
    """One address, also as “Name <address>”, with mailto: in front or a sign behind it. Raises Unclear."""
    damaged(given)
    text = plain(given)
    if found := ADDRESSED.fullmatch(text):
        text = found[1].strip()
    text = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).rstrip(";,. ")
    if len([part for part in APART.split(text) if "@" in part]) > 1:
        raise Unclear(said.SEVERAL_EMAILS, given)
    try:
        validate_email(text)
    except ValidationError as error:
        raise Unclear(said.NO_EMAIL, given) from error
    return text

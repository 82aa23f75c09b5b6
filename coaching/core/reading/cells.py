"""What was typed, made plain: spaces of any width, invisible signs; and cells of a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from coaching.core.reading import said
from coaching.core.reading.said import Unclear

LONGEST = 60
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
MINUS = re.compile("^[\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d](?=\\s?[0-9.,])")
DAMAGED = {
    "error": said.IS_ERROR,
    "formula": said.IS_FORMULA,
    "merged": said.IS_MERGED,
    "flag": said.IS_FLAG,
    "date": said.IS_DATE,
    "percent": said.IS_PERCENT,
}


class Cell(str):
    """A cell of a spreadsheet that is more than text: what it shows, its kind, its value.

    kind: number | percent | date | flag | error | formula | merged. value: Decimal (a percentage: out of a hundred) or
    date; for a number also `as_date`, the day that it is when it counts days; for a merged cell (row, column) of the first.
    """

    kind: str
    value: Any
    as_date: Any

    def __new__(cls, text: str, kind: str, value: Any = None, as_date: Any = None) -> Cell:
        made = super().__new__(cls, text)
        made.kind, made.value, made.as_date = kind, value, as_date
        return made


def kind_of(given: str) -> str:
    """ "text" for what is no special cell."""
    return given.kind if isinstance(given, Cell) else "text"


def cell_of(given: str, kind: str) -> Cell | None:
    """The spreadsheet's cell, when it is one of this kind; what it holds is its `value`."""
    return given if isinstance(given, Cell) and given.kind == kind else None


def damaged(given: str, *fine: str) -> None:
    """Raises Unclear when this cell is of a kind that cannot be read here; text and the kinds named are fine."""
    kind = kind_of(given)
    if kind in DAMAGED and kind not in fine:
        raise Unclear(DAMAGED[kind], given)


def plain(text: str) -> str:
    """Trimmed; each run of spaces one space, no invisible signs, no apostrophe that marks text in a cell.

    Line breaks and tabs inside stay, so that two values are not read as one; so do figures of other scripts, which nobody
    here types: they are refused.
    """
    found = str(text).strip()
    if not found.isascii():
        found = "".join(_plain(sign) for sign in INVISIBLE.sub("", found)).strip()
        found = MINUS.sub("-", found)
    if found[:1] in ("'", "\u2019"):
        found = found[1:].strip()
    return re.sub(" +", " ", found) if "  " in found else found


def _plain(sign: str) -> str:
    return " " if unicodedata.category(sign) == "Zs" else sign


def fold(text: str) -> str:
    """For comparing words: no case, no accents, nothing but letters and figures, one space between words."""
    bare = unicodedata.normalize("NFKD", INVISIBLE.sub("", str(text)).casefold())
    kept = "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(kept.split())


def listed(words: str) -> frozenset[str]:
    """Words with `|` between two, folded."""
    return frozenset(fold(word) for word in words.split("|"))

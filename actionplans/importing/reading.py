"""From the bytes of a file to rows by field; and from their cells to values, each fault named."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from actionplans.importing import words
from actionplans.importing.headings import NOTHING, Field, Reading, fields_of, guess, named
from coaching.core.reading import dates, numbers
from coaching.core.reading.cells import Cell, damaged, fold, kind_of, listed, plain
from coaching.core.reading.faults import Fault
from coaching.core.reading.files import MEGABYTE, Table, Unreadable, table_of, trimmed
from coaching.core.reading.said import Unclear
from coaching.core.reading.texts import looks_garbled
from coaching.core.reading.words import in_words

MOST_ROWS = 1_000
# Read while somebody waits: empty lines and cells are told in no word, and cost as much.
MOST_LINES = 20_000
MOST_CELLS = 500_000
MOST_COLUMNS = 60
LARGEST = 10 * MEGABYTE  # unpacked
LARGEST_UPLOAD = 2 * MEGABYTE
# Not repeated under a merged cell: an amount or a figure that stands once is meant once.
ONCE = frozenset(("budget_eur", "baseline", "target"))
TOTALS = listed("totaal|total|totaux|totalen|subtotaal|sous total|algemeen totaal|total general|som|somme")
MONTH_YEAR = re.compile(r"([^\W\d_]+)\.? ?(20[0-9]{2})")
NUMBERED_MONTH = re.compile(r"(0?[1-9]|1[0-2])[-/.](20[0-9]{2})")
QUARTER = re.compile(
    r"(?:q|k|t|kw|kwartaal|trim|trimestre|trimester)\.? ?([1-4])(?:e|er)?[ /-]*(20[0-9]{2})", re.IGNORECASE
)
QUARTER_AFTER = re.compile(
    r"([1-4])(?:e|er|ste|de)? (?:kwartaal|trimestre|trimester)(?: van)? (20[0-9]{2})", re.IGNORECASE
)
YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True)
class Row:
    """line: as a spreadsheet counts. cells: by field."""

    line: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """What the file says: its headings with the field of each, and its rows. faults and notes: of the file as it is."""

    headings: list[str]
    fields: list[str]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @property
    def unknown(self) -> list[str]:
        pairs = zip(self.headings, self.fields, strict=True)
        return [heading for heading, found in pairs if heading and not found]

    @property
    def twice(self) -> list[str]:
        chosen = [name for name in self.fields if name and name != NOTHING]
        return sorted({name for name in chosen if chosen.count(name) > 1})

    def missing(self, kind: str) -> list[Field]:
        return [one for one in named(kind).values() if one.needed and one.name not in self.fields]


def sheet_of(content: bytes, kind: str, reading: Reading) -> Sheet:
    """The rows of the file by what its headings name. Raises Unreadable when it is no table."""
    table = table_of(
        content,
        lambda cell: bool(guess(kind, cell) or reading.headings.get(fold(cell))),
        largest=LARGEST,
        two_rows=True,
    )
    headings = [" ".join(str(cell).replace("\ufeff", "").split())[:200] for cell in table.headings]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(f"more than {MOST_COLUMNS} columns")
    sheet = Sheet(headings, fields_of(kind, headings, reading))
    sheet.notes += [
        Fault(0, "", name[:100], _("this sheet has the same headings; it is not read")) for name in table.other
    ]
    _read(table, sheet, kind)
    return sheet


def _read(table: Table, sheet: Sheet, kind: str) -> None:
    above: Sequence[str] = ()
    domain, seen = "", 0
    has_domain = "domain" in sheet.fields
    for number, cells in enumerate(table.lines, table.top + 1):
        seen += len(cells)
        if number > MOST_LINES or seen > MOST_CELLS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        line = _filled([trimmed(cell) for cell in cells], above, sheet.fields, number)
        own = [cell for cell in cells if cell.strip()]
        if not own:
            continue
        above = line
        found = {
            name: line[place]
            for place, name in enumerate(sheet.fields)
            if name not in ("", NOTHING) and place < len(line)
        }
        if len(own) == 1 and len(sheet.headings) > 2 and (section := words.choice("domain", plain(own[0]))):
            domain = section  # a line across the sheet, above the rows of that domain
            continue
        if fold(own[0]) in TOTALS:
            sheet.notes.append(Fault(number, "", own[0][:100], _("looks like a total; it is not taken over")))
            continue
        if domain and (not has_domain or not found.get("domain", "").strip()) and "domain" in named(kind):
            found["domain"] = domain
        if extra := [cell for cell in line[len(sheet.headings) :] if cell.strip()]:
            sheet.faults.append(Fault(number, "", "; ".join(extra)[:100], _("more cells than the header has columns")))
        if number in table.hidden:
            sheet.notes.append(Fault(number, "", "", _("the spreadsheet hides this row; it counts as any other")))
        if not any(str(cell).strip() for cell in found.values()):
            continue
        if len(sheet.rows) == MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        sheet.rows.append(Row(number, found))
    if not sheet.rows:
        raise Unreadable("the file has a header and no rows")


def _filled(line: list[str], above: Sequence[str], fields: Sequence[str], number: int) -> list[str]:
    """A cell under one that was merged downwards means the same; one beside it means nothing of its own."""
    for place, cell in enumerate(line):
        if kind_of(cell) != "merged":
            continue
        _row, column = getattr(cell, "value", None) or (number, 0)
        name = fields[place] if place < len(fields) else ""
        if column != place + 1:
            line[place] = ""
        elif name not in ONCE:
            line[place] = above[place] if place < len(above) else ""
    return line


class Cells:
    """The cells of one row, read by field; a fault is noted and reading goes on."""

    def __init__(self, row: Row, kind: str, reading: Reading, faults: list[Fault]) -> None:
        self.row, self.fields, self.reading, self.faults = row, named(kind), reading, faults

    def wrong(self, name: str, reason: str, value: Any = None) -> None:
        said = self.row.cells.get(name, "") if value is None else value
        self.faults.append(Fault(self.row.line, name, str(said)[:100], reason))

    def has(self, name: str) -> bool:
        return bool(str(self.row.cells.get(name, "")).strip()) or kind_of(self.row.cells.get(name, "")) == "merged"

    def text(self, name: str) -> str:
        """Line breaks stay in texts and become spaces in what is one line."""
        cell = self.row.cells.get(name, "")
        try:
            damaged(cell, "date", "percent", "flag")
        except Unclear as unclear:
            self.wrong(name, in_words(str(unclear)))
            return ""
        longest = self.fields[name].longest
        text = tidy(cell, longest)
        if any(ord(sign) < 32 and sign != "\n" for sign in text):
            self.wrong(name, _("holds control characters"))
        if text.startswith("=") and len(text) > 1:
            self.wrong(name, _("is a formula"))
        if looks_garbled(text):
            self.wrong(name, _("the accents of this text look damaged"))
        if len(text) > longest > 0:
            self.wrong(name, _("is longer than %(n)s characters") % {"n": longest})
            return ""
        return text

    def choice(self, name: str) -> str:
        """A word of a list, or what the company said that this word means; "" for an empty cell."""
        text = self.text(name)
        if not text:
            return self.reading.defaults.get(name, "")
        found = self.reading.words.get(name, {}).get(fold(text)) or words.choice(name, text)
        if not found:
            self.wrong(name, _("is a word that we do not know here; say below what it means"))
        return found

    def flag(self, name: str) -> bool:
        said = fold(self.row.cells.get(name, ""))
        if said not in words.YES | words.NO:
            self.wrong(name, _("is not yes or no"))
        return said in words.YES

    def amount(self, name: str) -> Decimal | None:
        return self._number(name, numbers.read_amount, most=Decimal("99999999.99"))

    def figure(self, name: str) -> Decimal | None:
        """With one decimal at most; a percentage as the figure that is shown."""
        cell = self.row.cells.get(name, "")
        if kind_of(cell) == "percent":
            return Decimal(getattr(cell, "value", 0))
        return self._number(name, lambda given: numbers.read_decimal(given, places=1), most=Decimal("99999999"))

    def whole(self, name: str) -> int | None:
        found = self._number(name, numbers.read_whole, most=Decimal(9999))
        return None if found is None else int(found)

    def step(self, name: str, scale: Iterable[Decimal]) -> Decimal | None:
        """A figure of one of the scales of Kinney."""
        found = self._number(name, numbers.read_decimal, most=Decimal(1000))
        if found is not None and found not in set(scale):
            self.wrong(name, _("is not on the scale: %(steps)s") % {"steps": "  ".join(f"{one:f}" for one in scale)})
            return None
        return found

    def _number(self, name: str, read: Any, most: Decimal) -> Any:
        cell = self.row.cells.get(name, "")
        if not self.has(name):
            return None
        try:
            found = read(cell)
        except Unclear as unclear:
            self.wrong(name, in_words(str(unclear)))
            return None
        if not 0 <= found <= most:
            self.wrong(name, _("is not from 0 to %(most)s") % {"most": most})
            return None
        return found

    def day(self, name: str) -> date | None:
        """A day; of a month, a quarter or a year the last one, which is by when it is to be done."""
        cell = self.row.cells.get(name, "")
        if not self.has(name):
            return None
        if kind_of(cell) in ("text", "number") and (last := _last_of(plain(cell))):
            return last
        try:
            return dates.read_date(cell)
        except Unclear as unclear:
            self.wrong(name, in_words(str(unclear)))
            return None


SHORT_LINE = 300


def tidy(cell: str, longest: int = 0) -> str:
    """Without needless spaces; lines stay in what may be long, else they become one."""
    text = plain(cell).replace("\r\n", "\n").replace("\r", "\n")
    lines = [" ".join(part.split()) for part in text.split("\n")]
    return "\n".join(lines).strip() if longest > SHORT_LINE else " ".join(filter(None, lines))


def _last_of(text: str) -> date | None:
    if YEAR.fullmatch(text):
        return date(int(text), 12, 31)
    if found := QUARTER.fullmatch(text) or QUARTER_AFTER.fullmatch(text):
        return _end(int(found[2]), int(found[1]) * 3)
    if found := NUMBERED_MONTH.fullmatch(text):
        return _end(int(found[2]), int(found[1]))
    if (found := MONTH_YEAR.fullmatch(text)) and (month := dates.MONTHS.get(fold(found[1]))):
        return _end(int(found[2]), month)
    return None


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def unknown_words(sheet: Sheet, kind: str, reading: Reading) -> dict[str, list[str]]:
    """Per field that chooses from a list: the words of the file that nobody said the meaning of yet, as they stand."""
    found: dict[str, dict[str, str]] = {}
    for name in words.CHOICES:
        if name not in sheet.fields:
            continue
        for row in sheet.rows:
            text = plain(row.cells.get(name, ""))
            if isinstance(row.cells.get(name), Cell) and kind_of(row.cells[name]) != "number":
                continue
            if text and not words.choice(name, text):
                found.setdefault(name, {}).setdefault(fold(text), text[:100])
    return {name: list(said.values()) for name, said in found.items()}

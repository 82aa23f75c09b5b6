"""From a file to lines of cells under a line of headings: CSV in the shapes that offices save, and workbooks.

Bad files become one clear sentence (`Unreadable`), never a traceback. What a file is, its content says, not its name.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from coaching.core.reading import sheets
from coaching.core.reading.cells import Cell
from coaching.core.reading.sheets import sheets_of
from coaching.core.reading.texts import NoText, decode

MEGABYTE = 1024 * 1024
LARGEST = 100 * MEGABYTE  # bytes, packed or unpacked
MOST_SHEETS = 200  # each is opened to look for headings
HEADING_WITHIN = 20  # lines: a title may stand above the headings
WIDEST = 500  # cells of a line in which headings are looked for
ENOUGH = 2  # headings that are known make a line of headings
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEP = re.compile(r"\s*\"?sep=(.)\"?\s*(?:\r\n|\r|\n)", re.IGNORECASE)
AS_TEXT = re.compile(r'="[^"=]*"')
Line = Sequence[str]
Knows = Callable[[str], bool]


class Unreadable(Exception):
    """The file as a whole cannot be used; the message says why in one sentence."""


@dataclass
class Table:
    """headings stand in line `top`; `lines` are those below it. other: sheets with the same headings that are not read."""

    top: int
    headings: Line
    lines: Iterator[Line]
    encoding: str = ""
    hidden: set[int] = field(default_factory=set)
    other: tuple[str, ...] = ()


def content_of(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file that a command names. Raises Unreadable: a folder, none, too large."""
    try:
        if path.is_dir():
            raise Unreadable(f"{path} is a folder")
        if path.stat().st_size > largest:
            raise Unreadable(f"the file is larger than {largest // MEGABYTE} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise Unreadable(f"{str(path)!r} is no path: {error}") from error


def table_of(content: bytes, knows: Knows, *, largest: int = LARGEST, two_rows: bool = False) -> Table:
    """The table in the file; knows: whether a cell is a heading of ours. Raises Unreadable, also while lines are read.

    largest: bytes that a workbook may unpack to. Lines and cells may still be many: who reads them counts them.
    two_rows: headings may stand in two rows, the name of a group above and its parts below.
    """
    if not content.strip():
        raise Unreadable("the file is empty")
    if content.startswith(OLE):
        raise Unreadable(_old_kind(content))
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, knows, largest, two_rows)
    if content.startswith(b"%PDF"):
        raise Unreadable("the file is a PDF; save the table as XLSX or CSV")
    if re.match(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|table)", content[:200], re.IGNORECASE):
        raise Unreadable(
            "the file is a web page or XML, whatever its name; open it in a spreadsheet and save it as XLSX"
        )
    return _csv(content, knows, two_rows)


def _old_kind(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "the workbook has a password; save it without one"
    return "the file is an old Excel workbook (.xls); open it and save it as XLSX"


def _find(lines: Iterator[Line], knows: Knows, two_rows: bool = False) -> tuple[int, Line, Iterator[Line], int]:
    """Number of the line of headings, that line, the lines below it, how many headings of it are known.

    It is the line among the first with most known headings; where none has enough, the first that is not empty.
    """
    head = list(islice(lines, HEADING_WITHIN))
    counts = [sum(knows(cell) for cell in line[:WIDEST]) for line in head]
    most = max(counts, default=0)
    filled = [number for number, line in enumerate(head) if any(cell.strip() for cell in line)]
    if not filled:
        raise Unreadable("the file is empty")
    place = counts.index(most) if most >= ENOUGH else filled[0]
    headings = head[place]
    if two_rows:
        for lower in range(1, len(head)):
            both = _above_each_other(head[lower - 1], head[lower])
            if (count := sum(knows(cell) for cell in both[:WIDEST])) > most:
                place, headings, most = lower, both, count
    return place + 1, headings, chain(head[place + 1 :], lines), most


def _above_each_other(upper: Line, lower: Line) -> Line:
    """What stands lowest in each column."""
    width = max(len(upper), len(lower))
    above, below = ([*line, *[""] * (width - len(line))] for line in (upper, lower))
    return [low if low.strip() else up for up, low in zip(above, below, strict=True)]


# -- CSV -------------------------------------------------------------------------------------------------------------
def _csv(content: bytes, knows: Knows, two_rows: bool) -> Table:
    try:
        text, encoding = decode(content)
    except NoText as error:
        where = f" (line {error.line})" if error.line else ""
        raise Unreadable(f"the file is not UTF-8{where}; save it as “CSV UTF-8”") from error
    if "\x00" in text:
        raise Unreadable("the file is not text: it holds NUL characters")
    named = SEP.match(text)
    body = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(body, knows)
    top, headings, lines, _count = _find(_records(body, delimiter), knows, two_rows)
    return Table(top, headings, lines, encoding)


def _delimiter(text: str, knows: Knows) -> str:
    """The sign that gives most known headings; where none does, the one that stands most in the first line."""
    head = "\n".join(islice(io.StringIO(text), HEADING_WITHIN))
    best: list[tuple[int, int, str]] = []
    first = text.lstrip("\r\n").split("\n", 1)[0]
    for order, sign in enumerate(";,\t|"):
        try:
            known = max(
                (sum(map(knows, line[:WIDEST])) for line in csv.reader(io.StringIO(head), delimiter=sign)), default=0
            )
        except csv.Error:
            known = 0
        best.append((known, first.count(sign) * 10 - order, sign))
    known, count, sign = max(best)
    return sign if known or count > 0 else ","


def _records(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(f"line {reader.line_num} is no proper CSV: {error}") from error


# -- Workbooks -------------------------------------------------------------------------------------------------------
def _workbook(content: bytes, knows: Knows, largest: int, two_rows: bool) -> Table:
    """The first sheet that is shown and has our headings. What it unpacks to is measured before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > largest:
                raise Unreadable(f"the workbook unpacks to more than {largest // MEGABYTE} MB")
            _refuse_other(packed)
        return _chosen(content, knows, two_rows)
    except Unreadable:
        raise
    except Exception as error:  # a hostile or damaged workbook may raise anything
        raise Unreadable(f"the workbook cannot be read: {type(error).__name__}") from error


def _refuse_other(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if sheets.counted(packed) > MOST_SHEETS:
        raise Unreadable(f"the workbook has more than {MOST_SHEETS} sheets")
    kind = packed.read("mimetype")[:100] if "mimetype" in names else b""
    if b"opendocument" in kind:
        raise Unreadable("the file is an OpenDocument sheet (.ods); save it as XLSX")
    if "xl/workbook.bin" in names:
        raise Unreadable("the file is a binary workbook (.xlsb); save it as XLSX")
    if any(name.startswith(("word/", "ppt/", "Index/")) for name in names):
        raise Unreadable("the file is no workbook of Excel; save the table as XLSX or CSV")


def _chosen(content: bytes, knows: Knows, two_rows: bool) -> Table:
    found: Table | None = None
    plain: Table | None = None
    other: list[str] = []
    for sheet in sheets_of(content):
        try:
            top, headings, lines, known = _find(sheet.lines, knows, two_rows)
        except Unreadable:  # an empty sheet
            continue
        if known < ENOUGH:
            plain = plain or Table(top, headings, lines, hidden=sheet.hidden)
        elif found is None:
            found = Table(top, headings, lines, hidden=sheet.hidden)
        else:
            other.append(sheet.name)
    table = found or plain
    if table is None:
        raise Unreadable("the file is empty")
    table.other, table.lines = tuple(other), _guarded(table.lines)
    return table


def _guarded(lines: Iterator[Line]) -> Iterator[Line]:
    try:
        yield from lines
    except Exception as error:  # damage further down in the workbook
        raise Unreadable(f"the workbook cannot be read: {type(error).__name__}") from error


def trimmed(cell: str) -> str:
    """Text without the spaces around it; a cell of a kind of its own as it is.

    ="3800" is how programs keep a spreadsheet from making a number of a text: it is that text.
    """
    if isinstance(cell, Cell):
        return cell
    bare = cell.strip()
    return bare[2:-1].strip() if AS_TEXT.fullmatch(bare) else bare

"""From a CSV or XLSX file to rows of text. Bad files become one clear sentence, never a traceback."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

LARGEST = 100 * 1024 * 1024  # bytes, packed or unpacked
MOST_ROWS = 500_000
LONGEST_CELL = 10_000
REQUIRED = ("reference", "company_name", "headcount", "high_skilled_percent", "submitted_on")
COLUMNS = (
    "reference", "layer", "company_name", "enterprise_number", "postcode", "headcount", "high_skilled_percent",
    "nace_code", "language", "contact_name", "contact_email", "referral_channel", "submitted_on", "approved_on",
    "rejected_on", "started_on", "coach_email",
)  # fmt: skip


class Unreadable(Exception):
    """The file as a whole cannot be used; the message says why in one sentence."""


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, what stands there, what is wrong with it."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.value!r}: {self.reason}"

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "column": self.column, "value": self.value, "reason": self.reason}


@dataclass(frozen=True)
class RawRow:
    """line: as a spreadsheet counts, the header being 1. too_many: cells beyond the header."""

    line: int
    cells: dict[str, str]
    too_many: tuple[str, ...] = ()


def read(path: Path) -> Iterator[RawRow]:
    """The rows of the file, empty ones left out. Raises Unreadable."""
    return read_bytes(_content(path))


def read_bytes(content: bytes) -> Iterator[RawRow]:
    if not content.strip():
        raise Unreadable("the file is empty")
    lines = _sheet(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    try:
        header = next(lines)
    except StopIteration:
        raise Unreadable("the file is empty") from None
    names = _header(header)
    return _rows(names, lines)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable(f"{path} is a folder")
        if path.stat().st_size > LARGEST:
            raise Unreadable("the file is larger than 100 MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise Unreadable(f"{str(path)!r} is no path: {error}") from error


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    unknown = [name or "(empty)" for name in names if name not in COLUMNS]
    if unknown:
        raise Unreadable("unknown columns: " + ", ".join(unknown[:20]))
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unreadable("columns that occur twice: " + ", ".join(twice))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable("missing columns: " + ", ".join(missing))
    return names


def _rows(names: list[str], lines: Iterator[Sequence[str]]) -> Iterator[RawRow]:
    count = 0
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        values = [cell.strip() for cell in cells]
        extra = tuple(value for value in values[len(names) :] if value)
        yield RawRow(number, dict(zip(names, [*values, *[""] * len(names)], strict=False)), extra)
    if not count:
        raise Unreadable("the file has a header and no rows")


def _csv(content: bytes) -> Iterator[Sequence[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"the file is not UTF-8 (line {line}); save it as “CSV UTF-8”") from error
    if "\x00" in text:
        raise Unreadable("the file is not text: it holds NUL characters")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(f"line {reader.line_num} is no proper CSV: {error}") from error


def _sheet(content: bytes) -> Iterator[Sequence[str]]:
    """The first sheet. What it unpacks to is measured before it is unpacked."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise Unreadable("the workbook unpacks to more than 100 MB")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for cells in sheet.iter_rows(values_only=True):
            yield [_cell(value) for value in cells]
    except Unreadable:
        raise
    except Exception as error:  # a hostile or damaged workbook may raise anything
        raise Unreadable(f"the workbook cannot be read: {type(error).__name__}") from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:LONGEST_CELL]

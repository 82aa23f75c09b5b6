"""From a file of applications to rows by column. Bad files become one clear sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coaching.core.reading.faults import Fault as Problem
from coaching.core.reading.files import Table, Unreadable, content_of, table_of, trimmed
from coaching.core.reading.texts import ANSI, looks_garbled
from coaching.insight.importing.headings import COLUMNS, REQUIRED, columns_of, knows

__all__ = ["COLUMNS", "REQUIRED", "Problem", "RawRow", "Unreadable", "read", "read_bytes"]

MOST_ROWS = 500_000
SHOWN_NAMES = 5  # names with accents, to see that they are right
NAMES = ("company_name", "contact_name")
LOOK_AT_NAME = "the file is in Windows-1252, not UTF-8; see whether the accents of this name are right"
GARBLED = "the accents of this name look damaged"
HIDDEN = "the spreadsheet hides this row; it counts as any other"
NOT_READ = "this sheet has the same headings; it is not read"


@dataclass(frozen=True)
class RawRow:
    """line: as a spreadsheet counts. too_many: cells beyond the headings. notes: what to look at before it is written."""

    line: int
    cells: dict[str, str]
    too_many: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def read(path: Path) -> Iterator[RawRow]:
    """The rows of the file, empty ones left out. Raises Unreadable."""
    return read_bytes(content_of(path))


def read_bytes(content: bytes) -> Iterator[RawRow]:
    table = table_of(content, knows)
    return _rows(table, columns_of(table.headings))


def _rows(table: Table, names: list[str]) -> Iterator[RawRow]:
    count, noting = 0, _Noting(table)
    for number, cells in enumerate(table.lines, table.top + 1):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        values = [trimmed(cell) for cell in cells]
        extra = tuple(value for value in values[len(names) :] if value)
        found = dict(zip(names, [*values, *[""] * len(names)], strict=False))
        yield RawRow(number, found, extra, noting.notes(number, found))
    if not count:
        raise Unreadable("the file has a header and no rows")


class _Noting:
    """What a person should see of the file before it is written."""

    def __init__(self, table: Table) -> None:
        self.table, self.shown, self.first = table, 0, True

    def notes(self, line: int, cells: dict[str, str]) -> tuple[Problem, ...]:
        found = []
        if self.first:
            found += [Problem(line, "(file)", name[:100], NOT_READ) for name in self.table.other]
            self.first = False
        if line in self.table.hidden:
            found.append(Problem(line, "(row)", "", HIDDEN))
        for column in NAMES:
            name = cells.get(column, "")
            if name:
                found += self._name(line, column, name)
        return tuple(found)

    def _name(self, line: int, column: str, name: str) -> list[Problem]:
        if looks_garbled(name):
            return [Problem(line, column, name[:100], GARBLED)]
        if self.table.encoding == ANSI and not name.isascii() and self.shown < SHOWN_NAMES:
            self.shown += 1
            return [Problem(line, column, name[:100], LOOK_AT_NAME)]
        return []

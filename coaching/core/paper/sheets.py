"""Workbooks that can be worked with at once: headings that stay, filters, widths, real dates, amounts and shares.

Cells come from `exports.cell`, so nothing in them is a formula. Rows are written one by one and never stand in memory as
cells: a long list costs time, not memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.utils.translation import get_language

EURO, PERCENT = "euro", "percent"
DAY, MOMENT, WHOLE, BROKEN = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0", "#,##0.0#"
# Separators follow the reader's own settings, which for Belgium are 1.234,5; where the sign of the euro stands we say.
EUROS = {"nl": '"€" #,##0.00', "fr": '#,##0.00 "€"', "en": '"€"#,##0.00'}
SHARE = "0 %"
MEASURED = 200  # rows by which the widths are chosen
NARROWEST, WIDEST, BESIDE = 8, 60, 3  # characters; room for the arrow of the filter
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """rows: the headings first. kinds: per column `EURO`, `PERCENT` or nothing. above: lines of text over the table.

    totals: whether the last row adds up the others: it stands in bold and outside the filter.
    """

    name: str
    rows: Iterable[Sequence[Any]]
    kinds: Sequence[str] = ()
    above: Sequence[str] = field(default=())
    totals: bool = False


def workbook(tables: Iterable[Sheet], *, title: str) -> bytes:
    """The file. Names of sheets are made unique and fit for a spreadsheet."""
    from openpyxl import Workbook  # noqa: PLC0415 - takes long to load, and few ask for it

    book = Workbook(write_only=True)
    book.properties.title = title
    taken: set[str] = set()
    for table in tables:
        name = _name(table.name, taken)
        _write(book.create_sheet(name), table)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _name(wanted: str, taken: set[str]) -> str:
    base = " ".join(NOT_IN_NAMES.sub(" ", wanted).split())[:28] or "Export"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base} {number}"
    taken.add(name.lower())
    return name


def _write(sheet: Any, table: Sheet) -> None:
    """What must stand before the rows is set first: a write-only sheet goes to its file in order."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

    rows = iter(table.rows)
    first = list(islice(rows, MEASURED))
    head = len(table.above) + 2 if table.above else 1
    for number, width in enumerate(_widths(first), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"  # A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for line in table.above:
        sheet.append([_text_cell(sheet, line)])
    if table.above:
        sheet.append([])
    last = head + _rows(sheet, chain(first, rows), table)
    if first:
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(first[0]))}{last}"


def _rows(sheet: Any, rows: Iterable[Sequence[Any]], table: Sheet) -> int:
    """Write headings and rows; how many rows belong to the filter (a note of one cell below the table does not)."""
    cells = _Cells(sheet, table.kinds)
    filtered = 0
    for number, (row, is_last) in enumerate(_with_last(rows)):
        if number == 0:
            sheet.append([_text_cell(sheet, value, bold=True) for value in row])
            width = len(row)
            continue
        total = table.totals and is_last
        sheet.append(cells.bold(row) if total else cells.of(row))
        filtered += 0 if total or len(row) < width else 1
    return filtered


def _with_last(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Sequence[Any], bool]]:
    rows = iter(rows)
    for row in rows:
        for following in rows:
            yield row, False
            row = following  # noqa: PLW2901 - one ahead
        yield row, True


class _Cells:
    """One cell per column, filled anew for each row: a write-only sheet has written it by then."""

    def __init__(self, sheet: Any, kinds: Sequence[str]) -> None:
        self.sheet, self.kinds = sheet, kinds
        self.made: dict[tuple[int, str, bool], Any] = {}

    def of(self, row: Sequence[Any], *, bold: bool = False) -> list[Any]:
        return [None if value in ("", None) else self._cell(n, value, bold=bold) for n, value in enumerate(row)]

    def bold(self, row: Sequence[Any]) -> list[Any]:
        return self.of(row, bold=True)

    def _cell(self, column: int, value: Any, *, bold: bool) -> Any:
        shape = "" if isinstance(value, str) else self._shape(column, value)
        cell = self.made.get((column, shape, bold))
        if cell is None:
            cell = self.made[column, shape, bold] = _made(self.sheet, shape, bold=bold)
        if isinstance(value, str):
            cell.value = None
            cell._value, cell.data_type = value, "s"  # noqa: SLF001 - never "f", whatever the text begins with
        else:
            cell.value = value
        return cell

    def _shape(self, column: int, value: Any) -> str:
        kind = self.kinds[column] if column < len(self.kinds) else ""
        if isinstance(value, datetime):
            return MOMENT
        if isinstance(value, date):
            return DAY
        if kind == EURO:
            return EUROS.get((get_language() or "nl")[:2], EUROS["nl"])
        if kind == PERCENT:
            return SHARE
        return WHOLE if value == int(value) else BROKEN


def _made(sheet: Any, shape: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - see above

    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top")
    if shape:
        cell.number_format = shape
    if bold:
        cell.font = Font(bold=True)
    return cell


def _text_cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = _made(sheet, "", bold=bold)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _widths(rows: Sequence[Sequence[Any]]) -> list[float]:
    """By the longest that stands in the first rows; the headings have room for the filter's arrow."""
    if not rows:
        return []
    longest = [len(str(heading)) + BESIDE for heading in rows[0]]
    for row in rows[1:]:
        if len(row) == len(longest):
            longest = [max(width, _length(value)) for width, value in zip(longest, row, strict=True)]
    return [min(max(width + 1, NARROWEST), WIDEST) for width in longest]


def _length(value: Any) -> int:
    if isinstance(value, datetime):
        return len(MOMENT)
    if isinstance(value, date):
        return len(DAY)
    if isinstance(value, int | float | Decimal):
        return len(f"{value:,.2f}") + 2
    return max((len(line) for line in str(value).splitlines()), default=0)

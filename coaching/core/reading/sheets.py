"""From a workbook to its sheets: what is shown, with the kinds of cells that a reading must know."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from coaching.core.reading.cells import Cell

LONGEST_CELL = 10_000
FIRST_DAY, LAST_DAY = 18_264, 109_575  # 1950 to 2199, as days that a spreadsheet counts
TEXTS = re.compile(r'"[^"]*"|[\\_*].')
QUOTED = re.compile(r"\[[^\]]*\]")
CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)(-?[0-9]+(?:\.[0-9]+)?)\]")
COMPARE = {"<": lt, "<=": le, "=": eq, "<>": ne, ">=": ge, ">": gt}
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # _x000D_ is how some programs write the end of a line
UNKNOWN_SIGN = "\ufffd"
TAG = rb"<(?:\w+:)?"
# No tag holds a "<": so one that never ends costs no more than itself.
ROW = re.compile(TAG + rb"row\b[^<>]*>")
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\br="(\d+)"')
MERGED = re.compile(TAG + rb'mergeCell\b[^<>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(TAG + rb"f[\s/>]")
MOST_MERGED = 200_000
MOST_CELLS_IN_ROW = (
    1_000  # a row may name the last of 16,384 columns alone, and costs as much as if they all were filled
)
SHEET = re.compile(TAG + rb"sheet\s")
Place = tuple[int, int]  # row and column, from one


def counted(packed: zipfile.ZipFile) -> int:
    """How many sheets the workbook names, whichever of its parts does; one part may be named many times."""
    return sum(len(SHEET.findall(packed.read(name))) for name in packed.namelist() if not name.endswith("/"))


@dataclass
class Sheet:
    """lines: from the first row of the sheet on. hidden: numbers of rows that the spreadsheet does not show."""

    name: str
    lines: Iterator[Sequence[str]]
    hidden: set[int] = field(default_factory=set)


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets that are shown, in order; each row is read when it is asked for. Raises whatever the library raises."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes long to load, and few ask for it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(sheet._worksheet_path) for sheet in shown]
    counted = any(FORMULA.search(xml) for xml in parts)
    raw = load_workbook(io.BytesIO(content), read_only=True, data_only=False) if counted else None
    return [
        _sheet(sheet, xml, raw[sheet.title] if raw and FORMULA.search(xml) else None, book.epoch)
        for sheet, xml in zip(shown, parts, strict=True)
    ]


def _sheet(sheet: Any, xml: bytes, formulas: Any, epoch: datetime) -> Sheet:
    rows = (row[0] for row in ROW.finditer(xml))
    hidden = {int(found[1]) for row in rows if HIDDEN.search(row) and (found := NUMBER.search(row))}
    return Sheet(sheet.title, _lines(sheet, formulas, _covered(xml), epoch), hidden)


def _covered(xml: bytes) -> dict[Place, Place]:
    """(row, column) of every cell that lies under the first cell of a merged range, and of that first cell."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - takes long to load, and few ask for it

    found: dict[Place, Place] = {}
    looked_at = 0  # the same range may be named a million times
    for match in MERGED.finditer(xml):
        left, top, right, bottom = range_boundaries(match[1].decode())
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        for place in places:
            looked_at += 1
            if looked_at > MOST_MERGED:
                return found
            if place != (top, left):
                found.setdefault(place, (top, left))
    return found


def _lines(sheet: Any, formulas: Any, covered: dict[Place, Place], epoch: datetime) -> Iterator[Sequence[str]]:
    """Dimensions are not believed: some programs write A1 for a sheet of any size."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows()
    widest: dict[int, int] = {}
    for row, column in covered:
        widest[row] = max(widest.get(row, 0), column)
    if formulas is not None:
        formulas.reset_dimensions()
        sources: Any = formulas.iter_rows()
    else:
        sources = None
    for number, cells in enumerate(rows, 1):
        line = [_cell(cell, epoch) for cell in cells[:MOST_CELLS_IN_ROW]]
        if sources is not None:
            _mark_formulas(line, next(sources, ()))
        if covered:
            line += [""] * (
                min(widest.get(number, 0), MOST_CELLS_IN_ROW) - len(line)
            )  # cells without a value may be left out of the file
            for place in range(len(line)):
                if (number, place + 1) in covered:
                    line[place] = Cell("", "merged", covered[number, place + 1])
        yield line


def _mark_formulas(line: list[str], sources: Sequence[Any]) -> None:
    """A formula whose result was never counted would look empty."""
    for place, source in enumerate(sources):
        if source.data_type == "f" and place < len(line) and line[place] == "":
            line[place] = Cell(str(source.value)[:LONGEST_CELL], "formula")


def _cell(cell: Any, epoch: datetime) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return Cell(str(value).lower(), "flag", value)
    if isinstance(value, int | float):
        return _number(value, cell.number_format, epoch)
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), "date", value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), "date", value)
    text = ESCAPED.sub(_unescaped, str(value)[:LONGEST_CELL])
    return Cell(text, "error") if cell.data_type == "e" else text


def _unescaped(found: re.Match[str]) -> str:
    """NUL and halves of a pair are no text: no database keeps them."""
    sign = chr(int(found[1], 16))
    return UNKNOWN_SIGN if sign == "\x00" or "\ud800" <= sign <= "\udfff" else sign


def _number(value: float, shown_as: str, epoch: datetime) -> str:
    """A percentage counts out of a hundred; twelve figures, so that 34,999999999999996 is the 35 that is shown."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.12g}")
    if not exact.is_finite():
        return Cell(str(value), "error")
    picture = _section(shown_as, exact)
    if "%" in picture:
        share = exact * 100
        return Cell(f"{_bare(share)} %".replace(".", ","), "percent", share)
    return Cell(_padded(_bare(exact), picture), "number", exact, _as_date(value, epoch))


def _bare(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    return f"{number.quantize(Decimal(1)) if whole and number.adjusted() < 25 else number.normalize():f}"[:LONGEST_CELL]


def _section(shown_as: str | None, number: Decimal) -> str:
    """The part of a format by which this number is shown, without what stands in it as text.

    Parts are for more than nothing, less, nothing; or each has a condition of its own, and the first that is met counts.
    """
    if not shown_as or shown_as == "General":
        return ""
    parts = TEXTS.sub("", shown_as).split(";")
    chosen = parts[0]
    if any(CONDITION.search(part) for part in parts):
        chosen = next((part for part in parts if _meets(part, number)), parts[-1])
    elif number < 0 and len(parts) > 1:
        chosen = parts[1]
    elif number == 0 and len(parts) > 2:
        chosen = parts[2]
    if not re.search("[0#?]|General", QUOTED.sub("", chosen)):  # shown as a word, such as "all" for 1
        chosen = next((part for part in parts if "%" in part), chosen)
    return QUOTED.sub("", chosen)


def _meets(part: str, number: Decimal) -> bool:
    found = CONDITION.search(part)
    return found is None or COMPARE[found[1]](number, Decimal(found[2]))


def _padded(text: str, picture: str) -> str:
    """With the zeros in front that a format of nothing but zeros shows: 00012, 01110."""
    return text.zfill(len(picture)) if text.isdigit() and re.fullmatch("0+", picture) else text


def _as_date(value: float, epoch: datetime) -> date | None:
    """The day that this number counts to, in the calendar of the workbook (1900 or 1904)."""
    if epoch.year == 1904:
        value += 1462
    return date(1899, 12, 30) + timedelta(days=int(value)) if FIRST_DAY <= value <= LAST_DAY else None

"""Small files that hold nothing many times over: they are read while somebody waits, so they are given up early."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from coaching.companies.importing.checking import LARGEST, MOST_CELLS, MOST_LINES, check
from coaching.companies.importing.template import FORMATS
from coaching.companies.tree import Tree
from coaching.core.reading.files import Unreadable
from coaching.core.reading.words import in_words

HEAD = "Naam;Deel van;Aantal werknemers\n"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'


def workbook(lines: str) -> bytes:
    """Our own empty workbook with another first sheet."""
    sheet = SHEET + "".join(CELL.format(name) for name in HEAD.strip().split(";")) + "</row>" + lines
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"]())) as ours,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in ours.namelist():
            own = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, f"{sheet}</sheetData></worksheet>" if own else ours.read(name))
    return made.getvalue()


def said_of(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        check(content, Tree(date(2026, 1, 1), (), (), ()), may_add_places=True)
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        HEAD.encode() + b"\n" * (MOST_LINES + 1),
        HEAD.encode() + b";" * (MOST_CELLS + 1),
        workbook("<row/>" * (MOST_LINES + 1)),
    ],
    ids=["empty lines", "empty cells", "empty rows"],
)
def test_endless_nothing_is_given_up(content: bytes) -> None:
    assert said_of(content).startswith("more than 2000 rows")


def test_columns_far_beyond_a_table_are_not_read() -> None:
    assert said_of(workbook('<row><c r="XFD2"><v>1</v></c></row>' * 40)) == "the file has a header and no rows"


def test_what_unpacks_to_more_than_a_list_of_units_is_not_unpacked() -> None:
    said = said_of(workbook(" " * LARGEST))
    assert said == "the workbook unpacks to more than 10 MB"
    assert in_words(said) != said


def test_a_workbook_of_ours_is_read() -> None:
    row = "<row>" + CELL.format("Atelier") + CELL.format("") + "<c><v>3</v></c></row>"
    found = check(workbook(row), Tree(date(2026, 1, 1), (), (), ()), may_add_places=True)
    assert [(one.name, one.headcount) for one in found.rows] == [("Atelier", 3)]

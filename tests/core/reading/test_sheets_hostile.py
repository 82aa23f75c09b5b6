"""Sheets that are written to be read for ever."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest

from coaching.core.reading import sheets
from coaching.core.reading.files import Unreadable, table_of
from tests.actionplans.importing.sheets import workbook


class Nothing:
    title = "Nothing"


def hidden_in(xml: bytes) -> set[int]:
    return sheets._sheet(Nothing(), xml, None, datetime(1899, 12, 30)).hidden


def test_merged_cells_are_looked_at_so_many_times_however_often_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_MERGED", 20)
    again, last = b'<mergeCell ref="A1:B2"/>', b'<mergeCell ref="C5:D5"/>'
    assert set(sheets._covered(again + last)) == {(1, 2), (2, 1), (2, 2), (5, 4)}
    assert set(sheets._covered(again * 10 + last)) == {(1, 2), (2, 1), (2, 2)}


@pytest.mark.parametrize("tag", [b"<row ", b'<row hidden="1" ', b"<mergeCell "])
def test_tags_that_never_end_are_passed_over(tag: bytes) -> None:
    """Looked at once each; from each of them to the end it would not be done today."""
    xml: Any = tag * 600_000 + b'<row r="7" hidden="1" ht="15">'
    assert hidden_in(xml) == {7}


def test_hidden_rows_are_found_whatever_the_order_of_what_is_said_of_them() -> None:
    xml = b'<row hidden="1" r="2"><row r="3"><x:row r="4" hidden="true" ht="1"/><row r="5" hidden="0">'
    assert hidden_in(xml) == {2, 4}


@pytest.mark.parametrize("written", ["_x0000_", "_xD800_", "_xdfff_"])
def test_escapes_that_are_no_text_become_a_sign_that_can_be_kept(written: str) -> None:
    """NUL and halves of a pair: a database refuses them, wherever the cell would be told."""
    content = workbook([["Maatregel", "Waar"], [f"Een {written} tafel", "Hal_x000D_"]])
    lines = [list(line) for line in sheets.sheets_of(content)[0].lines]
    assert lines == [["Maatregel", "Waar"], ["Een \ufffd tafel", "Hal\r"]]


def packed_again(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            xml = before.read(name)
            assert name != part or old in xml
            after.writestr(name, xml.replace(old, new) if name == part else xml)
    return out.getvalue()


def test_a_row_that_names_the_last_column_is_no_wider_than_a_table_can_be() -> None:
    wide = b'<row r="3"><c r="A3"><v>1</v></c><c r="XFD3"><v>1</v></c></row></sheetData>'
    content = packed_again(workbook([["Maatregel", "Waar"]]), "xl/worksheets/sheet1.xml", b"</sheetData>", wide)
    lines = list(sheets.sheets_of(content)[0].lines)
    assert (lines[-1][0], len(lines[-1])) == ("1", sheets.MOST_CELLS_IN_ROW)


def test_a_workbook_of_many_sheets_is_refused_before_one_is_opened() -> None:
    """One part, named ten thousand times."""
    many = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n + 9) for n in range(10_000)) + b"</sheets>"
    content = packed_again(workbook([["Maatregel", "Waar"]]), "xl/workbook.xml", b"</sheets>", many)
    with pytest.raises(Unreadable, match="more than 200 sheets"):
        table_of(content, bool)

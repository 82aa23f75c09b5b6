"""Files as offices save them: encodings, separators, titles, workbooks with oddities; what cannot be read says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from coaching.core.reading.files import Table, Unreadable, table_of
from coaching.core.reading.texts import looks_garbled

HEADINGS = ["name", "number", "day"]
KNOWN = {"name", "number", "day"}


def knows(cell: str) -> bool:
    return cell.strip().lower() in KNOWN


def rows(content: bytes) -> tuple[Table, list[list[str]]]:
    table = table_of(content, knows)
    return table, [list(line) for line in table.lines]


def csv_of(sign: str = ";", end: str = "\r\n", above: str = "") -> str:
    return above + end.join(sign.join(line) for line in (HEADINGS, ["Pâtisserie", "1.250", "2/3/2026"])) + end


def book(fill: Callable[[Any], None], **cells: Any) -> bytes:
    made = Workbook()
    made.active.append(HEADINGS)
    fill(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def changed(content: bytes, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with one of its parts rewritten, as other programs would have written it."""
    packed, written = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(written, "w") as to:
        for name in packed.namelist():
            text = packed.read(name)
            to.writestr(name, change(text.decode()).encode() if name == part else text)
    return written.getvalue()


class TestText:
    @pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_every_usual_separator(self, sign: str, end: str) -> None:
        _table, found = rows(csv_of(sign, end).encode())
        assert found == [["Pâtisserie", "1.250", "2/3/2026"]]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
    def test_every_usual_encoding(self, encoding: str) -> None:
        table, found = rows(csv_of("\t").encode(encoding))
        assert found[0][0] == "Pâtisserie"
        assert (table.encoding == "windows-1252") == (encoding == "windows-1252")

    @pytest.mark.parametrize("encoding", ["mac-roman", "cp850", "cp437"])
    @pytest.mark.parametrize("name", ["Pâtisserie", "Café", "Daniël", "Hôtel", "Noël", "Crêpe"])
    def test_the_code_of_a_mac_or_of_dos_is_refused(self, encoding: str, name: str) -> None:
        """Never another letter in silence."""
        with pytest.raises(Unreadable, match="UTF-8"):
            rows(csv_of().replace("Pâtisserie", name).encode(encoding))

    def test_the_separator_that_the_file_names_itself(self) -> None:
        table, found = rows(csv_of("|", above="sep=|\r\n").encode())
        assert (table.top, len(found)) == (1, 1)

    def test_a_title_may_stand_above_the_headings(self) -> None:
        table, found = rows(csv_of(above="Lijst van het fonds;;\r\n;;\r\n").encode())
        assert (table.top, list(table.headings), len(found)) == (3, HEADINGS, 1)

    def test_a_comma_in_a_quoted_cell_separates_nothing(self) -> None:
        _table, found = rows(b'name;number;day\r\n"A, B en ""C""";1;2\r\n')
        assert found[0][0] == 'A, B en "C"'

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b" \r\n", "empty"),
            (b"name;number\nA\x00;1\n", "NUL"),
            (b'name;number\n"A;1\n', "CSV"),
            (b"%PDF-1.7 name number", "PDF"),
            (b"<html><table><tr><td>name", "web page"),
            (b'<?xml version="1.0"?>', "XML"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
            (b"PK\x03\x04 no zip", "workbook"),
            (b"\xff\xfe\x00", "UTF-8"),
            (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        ],
    )
    def test_what_is_no_table_says_what_to_do(self, content: bytes, said: str) -> None:
        with pytest.raises(Unreadable, match=said):
            rows(content)

    @pytest.mark.parametrize(
        ("name", "part", "said"),
        [
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
            ("xl/workbook.bin", b"", ".xlsb"),
            ("word/document.xml", b"", "no workbook of Excel"),
        ],
    )
    def test_other_packed_files_are_named(self, name: str, part: bytes, said: str) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr(name, part)
        with pytest.raises(Unreadable, match=said):
            rows(packed.getvalue())

    def test_letters_that_were_lost_before_are_noticed(self) -> None:
        assert looks_garbled("PÃ¢tisserie") and looks_garbled("P\ufffdtisserie") and looks_garbled("Lâ€™Oréal")
        assert not any(
            map(looks_garbled, ("Pâtisserie", "Ångström", "SÃO PAULO", "L’Oréal", "Noël", "Œuvre", "Bakker"))
        )


class TestWorkbook:
    def test_kinds_of_cells(self) -> None:
        def fill(made: Any) -> None:
            made.active.append([50.0, 0.1 + 0.2, date(2026, 3, 2)])
            made.active.append([0.6, True, datetime(2026, 3, 2, 14, 30)])
            made.active["A3"].number_format = "0.00%"
            made.active.append([46083, "#N/A", 34.999999999999996])
            made.active["B4"].data_type = "e"

        _table, found = rows(book(fill))
        assert [(cell, getattr(cell, "kind", "text")) for line in found for cell in line] == [
            ("50", "number"),
            ("0.3", "number"),
            ("2026-03-02", "date"),
            ("60 %", "percent"),
            ("true", "flag"),
            ("2026-03-02", "date"),
            ("46083", "number"),
            ("#N/A", "error"),
            ("35", "number"),
        ]
        assert (found[1][0].value, found[2][0].as_date) == (Decimal(60), date(2026, 3, 2))

    def test_the_calendar_of_1904(self) -> None:
        def fill(made: Any) -> None:
            made.epoch = CALENDAR_MAC_1904
            made.active.append(["A", 44621, date(2026, 3, 2)])

        _table, found = rows(book(fill))
        assert (found[0][1].as_date, found[0][2].value) == (date(2026, 3, 2), date(2026, 3, 2))

    @pytest.mark.parametrize("shown_as", ["0%", "0.00%", "0.0 %", "#,##0%;[Red]-0%", "0,0%", '0" van 100"%'])
    def test_formats_of_a_percentage(self, shown_as: str) -> None:
        def fill(made: Any) -> None:
            made.active.append(["A", 0.42, ""])
            made.active["B2"].number_format = shown_as

        assert rows(book(fill))[1][0][1].value == 42

    @pytest.mark.parametrize(
        "shown_as", ['[=0]"-";0%', '[=1]"alle";0%', "[<0.1]0.0%;0%", '[>=1]"alle";[=0]"geen";0%', '0%;-0%;"-"']
    )
    @pytest.mark.parametrize("value", [1, 0.42, 0.01, 0])
    def test_a_percentage_of_several_parts(self, shown_as: str, value: float) -> None:
        """Before, only the first part of a format was read: all of them (1) became one percent."""

        def fill(made: Any) -> None:
            made.active.append(["A", value, ""])
            made.active["B2"].number_format = shown_as

        assert rows(book(fill))[1][0][1].value == Decimal(str(value)) * 100

    @pytest.mark.parametrize(
        ("shown_as", "text"), [("00000", "01110"), ("0", "1110"), ("General", "1110"), ("000", "1110")]
    )
    def test_zeros_that_a_format_puts_in_front(self, shown_as: str, text: str) -> None:
        def fill(made: Any) -> None:
            made.active.append(["A", 1110, ""])
            made.active["B2"].number_format = shown_as

        cell = rows(book(fill))[1][0][1]
        assert (str(cell), cell.value) == (text, 1110)

    @pytest.mark.parametrize("shown_as", ["General", "0.00", '0.00" % van"', "0.00\\%", "@"])
    def test_formats_of_no_percentage(self, shown_as: str) -> None:
        def fill(made: Any) -> None:
            made.active.append(["A", 0.42, ""])
            made.active["B2"].number_format = shown_as

        assert rows(book(fill))[1][0][1].value == Decimal("0.42")

    @pytest.mark.parametrize("dimension", ["A1", "A1:B1", "A1:ZZ9999"])
    def test_a_dimension_is_not_believed(self, dimension: str) -> None:
        content = book(lambda made: made.active.append(["A", 1, "x"]))
        wrong = changed(content, lambda xml: xml.replace('ref="A1:C2"', f'ref="{dimension}"'))
        assert wrong != content
        assert rows(wrong)[1] == [["A", "1", "x"]]

    def test_a_formula_counts_as_its_result_and_is_named_without_one(self) -> None:
        content = book(lambda made: made.active.append(["A", "=1+1", "=2+2"]))
        counted = changed(
            content,
            lambda xml: xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace(
                "<f>1+1</f><v />", "<f>1+1</f><v>2</v>"
            ),
        )
        line = rows(counted)[1][0]
        assert (line[1], line[1].kind) == ("2", "number")
        assert (line[2], line[2].kind) == ("=2+2", "formula")

    def test_merged_cells_and_hidden_rows_are_known(self) -> None:
        def fill(made: Any) -> None:
            made.active.append(["A", 1, "x"])
            made.active.append(["B", 2, "y"])
            made.active.merge_cells("A2:A3")
            made.active.row_dimensions[3].hidden = True

        table, found = rows(book(fill))
        assert (found[1][0].kind, table.hidden) == ("merged", {3})

    def test_the_sheet_with_the_headings_is_read_hidden_ones_are_not(self) -> None:
        def fill(made: Any) -> None:
            made.active.append(["A", 1, "x"])
            notes = made.create_sheet("Uitleg", 0)
            notes.append(["Vul het andere blad in"])
            old = made.create_sheet("2025")
            old.append(HEADINGS)
            secret = made.create_sheet("Verborgen", 0)
            secret.append(HEADINGS)
            secret.append(["Z", 9, "z"])
            secret.sheet_state = "hidden"

        table, found = rows(book(fill))
        assert (found, table.other) == ([["A", "1", "x"]], ("2025",))

    def test_rows_that_are_left_out_keep_their_numbers(self) -> None:
        def fill(made: Any) -> None:
            made.active["A5"] = "A"

        _table, found = rows(book(fill))
        assert [bool(line and line[0]) for line in found] == [False, False, False, True]

"""Files of lists: no formulas (docs/security.md, 18), whole characters, typed cells, a cap."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from openpyxl import load_workbook

from coaching.core.ground.roles import Actor, Hat
from coaching.core.paper import exports, sheets
from coaching.core.paper.exports import Column

BY = Actor(user_id=1, hat=Hat.PUBLIC)
ROW = (Column("=kop()", lambda row: row),)
EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "\u00a0=1",
    "\ufeff=1",
    "\uff1d1",
    "=cmd|' /C calc'!A0",
    "\x01=1+1",
    "\x0b@x",
    "-2+3",
    "|x",
    "\ud800=1",
    "\x7f=1",
]
KIND_OF_BEGIN = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "\uff1d")


def read(form: str, rows: list, columns=ROW) -> list[list]:
    response = exports.answer(form, "Lijst", columns, rows, by=BY, about=None)
    if form == "csv":
        text = response.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_typed_becomes_a_formula(form):
    with translation.override("nl"):
        lines = read(form, EVIL)
    assert len(lines) == len(EVIL) + 1
    for (found,) in lines:
        assert found.startswith("'"), repr(found)
        assert "\0" not in found and "\x01" not in found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_plain_text_is_left_alone(form):
    words = ["Bakkerij 'De Kroon'", "a = b", "e-mail@voorbeeld.test", "Ünïcödé €", 'quote " and ; and ,', "regel\ntwee"]
    with translation.override("nl"):
        assert [line[0] for line in read(form, words)[1:]] == words


def test_values_keep_their_kind():
    values = [Decimal("12.5"), 7, date(2026, 3, 2), True, None, ["a", "b"], -3]
    with translation.override("nl"):
        assert [line[0] for line in read("xlsx", values)[1:3]] == [12.5, 7]
        assert [line[0] for line in read("csv", values)[1:]] == ["12,5", "7", "2026-03-02", "ja", "", "a, b", "-3"]
    with translation.override("en"):
        content = exports.answer(
            "csv", "List", (Column("A", lambda r: r), Column("B", lambda r: 1)), [Decimal("1.5")], by=BY, about=None
        ).content
    assert content.decode("utf-8-sig").splitlines()[1] == "1.5,1"


def test_too_many_rows_are_cut_and_said(monkeypatch):
    monkeypatch.setattr(exports, "MAX_ROWS", 3)
    with translation.override("nl"):
        assert [line[0] for line in read("csv", ["a", "b", "c"])] == ["'=kop()", "a", "b", "c"]
        lines = read("csv", ["a", "b", "c", "d"])
    assert len(lines) == 5 and "3" in lines[-1][0] and "d" not in lines[-1]


def test_very_long_text_fits_a_cell():
    assert len(read("xlsx", ["x" * 50_000])[1][0]) <= 32_767


@pytest.mark.parametrize(("asked", "form"), [("csv", "csv"), ("xlsx", "xlsx"), ("", ""), ("pdf", ""), ("CSV", "")])
def test_only_known_files_are_made(asked, form):
    assert exports.wanted(SimpleNamespace(GET={"export": asked})) == form


def test_name_of_the_file_is_safe():
    response = exports.answer("csv", 'Lijst "x"\r\n/../y', ROW, [], by=BY, about=None)
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="lijst-x') and disposition.endswith('.csv"')
    assert "/" not in disposition and "no-store" in response["Cache-Control"]


# -- Workbooks that can be worked with -------------------------------------------------------------------------------------
KINDS = (
    Column("Naam", lambda row: row[0]),
    Column("Dag", lambda row: row[1]),
    Column("Moment", lambda row: row[2]),
    Column("Bedrag", lambda row: row[3], exports.EURO),
    Column("Aandeel", lambda row: row[4], exports.PERCENT),
    Column("Uren", lambda row: row[5]),
)
LINE = (
    "Een naam die langer is dan haar kop",
    date(2026, 3, 2),
    datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
    Decimal("1234.50"),
    0.31,
    Decimal("2.5"),
)


def sheet_of(rows: list, columns=KINDS):
    content = exports.answer("xlsx", "Lijst: a/b", columns, rows, by=BY, about=None).content
    return load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize(("language", "euro"), [("nl", '"€" #,##0.00'), ("fr", '#,##0.00 "€"'), ("en", '"€"#,##0.00')])
def test_cells_are_dates_amounts_and_shares(language, euro):
    with translation.override(language):
        name, day, moment, amount, share, hours = sheet_of([LINE])[2]
    assert (name.data_type, day.is_date, moment.is_date) == ("s", True, True)
    assert day.value.date() == LINE[1] and day.number_format == "dd/mm/yyyy"
    assert moment.value == datetime(2026, 3, 2, 15, 30) and moment.number_format == "dd/mm/yyyy hh:mm"
    assert (amount.value, amount.number_format) == (1234.5, euro)
    assert (share.value, share.number_format) == (0.31, "0 %")
    assert (hours.value, hours.number_format) == (2.5, "#,##0.0#")


def test_headings_stay_filters_cover_the_rows_and_widths_fit(monkeypatch):
    monkeypatch.setattr(exports, "MAX_ROWS", 2)
    sheet = sheet_of([LINE] * 3)
    assert sheet.freeze_panes == "A2" and sheet.title == "Lijst a b" and sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:F3" and sheet.max_row == 4  # the note below is no row of the list
    assert sheet["A1"].font.bold and not sheet["A2"].font.bold
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths[0] > len(LINE[0]) and all(width >= 8 for width in widths) and max(widths) <= 60


def test_a_long_list_does_not_stand_in_memory():
    """Six times the rows, hardly more memory at its height."""
    heights = []
    for count in (400, 2_400):
        rows = ([f"Naam {n}", n, date(2026, 1, 1)] for n in range(count))
        tracemalloc.start()
        sheets.workbook([sheets.Sheet("x", rows)], title="x")
        heights.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert heights[1] < heights[0] * 2


def test_sheets_of_one_name_are_told_apart(monkeypatch):
    found = [exports.Sheet(name, [["a", "b"], [1, "=1"]]) for name in ("Een", "een", "Een:")]
    monkeypatch.setattr(exports.audit, "record", lambda *_args, **_more: None)  # needs a record to be about
    content = exports.tables("xlsx", "Alles", found, by=BY, about=SimpleNamespace()).content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Een", "een 2", "Een 3"] and all(sheet["B2"].value == "'=1" for sheet in book)

"""Files of lists: no formulas (docs/security.md, 18), whole characters, typed cells, a cap."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from openpyxl import load_workbook

from coaching.core.ground.roles import Actor, Hat
from coaching.core.paper import exports
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

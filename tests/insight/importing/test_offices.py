"""Files as offices, registers and other programs make them: read as they were meant, refused by name, shown before written."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from coaching.core.reading.cells import fold
from coaching.core.reading.files import Unreadable
from coaching.core.reading.said import SENTENCES
from coaching.core.tenancy.context import system_context
from coaching.insight.importing import headings, reading, template
from coaching.insight.importing.words import in_words
from coaching.programmes.exports import APPLICATIONS
from coaching.programmes.models import Application, Programme

pytestmark = pytest.mark.django_db
HEADER = "reference;company_name;enterprise_number;postcode;headcount;high_skilled_percent;submitted_on"
NAMES = HEADER.split(";")


def workbook(*rows: list[Any], change: Any = None, names: list[str] = NAMES) -> bytes:
    book = Workbook()
    book.active.append(names)
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def text(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([header, *rows, ""]).encode(encoding)


def row(**values: Any) -> list[Any]:
    usual = {
        "reference": "R1",
        "company_name": "Proef BV",
        "enterprise_number": "",
        "postcode": "3800",
        "headcount": 12,
        "high_skilled_percent": 20,
        "submitted_on": "02/03/2026",
    }
    return list((usual | values).values())


def line(**values: Any) -> str:
    return ";".join(map(str, row(**values)))


def each(column: str, values: Any) -> list[list[Any]]:
    """A row per value; the references are R0, R1, …"""
    return [row(**{"reference": f"R{number}", column: value}) for number, value in enumerate(values)]


def columns(found: dict[str, Any]) -> list[tuple[int, str]]:
    return [(problem["line"], problem["column"]) for problem in found["problems"]]


@pytest.fixture
def load(world: Any, tmp_path: Path) -> Any:
    """Run the command; what it says in JSON, with the summary line of a refusal."""

    def run(content: bytes, **options: Any) -> dict[str, Any]:
        path, out, said = tmp_path / "file", io.StringIO(), ""
        path.write_bytes(content)
        try:
            call_command(
                "import_applications", str(path), programme=world.programme_a.slug, json=True, stdout=out, **options
            )
        except CommandError as error:
            said = str(error)
        return {**json.loads(out.getvalue()), "said": said}

    return run


def made(reference: str = "R1") -> Application:
    with system_context("test"):
        return Application.objects.get(reference=reference)


class TestPercentages:
    def test_a_percent_cell_counts_out_of_a_hundred(self, load: Any) -> None:
        """Before, 0.6 was taken for 0,6 %: the company landed in the priority group, and nobody saw it."""

        def percent(sheet: Any) -> None:
            sheet["F2"].number_format = sheet["F3"].number_format = "0%"

        found = load(
            workbook(row(high_skilled_percent=0.6), row(reference="R2", high_skilled_percent=0.35), change=percent)
        )
        assert (found["written"], found["problems"]) == (2, [])
        assert (made().target_group, made("R2").target_group) == ("SME_OTHER", "SME_LOW_SKILLED")

    def test_a_part_of_one_is_refused_with_the_reason(self, load: Any) -> None:
        typed = [0.6, "0.6", "0,6", 0.001, "0,99"]
        found = load(workbook(*each("high_skilled_percent", typed)))
        assert columns(found) == [(line, "high_skilled_percent") for line in range(2, 7)]
        assert all("between 0 and 1" in p["reason"] for p in found["problems"]) and found["written"] == 0

    def test_one_percent_is_shown_before_it_is_written(self, load: Any) -> None:
        found = load(workbook(row(high_skilled_percent=1)), dry_run=True)
        assert [w["column"] for w in found["warnings"]] == ["high_skilled_percent"]
        assert load(workbook(row(high_skilled_percent="1 %")), dry_run=True)["warnings"] == []

    def test_noise_behind_the_comma_does_not_move_a_company(self, load: Any) -> None:
        load(workbook(row(high_skilled_percent=35.00000000000001), row(reference="R2", high_skilled_percent=35.1)))
        assert (made().target_group, made("R2").target_group) == ("SME_LOW_SKILLED", "SME_OTHER")


class TestNumbers:
    def test_a_headcount(self, load: Any) -> None:
        typed = {"1.000": 1000, "1.250": 1250, "1 250": 1250, 1250.0: 1250, "1250,0": 1250, "'38": 38, "38\u00a0": 38}
        assert load(workbook(*each("headcount", typed)))["written"] == len(typed)
        assert [made(f"R{n}").headcount for n in range(len(typed))] == list(typed.values())

    def test_no_headcount(self, load: Any) -> None:
        typed = ["1,000", "12,5", "1_000", "1e3", "#N/A", True, date(2026, 1, 12), "20-25", "drie", None, 12.5, -3]
        found = load(workbook(*each("headcount", typed)))
        assert columns(found) == [(line, "headcount") for line in range(2, len(typed) + 2)]
        assert all(p["reason"] for p in found["problems"])

    def test_an_enterprise_number_that_lost_its_nought(self, load: Any) -> None:
        rows = [row(enterprise_number=999970327), row(reference="R2", enterprise_number="BE 0999.970.525\u00a0")]
        assert load(workbook(*rows))["written"] == 2
        assert (made().enterprise_number, made("R2").enterprise_number) == ("0999970327", "0999970525")


class TestDates:
    def test_a_date(self, load: Any) -> None:
        typed = [
            46083,
            46083.6,
            "02-03-2026",
            "2.3.2026",
            "2/3/2026",
            "2026-03-02",
            "2 maart 2026",
            "2 mars 2026",
            "'02/03/2026",
            date(2026, 3, 2),
            datetime(2026, 3, 2, 14, 30),
        ]
        assert load(workbook(*each("submitted_on", typed)))["written"] == len(typed)
        assert {made(f"R{n}").submitted_at.date() for n in range(len(typed))} == {date(2026, 3, 2)}

    def test_no_date(self, load: Any) -> None:
        typed = ["2/03/26", "03/25/2026", "29/02/2025", "02/03/0226", "46083", 12, "#REF!", True]
        found = load(workbook(*each("submitted_on", typed)))
        assert columns(found) == [(line, "submitted_on") for line in range(2, len(typed) + 2)]
        assert all(p["reason"] for p in found["problems"])

    def test_counted_days_are_for_spreadsheets_only(self, load: Any) -> None:
        assert "spreadsheet" in load(text(line(submitted_on=46083)))["problems"][0]["reason"]


class TestPostcodes:
    def test_a_postcode_gives_its_province(self, load: Any) -> None:
        typed = ["3800", "B-3800", "BE-3800", "3800 ", "\u00a03800", "3.800", "3800 Sint-Truiden", '"=""3800"""']
        found = load(text(*(";".join(map(str, one)) for one in each("postcode", typed))))
        assert {(made(f"R{n}").postcode, made(f"R{n}").province) for n in range(len(typed))} == {("3800", "LIM")}
        assert [(w["line"], w["reason"]) for w in found["warnings"]] == [(7, "is read as 3800"), (8, "is read as 3800")]

    def test_what_gives_no_province_is_named_per_row_before_it_is_written(self, load: Any) -> None:
        typed = ["3800", "38OO", "0612", "5611 AB", "L-1234", "onbekend"]
        content = text(*(";".join(map(str, one)) for one in each("postcode", typed)))
        found = load(content, dry_run=True)
        assert [(w["line"], w["value"]) for w in found["warnings"]] == list(enumerate(typed[1:], 3))
        assert (columns(found), load(content)["written"]) == ([], len(typed))
        assert [(made(f"R{n}").postcode, made(f"R{n}").province) for n in range(1, 6)] == [
            (code, "") for code in typed[1:]
        ]


class TestText:
    def test_ansi_is_read_and_some_names_with_accents_are_shown(self, load: Any) -> None:
        rows = [line(reference=f"R{n}", company_name=f"Pâtisserie {n} – “Noël”") for n in range(1, 8)]
        content = text(line(reference="R0"), *rows, encoding="windows-1252")
        found = load(content, dry_run=True)
        assert [w["value"][:10] for w in found["warnings"]] == ["Pâtisserie"] * reading.SHOWN_NAMES
        assert load(content)["written"] == 8
        assert made("R7").company_name == "Pâtisserie 7 – “Noël”"

    def test_utf8_has_nothing_to_look_at(self, load: Any) -> None:
        assert load(text(line(company_name="Pâtisserie")), dry_run=True)["warnings"] == []

    def test_names_that_were_damaged_before_are_named(self, load: Any) -> None:
        assert [w["column"] for w in load(text(line(company_name="PÃ¢tisserie")), dry_run=True)["warnings"]] == [
            "company_name"
        ]

    def test_other_shapes_of_text(self) -> None:
        tabs, name = line().replace(";", "\t"), HEADER.replace("company_name", '"Company\r\n name"')
        contents = [
            text(line(), encoding="utf-16"),
            text(line(), encoding="utf-8-sig"),
            text(tabs, header=HEADER.replace(";", "\t"), encoding="utf-16"),
            b"sep=;\r\n" + text(line()),
            text(line(), header=HEADER + ";;"),
            text(line(), "", ";;;;;;", ""),
            text(line(), header=HEADER.upper()),
            text(line(), header="Lijst van het sectorfonds;;;;;;\r\n;;;;;;\r\n" + HEADER),
            text(line(), header=name),
            text(line(), header=HEADER.replace("_", " ")),
            text(line(), header=HEADER.replace("postcode", "\u00a0Postcode\ufeff")),
        ]
        for content in contents:
            found = [one.cells for one in reading.read_bytes(content)]
            assert found == [dict(zip(NAMES, map(str, row()), strict=True))], content

    def test_a_row_that_is_wrong_keeps_its_number_below_a_title(self, load: Any) -> None:
        content = text(line(), line(reference="R2", headcount="veel"), header="Lijst;;;;;;\r\n;;;;;;\r\n" + HEADER)
        assert [p["line"] for p in load(content)["problems"]] == [5]


class TestWorkbooks:
    def test_a_formula_without_a_result_and_merged_cells_are_named(self, load: Any) -> None:
        def merge(sheet: Any) -> None:
            sheet.merge_cells("B2:B3")

        found = load(workbook(row(headcount="=6*2"), row(reference="R2"), change=merge))
        assert [(p["line"], p["column"]) for p in found["problems"]] == [(2, "headcount"), (3, "company_name")]

    def test_hidden_rows_count_and_are_shown(self, load: Any) -> None:
        def hide(sheet: Any) -> None:
            sheet.row_dimensions[3].hidden = True

        found = load(workbook(row(), row(reference="R2"), change=hide))
        assert found["written"] == 2 and [w["line"] for w in found["warnings"]] == [3]

    def test_other_kinds_say_what_to_do(self, load: Any) -> None:
        for content in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"<html><table>", b"%PDF-1.4"):
            found = load(content)
            assert "XLSX" in found["said"] and "\n" not in found["said"]
            assert (found["warnings"], found["problems"]) == ([], [])


class TestHeadings:
    def test_the_names_of_the_contract_stay(self) -> None:
        assert headings.columns_of(list(headings.COLUMNS)) == list(headings.COLUMNS)

    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    def test_every_heading_of_the_template_is_read_back(self, language: str) -> None:
        with translation.override(language):
            assert headings.columns_of([str(headings.TITLES[name]) for name in headings.COLUMNS]) == list(
                headings.COLUMNS
            )

    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    def test_our_own_list_of_applications_is_read_back_where_it_names_a_column(self, language: str) -> None:
        with translation.override(language):
            named = [headings.column_of(str(APPLICATIONS[place].heading)) for place in (0, 1, 2, 5, 19, 20)]
        assert named == [
            "company_name",
            "enterprise_number",
            "reference",
            "headcount",
            "referral_channel",
            "submitted_on",
        ]

    @pytest.mark.parametrize(
        ("heading", "column"),
        [
            ("KBO-nummer", "enterprise_number"),
            ("Numéro d’entreprise", "enterprise_number"),
            ("N° d'entreprise", "enterprise_number"),
            ("AANTAL WERKNEMERS", "headcount"),
            ("Nombre de travailleurs", "headcount"),
            ("% hooggeschoold", "high_skilled_percent"),
            ("Datum aanvraag", "submitted_on"),
            ("Date de la demande", "submitted_on"),
            ("Code postal", "postcode"),
            ("E-mailadres contactpersoon", "contact_email"),
            ("Gemeente", ""),
            ("Omzet", ""),
        ],
    )
    def test_headings_as_people_here_write_them(self, heading: str, column: str) -> None:
        assert headings.column_of(heading) == column

    def test_no_heading_names_two_columns(self) -> None:
        aliases = [
            fold(alias) for column in headings.COLUMNS for alias in {column, *headings.OTHERS[column].split("|")}
        ]
        assert len({*aliases}) >= len(aliases) - len(headings.COLUMNS)
        seen: dict[str, str] = {}
        for column in headings.COLUMNS:
            for alias in (column, *headings.OTHERS[column].split("|")):
                assert seen.setdefault(fold(alias), column) == column, alias

    @pytest.mark.parametrize(
        ("header", "said"),
        [
            (HEADER + ";Omzet", "Omzet"),
            (HEADER + ";Postnummer", "twice: postcode"),
            (HEADER.replace(";headcount", ""), "missing columns: headcount"),
        ],
    )
    def test_headings_that_are_refused(self, header: str, said: str) -> None:
        with pytest.raises(Unreadable, match=said):
            list(reading.read_bytes(text("x", header=header)))

    def test_languages_and_channels_by_their_words(self, load: Any) -> None:
        header = HEADER + ";Taal;Kanaal"
        load(text(line() + ";Frans;pers of media", line(reference="R2") + ";français;PRESS", header=header))
        assert [(made(r).language, made(r).referral_channel) for r in ("R1", "R2")] == [("fr", "PRESS")] * 2


class TestTemplate:
    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    def test_it_is_empty_and_is_read_back_once_it_is_filled(self, load: Any, language: str) -> None:
        with translation.override(language):
            content = template.made("xlsx")
            plain = template.made("csv").decode("utf-8-sig")
        assert "no rows" in load(content)["said"] and "no rows" in load(plain.encode())["said"]
        book = load_workbook(io.BytesIO(content))
        assert len(book.sheetnames) == 2 and book.worksheets[1].max_row == len(headings.COLUMNS) + 1
        for place, name in enumerate(headings.COLUMNS, 1):
            value = {"referral_channel": "PRESS", "coach_email": ""}.get(name, template.EXAMPLE[name])
            book.worksheets[0].cell(2, place, value)
        filled = io.BytesIO()
        book.save(filled)
        assert load(filled.getvalue())["written"] == 1
        assert (made("2026-001").headcount, made("2026-001").nace_code, made("2026-001").state) == (
            38,
            "10.71",
            "approved",
        )

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    def test_administrators_download_it(self, world: Any, login: Any, form: str) -> None:
        address = reverse("insight:import_template", args=[world.programme_a.slug, form])
        answer = login(world.admin_a).get(address)
        assert answer.status_code == 200 and f".{form}" in answer["Content-Disposition"]
        assert login(world.observer_a).get(address).status_code == 403
        assert login(world.admin_b).get(address).status_code == 404
        assert login(world.admin_a).get(address.replace(f".{form}", ".exe")).status_code == 404
        assert login(world.admin_a).post(address).status_code == 405


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_what_is_stored_of_a_reading_is_told_in_the_readers_language(language: str) -> None:
    gaps = {"typed": "1,000 (“x”)", "month": 25, "count": 3, "most": 2}
    with translation.override(language):
        for sentence in SENTENCES:
            told = in_words(sentence % gaps)
            assert told == translation.gettext(sentence) % gaps and told != sentence % gaps


def test_the_command_shows_what_to_look_at_before_it_writes(world: Any, tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", io.StringIO()
    path.write_bytes(text(line(postcode="38OO")))
    call_command("import_applications", str(path), programme=world.programme_a.slug, stdout=out)
    shown = out.getvalue().splitlines()
    assert shown[0].startswith("to look at: line 2, postcode: '38OO'") and "1 written" in shown[-1]


def test_a_command_reads_an_amount_as_a_form_does(db: Any) -> None:
    for slug, typed, budget in (("a", "60.000", "60000"), ("b", "€ 1.500,50", "1500.50"), ("c", "60000", "60000")):
        call_command("create_programme", slug, name="Proef", budget=typed, stdout=io.StringIO())
        with system_context("test"):
            assert Programme.objects.get(slug=slug).budget_eur == Decimal(budget)
    for typed in ("1,000", "1e3", "-5", "veel", "1_000"):
        with pytest.raises(CommandError) as refusal:
            call_command("create_programme", "d", name="Proef", budget=typed, stdout=io.StringIO())
        assert "\n" not in str(refusal.value) and typed in str(refusal.value)


def test_a_command_refuses_a_date_in_one_line(world: Any) -> None:
    place = world.programme_a.slug
    for typed in ("2026-W10-1", "2/3/26", "20260231", "morgen"):
        for command, options in (
            ("run_day", {"date": typed}),
            ("funnel", {"programme": place, "by": "month", "first": typed}),
        ):
            with pytest.raises(CommandError) as refusal:
                call_command(command, stdout=io.StringIO(), **options)
            assert "\n" not in str(refusal.value) and typed in str(refusal.value)

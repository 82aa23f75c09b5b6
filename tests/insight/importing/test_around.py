"""What stands around the numbers of a file: headings as people shorten them, notes and totals, codes that became numbers."""

from __future__ import annotations

from typing import Any

import pytest

from coaching.core.tenancy.context import system_context
from coaching.insight.importing import headings
from tests.insight.importing.test_offices import NAMES, columns, each, load, made, row, workbook

pytestmark = pytest.mark.django_db
__all__ = ["load"]  # a fixture


def test_a_note_or_a_total_below_is_named_once(load: Any) -> None:
    rows = [
        row(),
        ["* zonder studenten"],
        [None, "zie tabblad 2"],
        ["Totaal", None, None, None, 12, 20],
        [None, "TOTAL", None, None, 12],
    ]
    found = load(workbook(*rows))
    assert columns(found) == [(line, "(row)") for line in range(3, 7)] and found["written"] == 0


def test_a_company_that_is_called_so_is_no_total(load: Any) -> None:
    assert load(workbook(row(company_name="Total")))["written"] == 1


def test_an_activity_that_a_spreadsheet_took_for_a_number(load: Any) -> None:
    """01110 is read as 11.10 when its zero is gone: shown before it is written."""
    names = [*NAMES, "nace_code"]
    typed = {
        1110: "1110",
        10.71: "10.71",
        "10,71": "10.71",
        "NACE 10.71": "10.71",
        "10 710": "10710",
        "01.110": "01.110",
    }
    rows = [[*cells, code] for cells, code in zip(each("reference", [f"R{n}" for n in range(6)]), typed, strict=True)]
    found = load(workbook(*rows, names=names))
    assert [(w["line"], w["column"]) for w in found["warnings"]] == [(2, "nace_code")]
    assert [made(f"R{n}").nace_code for n in range(6)] == list(typed.values())


@pytest.mark.parametrize("name", ["Hooggeschoolden", "Hoogopgeleid", "Hautement qualifiés", "highly skilled"])
def test_a_heading_that_may_be_of_numbers_is_refused(load: Any, name: str) -> None:
    """Before, twelve people of forty became twelve percent."""
    found = load(workbook(row(), names=[name if n == "high_skilled_percent" else n for n in NAMES]))
    assert found["error"] == f"percentages or numbers: {name}"
    assert (
        load(workbook(row(), names=[f"% {name}" if n == "high_skilled_percent" else n for n in NAMES]))["written"] == 1
    )


def test_no_heading_names_two_columns() -> None:
    for column in headings.COLUMNS:
        names = (column, *headings.OTHERS[column].split("|"))
        assert {headings.column_of(name) for name in names} == {column}


def test_an_end_of_line_that_a_program_wrote_out(load: Any) -> None:
    load(workbook(row(company_name="Proef_x000D_"), row(reference="R2", company_name="A_x005F_b")))
    with system_context("test"):
        assert (made().company.name, made("R2").company.name) == ("Proef", "A_b")


def test_headings_as_people_shorten_them() -> None:
    said = {
        "enterprise_number": "N° BCE|Nr. KBO|Ondernemings-nr.|Numéro de l'entreprise|KBO / BTW-nummer|N° de TVA",
        "headcount": "Nbre de travailleurs|Nb travailleurs|Aantal wn|Effectifs|Nombre des salariés|# werknemers",
        "high_skilled_percent": "% hoger opgeleid|Hoogopgeleiden %|% diplômés du supérieur",
        "company_name": "Raison sociale|Nom de la société|Naam van de organisatie",
        "reference": "N° de dossier|Dossier nr.",
        "submitted_on": "Date d'envoi|Datum van indiening",
        "contact_email": "Contactpersoon (e-mail)",
    }
    for column, names in said.items():
        assert {headings.column_of(name) for name in names.split("|")} == {column}
    assert {
        headings.column_of(n)
        for n in ("Nr", "Naam", "Aantal", "Aantal werknemers (VTE)", "FTE", "Telefoon", "Gemeente")
    } == {""}

"""Three spreadsheets shaped like real ones: made by hand, with a title, merged cells, two rows of headings, totals."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook


def workbook(rows: Iterable[Sequence[Any]], merged: Iterable[str] = (), title: str = "Blad1") -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def inventory() -> bytes:
    """Of an external service: a title, two rows of headings, Kinney by three figures and their product, a total."""
    return workbook(
        [
            ["Externe Dienst Welzijn – Risico-inventarisatie", None, None, None, None, None, None, None, None],
            [None, None, None, None, None, None, None, None, None],
            [
                "Nr.",
                "Afdeling",
                "Thema",
                "Gevaar / risico",
                "Risico-evaluatie",
                None,
                None,
                None,
                "Bestaande maatregelen",
            ],
            [None, None, None, None, "W", "B", "E", "R", None],
            [
                1,
                "Inpak",
                "Ergonomie",
                "Kratten van 20 kg worden met de hand getild",
                6,
                6,
                7,
                252,
                "Tiltechniek aangeleerd",
            ],
            [2, None, "Machines", "Snijgevaar aan de verpakkingslijn", 3, 6, 7, 126, None],
            [3, "Hele organisatie", "Lawaai", "Geluid boven 85 dB(A) in de hal", 6, 3, 3, 54, "Gehoorbescherming"],
            ["Totaal", None, None, None, None, None, None, 432, None],
        ],
        ["A1:I1", "E3:H3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "I3:I4", "B5:B6"],
        "Inventaris",
    )


def action_list(year: int) -> bytes:
    """By hand: merged objectives, two rows of headings, dates of every kind, a done one, costs with and without a sign."""
    return workbook(
        [
            [f"Actieplan {year}", None, None, None, None, None, None],
            ["Doelstelling", "Actie", None, "Verantwoordelijke", "Timing", "Kostprijs (€)", "Stand van zaken"],
            [None, "Maatregel", "Waar", None, None, None, None],
            ["O1", "Twee heftafels plaatsen", "Waslijn", "Technische dienst", f"Q2 {year}", "14.000", "lopend"],
            [None, "Rolcontainers vervangen", "Magazijn", "Aankoop", f"september {year}", 3500.5, None],
            [None, "Opleiding heffen en tillen", "Inpak", "HR", date(year, 3, 1), "€ 1.200,-", "afgerond"],
        ],
        ["A1:G1", "B2:C2", "A2:A3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "A4:A6"],
        "Acties",
    )


def five_years(year: int) -> bytes:
    """Per domain: a line across the sheet with its name, then objectives with measures below each."""
    return workbook(
        [
            ["Globaal preventieplan", None, None, None, None, None],
            ["Doelstelling", "Indicator", "Tegen eind", "Maatregel", "Waar", "Deadline"],
            ["ERGONOMIE", None, None, None, None, None],
            ["Geen tiltaak boven score 70", "Kinney-score", year + 2, "Tilhulp aankopen", "Inpak", str(year)],
            [None, None, None, "Werkhoogte aanpassen", "Waslijn", f"06/{year + 1}"],
            ["VEILIGHEID", None, None, None, None, None],
            ["Geen snijletsels meer", "Aantal letsels", year + 4, None, None, None],
        ],
        ["A1:F1", "A3:F3", "A6:F6", "A4:A5"],
        "GPP",
    )

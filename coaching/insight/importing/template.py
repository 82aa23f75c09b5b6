"""An empty file to fill in: our headings in the reader's language; in a workbook a second sheet says what goes where."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.insight.importing.headings import COLUMNS, NOTES, REQUIRED, TITLES
from coaching.programmes.enums import ReferralChannel

EXAMPLE = {
    "reference": "2026-001",
    "layer": 5,
    "company_name": "Bakkerij Voorbeeld BV",
    "enterprise_number": "0999.990.123",
    "postcode": "3800",
    "headcount": 38,
    "high_skilled_percent": 13.5,
    "nace_code": "10.71",
    "nace_edition": "2008",
    "language": "nl",
    "contact_name": "Ann Voorbeeld",
    "contact_email": "ann@bakkerij.example",
    "referral_channel": "PRESS",
    "submitted_on": "14/01/2026",
    "approved_on": "02/02/2026",
    "rejected_on": "",
    "started_on": "",
    "coach_email": "",
}
DATES = ("submitted_on", "approved_on", "rejected_on", "started_on")
AS_TEXT = (
    "reference",
    "enterprise_number",
    "postcode",
    "nace_code",
    "nace_edition",
)  # a spreadsheet would make numbers of them
EMPTY_ROWS = 500  # that are given the right format


def described() -> list[dict[str, Any]]:
    """Each column: its own name, its heading in the reader's language, whether it is needed, what it holds, an example."""
    codes = {"codes": ", ".join(ReferralChannel.values)}
    return [
        {
            "name": name,
            "title": str(TITLES[name]),
            "needed": name in REQUIRED,
            "note": str(NOTES[name]) % codes if name == "referral_channel" else str(NOTES[name]),
            "example": EXAMPLE[name],
        }
        for name in COLUMNS
    ]


def _csv() -> bytes:
    sign = "," if get_language() == "en" else ";"
    return (sign.join(str(TITLES[name]) for name in COLUMNS) + "\r\n").encode("utf-8-sig")


def _xlsx() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.styles import Font  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - takes long to load, and few ask for it

    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Applications")
    sheet.append([str(TITLES[name]) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(str(TITLES[name])) + 2)
        shown_as = "@" if name in AS_TEXT else "dd/mm/yyyy" if name in DATES else ""
        for row in range(2, EMPTY_ROWS + 2) if shown_as else ():
            sheet.cell(row, number).number_format = shown_as
    _notes(book.create_sheet(_("What goes where")), Font(bold=True))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _notes(sheet: Any, bold: Any) -> None:
    """Beside the table, not in it: an example in it would be imported."""
    sheet.append([_("Heading"), _("Needed"), _("What goes in it"), _("Example")])
    for about in described():
        sheet.append([about["title"], _("yes") if about["needed"] else "", about["note"], about["example"]])
    for cell in sheet[1]:
        cell.font = bold
    for letter, width in (("A", 24), ("B", 10), ("C", 90), ("D", 24)):
        sheet.column_dimensions[letter].width = width


FORMATS: dict[str, Callable[[], bytes]] = {"csv": _csv, "xlsx": _xlsx}


def made(form: str) -> bytes:
    """The template as "csv" or "xlsx"."""
    return FORMATS[form]()

"""An empty file to fill in, with our headings in the reader's language; a workbook says on a second sheet what goes where."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.companies.importing.headings import COLUMNS, EXAMPLE, NOTES, REQUIRED, TITLES


def described() -> list[dict[str, Any]]:
    """Each column: its heading in the reader's language, whether it is needed, what it holds, an example."""
    return [
        {"title": str(TITLES[name]), "needed": name in REQUIRED, "note": str(NOTES[name]), "example": EXAMPLE[name]}
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
    sheet.title = _("Work units")
    sheet.append([str(TITLES[name]) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    notes: Any = book.create_sheet(_("What goes where"))
    notes.append([_("Heading"), _("Needed"), _("What goes in it"), _("Example")])
    for about in described():
        notes.append([about["title"], _("yes") if about["needed"] else "", about["note"], about["example"]])
    for page in (sheet, notes):
        for cell in page[1]:
            cell.font = Font(bold=True)
    for number in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 26
    notes.column_dimensions["A"].width, notes.column_dimensions["C"].width = 26, 90
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {"csv": _csv, "xlsx": _xlsx}

"""An empty file per kind, with our headings in the reader's language; a workbook says on a second sheet what goes where."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actionplans.enums import ImportKind
from actionplans.importing.headings import FIELDS

FORMATS = ("csv", "xlsx")


def described(kind: str) -> list[dict[str, Any]]:
    """Each column: its heading in the reader's language, whether it is needed, what it holds, an example."""
    return [
        {"title": str(one.title), "needed": one.needed, "note": str(one.note), "example": one.example}
        for one in FIELDS[kind]
    ]


def made(kind: str, form: str) -> bytes:
    titles = [str(one.title) for one in FIELDS[kind]]
    if form == "csv":
        return (("," if get_language() == "en" else ";").join(titles) + "\r\n").encode("utf-8-sig")
    return _xlsx(kind, titles)


def _xlsx(kind: str, titles: list[str]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.styles import Font  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - takes long to load, and few ask for it

    book = Workbook()
    sheet: Any = book.active
    sheet.title = {ImportKind.RISKS: _("Risks"), ImportKind.MEASURES: _("Measures")}.get(
        ImportKind(kind), _("Five-year plan")
    )
    sheet.append(titles)
    sheet.freeze_panes = "A2"
    notes: Any = book.create_sheet(_("What goes where"))
    notes.append([_("Heading"), _("Needed"), _("What goes in it"), _("Example")])
    for about in described(kind):
        notes.append([about["title"], _("yes") if about["needed"] else "", about["note"], about["example"]])
    for page in (sheet, notes):
        for cell in page[1]:
            cell.font = Font(bold=True)
    for number in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 24
    notes.column_dimensions["A"].width, notes.column_dimensions["C"].width = 28, 90
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()

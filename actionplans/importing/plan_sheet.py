"""A yearly plan as a workbook that is edited outside and read back: what stands in its cells, and its hidden column.

The hidden column names each row's measure and has, per column, a mark of what stood there when the file was made: so what was
changed in the file and what was changed here meanwhile are told apart, without the file holding the old words twice.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actionplans.enums import ImportKind
from actionplans.importing.headings import Field, Reading, named
from actionplans.importing.reading import tidy
from actionplans.models import AnnualActionPlan, PreventionMeasure
from actionplans.queries.annual import Planned
from coaching.core.paper import exports

KEY, KEY_HEADING = "key", "Vijfsprong"
COLUMNS = (
    "what",
    "objective",
    "why",
    "prevention_level",
    "voluntary",
    "how",
    "where",
    "due_on",
    "who",
    "owner",
    "budget_eur",
    "indicator",
)
TEXTS = frozenset(("what", "why", "how", "where", "who", "indicator"))
READING = Reading(headings={KEY_HEADING.casefold(): KEY})
SIGNS = 8  # of a mark
WIDTHS = {"what": 40, "objective": 30, "why": 40, "how": 40, "where": 20, "who": 24, "owner": 20, "indicator": 24}


@dataclass(frozen=True)
class Key:
    """What the hidden column says of a row. marks: per column."""

    measure: UUID
    marks: Mapping[str, str]


def fields() -> dict[str, Field]:
    found = named(ImportKind.MEASURES)
    return {name: found[name] for name in COLUMNS}


def plain_value(measure: PreventionMeasure, name: str) -> str:
    """One text per value, the same whichever way it came: what marks and comparisons are made of."""
    if name == "objective":
        return str(measure.objective_id)
    if name == "owner":
        return str(measure.owner_id or "")
    return plain_of(name, getattr(measure, name))


def plain_of(name: str, value: Any) -> str:
    if name in TEXTS:
        return tidy(str(value or ""), fields()[name].longest)
    if name == "budget_eur":
        return f"{value or 0:.2f}"
    if name == "voluntary":
        return "1" if value else ""
    return str(value or "")


def mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]


def key_of(measure: PreventionMeasure) -> str:
    return f"{measure.pk}|" + ".".join(mark(plain_value(measure, name)) for name in COLUMNS)


def read_key(cell: str) -> Key | None:
    """None for what is no key of ours."""
    measure, _bar, marks = cell.strip().partition("|")
    each = marks.split(".")
    if len(each) != len(COLUMNS):
        return None
    try:
        return Key(UUID(measure), dict(zip(COLUMNS, each, strict=True)))
    except ValueError:
        return None


def cells_of(planned: Planned) -> dict[str, Any]:
    """As the file shows it, in the reader's language."""
    row = planned.measure
    return {
        **{name: getattr(row, name) for name in TEXTS},
        "objective": str(row.objective),
        "prevention_level": planned.short_level if row.prevention_level else "",
        "voluntary": _("yes") if row.voluntary else "",
        "due_on": row.due_on,
        "owner": planned.owner_name,
        "budget_eur": row.budget_eur,
    }


def workbook(plan: AnnualActionPlan, rows: Iterable[Planned]) -> bytes:
    """The file: headings that stay, wrapped texts, the hidden column first, the code and status for who reads it."""
    from openpyxl import Workbook  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - takes long to load, and few ask for it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - takes long to load, and few ask for it

    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Measures")
    book.properties.title = _("Annual action plan %(year)s") % {"year": plan.label}
    titles = [str(one.title) for one in fields().values()]
    sheet.append([KEY_HEADING, _("Code"), *titles, _("Status")])
    for planned in rows:
        shown = cells_of(planned)
        state = capfirst(str(planned.measure.get_state_display()))
        values = [exports.cell(shown[name]) for name in COLUMNS]
        sheet.append([key_of(planned.measure), planned.measure.code, *values, state])
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "D2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, name in enumerate(COLUMNS, 3):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 14)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=place, max_col=place):
            cell.alignment = Alignment(wrap_text=name in TEXTS, vertical="top")
            if name == "due_on":
                cell.number_format = "dd/mm/yyyy"
            elif name == "budget_eur":
                cell.number_format = "#,##0.00"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()

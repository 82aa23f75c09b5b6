"""Which heading names which column: our own, and what offices here write above a list of departments."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from coaching.core.reading.cells import fold
from coaching.core.reading.files import Unreadable

COLUMNS = ("name", "part_of", "establishment", "business_unit", "function", "headcount")
REQUIRED = ("name", "headcount")
# The template and our own list of work units as a file; each is read back.
TITLES = {
    "name": _("Name"),
    "part_of": _("Part of"),
    "establishment": _("Establishment"),
    "business_unit": _("Technical business unit"),
    "function": _("Function"),
    "headcount": _("Number of workers"),
}
NOTES = {
    "name": _("The name of the department, the team or the function; each name once."),
    "part_of": _("The name of the department that it is part of, when it is part of one."),
    "establishment": _(
        "The name of the establishment. Leave it empty for a part: it stands where its department does."
    ),
    "business_unit": _("The technical business unit of the establishment, only when the company has several."),
    "function": _("yes for a function that people have in several units; else empty."),
    "headcount": _("A whole number, its parts included; for example 38."),
}
EXAMPLE = {
    "name": "Verpakking",
    "part_of": "Productie",
    "establishment": "",
    "business_unit": "",
    "function": "",
    "headcount": 38,
}
OTHERS = {
    "name": (
        "naam|nom|afdeling|dienst|eenheid|werkeenheid|team|ploeg|departement|service|equipe|unite|unite de travail|"
        "department|unit|work unit"
    ),
    "part_of": (
        "deel van|fait partie de|onderdeel van|hoort bij|valt onder|bovenliggende afdeling|hogere afdeling|"
        "partie de|dependance|parent"
    ),
    "establishment": "vestiging|vestigingseenheid|etablissement|unite d etablissement|site|locatie|lieu|plaats",
    "business_unit": "technische bedrijfseenheid|tbe|unite technique d exploitation|ute|business unit",
    "function": "functie|fonction",
    "headcount": (
        "aantal werknemers|nombre de travailleurs|werknemers|travailleurs|aantal|nombre|personeel|effectif|workers|"
        "aantal personen|koppen"
    ),
}
# Columns of our own list: what follows from other rows is passed over when the list is handed in again, and what is closed.
ENDED = "(ended)"
OWN = {"": (_("Status"), _("Became")), ENDED: (_("Ended on"),)}
KNOWN = {
    fold(alias): column
    for column in COLUMNS
    for alias in (column, column.replace("_", " "), *OTHERS[column].split("|"))
}


def column_of(heading: str) -> str:
    """The column that a heading names; "" when it names none."""
    folded = fold(heading)
    return KNOWN.get(folded, "") or next((name for name, title in TITLES.items() if fold(str(title)) == folded), "")


def _own(heading: str) -> str | None:
    """The name of a column that only our own list has; None for any other."""
    folded = fold(heading)
    return next((name for name, titles in OWN.items() if folded in {fold(str(title)) for title in titles}), None)


def knows(heading: str) -> bool:
    return bool(column_of(heading))


def columns_of(cells: Sequence[str]) -> list[str]:
    """The columns of a line of headings, "" for one that is passed over. Raises Unreadable: unknown, twice, missing."""
    said = [" ".join(str(cell).replace("\ufeff", "").split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    names = [column_of(heading) or _own(heading) or "" for heading in said]
    unknown = [
        heading or "(empty)"
        for heading, name in zip(said, names, strict=True)
        if not name and _own(heading) is None
    ]
    if unknown:
        raise Unreadable("unknown columns: " + ", ".join(heading[:60] for heading in unknown[:20]))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Unreadable("columns that occur twice: " + ", ".join(twice))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable("missing columns: " + ", ".join(missing))
    return names

"""Which heading names which column: our own, and what offices here write above a list of departments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import translation
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


@cache
def _known() -> dict[str, str]:
    """Folded heading → column: what is written above, and our own headings in each language of the product."""
    found = {
        fold(alias): name for name in COLUMNS for alias in (name, name.replace("_", " "), *OTHERS[name].split("|"))
    }
    ours = [(title, name) for name, title in TITLES.items()]
    ours += [(title, name) for name, titles in OWN.items() for title in titles]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(title)): name for title, name in ours}
    return found


def knows(heading: str) -> bool:
    return bool(_known().get(fold(heading)))


def columns_of(cells: Sequence[str]) -> list[str]:
    """The columns of a line of headings, "" for one that is passed over. Raises Unreadable: unknown, twice, missing."""
    said = [" ".join(str(cell).replace("\ufeff", "").split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    known = _known()
    names = [known.get(fold(heading), "") for heading in said]
    unknown = [heading or "(empty)" for heading in said if fold(heading) not in known]
    if unknown:
        raise Unreadable("unknown columns: " + ", ".join(heading[:60] for heading in unknown[:20]))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Unreadable("columns that occur twice: " + ", ".join(twice))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable("missing columns: " + ", ".join(missing))
    return names

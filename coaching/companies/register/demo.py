"""An extract for the demonstration: invented companies, each of which says so in its name.

It goes through the same files and the same loader as a real one. It has no number, so that a real one may follow.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coaching.companies.models import RegisterExtract
from coaching.companies.register.layout import FILES
from coaching.companies.register.loading import Run, load
from coaching.core.tenancy.context import system_context

Row = tuple[str, ...]
FIRST = 9_999_170  # 0999.917.0xx and on: above every number issued so far
FIRST_UNIT = 29_999_170  # 2.999.917.0xx
CODES: tuple[Row, ...] = (
    ("JuridicalSituation", "000", "NL", "Normale toestand"),
    ("JuridicalSituation", "000", "FR", "Situation normale"),
    ("JuridicalSituation", "050", "NL", "Opening faillissement"),
    ("JuridicalSituation", "050", "FR", "Ouverture de faillite"),
    ("Nace2025", "10711", "NL", "Industriële vervaardiging van brood"),
    ("Nace2025", "10711", "FR", "Fabrication industrielle de pain"),
    ("Nace2025", "95311", "NL", "Algemeen onderhoud en reparatie van auto's"),
    ("Nace2025", "95311", "FR", "Entretien et réparation générale d'automobiles"),
    ("Nace2008", "56102", "NL", "Eetgelegenheden met beperkte bediening"),
    ("Nace2008", "56102", "FR", "Restauration à service restreint"),
    ("Nace2025", "31000", "NL", "Vervaardiging van meubelen"),
    ("Nace2025", "31000", "FR", "Fabrication de meubles"),
)


def number_of(place: int, first: int = FIRST) -> str:
    """Ten digits with their check, as people write them."""
    base = f"{first + place:08d}"
    digits = f"{base}{97 - int(base) % 97:02d}"
    parts = (
        [digits[:4], digits[4:7], digits[7:]] if first == FIRST else [digits[0], digits[1:4], digits[4:7], digits[7:]]
    )
    return ".".join(parts)


@dataclass(frozen=True)
class Place:
    """Where a company is. No street: a natural person's seat, which the register does not tell."""

    street: str = ""
    house: str = ""
    postcode: str = ""
    town: str = ""
    name: str = ""  # of a shop


@dataclass(frozen=True)
class Invented:
    """A company of the extract. units: its establishment units."""

    number: str
    name: str
    seat: Place = Place()
    units: tuple[Place, ...] = ()
    language: str = "2"  # Dutch; 1 French
    shop: str = ""
    situation: str = "000"
    nace: tuple[str, str] = ("2025", "10711")
    is_person: bool = False


BAKERY, PERSON, BANKRUPT, GARAGE = (number_of(place) for place in range(4))
TO_TRY: tuple[Invented, ...] = (
    Invented(
        BAKERY,
        "Bakkerij Drie Ovens BV (fictief)",
        Place("Proefstraat", "12", "3800", "Sint-Truiden"),
        (
            Place("Proefstraat", "12", "3800", "Sint-Truiden", "Bakkerij Drie Ovens – atelier"),
            Place("Proefmarkt", "3", "3500", "Hasselt", "Drie Ovens Hasselt"),
            Place("Proefkaai", "8", "9000", "Gent", "Drie Ovens Gent"),
        ),
        shop="De Drie Ovens",
    ),
    Invented(
        PERSON,
        "Peeters, Mieke (fictief)",
        units=(Place("Proefdijk", "3", "8400", "Oostende", "Frituur De Golf"),),
        shop="Frituur De Golf",
        nace=("2008", "56102"),
        is_person=True,
    ),
    Invented(
        BANKRUPT,
        "Meubelen Voorbij NV (fictief)",
        Place("Proefrui", "1", "2000", "Antwerpen"),
        situation="050",
        nace=("2025", "31000"),
    ),
    Invented(
        GARAGE,
        "Garage Proefbank BV (fictief)",
        Place("Proeflaan", "1", "2070", "Beveren-Kruibeke-Zwijndrecht"),
        shop="Autowerf",
        nace=("2025", "95311"),
    ),
)


def load_demo_register(cast: Iterable[Invented] = ()) -> bool:
    """Load them and the cast of the demo; False where a register stands already: it is left alone."""
    with system_context("demo register"):
        if RegisterExtract.objects.exists():
            return False
    with TemporaryDirectory(prefix="demo-register-") as place:
        write(Path(place), [*TO_TRY, *cast])
        load(Run(Path(place), is_update=False, say=lambda text: None))
    return True


def write(folder: Path, companies: Iterable[Invented]) -> None:
    """As the register writes its extracts: all its columns, in its order."""
    rows: dict[str, list[Row]] = {file.name: [] for file in FILES}
    rows["code"] = list(CODES)
    units = 0
    for company in companies:
        _add(rows, company, units)
        units += len(company.units)
    for file in FILES:
        with (folder / f"{file.name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([file.columns, *rows[file.name]])


def _add(rows: dict[str, list[Row]], company: Invented, units: int) -> None:
    kind, form = ("1", "") if company.is_person else ("2", "610")
    rows["enterprise"].append((company.number, "AC", company.situation, kind, form, "01-03-2015"))
    rows["denomination"].append((company.number, company.language, "001", company.name))
    if company.shop:
        rows["denomination"].append((company.number, company.language, "003", company.shop))
    if company.seat.street:
        rows["address"].append(_address(company.number, "REGO", company.seat))
    if company.nace[1]:
        rows["activity"].append((company.number, "001", *company.nace, "MAIN"))
    for place, unit in enumerate(company.units, units):
        number = number_of(place, FIRST_UNIT)
        rows["establishment"].append((number, "01-03-2015", company.number))
        rows["denomination"].append((number, company.language, "003", unit.name))
        rows["address"].append(_address(number, "BAET", unit))


def _address(number: str, kind: str, at: Place) -> Row:
    return (number, kind, "", "", at.postcode, at.town, at.town, at.street, at.street, at.house, "", "")

"""Writes an invented extract of the enterprise register: `python -m tests.bench.extract DIR ENTERPRISES [SEED]`.

Every name is made of syllables and every number has right check digits; the same seed gives the same files. About one
in four is a natural person (no seat address), two in three have an establishment unit, as in the real register.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HEADERS = {
    "enterprise": "EnterpriseNumber Status JuridicalSituation TypeOfEnterprise JuridicalForm JuridicalFormCAC StartDate",
    "establishment": "EstablishmentNumber StartDate EnterpriseNumber",
    "denomination": "EntityNumber Language TypeOfDenomination Denomination",
    "address": "EntityNumber TypeOfAddress CountryNL CountryFR Zipcode MunicipalityNL MunicipalityFR StreetNL StreetFR "
    "HouseNumber Box ExtraAddressInfo DateStrikingOff",
    "activity": "EntityNumber ActivityGroup NaceVersion NaceCode Classification",
    "code": "Category Code Language Description",
}
SYLLABLES = [
    "ba",
    "der",
    "ko",
    "lin",
    "mar",
    "nos",
    "pel",
    "rio",
    "sta",
    "tum",
    "vel",
    "zor",
    "wik",
    "fra",
    "gil",
    "hon",
]
CODES = ["10710", "10390", "25620", "41201", "43320", "47112", "49410", "56101", "62010", "81210", "86210", "96021"]
BEGIN_ENTERPRISE, BEGIN_UNIT = 3_000_000, 30_000_000


def enterprise_number(place: int) -> str:
    base = BEGIN_ENTERPRISE + place * 7
    digits = f"{base:08d}{97 - base % 97:02d}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def unit_number(place: int) -> str:
    base = BEGIN_UNIT + place
    digits = f"{base:08d}{97 - base % 97:02d}"
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def write(folder: Path, enterprises: int, seed: int = 1, number: int = 100) -> None:
    """All files of a full extract, streamed."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    with ExitStack() as stack:
        out: dict[str, Any] = {}
        for name, titles in HEADERS.items():
            handle = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            out[name] = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
            out[name](titles.split())
        for row in _codes():
            out["code"](row)
        for place in range(enterprises):
            _enterprise(out, chance, place)
    meta = [
        ("SnapshotDate", "01-11-2026"),
        ("ExtractTimestamp", "02-11-2026 06:00:00"),
        ("ExtractType", "full"),
        ("ExtractNumber", str(number)),
        ("Version", "1.0.0"),
    ]
    with (folder / "meta.csv").open("w", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([("Variable", "Value"), *meta])


def _codes() -> Iterator[tuple[str, str, str, str]]:
    for code in CODES:
        for language, words in (("NL", "Activiteit"), ("FR", "Activité")):
            for version in ("2008", "2025"):
                yield f"Nace{version}", code, language, f"{words} {code}"
    yield "JuridicalForm", "610", "NL", "Besloten Vennootschap"
    yield "JuridicalForm", "610", "FR", "Société à responsabilité limitée"


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def _enterprise(out: dict[str, Any], chance: random.Random, place: int) -> None:
    number, natural, luck = enterprise_number(place), place % 4 == 3, chance.random()
    started = f"{1 + place % 28:02d}-{1 + place % 12:02d}-{1980 + place % 45}"
    name = f"{_name(chance)} {_name(chance)}" + ("" if natural else " BV")
    out["enterprise"]((number, "AC", "000", "1" if natural else "2", "" if natural else "610", "", started))
    out["denomination"]((number, "2", "001", name))
    if luck < 0.15:
        out["denomination"]((number, "1", "001", f"Société {name}"))
    if not natural:
        _address(out, chance, number, "REGO")
    for version in ("2025", "2008") if luck < 0.6 else ("2025",):
        out["activity"]((number, "001", version, CODES[place % len(CODES)], "MAIN"))
    if place % 3:
        unit = unit_number(place)
        out["establishment"]((unit, started, number))
        out["denomination"]((unit, "2", "003", f"Winkel {name}"))
        _address(out, chance, unit, "BAET")


def _address(out: dict[str, Any], chance: random.Random, number: str, kind: str) -> None:
    town, postcode = _name(chance), str(1000 + chance.randrange(9000))
    box = str(chance.randrange(1, 20)) if chance.random() < 0.1 else ""
    street = f"{_name(chance)}straat"
    out["address"](
        (
            number,
            kind,
            "",
            "",
            postcode,
            town,
            town,
            street,
            f"Rue {street}",
            str(chance.randrange(1, 300)),
            box,
            "",
            "",
        )
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)

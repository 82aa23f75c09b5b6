"""The files of an extract: their columns, and what becomes of a row.

Each `row_of_…` gives the values that are staged, None for a row that we do not need, and raises ValueError with a
sentence for a mistake. Formats: subject/data.md#the-register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

Values = tuple[str, ...]
NULL = r"\N"
LANGUAGES = {"0": "und", "1": "fr", "2": "nl", "3": "de", "4": "en"}
CODE_LANGUAGES = {"NL": "nl", "FR": "fr", "DE": "de", "EN": "en"}
# A legal name stands before a commercial one, an abbreviation comes last.
NAME_RANK = {"001": "1", "003": "2", "004": "3", "002": "4"}
NACE_VERSIONS = {"2003", "2008", "2025"}
CATEGORIES = ("Nace2003", "Nace2008", "Nace2025", "JuridicalForm", "JuridicalSituation")
LONGEST_NAME, LONGEST_STREET, LONGEST_LAND = 320, 200, 100


@dataclass(frozen=True)
class File:
    """One kind of file. key: the column that a `_delete` file holds; table: where the rows are staged."""

    name: str
    columns: Values
    staged: Values
    row: Callable[[Sequence[str]], Values | None]

    @property
    def key(self) -> str:
        return self.columns[0]


def number_of(text: str, first: str) -> str:
    """Ten digits, checked, of a number as the register writes it (dots). first: the first digits it may have."""
    digits = text.replace(".", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or digits[0] not in first:
        raise ValueError(f"{text!r} is not a number of the register")
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise ValueError(f"the check digits of {text!r} are wrong")
    return digits


def entity_of(text: str) -> str:
    """The number of an enterprise or establishment unit; empty for a branch (9…), which we do not keep."""
    return "" if text[:1] == "9" else number_of(text, "012345678")


def date_of(text: str) -> str:
    """dd-mm-yyyy → yyyy-mm-dd."""
    if not text:
        return NULL
    try:
        if len(text) != 10 or text[2] != "-" or text[5] != "-":
            raise ValueError
        return date(int(text[6:]), int(text[3:5]), int(text[:2])).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is not a date (dd-mm-yyyy)") from None


def one_line(text: str) -> str:
    """Names come with line breaks, tabs and control characters in them: each run of those is one space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def row_of_enterprise(row: Sequence[str]) -> Values:
    number, status, situation, kind, form, started = row
    if kind not in {"1", "2"}:
        raise ValueError(f"TypeOfEnterprise {kind!r} is neither 1 nor 2")
    if len(form) > 3:
        raise ValueError(f"JuridicalForm {form!r} is too long")
    if len(situation) > 3:
        raise ValueError(f"JuridicalSituation {situation!r} is too long")
    return (
        number_of(number, "01"),
        "t" if status == "AC" else "f",
        "t" if kind == "1" else "f",
        form,
        situation,
        date_of(started),
    )


def row_of_establishment(row: Sequence[str]) -> Values:
    number, started, enterprise = row
    return number_of(number, "2345678"), number_of(enterprise, "01"), date_of(started)


def row_of_denomination(row: Sequence[str]) -> Values | None:
    entity, language, kind, name = row
    if language not in LANGUAGES:
        raise ValueError(f"Language {language!r} is unknown")
    if kind not in NAME_RANK:
        raise ValueError(f"TypeOfDenomination {kind!r} is unknown")
    digits, name = entity_of(entity), one_line(name)
    if not name:
        raise ValueError("Denomination is empty")
    return (digits, LANGUAGES[language], NAME_RANK[kind], name[:LONGEST_NAME]) if digits else None


def row_of_address(row: Sequence[str]) -> Values | None:
    entity, kind, land_nl, land_fr, postcode, town_nl, town_fr, street_nl, street_fr, house, box, struck_off = row
    if kind not in {"REGO", "BAET", "ABBR", "OBAD"}:
        raise ValueError(f"TypeOfAddress {kind!r} is unknown")
    struck, digits = date_of(struck_off), entity_of(entity)
    if not digits or struck != NULL or kind not in {"REGO", "BAET"}:
        return None
    if len(postcode) > 10:
        postcode = postcode[:10]  # abroad
    return (
        digits,
        _street(street_nl, house, box, "bus"),
        _street(street_fr, house, box, "bte"),
        postcode,
        town_nl,
        town_fr,
        land_nl[:LONGEST_LAND],
        land_fr[:LONGEST_LAND],
    )


def _street(street: str, house: str, box: str, word: str) -> str:
    if not street:
        return ""
    return (f"{street} {house}".rstrip() + (f" {word} {box}" if box else ""))[:LONGEST_STREET]


def row_of_activity(row: Sequence[str]) -> Values | None:
    entity, group, version, code, kind = row
    if version not in NACE_VERSIONS:
        raise ValueError(f"NaceVersion {version!r} is unknown")
    if kind not in {"MAIN", "SECO", "ANCI"}:
        raise ValueError(f"Classification {kind!r} is unknown")
    if not (code.isascii() and code.isdigit() and len(code) <= 7):
        raise ValueError(f"NaceCode {code!r} is not a code")
    digits = entity_of(entity)
    return (digits, group, version, code) if digits and kind == "MAIN" else None


def row_of_code(row: Sequence[str]) -> Values | None:
    category, code, language, words = row
    if category not in CATEGORIES:
        return None
    if language not in CODE_LANGUAGES:
        raise ValueError(f"Language {language!r} is unknown")
    return f"{category}/{code}"[:60], CODE_LANGUAGES[language], words


FILES = (
    File(
        "code",
        ("Category", "Code", "Language", "Description"),
        ("key", "language", "words"),
        row_of_code,
    ),
    File(
        "enterprise",
        ("EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm", "StartDate"),
        ("number", "is_active", "is_natural_person", "juridical_form", "juridical_situation", "started_on"),
        row_of_enterprise,
    ),
    File(
        "establishment",
        ("EstablishmentNumber", "StartDate", "EnterpriseNumber"),
        ("number", "enterprise_number", "started_on"),
        row_of_establishment,
    ),
    File(
        "denomination",
        ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
        ("entity", "language", "rank", "name"),
        row_of_denomination,
    ),
    File(
        "address",
        (
            "EntityNumber",
            "TypeOfAddress",
            "CountryNL",
            "CountryFR",
            "Zipcode",
            "MunicipalityNL",
            "MunicipalityFR",
            "StreetNL",
            "StreetFR",
            "HouseNumber",
            "Box",
            "DateStrikingOff",
        ),
        (
            "entity",
            "street_nl",
            "street_fr",
            "postcode",
            "municipality_nl",
            "municipality_fr",
            "country_nl",
            "country_fr",
        ),
        row_of_address,
    ),
    File(
        "activity",
        ("EntityNumber", "ActivityGroup", "NaceVersion", "NaceCode", "Classification"),
        ("entity", "activity_group", "version", "code"),
        row_of_activity,
    ),
)


def gone(file: File) -> File:
    """The `_delete` file that goes with a file: one column of numbers."""
    first = {"enterprise": "01", "establishment": "2345678"}.get(file.name, "")

    def row(values: Sequence[str]) -> Values | None:
        digits = number_of(values[0], first) if first else entity_of(values[0])
        return (file.name, digits) if digits else None

    return File("gone", (file.key,), ("aspect", "number"), row)

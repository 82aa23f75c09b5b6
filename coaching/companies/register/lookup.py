"""Asking the register about one number: one row by its key, in a set time at most, and "silent" is an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction

from coaching.core.choices import province_of

LONGEST_WAIT = 400  # milliseconds; a register that takes longer counts as silent
MOST_UNITS = 100
FOUND, UNKNOWN, SILENT = "found", "unknown", "silent"
ORDER = ("nl", "fr", "de", "en", "und")

ENTERPRISE = """
SELECT e.names, e.streets, e.municipalities, e.postcode, e.nace_version, e.nace_code, e.is_natural_person, e.is_active,
       c.words FROM companies_registerenterprise e
  LEFT JOIN companies_registercode c ON c.key = 'Nace' || e.nace_version || '/' || e.nace_code
 WHERE e.number = %s"""
UNITS = """
SELECT number, names, streets, municipalities, postcode FROM companies_registerestablishment
 WHERE enterprise_number = %s ORDER BY enterprise_number, number LIMIT %s"""


@dataclass(frozen=True)
class RegisterUnit:
    """An establishment unit as the register knows it."""

    number: str
    name: str
    street: str
    postcode: str
    municipality: str

    @property
    def province(self) -> str:
        return province_of(self.postcode)


@dataclass(frozen=True)
class RegisterEntry:
    """What the register knows of an enterprise. address_from: `seat`, `establishment` (a natural person) or empty."""

    number: str
    name: str
    street: str
    postcode: str
    municipality: str
    nace_version: str
    nace_code: str
    activity: str
    is_natural_person: bool
    is_active: bool
    address_from: str

    @property
    def province(self) -> str:
        return province_of(self.postcode)


@dataclass(frozen=True)
class LookUp:
    """status: found, unknown (the register does not hold it, or holds nothing yet) or silent (no answer in time)."""

    status: str
    entry: RegisterEntry | None = None
    units: tuple[RegisterUnit, ...] = ()


def register_entry(number: str, language: str = "nl") -> RegisterEntry | None:
    """What the register knows of ten digits; None when it knows nothing or does not answer in time."""
    return look_up(number, language).entry


def look_up(number: str, language: str = "nl", *, wait: int = LONGEST_WAIT) -> LookUp:
    """Ask, and never wait longer than `wait` milliseconds per question. The transaction around it stays usable."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)", [str(wait)]
            )
            before = cursor.fetchone()[0]
            found = _ask(cursor, number, language)
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
    except OperationalError:
        return LookUp(SILENT)
    return found


def _ask(cursor: Any, number: str, language: str) -> LookUp:
    cursor.execute(ENTERPRISE, [number])
    row = cursor.fetchone()
    if row is None:
        return LookUp(UNKNOWN)
    cursor.execute(UNITS, [number, MOST_UNITS])
    units = tuple(
        RegisterUnit(digits, _in(names, language), _in(streets, language), postcode, _in(towns, language))
        for digits, names, streets, towns, postcode in cursor.fetchall()
    )
    return LookUp(FOUND, _entry(number, row, units, language), units)


def _entry(number: str, row: tuple[Any, ...], units: tuple[RegisterUnit, ...], language: str) -> RegisterEntry:
    names, streets, towns, postcode, version, code, is_natural, is_active, words = row
    street, town, source = _in(streets, language), _in(towns, language), "seat" if postcode else ""
    first = next((unit for unit in units if unit.postcode), None)
    if not postcode and first:  # a natural person has no seat: the place of work stands in for it
        street, postcode, town, source = first.street, first.postcode, first.municipality, "establishment"
    return RegisterEntry(
        number, _in(names, language), street, postcode, town, version, code, _in(words, language), is_natural,
        is_active, source,
    )  # fmt: skip


def _in(stored: str | None, language: str) -> str:
    """A stored text in that language, else in the first of the register's that there is."""
    texts = json.loads(stored or "{}")
    return next((texts[name] for name in (language, *ORDER) if texts.get(name)), "")

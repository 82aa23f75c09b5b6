"""Asking the register about one number: one row by its key, in a set time at most, and "silent" is an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import OperationalError, connection

from coaching.companies.register.situations import Situation, situation_of
from coaching.core.ground.choices import province_of

LONGEST_WAIT = 400  # milliseconds; a register that takes longer counts as silent
MOST_UNITS = 100
FOUND, UNKNOWN, SILENT = "found", "unknown", "silent"
ORDER = ("nl", "fr", "de", "en", "und")

# One question, by two indexes: the enterprise, the words of its activity and situation, its units; and as of when.
ENTERPRISE = f"""
SELECT (SELECT max(coalesce(dated, loaded_at::date)) FROM companies_registerextract), (
SELECT json_build_object('entry', to_json(e), 'words', c.words, 'situation', s.words, 'units', (
  SELECT coalesce(json_agg(u), '[]') FROM (
    SELECT number, names, streets, municipalities, countries, postcode FROM companies_registerestablishment
     WHERE enterprise_number = e.number ORDER BY enterprise_number, number LIMIT {MOST_UNITS}) u))::text
  FROM companies_registerenterprise e
  LEFT JOIN companies_registercode c ON c.key = 'Nace' || e.nace_version || '/' || e.nace_code
  LEFT JOIN companies_registercode s ON s.key = 'JuridicalSituation/' || e.juridical_situation
 WHERE e.number = %s)"""
# Sent in one go with the question. Rolling back gives the old time limit back, and the transaction after a silence.
BEFORE, AFTER = "SAVEPOINT register; SET LOCAL statement_timeout = %s; ", "ROLLBACK TO register; RELEASE register"


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
    """What the register knows of an enterprise.

    name: the legal one; shop_name: a commercial one beside it. address_from: `seat`, `establishment` (a natural person,
    or a seat abroad) or empty. country: of an address abroad. situation: none where all is as usual.
    """

    number: str
    name: str
    shop_name: str
    street: str
    postcode: str
    municipality: str
    country: str
    nace_version: str
    nace_code: str
    activity: str
    is_natural_person: bool
    is_active: bool
    address_from: str
    situation: Situation | None

    @property
    def province(self) -> str:
        return "" if self.country else province_of(self.postcode)


@dataclass(frozen=True)
class LookUp:
    """status: found, unknown (the register does not hold it, or holds nothing yet) or silent (no answer in time).

    as_of: the day whose state the register shows; none before the first extract.
    """

    status: str
    entry: RegisterEntry | None = None
    units: tuple[RegisterUnit, ...] = ()
    as_of: date | None = None

    @property
    def is_unknown(self) -> bool:
        return self.status == "unknown"

    @property
    def is_silent(self) -> bool:
        return self.status == "silent"


def register_entry(number: str, language: str = "nl") -> RegisterEntry | None:
    """What the register knows of ten digits; None when it knows nothing or does not answer in time."""
    return look_up(number, language).entry


def look_up(number: str, language: str = "nl", *, wait: int = LONGEST_WAIT) -> LookUp:
    """Ask, and never wait longer than `wait` milliseconds per question. The transaction around it stays usable."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(BEFORE + ENTERPRISE, [wait, number])
            as_of, known = cursor.fetchone()
        except OperationalError:
            cursor.execute(AFTER)
            return LookUp(SILENT)
        cursor.execute(AFTER)
    return _found(number, json.loads(known), language, as_of) if known else LookUp(UNKNOWN, as_of=as_of)


def _found(number: str, known: dict[str, Any], language: str, as_of: date | None) -> LookUp:
    units = tuple(
        RegisterUnit(
            unit["number"],
            _in(unit["names"], language),
            _in(unit["streets"], language),
            unit["postcode"],
            _in(unit["municipalities"], language),
        )
        for unit in known["units"]
        if not unit["countries"]
    )
    return LookUp(FOUND, _entry(number, known, units, language), units, as_of)


def _entry(number: str, known: dict[str, Any], units: tuple[RegisterUnit, ...], language: str) -> RegisterEntry:
    row, said = known["entry"], known["situation"] or {}
    street, town, country = (_in(row[name], language) for name in ("streets", "municipalities", "countries"))
    postcode, source = row["postcode"], "seat" if row["postcode"] else ""
    first = next((unit for unit in units if unit.postcode), None)
    if first and (country or not postcode):  # a natural person has no seat: the place of work stands in for it
        street, postcode, town, source = first.street, first.postcode, first.municipality, "establishment"
        country = ""
    return RegisterEntry(
        number,
        _in(row["names"], language),
        _in(row["shop_names"], language),
        street,
        postcode,
        town,
        country,
        row["nace_version"],
        row["nace_code"],
        _in(known["words"] or {}, language),
        row["is_natural_person"],
        row["is_active"],
        source,
        situation_of(row["juridical_situation"], said, _in(said, language)),
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    """In that language, else in the first of the register's that there is."""
    return next((texts[name] for name in (language, *ORDER) if texts.get(name)), "")

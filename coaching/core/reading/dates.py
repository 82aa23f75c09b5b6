"""Dates and hours of the day: the day before the month, a year of four figures, months by name in four languages."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from coaching.core.reading import said
from coaching.core.reading.cells import LONGEST, cell_of, damaged, fold, kind_of, plain
from coaching.core.reading.said import Unclear

FIRST_YEAR, LAST_YEAR = 1900, 2199
NAMES = (
    "januari janvier january januar jan janv jaenner",
    "februari fevrier february februar feb fev fevr",
    "maart mars march marz maerz mrt mar maa",
    "april avril apr avr",
    "mei mai may",
    "juni juin june jun",
    "juli juillet july jul juil juill",
    "augustus aout august aug aou",
    "september septembre sep sept",
    "oktober octobre october okt oct",
    "november novembre nov",
    "december decembre dezember dec dez",
)
MONTHS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
DAYS = (
    "maandag lundi monday montag ma lun mon",
    "dinsdag mardi tuesday dienstag di tue",
    "woensdag mercredi wednesday mittwoch wo mer wed",
    "donderdag jeudi thursday donnerstag do jeu thu",
    "vrijdag vendredi friday freitag vr ven fri",
    "zaterdag samedi saturday samstag za sam sat",
    "zondag dimanche sunday sonntag zo dim sun",
)
WEEKDAYS = {name: number for number, names in enumerate(DAYS) for name in names.split()}
ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
COMPACT = re.compile(r"((?:19|20|21)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])")
DIGITS = re.compile(r"([0-3][0-9])([0-9]{2})((?:19|20|21)[0-9]{2})")  # never a COMPACT: no year begins as a month
BELGIAN = re.compile(r"([0-9]{1,2}) ?([-/. ]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,4})")
NAMED = re.compile(
    r"([0-9]{1,2}) ?(?:er|e|de|st|nd|rd|th|\.)?[ \-/.]{1,2}([^\W\d_]+)\.?[ \-/.,]{1,2}([0-9]{1,4})", re.IGNORECASE
)
NAME_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{1,4})", re.IGNORECASE)
MOMENT = re.compile(
    r"(.+?)(?:T|,? )(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"( ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?"
)
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9])(?::00)?| ?(?:u|uur|h|heures?)\.? ?([0-5][0-9])?)", re.IGNORECASE)


def read_date(given: str) -> date:
    """31/12/2026, 31-12-2026, 31.12.2026, 2026-12-31, 31 december 2026; date cells and counted days of a spreadsheet.

    A time of day behind it is left out. Raises Unclear.
    """
    damaged(given, "date")
    if (cell := cell_of(given, "date")) is not None:
        return _sensible(cell.value, given)
    if (cell := cell_of(given, "number")) is not None and cell.as_date is not None:
        return _sensible(cell.as_date, given)
    text = plain(given)
    if len(text) > LONGEST:
        raise Unclear(said.NO_DATE, given)
    moment = MOMENT.fullmatch(text)
    if moment and moment[2]:
        raise Unclear(said.ZONED, given)
    return _day(moment[1].strip() if moment else text, given)


def _day(text: str, typed: str) -> date:
    weekday, text = _weekday(re.sub(r"^(?:op|le|on) ", "", text, flags=re.IGNORECASE))
    if iso := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        parts = [int(part) for part in iso.groups() if part.isdigit()]
        found = _made(parts[0], parts[1], parts[2], typed, year_first=True)
    elif digits := DIGITS.fullmatch(text):
        found = _made(int(digits[3]), int(digits[2]), int(digits[1]), typed)
    elif belgian := BELGIAN.fullmatch(text):
        found = _made(_year(belgian[4], typed), int(belgian[3]), int(belgian[1]), typed)
    else:
        found = _named(text, typed)
    if weekday is not None and found.weekday() != weekday:
        raise Unclear(said.WRONG_WEEKDAY, typed)
    return found


def _weekday(text: str) -> tuple[int | None, str]:
    """The name of a day in front, and the rest."""
    first, _space, rest = text.partition(" ")
    number = WEEKDAYS.get(fold(first))
    return (None, text) if number is None or not rest else (number, rest.strip())


def _named(text: str, typed: str) -> date:
    if found := NAMED.fullmatch(text):
        day, name, year = found.groups()
    elif found := NAME_FIRST.fullmatch(text):
        name, day, year = found.groups()
    else:
        raise Unclear(said.SERIAL if re.fullmatch(r"[1-9][0-9]{4}(?:[.,][0-9]+)?", text) else said.NO_DATE, typed)
    month = MONTHS.get(fold(name))
    if month is None:
        raise Unclear(said.NO_DATE, typed)
    return _made(_year(year, typed), month, int(day), typed)


def _year(text: str, typed: str) -> int:
    if len(text) != 4:
        raise Unclear(said.SHORT_YEAR if len(text) == 2 else said.NO_DATE, typed)
    return int(text)


def _made(year: int, month: int, day: int, typed: str, *, year_first: bool = False) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unclear(said.FAR_YEAR, typed)
    if not year_first and 12 < month <= 31 and 1 <= day <= 12:
        raise Unclear(said.MONTH_FIRST, typed, month=month)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unclear(said.NO_SUCH_DAY, typed) from error


def _sensible(found: date, typed: str) -> date:
    day = found.date() if isinstance(found, datetime) else found
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unclear(said.FAR_YEAR, typed)
    return day


def read_time(given: str) -> time:
    """14:30, 14u30, 14h30, 14.30, 9u. Raises Unclear."""
    found = CLOCK.fullmatch(plain(given)) if kind_of(given) == "text" else None
    if found is None or int(found[1]) > 23:
        raise Unclear(said.NO_TIME, given)
    return time(int(found[1]), int(found[2] or found[3] or 0))

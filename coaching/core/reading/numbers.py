"""Numbers, amounts, percentages and hours as people here write them.

A dot or a space between groups of three is a thousand, a comma is decimal; one dot before other than three figures is
decimal too. A single comma before exactly three figures (1,000) is a thousand to some and one to others: refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from coaching.core.reading import said
from coaching.core.reading.cells import LONGEST, cell_of, damaged, plain
from coaching.core.reading.said import Unclear

SINGLE = re.compile(r"([0-9]+)([.,])([0-9]+)")
GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+|(?:['\u2019][0-9]{3})+|(?:,[0-9]{3})+))"
    r"(?:(?P<point>[.,])(?P<rest>[0-9]+))?"
)
EURO = re.compile(r"^(?:€|EUR(?:O|OS)?\b)\s?|\s?(?:€|\bEUR(?:O|OS)?|(?<=[0-9-])EUR(?:O|OS)?)$", re.IGNORECASE)
DASH = re.compile("[.,](?:-|--|=|\u2013|\u2014)$")  # € 1.500,- on a price list
PERCENT = re.compile(r"\s?(?:%|\uff05|\ufe6a|percent|procent|pour cent|pourcent|per cent|pct)$", re.IGNORECASE)
HALVES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
HOUR_WORDS = r"(?:u|uur|uren|h|hr|hrs|heures?|hours?|std|stunden?)\.?"
MINUTE_WORDS = r"(?:m|min|mins|minuut|minuten|minutes?)\.?"
HOURS = re.compile(rf"(?P<amount>[^a-z]+?)\s?{HOUR_WORDS}", re.IGNORECASE)
CLOCK = re.compile(
    rf"(?P<hours>[0-9]{{1,4}})\s?(?::|{HOUR_WORDS})\s?(?P<minutes>[0-5][0-9])(?:\s?{MINUTE_WORDS})?", re.IGNORECASE
)
MINUTES = re.compile(rf"(?P<minutes>[0-9]{{1,5}})\s?{MINUTE_WORDS}", re.IGNORECASE)
QUARTERS = {"00", "25", "50", "75"}


def _split(text: str, typed: str) -> tuple[str, str]:
    """Figures before and after the decimal sign. Raises Unclear."""
    if text.isascii() and text.isdigit():
        return text, ""
    if single := SINGLE.fullmatch(text):
        whole, point, rest = single.groups()
        if len(rest) != 3 or len(whole) > 3 or whole == "0":
            return whole, rest
        if point == "," or whole[0] == "0":
            raise Unclear(said.THOUSAND_OR_NOT, typed)
        return whole + rest, ""
    if re.fullmatch(r"[.,][0-9]+", text):
        return "0", text[1:]
    return _grouped(text, typed)


def _grouped(text: str, typed: str) -> tuple[str, str]:
    found = GROUPED.fullmatch(text)
    if found is None:
        raise Unclear(said.WRONG_GROUPS if re.fullmatch(r"[0-9][0-9., '\u2019]*", text) else said.NO_NUMBER, typed)
    whole, point, rest = found["whole"], found["point"], found["rest"] or ""
    between = re.sub("[0-9]", "", whole)[0]
    if point == between or (point and between not in ".," and len(rest) == 3):
        raise Unclear(said.WRONG_GROUPS, typed)
    return re.sub("[^0-9]", "", whole), rest


def _decimal(text: str, typed: str) -> Decimal:
    if len(text) > LONGEST:
        raise Unclear(said.TOO_LONG, typed)
    sign = text[0] if text[:1] in ("-", "+") else ""
    whole, rest = _split(text[len(sign) :].lstrip() if sign else text, typed)
    if len(whole) > 20:
        raise Unclear(said.TOO_LONG, typed)
    return Decimal(f"{'-' if sign == '-' else ''}{whole}.{rest or '0'}")


def read_decimal(given: str, *, places: int | None = None) -> Decimal:
    """A number that may have decimals, `places` at most. Raises Unclear."""
    damaged(given)
    cell = cell_of(given, "number")
    found = _decimal(plain(given), given) if cell is None else cell.value
    return _within(found, places, given)


def _within(found: Decimal, places: int | None, typed: str) -> Decimal:
    """Without zeros at the end; refused when it has more decimals than fit, never rounded."""
    bare = found.normalize()
    if places is not None and -int(bare.as_tuple().exponent) > places:
        raise Unclear(said.TOO_MANY_DECIMALS, typed, most=places)
    return bare.quantize(Decimal(1)) if bare == bare.to_integral_value() and bare.adjusted() < 25 else bare


def read_whole(given: str) -> int:
    """A whole number: 1250, 1.250, 1 250, 50,0. Raises Unclear."""
    damaged(given)
    if (cell := cell_of(given, "number")) is not None:
        found = cell.value
    else:
        text = plain(given)
        found = _whole(text, given)
        zeros = SINGLE.fullmatch(text.lstrip("+-"))
        if zeros and len(zeros[3]) > 3 and found == found.to_integral_value():
            raise Unclear(said.WRONG_GROUPS, given)  # 1.0000
    if found != found.to_integral_value():
        raise Unclear(said.NO_WHOLE, given)
    return int(found)


def _whole(text: str, typed: str) -> Decimal:
    try:
        return _decimal(text, typed)
    except Unclear as unclear:
        if unclear.said == said.THOUSAND_OR_NOT:
            raise Unclear(said.WHOLE_OR_NOT, typed) from unclear
        raise


def read_amount(given: str, *, places: int = 2) -> Decimal:
    """Euro, with or without its sign: 1.500, € 1.500,50, 1 500 EUR, 1.500,-. Raises Unclear."""
    damaged(given)
    if (cell := cell_of(given, "number")) is not None:
        return _within(cell.value, places, given)
    text = plain(given)
    bare = DASH.sub("", EURO.sub("", DASH.sub("", EURO.sub("", text, count=1)), count=1)).strip()
    if not bare:
        raise Unclear(said.NO_AMOUNT, given)
    try:
        return _within(_decimal(bare, given), places, given)
    except Unclear as unclear:
        if unclear.said == said.NO_NUMBER:
            raise Unclear(said.NO_AMOUNT, given) from unclear
        raise


def read_percent(given: str, *, places: int | None = None) -> Decimal:
    """0 to 100, with a comma or a point. What lies between 0 and 1 needs the sign %. Raises Unclear."""
    damaged(given, "percent")
    if (cell := cell_of(given, "percent")) is not None:
        found, signed = cell.value, True
    elif (cell := cell_of(given, "number")) is not None:
        found, signed = cell.value, False
    else:
        text = plain(given)
        bare = PERCENT.sub("", text).strip()
        signed = bare != text
        if not re.fullmatch(r"\+?[0-9]{1,10}(?:[.,][0-9]{1,20})?", bare):
            raise Unclear(said.NO_PERCENT, given)
        found = Decimal(bare.replace(",", "."))
    if not 0 <= found <= 100:
        raise Unclear(said.NO_PERCENT, given)
    if 0 < found < 1 and not signed:
        raise Unclear(said.SHARE, given)
    return _within(found, places, given)


def read_hours(given: str, *, places: int = 2) -> Decimal:
    """Hours: 1,5, 1.5, 1½, 1u30, 1:30, 90 min, 2 uur. Raises Unclear."""
    damaged(given)
    if (cell := cell_of(given, "number")) is not None:
        return _within(cell.value, places, given)
    text = plain(given)
    found = _clock(text)
    if found is None:
        named = HOURS.fullmatch(text)
        found = _halves(named["amount"].strip() if named else text, given)
    hours = Decimal(found.numerator) / Decimal(found.denominator)
    return _within(hours, places, given)


def _clock(text: str) -> Fraction | None:
    if clock := CLOCK.fullmatch(text):
        return Fraction(int(clock["hours"]) * 60 + int(clock["minutes"]), 60)
    if minutes := MINUTES.fullmatch(text):
        return Fraction(int(minutes["minutes"]), 60)
    return None


def _halves(text: str, typed: str) -> Fraction:
    if text[-1:] in HALVES and re.fullmatch(r"[0-9]{0,4} ?", text[:-1]):
        return Fraction(int(text[:-1] or 0)) + HALVES[text[-1]]
    point = re.fullmatch(r"[0-9]+\.([0-5][0-9])", text)
    if point and point[1] not in QUARTERS:
        raise Unclear(said.HOURS_OR_MINUTES, typed)
    try:
        return Fraction(_decimal(text, typed))
    except Unclear as unclear:
        if unclear.said == said.NO_NUMBER:
            raise Unclear(said.NO_HOURS, typed) from unclear
        raise

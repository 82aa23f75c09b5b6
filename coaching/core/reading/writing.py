"""How a stored value is shown in a box, in every language: 1.250 and 0,5. What is shown here can be typed back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def write_whole(value: int) -> str:
    """1250 → 1.250."""
    return f"{value:,d}".replace(",", ".")


def write_decimal(value: Decimal) -> str:
    """1250.50 → 1.250,5. Three decimals get a fourth: 1,125 would be read as a thousand by some."""
    sign, digits, exponent = value.normalize().as_tuple()
    whole, _point, rest = f"{abs(value.normalize()):f}".partition(".")
    del digits, exponent
    rest = rest + "0" if len(rest) == 3 and whole != "0" else rest
    shown = write_whole(int(whole))
    return ("-" if sign and value else "") + (f"{shown},{rest}" if rest else shown)


def write_amount(value: Decimal) -> str:
    """1500 → 1.500; 1500.5 → 1.500,50."""
    shown = write_decimal(value)
    return shown + "0" if shown[-2:-1] == "," else shown


def write_percent(value: Decimal) -> str:
    """35.1 → 35,1; below one with its sign, as it must be typed."""
    whole, _point, rest = f"{value.normalize():f}".partition(".")
    shown = f"{whole},{rest}" if rest else whole
    return f"{shown} %" if 0 < value < 1 else shown


def write_date(value: date | datetime) -> str:
    """31/12/2026."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"

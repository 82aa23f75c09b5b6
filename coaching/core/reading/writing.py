"""How a stored value is shown in a box: 1.250,5, and for a reader of English 1250.5. What is shown here can be typed back.

In English no thousands are marked off: 1.250 would be taken for one and a quarter, and 1,250, a thousand to some and one to
others, is refused when it is read.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _point() -> str:
    return "." if _english() else ","


def write_whole(value: int) -> str:
    """1250 → 1.250; in English 1250."""
    return str(value) if _english() else f"{value:,d}".replace(",", ".")


Number = Decimal | int | float


def _exact(value: Number) -> Decimal:
    """A default of a column may be a plain 0."""
    return Decimal(str(value)).normalize()


def write_decimal(value: Number) -> str:
    """1250.50 → 1.250,5. Three decimals get a fourth: 1,125 would be read as a thousand by some."""
    exact = _exact(value)
    whole, _sign, rest = f"{abs(exact):f}".partition(".")
    rest = rest + "0" if len(rest) == 3 and whole != "0" else rest
    shown = write_whole(int(whole))
    return ("-" if exact < 0 else "") + (f"{shown}{_point()}{rest}" if rest else shown)


def write_amount(value: Number) -> str:
    """1500 → 1.500; 1500.5 → 1.500,50."""
    shown = write_decimal(value)
    return shown + "0" if shown[-2:-1] == _point() else shown


def write_percent(value: Number) -> str:
    """35.1 → 35,1; below one with its sign, as it must be typed."""
    whole, _sign, rest = f"{_exact(value):f}".partition(".")
    shown = f"{whole}{_point()}{rest}" if rest else whole
    return f"{shown} %" if 0 < value < 1 else shown


def write_date(value: date | datetime) -> str:
    """31/12/2026."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
